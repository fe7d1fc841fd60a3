import type { Database } from '../engine/database'
import { rowObjects } from '../sql/rows'
import { shopTable, type ShopColumn } from '../shop/tables'
import { ident, join, sql, type Sql } from '../sql/sql'
import { byPerson } from './aliases.sql'
import { rawTable } from './load.sql'
import { roleOf, type Recipe, type SourcePlan } from './recipe'
import { readColumn } from './typed.sql'

/**
 * What files of sales say of their buyers, beside the sales: one wide file is also a list of members. A member's city
 * is the one that most of her rows give; of two as frequent, the first in the alphabet.
 */

/** A column of a sales file, the attribute of a member it supplies, and the file's place in the recipe. */
interface Said {
  source: SourcePlan
  index: number
  role: string
  attribute: ShopColumn
}

const ATTRIBUTES = shopTable('orders').columns.filter((column) => column.of === 'members')

function said(recipe: Recipe): Said[] {
  return recipe.sources.flatMap((source, index) => {
    if (roleOf(source, recipe.sources) !== 'sales' || source.mapping['member_id'] === undefined) return []
    return ATTRIBUTES.flatMap((attribute) => {
      const role = roleFor(source, attribute.name)
      return role === null ? [] : [{ source, index, role, attribute }]
    })
  })
}

/** Where no column says which province a member is of, her orders' region does. */
function roleFor({ mapping }: SourcePlan, attribute: string): string | null {
  if (mapping[attribute] !== undefined) return attribute
  return attribute === 'province' && mapping['region'] !== undefined ? 'region' : null
}

export const hasBuyerAttributes = (recipe: Recipe): boolean => said(recipe).length > 0

/** The attributes that sales files give of their buyers. */
export const buyerAttributes = (recipe: Recipe): Set<string> =>
  new Set(said(recipe).map(({ attribute }) => attribute.name))

/**
 * `buyer_attributes`: member_id, attribute, value (as text), spellings: how many different values the member's rows
 * give. More than one is a conflict; the value is the most frequent.
 */
export function buyerAttributesTable(recipe: Recipe): Sql {
  const parts = said(recipe).map(({ source, index, role, attribute }) => {
    const rows =
      role === 'region'
        ? sql`select member_id, region as value from sales_rows where source = ${index}`
        : byPerson(
            recipe,
            sql`select ${readColumn(source, 'member_id', 'id')} as member_id, cast(${readColumn(source, role, attribute.type)} as varchar) as value
from ${rawTable(index)}`,
          )
    return sql`select member_id, ${attribute.name} as attribute, value, count(*) as n
from (
${rows}
)
where member_id is not null and value is not null
group by member_id, value`
  })
  return sql`create or replace table buyer_attributes as
select member_id, attribute, first(value order by n desc, value) as value, count(*)::integer as spellings
from (
  select member_id, attribute, value, sum(n) as n
  from (
${join(parts, '\nunion all\n')}
  )
  group by member_id, attribute, value
)
group by member_id, attribute`
}

/** One row per buyer: member_id and every attribute that some file gives, in its type. */
export function buyersWide(recipe: Recipe): Sql {
  const given = buyerAttributes(recipe)
  const columns = ATTRIBUTES.filter(({ name }) => given.has(name)).map(
    ({ name, type }) =>
      sql`cast(max(value) filter (where attribute = ${name}) as ${type === 'time' ? sql`timestamp` : type === 'date' ? sql`date` : sql`varchar`}) as ${ident(name)}`,
  )
  return sql`select member_id, ${join(columns)} from buyer_attributes group by member_id`
}

/** Of one attribute: how many members have it, and for how many of them their rows disagree. */
export interface AttributeAccount {
  attribute: string
  members: number
  conflicts: number
}

export async function accountForAttributes(db: Database): Promise<AttributeAccount[]> {
  const rows = rowObjects(
    await db.query(sql`select attribute, count(*) as members, count(*) filter (where spellings > 1) as conflicts
from buyer_attributes
group by attribute
order by attribute`),
  )
  return rows.map((row) => ({
    attribute: String(row['attribute']),
    members: Number(row['members']),
    conflicts: Number(row['conflicts']),
  }))
}

/** `product_attributes`: product_id, brand, cost, by the majority of the lines that name them; only what is mapped. */
export function productAttributes(recipe: Recipe): Sql | null {
  const parts = PRODUCT_ATTRIBUTES.flatMap(({ name, type }) =>
    recipe.sources.flatMap((source, index) => {
      const role = roleOf(source, recipe.sources)
      if ((role !== 'sales' && role !== 'details') || source.mapping[name] === undefined) return []
      const product = source.mapping['product_id'] === undefined ? 'product_name' : 'product_id'
      return [
        sql`select ${readColumn(source, product, 'id')} as product_id, ${name} as attribute, cast(${readColumn(source, name, type)} as varchar) as value
from ${rawTable(index)}`,
      ]
    }),
  )
  if (parts.length === 0) return null
  return sql`select
  product_id,
  max(value) filter (where attribute = 'brand') as brand,
  try_cast(max(value) filter (where attribute = 'cost') as decimal(18, 4)) as cost
from (
  select product_id, attribute, first(value order by n desc, value) as value
  from (
    select product_id, attribute, value, count(*) as n
    from (
${join(parts, '\nunion all\n')}
    )
    where product_id is not null and value is not null
    group by product_id, attribute, value
  )
  group by product_id, attribute
)
group by product_id`
}

const PRODUCT_ATTRIBUTES = shopTable('order_items').columns.filter((column) => column.of === 'products')
