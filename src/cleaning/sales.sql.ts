import { join, sql, type Sql } from '../sql/sql'
import { byPerson } from './aliases.sql'
import { anyHoldsParts, goodsAlone, partColumns } from './amount-parts.sql'
import { roleOf, type Recipe } from './recipe'
import { hasRecords, withReturnedOrders } from './records.sql'
import { ruledRows } from './rule-hits.sql'
import { slices } from './slices.sql'
import { hasMoney, readSales } from './typed.sql'

/**
 * Rows of all files whose rows carry their own time: one table, typed, nothing decided yet. `amount` is before
 * refunds; `after_refunds` says that the file writes it after them, and that `refund` was added back. Where a file's
 * amounts hold shipping or tax, they come off, and stand in columns of their own.
 */
export function salesRows(recipe: Recipe): Sql[] {
  const refunds = recipe.sources.some((source) => source.mapping['refund'] !== undefined && hasMoney(source))
  const parted = anyHoldsParts(recipe)
  const parts = recipe.sources.flatMap((source, index) =>
    roleOf(source, recipe.sources) === 'sales'
      ? [slices(source).map((slice) => readSales(source, index, parted ? partColumns(source) : [], slice))]
      : [],
  )
  const paid = (rows: Sql) =>
    refunds ? beforeRefunds(rows) : sql`select *, false as after_refunds from (\n${rows}\n)`
  const goods = (rows: Sql) => (parted ? goodsAlone(rows) : rows)
  return fillTable(
    sql`sales_rows`,
    parts,
    (rows) => sql`select
  *,
  coalesce(quantity < 0 or (quantity is null and amount < 0), false) as is_return
from (
${goods(paid(byPerson(recipe, rows)))}
)`,
  )
}

/** Files read by one statement: each takes memory of its own until the statement ends. */
const AT_ONCE = 16

/** The statements that make a table of the rows of many files, a few files at a time; those cut in slices one by one. */
export const fillTable = (
  table: Sql,
  parts: readonly (readonly Sql[])[],
  select: (rows: Sql) => Sql,
): Sql[] =>
  groupsOf(parts).map((group, i) => {
    const rows = join(group, '\nunion all\n')
    return sql`${i === 0 ? sql`create or replace table ${table} as` : sql`insert into ${table}`}\n${select(rows)}`
  })

function groupsOf(parts: readonly (readonly Sql[])[]): Sql[][] {
  const groups: Sql[][] = []
  for (const slices of parts) {
    const last = groups.at(-1)
    if (slices.length === 1 && last && last.length < AT_ONCE) last.push(...slices)
    else groups.push(...slices.map((slice) => [slice]))
  }
  return groups
}

/**
 * Some shops' exports write what was paid and what of it was refunded, others what is left after the refund (Taobao's
 * 买家实际支付金额). Nobody gets back more than she paid: where that is so in most refunded rows of a file, its amounts
 * are what is left.
 */
const beforeRefunds = (rows: Sql): Sql => sql`with written as (
${rows}
),
after_refunds as (
  select source from written where refund > 0
  group by source having 2 * count(*) filter (where refund > amount) > count(*)
)
select
  w.* replace (
    (case when a.source is null then w.amount else w.amount + coalesce(w.refund, 0) end)::decimal(18, 4) as amount
  ),
  a.source is not null as after_refunds
from written as w
left join after_refunds as a on a.source = w.source`

/**
 * Rows of `sales_rows` that are the same in every cell as an earlier row of the same file: source, source_row.
 * Hashes find the candidates; the typed columns confirm them.
 */
export const duplicateSales = sql`create or replace table duplicate_sales as
with repeated as (
  select source, row_hash from sales_rows group by source, row_hash having count(*) > 1
)
select source, source_row
from (
  select
    s.source,
    s.source_row,
    row_number() over (
      partition by s.source, s.row_hash, s.order_id, s.member_id, s.ordered_at, s.product_id, s.amount
      order by s.source_row
    ) as copy
  from sales_rows as s
  join repeated as r on s.source = r.source and s.row_hash = r.row_hash
)
where copy > 1`

/**
 * Each sales row with the first rule that sets it aside (null: kept), and whether it is an exact duplicate.
 * A view: switching a rule rewrites no row.
 */
export const checkedSales = (recipe: Recipe): Sql => sql`create or replace view checked_sales as
${ruledRows(recipe, 'sales', salesBase)}`

/** The sales rows before any rule, with whether each is an exact duplicate, and whether a later file has it. */
export const salesBase = sql`  select s.*, d.source_row is not null as is_duplicate, o.source_row is not null as is_in_later_file
  from sales_rows as s
  left join overlapping_sales as o on s.source = o.source and s.source_row = o.source_row
  left join duplicate_sales as d on s.source = d.source and s.source_row = d.source_row`

/**
 * The kept sales rows with `returned`: the money that went back, by a matched return, a refund column, a status or a
 * list of returned orders that says so; never more than the row's amount, nor less than nothing.
 */
export const keptSales = (recipe: Recipe): Sql => sql`create or replace view kept_sales as
select
  s.*,
  case
    when s.is_refunded then greatest(coalesce(s.amount, 0), 0)
    when m.returned > 0 or s.refund > 0 then
      greatest(least(greatest(coalesce(m.returned, 0), coalesce(s.refund, 0)), coalesce(s.amount, 0)), 0)
    else 0
  end::decimal(18, 4) as returned
from ${hasRecords(recipe, 'returns') ? sql`(\n${withReturnedOrders(recipe)}\n)` : sql`checked_sales`} as s
left join (
  select sale_source, sale_row, sum(amount)::decimal(18, 4) as returned
  from return_matches
  group by sale_source, sale_row
) as m on m.sale_source = s.source and m.sale_row = s.source_row
where s.rule is null`
