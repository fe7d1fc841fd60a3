import { factByName, isNumeric, knownFacts, ownFacts } from '../segments/facts/catalogue'
import { ident, list, sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import { valueWords } from '../segments/value-words'
import type { ShopViews } from './analysis'

/** By what members are put in groups: a fact of categories, or a band of what they spend, how often, how long ago. */
export interface Grouping {
  id: string
  label: Bilingual
  about: Bilingual
  /** Its levels go by their names, or as they stand here; those of others by size. */
  ordered: boolean
  order?: readonly string[] | null
  /** The level of a row of member_facts, as text; null where nothing says it. */
  value: Sql
}

const ORDERED = ['age_band', 'birth_month', 'income', 'tier']

const BANDS: readonly (Grouping & { fact: string })[] = [
  {
    id: 'value_fifth',
    fact: 'spent',
    label: { en: 'Value group', zh: '价值分组' },
    about: {
      en: 'Buyers in fifths of their spending, equal amounts together; those without an order apart.',
      zh: '按消费金额五等分,金额相同者同组;无订单者单列。',
    },
    ordered: true,
    value: sql`case when orders = 0 then '0' else cast(
  5 - 5 * (rank() over (partition by orders > 0 order by spent desc) - 1) // count(*) over (partition by orders > 0)
as varchar) end`,
  },
  {
    id: 'order_band',
    fact: 'orders',
    label: { en: 'Number of orders', zh: '订单数分组' },
    about: { en: 'Bands of the number of orders.', zh: '按订单数分段。' },
    ordered: true,
    value: sql`case when orders <= 2 then cast(orders as varchar) when orders <= 5 then '3–5' else '6+' end`,
  },
  {
    id: 'recency_band',
    fact: 'recency_days',
    label: { en: 'Days since the last order', zh: '距末单天数分组' },
    about: {
      en: 'Bands of the days from the last order to the as-of date.',
      zh: '末单至截至日天数分段。',
    },
    ordered: true,
    order: ['0–30', '31–90', '91–180', '181–365', '366+', 'none'],
    value: sql`case when recency_days is null then 'none' when recency_days <= 30 then '0–30' when recency_days <= 90 then '31–90'
  when recency_days <= 180 then '91–180' when recency_days <= 365 then '181–365' else '366+' end`,
  },
]

/** The fifths of a number of the shop's own member list, equal numbers together. */
const FIFTH = 'fifth of '

const ownFifths = (known: ReadonlySet<string>): readonly Grouping[] =>
  ownFacts(known)
    .filter(isNumeric)
    .map(({ name, label }) => ({
      id: `${FIFTH}${name}`,
      label: fifthsOf(label),
      about: {
        en: `Members in fifths of ${label.en}, equal numbers together.`,
        zh: `按 ${label.zh} 五等分,数值相同者同组。`,
      },
      ordered: true,
      value: sql`case when ${ident(name)} is not null then cast(
  5 - 5 * (rank() over (order by ${ident(name)} desc nulls last) - 1) // count(${ident(name)}) over ()
as varchar) end`,
    }))

const fifthsOf = ({ en, zh }: Bilingual): Bilingual => ({ en: `Fifths of ${en}`, zh: `${zh} 五等分` })

type Known = Pick<ShopViews, 'known' | 'groups'>

/** The groupings of a shop, its facts first; of those that are no fact the ones that parameters name. */
export const groupings = ({ known, groups }: Known): readonly Grouping[] => [
  ...knownFacts(known)
    .filter(({ type }) => type === 'category')
    .map(({ name, label, about }) => ({
      id: name,
      label,
      about,
      ordered: ORDERED.includes(name),
      value: sql`${ident(name)}`,
    })),
  ...BANDS.filter(({ fact }) => known.has(fact) && known.has('orders')),
  ...ownFifths(known),
  ...groups.map(({ id, label, order }): Grouping => ({
    id,
    label,
    about: label,
    ordered: order !== null,
    order,
    value: ident(id),
  })),
]

/** The grouping asked for; where the shop does not know it, the first of `preferred` that it knows, or any. */
export function chosenGrouping(id: string, shop: Known, preferred: readonly string[]): Grouping | null {
  const all = groupings(shop)
  const by = (wanted: string) => all.find((one) => one.id === wanted)
  return by(id) ?? preferred.map(by).find((one) => one !== undefined) ?? all[0] ?? null
}

/** id, chosen (1 or 0): the groupings a page offers, in their order. */
export const groupingTable = (shop: Known, chosen: Grouping | null): Sql =>
  sql`select * from (values (-1, '', 0)${groupings(shop)
    .map(({ id }, i) => sql`, (${i}, ${id}, ${id === chosen?.id ? 1 : 0})`)
    .reduce((text, row) => sql`${text}${row}`, sql``)}) as g(place, id, chosen) where id <> ''`

export function groupingLabel(id: string): Bilingual {
  if (id.startsWith(FIFTH)) return fifthsOf(factByName(id.slice(FIFTH.length))?.label ?? { en: id, zh: id })
  return BANDS.find((band) => band.id === id)?.label ?? factByName(id)?.label ?? { en: id, zh: id }
}

/** The fact that its groups are made of; of groups from elsewhere the id itself. */
export const groupedFact = (id: string): string =>
  id.startsWith(FIFTH) ? id.slice(FIFTH.length) : (BANDS.find((band) => band.id === id)?.fact ?? id)

/** Whether its levels are bands, which say little without its name. */
export const isBand = (id: string): boolean => id.startsWith(FIFTH) || id === 'value_fifth'

/** What a level is called. */
export function levelName(grouping: string, kind: string, level: string | null): Bilingual {
  if (kind === 'others') return { en: 'others', zh: '其他' }
  if (kind === 'unknown' || level === null) return { en: 'unknown', zh: '未知' }
  if (grouping.startsWith(FIFTH)) return VALUES[level] ?? { en: level, zh: level }
  switch (grouping) {
    case 'value_fifth':
      return VALUES[level] ?? { en: level, zh: level }
    case 'order_band':
      return level === '1' ? { en: '1 order', zh: '1 单' } : { en: `${level} orders`, zh: `${level} 单` }
    case 'recency_band':
      return level === 'none' ? { en: 'no order', zh: '无订单' } : { en: `${level} days`, zh: `${level} 天` }
    default:
      return valueWords(grouping, level)
  }
}

const VALUES: Readonly<Record<string, Bilingual>> = {
  '0': { en: 'no order', zh: '无订单' },
  '1': { en: 'lowest fifth', zh: '最低五分之一' },
  '2': { en: 'second fifth', zh: '次低五分之一' },
  '3': { en: 'middle fifth', zh: '中间五分之一' },
  '4': { en: 'fourth fifth', zh: '次高五分之一' },
  '5': { en: 'highest fifth', zh: '最高五分之一' },
}

/**
 * Levels of `members` (member_id, level): place from 1, kind, level, members. At most `most` stand alone, the most
 * frequent; the rest are one row of others; members without a level the last. Ordered groupings by their order.
 */
export const levelsOf = (
  members: Sql,
  { ordered, order }: Pick<Grouping, 'ordered' | 'order'>,
  most: number,
): Sql => sql`select
  row_number() over (order by kind = 'unknown', kind = 'others', ${
    ordered ? (order ? sql`list_position(${list(order)}, level)` : sql`level`) : sql`members desc`
  }, level)::integer as place,
  kind, level, members
from (
  select
    case when level is null then 'unknown' when rank <= ${most} then 'value' else 'others' end as kind,
    case when rank <= ${most} then level end as level,
    sum(members)::bigint as members
  from (
    select level, count(*) as members, row_number() over (order by level is null, count(*) desc, level) as rank
    from ${members} group by level
  )
  group by all
)`

/** The rows of `members` (level and more), each with the place of its level in `levels`. */
const placed = (members: Sql, levels: Sql): Sql => sql`select
  m.*,
  coalesce(
    l.place,
    case when m.level is null then (select min(place) from ${levels} where kind = 'unknown')
    else (select min(place) from ${levels} where kind = 'others') end
  ) as place
from ${members} as m
left join ${levels} as l on l.kind = 'value' and l.level = m.level`

/** A relation of member_id and level. */
export const memberLevels = (facts: Sql, grouping: Grouping | null): Sql =>
  sql`(select member_id, ${grouping ? grouping.value : sql`cast(null as varchar)`} as level from ${facts})`

/** member_id, level, place: the group of each member. */
export const membersInGroups = (facts: Sql, grouping: Grouping | null, levels: Sql): Sql =>
  placed(memberLevels(facts, grouping), levels)
