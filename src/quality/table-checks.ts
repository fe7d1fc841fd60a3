import { rawTable } from '../cleaning/load.sql'
import type { Recipe } from '../cleaning/recipe'
import { shopTable, type TableName } from '../shop/tables'
import { ident, join, sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import type { Check, CheckUnit, Dimension } from './checks'
import type { CheckContext } from './row-checks'
import { missingOf, readableColumns, type Subject } from './subjects'

/** The checks that need more than one row, or more than one table. */
export function tableChecks(
  subject: Subject,
  subjects: readonly Subject[],
  recipe: Recipe,
  context: CheckContext,
): Check[] {
  return [
    exactDuplicates(subject, recipe),
    ...uniqueKey(subject),
    ...oneValuePerKey(subject, 'order_id', 'member_id', 'orders', {
      en: 'one member per order number',
      zh: '一个订单号只属于一位会员',
    }),
    ...oneValuePerKey(subject, 'product_id', 'product_name', 'products', {
      en: 'one name per product id',
      zh: '一个商品编号只有一个名称',
    }),
    ...orderTotals(subject, subjects),
    ...joinedBeforeOrders(subject, subjects),
    ...timeliness(subject, context),
    ...references(subject, subjects),
  ]
}

const has = (subject: Subject | undefined, ...columns: string[]): subject is Subject =>
  subject !== undefined && columns.every((column) => subject.columns.some(({ name }) => name === column))

function make(
  dimension: Dimension,
  id: string,
  column: string | null,
  unit: CheckUnit,
  label: Bilingual,
  about: Bilingual,
  count: Sql,
  failing: Sql,
): Check {
  return { id: `${dimension}.${id}`, dimension, column, unit, label, about, count, failing, row: null }
}

/** Rows of a file that are the same in every cell as an earlier one, by a 64-bit hash of the cells. */
function exactDuplicates(subject: Subject, recipe: Recipe): Check {
  const parts = subject.sources.map((index) => {
    const cells = join((recipe.sources[index]?.columns ?? []).map(({ name }) => ident(name)))
    return sql`select ${index} as source, rowid + 1 as source_row, hash(${cells}) as cells from ${rawTable(index)}`
  })
  const rows = join(parts, '\nunion all\n')
  return make(
    'uniqueness',
    'rows',
    null,
    'rows',
    { en: 'rows stand there once', zh: '没有完全重复的行' },
    {
      en: 'A row that is the same in every cell as an earlier row of its file fails (compared by a 64-bit hash). Two of the same may be legitimate.',
      zh: '与同一文件前面某行每一格都相同的行不通过(按 64 位哈希比较)。两笔相同也可能是真实的。',
    },
    sql`select count(*) as n, count(*) - count(distinct (source, cells)) as failing
from (
${rows}
)`,
    sql`select source, source_row
from (
  select source, source_row, row_number() over (partition by source, cells order by source_row) as copy
  from (
${rows}
  )
)
where copy > 1
order by source, source_row`,
  )
}

/** Tables that others refer to, one row per key. */
const KEYS: Partial<Record<TableName, string>> = {
  orders: 'order_id',
  members: 'member_id',
  products: 'product_id',
}

function uniqueKey(subject: Subject): Check[] {
  const key = subject.table === null ? undefined : (KEYS[subject.table] ?? shopTable(subject.table).key)
  if (key === undefined || !has(subject, key)) return []
  const column = ident(key)
  const label = subject.columns.find(({ name }) => name === key)?.label ?? { en: key, zh: key }
  return [
    make(
      'uniqueness',
      key,
      key,
      'rows',
      { en: `${label.en} id is not repeated`, zh: `${label.zh}不重复` },
      { en: 'A row whose id stands in an earlier row fails.', zh: '编号在前面的行出现过的行不通过。' },
      sql`select count(${column}) as n, count(${column}) - count(distinct ${column}) as failing
from (
${subject.rows}
)`,
      sql`select ${readableColumns(subject)}
from (
${subject.rows}
)
where ${column} is not null
qualify row_number() over (partition by ${column} order by source, source_row) > 1
order by source, source_row`,
    ),
  ]
}

/** What belongs to a key is the same in all of its rows. */
function oneValuePerKey(
  subject: Subject,
  key: string,
  value: string,
  unit: CheckUnit,
  label: Bilingual,
): Check[] {
  if (!has(subject, key, value)) return []
  const grouped = sql`select ${ident(key)}, count(distinct ${ident(value)}) as different, count(*) as "rows", min(${ident(value)}) as one, max(${ident(value)}) as another
  from (
${subject.rows}
)
  where ${ident(key)} is not null and ${ident(value)} is not null
  group by ${ident(key)}`
  return [
    make(
      'consistency',
      `${value}_per_${key}`,
      value,
      unit,
      label,
      { en: 'Keys with two or more different values fail.', zh: '对应两个及以上不同取值的编号不通过。' },
      sql`select count(*) as n, count(*) filter (where different > 1) as failing
from (
  ${grouped}
)`,
      sql`select * from (
  ${grouped}
)
where different > 1
order by different desc, ${ident(key)}`,
    ),
  ]
}

/** The total of an order against the sum of its lines, where a file of each says amounts. */
function orderTotals(subject: Subject, subjects: readonly Subject[]): Check[] {
  const items = subjects.find(({ table }) => table === 'order_items')
  if (subject.table !== 'orders' || !has(subject, 'order_id', 'amount')) return []
  if (!has(items, 'order_id', 'amount')) return []
  const compared = sql`select o.order_id, cast(o.amount as double) as order_amount, cast(i.amount as double) as items_amount, i."lines"
  from (
    select order_id, sum(amount) as amount from (
${subject.rows}
    ) where order_id is not null and amount is not null group by order_id
  ) as o
  join (
    select order_id, sum(amount) as amount, count(*) as "lines" from (
${items.rows}
    ) where order_id is not null and amount is not null group by order_id
  ) as i on i.order_id = o.order_id`
  return [
    make(
      'consistency',
      'order_total',
      'amount',
      'orders',
      { en: 'order amount = sum of its lines', zh: '订单金额 = 明细合计' },
      {
        en: 'Orders that stand in both files; more than 0.01 apart fails. Shipping and discounts of the whole order are the usual reasons.',
        zh: '两种文件里都有的订单;相差超过 0.01 的不通过。常见原因是运费与整单折扣。',
      },
      sql`select count(*) as n, count(*) filter (where abs(order_amount - items_amount) > 0.010001) as failing
from (
  ${compared}
)`,
      sql`select *, round(order_amount - items_amount, 4) as difference from (
  ${compared}
)
where abs(order_amount - items_amount) > 0.010001
order by abs(order_amount - items_amount) desc, order_id`,
    ),
  ]
}

/** Nobody buys as a member before becoming one; the day is compared, since many lists know no hour. */
function joinedBeforeOrders(subject: Subject, subjects: readonly Subject[]): Check[] {
  const sales = subjects.find(
    (other) =>
      (other.table === 'orders' || other.table === 'order_items') && has(other, 'member_id', 'ordered_at'),
  )
  if (subject.table !== 'members' || !has(subject, 'member_id', 'joined_at') || !sales) return []
  const compared = sql`select j.member_id, j.joined_at, f.first_order
  from (
    select member_id, min(joined_at) as joined_at from (
${subject.rows}
    ) where joined_at is not null group by member_id
  ) as j
  join (
    select member_id, min(ordered_at) as first_order from (
${sales.rows}
    ) where member_id is not null group by member_id
  ) as f on f.member_id = j.member_id`
  return [
    make(
      'consistency',
      'joined_before_orders',
      'joined_at',
      'members',
      { en: 'joined no later than the first order', zh: '注册不晚于首单' },
      {
        en: 'Members with both; a first order on a day before the day of joining fails.',
        zh: '两者都有的会员;首单日早于注册日的不通过。',
      },
      sql`select count(*) as n, count(*) filter (where cast(first_order as date) < cast(joined_at as date)) as failing
from (
  ${compared}
)`,
      sql`select * from (
  ${compared}
)
where cast(first_order as date) < cast(joined_at as date)
order by first_order, member_id`,
    ),
  ]
}

/** Days before the as-of date on which something could have happened last. */
const FRESH_DAYS = 30

/** Lists of what there is: they have no days to miss. */
const LISTS: ReadonlySet<TableName> = new Set(['members', 'products', 'campaigns', 'coupons', 'categories'])

/** Only for what happens all the time. */
function timeliness(subject: Subject, { asOf }: CheckContext): Check[] {
  const time = subject.columns.find(({ type }) => type === 'time')?.name
  if (time === undefined || subject.table === null || LISTS.has(subject.table)) return []
  const days = sql`select distinct cast(${ident(time)} as date) as "day" from (
${subject.rows}
  ) where ${ident(time)} is not null${asOf === null ? sql`` : sql` and ${ident(time)} < cast(${asOf} as date)`}`
  const calendar = sql`select cast(unnest(generate_series(min("day")::timestamp, max("day")::timestamp, interval 1 day)) as date) as "day" from seen`
  const gaps = make(
    'timeliness',
    'gaps',
    time,
    'days',
    { en: 'no day without rows', zh: '没有空白的日子' },
    {
      en: 'Days from the first to the last row; those without any row fail. Days on which the shop was closed count too.',
      zh: '从第一行到最后一行之间的日子;没有任何行的日子不通过。店铺休息的日子也算在内。',
    },
    sql`with seen as (
  ${days}
)
select coalesce(date_diff('day', min("day"), max("day")) + 1, 0) as n,
  coalesce(date_diff('day', min("day"), max("day")) + 1, 0) - count(*) as failing
from seen`,
    sql`with seen as (
  ${days}
)
select c."day" from (${calendar}) as c
left join seen as s on s."day" = c."day"
where s."day" is null
order by c."day"`,
  )
  if (asOf === null) return [gaps]
  const fresh = make(
    'timeliness',
    'fresh',
    time,
    'days',
    { en: 'rows up to the as-of date', zh: '数据到截止日为止' },
    {
      en: `Of the ${FRESH_DAYS} days before the as-of date ${asOf}, those after the last row fail.`,
      zh: `截止日 ${asOf} 之前的 ${FRESH_DAYS} 天里,最后一行之后的日子不通过。`,
    },
    sql`with seen as (
  ${days}
)
select case when count(*) = 0 then 0 else ${FRESH_DAYS} end as n,
  coalesce(least(${FRESH_DAYS}, greatest(0, date_diff('day', max("day"), cast(${asOf} as date)) - 1)), 0) as failing
from seen`,
    sql`with seen as (
  ${days}
)
select max("day") as last_day, date_diff('day', max("day"), cast(${asOf} as date)) - 1 as days_after
from seen`,
  )
  return [gaps, fresh]
}

/** Ids that must be found in the table that lists them, where that table was loaded. */
function references(subject: Subject, subjects: readonly Subject[]): Check[] {
  return (Object.entries(KEYS) as [TableName, string][]).flatMap(([table, key]) => {
    const target = subjects.find((other) => other.table === table)
    if (subject.table === null || table === subject.table || !has(subject, key) || !has(target, key))
      return []
    const column = ident(key)
    const found = sql`${column} in (select ${column} from (
${target.rows}
  ) where ${column} is not null)`
    const name = { en: target.label.en, zh: target.label.zh }
    return [
      make(
        'integrity',
        table,
        key,
        'rows',
        { en: `${key} is found in ${name.en}`, zh: `${key} 在${name.zh}中找得到` },
        {
          en: `Rows with an id that no row of ${name.en} has fail; rows without an id are counted under completeness.`,
          zh: `编号在${name.zh}中没有的行不通过;没有编号的行计入完整性。`,
        },
        sql`select count(*) as n, count(*) filter (where not ${found}) as failing
from (
${subject.rows}
)
where not ${missingOf(key)}`,
        sql`select ${readableColumns(subject)}
from (
${subject.rows}
)
where not ${missingOf(key)} and not ${found}
order by source, source_row`,
      ),
    ]
  })
}
