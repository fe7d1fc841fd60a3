import { lineCategory, listedProducts } from '../segments/listed-products.sql'
import type { Bilingual } from '../text/bilingual'
import { ident, join, sql, type Sql } from '../sql/sql'
import { GROUPS_PREFIX, type GroupTable, type Lens, type ShopViews, type Step } from './analysis'

/** By what members can be told apart: their first order, what the shop knows of them, or groups that are no fact, by id. */
export type Split = 'none' | 'channel' | 'category' | 'region' | Attribute

type Attribute = 'gender' | 'age' | 'tier' | 'province' | 'city' | 'source'

export const SPLITS: readonly { value: Split; label: Bilingual }[] = [
  { value: 'none', label: { en: 'All together', zh: '不拆分' } },
  { value: 'channel', label: { en: 'Channel of the first order', zh: '首单渠道' } },
  { value: 'category', label: { en: 'Category of the first order', zh: '首单类目' } },
  { value: 'region', label: { en: 'Region of the first order', zh: '首单地区' } },
  { value: 'source', label: { en: 'Channel of joining', zh: '注册渠道' } },
  { value: 'gender', label: { en: 'Gender', zh: '性别' } },
  { value: 'age', label: { en: 'Age', zh: '年龄' } },
  { value: 'tier', label: { en: 'Tier', zh: '会员等级' } },
  { value: 'province', label: { en: 'Province', zh: '省份' } },
  { value: 'city', label: { en: 'City', zh: '城市' } },
]

/** Whether it is read off a member's first order, and so unknown before that. */
export const isOfFirstOrder = (split: Split): boolean =>
  split === 'channel' || split === 'category' || split === 'region'

/** So many values stand alone, the most frequent ones; the rest are together. Groups that are no fact are few. */
const named = (split: Split): number => (split.startsWith(GROUPS_PREFIX) ? 16 : 5)

/** The group of members of whom the split says nothing. */
export const unknownGroup = (split: Split): number => named(split) + 2

/** By what groups that are no fact members are told apart, and what that does to what is compared; else nothing. */
export const groupsAsOf = (groups: readonly Pick<GroupTable, 'label'>[], { asOf }: Lens): Bilingual => {
  const [group] = groups
  if (!group) return { en: '', zh: '' }
  return {
    en: ` Groups: ${group.label.en}, as members stand on ${asOf}. Where that is itself made of orders after the first, the groups differ by their making; it is no effect.`,
    zh: `分组:${group.label.zh},以 ${asOf} 的归属为准;若归属本身取决于首单之后的订单,各组之差出自分组方式,并非效果。`,
  }
}

/**
 * member_id, value: what the split says of each member, null or no row where nothing does. `first` is a relation of
 * member_id and first_order, the moment. Of several orders at that moment the channel or region that is first by name
 * counts; of several categories in them the one with the most money.
 */
export function splitValues(shop: ShopViews, first: Sql, split: Split): Sql {
  const group = shop.groups.find(({ id }) => id === split)
  if (group) return sql`select member_id, level as value from ${group.levels}`
  switch (split) {
    case 'none':
      return sql`select member_id, cast(null as varchar) as value from ${first} where false`
    case 'channel':
    case 'region':
      return sql`select f.member_id, min(o.${ident(split)}) as value
from ${first} as f
join ${shop.orders} as o on o.member_id = f.member_id and o.ordered_at = f.first_order
group by f.member_id`
    case 'category':
      return firstCategory(shop, first)
    default:
      return sql`select member_id, ${attributeColumn(split)} as value from ${shop.members}`
  }
}

/**
 * One row per split of which the shop says anything under this lens: split. A category may stand on the line or with
 * the product.
 */
export const presentSplits = (shop: ShopViews): Sql => sql`select split
from (
  select 'none' as split, true as present
  union all
  select 'channel', exists (from ${shop.orders} where channel is not null)
  union all
  select 'region', exists (from ${shop.orders} where region is not null)
  union all
  unpivot (
    select ${join(ATTRIBUTES.map((split) => sql`count(${attributeColumn(split)}) > 0 as ${ident(split)}`))} from ${shop.members}
  ) on columns(*) into name split value present
  union all
  select 'category', exists (from ${shop.order_items} where category is not null)
    or (exists (from ${shop.order_items}) and exists (from ${shop.products} where category is not null))
)
where present`

/** The step that says which splits can be offered. */
export const splitsStep = (name: string, shop: ShopViews): Step => ({
  name,
  about: {
    en: 'The splits of which the shop says anything.',
    zh: '本店数据中有取值的拆分方式。',
  },
  columns: [
    {
      name: 'split',
      type: 'text',
      about: { en: 'Split', zh: '拆分' },
    },
  ],
  select: presentSplits(shop),
})

const ATTRIBUTES: readonly Attribute[] = ['source', 'gender', 'age', 'tier', 'province', 'city']

/** The column of `members` that a split goes by. */
const attributeColumn = (split: Attribute): Sql => ident(split === 'source' ? 'channel' : split)

const firstCategory = (shop: ShopViews, first: Sql): Sql => sql`select member_id, value
from (
  select
    o.member_id, ${lineCategory} as value,
    row_number() over (
      partition by o.member_id order by sum(i.amount) desc nulls last, ${lineCategory}
    ) as place
  from ${first} as f
  join ${shop.orders} as o on o.member_id = f.member_id and o.ordered_at = f.first_order
  join ${shop.order_items} as i
    on i.order_id = o.order_id and (i.member_id = o.member_id or i.member_id is null)
  left join ${listedProducts(shop.products, 'category')} as p
    on p.product_id = i.product_id
  where ${lineCategory} is not null
  group by o.member_id, ${lineCategory}
)
where place = 1`

/**
 * Groups of the members in `valued` (member_id, value): grp, kind, label, members. From 1 on the most frequent
 * values, then the others together, then members without a value; without a split all are the one group 1.
 */
export const groupsOf = (valued: Sql, split: Split): Sql =>
  split === 'none'
    ? sql`select 1 as grp, 'all' as kind, cast(null as varchar) as label, count(*) as members from ${valued}`
    : sql`select
  least(place, ${named(split) + 1}) as grp,
  case when place <= ${named(split)} then 'value' else 'others' end as kind,
  case when place <= ${named(split)} then min(value) end as label,
  sum(members)::bigint as members
from (
  select value, count(*) as members, row_number() over (order by count(*) desc, value)::integer as place
  from ${valued} where value is not null group by value
)
group by least(place, ${named(split) + 1}), place <= ${named(split)}
union all
select ${unknownGroup(split)}, 'unknown', null, count(*) from ${valued} where value is null having count(*) > 0
order by grp`

/** The group of a member `m` with a value, joined to the groups `g` by `groupOf`. */
export const inGroup = (groups: Sql, split: Split): Sql =>
  split === 'none'
    ? sql`cross join (select 1 as grp) as g`
    : sql`left join (select grp, label from ${groups} where kind = 'value') as own on own.label = m.value
cross join lateral (
  select case when m.value is null then ${unknownGroup(split)} else coalesce(own.grp, ${named(split) + 1}) end as grp
) as g`
