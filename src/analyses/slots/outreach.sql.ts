import type { Reason } from '../../numerics/recommend/slot-reasons'
import { ident, join, sql, type Sql } from '../../sql/sql'

/** What a reason reads in the language of the page, with {item}, {n} and {m} for the product and the figures. */
export type ReasonTexts = Readonly<Record<Reason['kind'], string>>

export interface OutreachTables {
  /** What `listsOfAll` gave. */
  lists: Sql
  members: Sql
  goods: Sql
}

/** One row for each recommendation: member_id, member_name, phone, email, segment, rank, product_id, product, category, price, score, reason. */
export const recommendationRows = (
  { lists, members, goods }: OutreachTables,
  texts: ReasonTexts,
): Sql => sql`select
  m.member_id, m.member_name, m.phone, m.email, m.segment, l.rank::integer as rank,
  g.product_id, g.name as product, g.category, g.price, round(l.score, 6) as score, ${reasonText(texts)} as reason
from ${lists} as l
join ${members} as m on m.member = l.member
join ${goods} as g on g.item = l.item
left join ${goods} as r on r.item = l.reason_item`

/** One row for each member, her products beside each other: product_1, product_id_1, price_1, reason_1, … */
export const memberRows = (tables: OutreachTables, texts: ReasonTexts, n: number): Sql => {
  const of = (column: string, rank: number, name: string) =>
    sql`max(case when rank = ${rank} then ${ident(column)} end) as ${ident(`${name}_${rank}`)}`
  const products = Array.from({ length: n }, (_, i) => [
    of('product', i + 1, 'product'),
    of('product_id', i + 1, 'product_id'),
    of('price', i + 1, 'price'),
    of('reason', i + 1, 'reason'),
  ]).flat()
  return sql`select member_id, min(member_name) as member_name, min(phone) as phone, min(email) as email,
  min(segment) as segment, count(*) as products, ${join(products)}
from (
${recommendationRows(tables, texts)}
)
group by member_id`
}

/** members, rows, products, by_model: of how many members the model knew something. */
export const listFigures = ({ lists, goods }: OutreachTables): Sql => sql`select
  count(distinct member) as members, count(*) as rows, count(distinct item) as products,
  count(distinct case when source = 'model' then member end) as by_model,
  (select count(*) from ${goods}) as catalogue
from ${lists}`

/** reason, n: recommendations by their first reason. */
export const reasonCounts = ({ lists }: OutreachTables): Sql =>
  sql`select reason, count(*) as n from ${lists} group by reason order by n desc, reason`

function reasonText(texts: ReasonTexts): Sql {
  const days = (value: Sql) => sql`cast(cast(round(${value}) as integer) as varchar)`
  const filled = (kind: Reason['kind'], figure: Sql) =>
    sql`replace(replace(replace(${texts[kind]}, '{item}', coalesce(r.name, '')), '{n}', coalesce(${figure}, '')), '{m}', coalesce(${days(sql`l.reason_gap`)}, ''))`
  const percent = sql`concat(cast(round(100 * l.reason_figure, 1) as varchar), '%')`
  const rounded = sql`cast(round(l.reason_figure, 1) as varchar)`
  const figures: Readonly<Record<Reason['kind'], Sql>> = {
    because: sql`''`,
    with: sql`''`,
    model: sql`''`,
    due: days(sql`l.reason_figure`),
    stage: days(sql`l.reason_figure`),
    often: days(sql`l.reason_figure`),
    context: rounded,
    segment: percent,
    everybody: percent,
  }
  const cases = (Object.keys(figures) as Reason['kind'][]).map(
    (kind) => sql`when ${kind} then ${filled(kind, figures[kind])}`,
  )
  return sql`case l.reason ${join(cases, ' ')} end`
}

/** The rows of the lists whose first reason is of a kind. */
export const reasonLists = (lists: Sql, kind: string): Sql =>
  sql`(select * from ${lists} where reason = ${kind})`
