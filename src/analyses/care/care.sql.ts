import { sql, type Sql } from '../../sql/sql'
import type { CareParameters } from './parameters'

/** A date of birth before this year stands for an unknown year; month and day count all the same. */
const FIRST_YEAR = 1901

/** Every member with birthday, day of joining, first and last order day, order days and money so far. */
export const careMembers = (orders: Sql, members: Sql, asOf: string): Sql => sql`with listed as (
  select member_id, min(birthday)::date as birthday, min(joined_at)::date as joined
  from ${members} where member_id is not null group by member_id
),
bought as (
  select
    member_id,
    min(ordered_at)::date as first_order,
    max(ordered_at)::date as last_order,
    count(distinct ordered_at::date) as order_days,
    sum(amount)::double as spent
  from ${orders} where member_id is not null group by member_id
)
select
  coalesce(l.member_id, b.member_id) as member_id,
  case when l.birthday < cast(${asOf} as date) then l.birthday end as birthday,
  coalesce(l.birthday >= cast(${asOf} as date), false)::integer as birthday_to_come,
  l.joined, b.first_order, b.last_order,
  coalesce(b.order_days, 0) as order_days,
  coalesce(b.spent, 0) as spent
from listed as l full join bought as b on b.member_id = l.member_id`

const EPOCH = sql`date '1970-01-01'`

const windowDays = (asOf: string, days: number): Sql =>
  sql`select (cast(${asOf} as date) + k)::date as due_on from (select unnest(range(0, ${days}))::integer as k)`

/** The days to know the lunar date of: those ahead, and where birthdays are converted, those of birth. */
export const lunarDays = (members: Sql, asOf: string, { window, calendar }: CareParameters): Sql => sql`select
  date_diff('day', ${EPOCH}, day)::double as day
from (
  select due_on as day from (${windowDays(asOf, window)})
  union
  select birthday from ${members} where birthday is not null and ${calendar === 'converted'}
)
order by day`

/**
 * Members due in the window: member_id, occasion, due_on, in_days (0 is the as-of day), years (of age or since; empty
 * where the year is not known), step (days of silence). An anniversary needs a whole year. 29 February falls on
 * 28 February or 1 March in other years. A lunar birthday in a leap month is kept in the month of the same number; the
 * 30th of a month that has 29 days this year, on the 29th.
 */
export const careDue = (members: Sql, lunar: Sql, asOf: string, parameters: CareParameters): Sql => {
  const { window, calendar, leap, first, second, third } = parameters
  const birthdays =
    calendar === 'solar'
      ? solarBirthdays(members, leap)
      : lunarBirthdays(members, lunar, calendar === 'converted')
  return sql`with days as (
  ${windowDays(asOf, window)}
),
birthdays as (
${birthdays}
),
anniversaries as (
  select m.member_id, 'joined' as occasion, d.due_on, year(d.due_on) - year(m.joined) as years
  from ${members} as m join days as d on ${fallsOn(sql`m.joined`, leap)}
  where year(d.due_on) > year(m.joined)
  union all
  select m.member_id, 'first_order', d.due_on, year(d.due_on) - year(m.first_order)
  from ${members} as m join days as d on ${fallsOn(sql`m.first_order`, leap)}
  where year(d.due_on) > year(m.first_order)
),
silences as (
  select
    m.member_id,
    case s.place when 1 then 'silent_1' when 2 then 'silent_2' else 'silent_3' end as occasion,
    d.due_on, s.step
  from ${members} as m
  cross join (values (1, ${first}), (2, ${second}), (3, ${third})) as s(place, step)
  join days as d on d.due_on = m.last_order + s.step::integer
)
select
  member_id, occasion, due_on,
  date_diff('day', cast(${asOf} as date), due_on) as in_days,
  years::integer as years,
  step::integer as step
from (
  select member_id, 'birthday' as occasion, due_on, years, null as step from birthdays
  union all
  select member_id, occasion, due_on, years, null from anniversaries
  union all
  select member_id, occasion, due_on, null, step from silences
)
order by due_on, occasion, member_id`
}

const isLeapYear = (date: Sql): Sql =>
  sql`(year(${date}) % 4 = 0 and (year(${date}) % 100 <> 0 or year(${date}) % 400 = 0))`

/** Whether the day `d.due_on` has month and day of a date; 29 February as said where the year has none. */
const fallsOn = (date: Sql, leap: string): Sql => sql`(
  (month(d.due_on) = month(${date}) and day(d.due_on) = day(${date}))
  or (
    month(${date}) = 2 and day(${date}) = 29 and not ${isLeapYear(sql`d.due_on`)}
    and month(d.due_on) = ${leap === '28' ? 2 : 3} and day(d.due_on) = ${leap === '28' ? 28 : 1}
  )
)`

const ageFrom = (birthYear: Sql, dueYear: Sql): Sql =>
  sql`case when ${birthYear} >= ${FIRST_YEAR} then ${dueYear} - ${birthYear} end`

const solarBirthdays = (
  members: Sql,
  leap: string,
): Sql => sql`  select m.member_id, d.due_on, ${ageFrom(sql`year(m.birthday)`, sql`year(d.due_on)`)} as years
  from ${members} as m join days as d on ${fallsOn(sql`m.birthday`, leap)}`

/** By the lunar month and day, in no leap month. */
function lunarBirthdays(members: Sql, lunar: Sql, converted: boolean): Sql {
  const born = converted
    ? sql`select m.member_id, b.lunar_year as born_year, b.lunar_month as born_month, b.lunar_day as born_day
    from ${members} as m join ${lunar} as b on b.day = date_diff('day', ${EPOCH}, m.birthday)
    where b.lunar_day is not null`
    : sql`select member_id, year(birthday) as born_year, month(birthday) as born_month, day(birthday) as born_day
    from ${members} where birthday is not null and day(birthday) <= 30`
  return sql`  select
    m.member_id, d.due_on,
    ${ageFrom(sql`m.born_year`, sql`l.lunar_year`)} as years
  from (
    ${born}
  ) as m
  join ${lunar} as l
    on l.leap = 0 and l.lunar_month = m.born_month and l.lunar_day = least(m.born_day, l.length)
  join days as d on date_diff('day', ${EPOCH}, d.due_on) = l.day`
}

/** What the lists rest on, in one row: members, and what is known of them. */
export const coverage = (members: Sql): Sql => sql`with shared as (
  select birthday, count(*) as n from ${members} where birthday is not null group by birthday
)
select
  count(*) as members,
  count(birthday) as with_birthday,
  count(*) filter (where year(birthday) < ${FIRST_YEAR}) as without_year,
  coalesce(sum(birthday_to_come), 0)::bigint as to_come,
  count(joined) as with_joined,
  count(last_order) as with_order,
  (select max(n) from shared) as same_birthday,
  (select min(birthday) from shared where n = (select max(n) from shared)) as commonest_birthday
from ${members}`
