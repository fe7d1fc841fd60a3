import { listedProducts } from '../segments/listed-products.sql'
import { empty, ident, join, list, sql, type Sql } from '../sql/sql'
import type { ShopViews, Step, StepContext } from './analysis'
import { integer, memberId, money, number, text, time } from './columns'
import { EVENT_KINDS, eventKind } from '../segments/event-kinds.sql'
import { isLeftOut } from './left-out.sql'

/** What counts as one item. */
export const ITEM_LEVELS = ['product', 'category', 'brand'] as const
export type ItemLevel = (typeof ITEM_LEVELS)[number]

/** How a member came by an item. `rate`: she rated or reviewed it. */
export const KINDS = [...EVENT_KINDS, 'rate'] as const
export type Kind = (typeof KINDS)[number]

export interface InteractionOptions {
  level: ItemLevel
  /** What a kind counts; 0 leaves it out. Unless told, `KIND_WEIGHTS`. */
  weights?: Partial<Record<Kind, number>>
  /** Days after which a weight is half, counted back from the day of the lens; 0 or none: no decay. */
  halfLife?: number
  /** Ratings below this are left out; without it every rating counts, whatever it says. */
  leastRating?: number
  /** Names of products, categories or brands that stay out: see `isLeftOut`. */
  without?: readonly string[]
}

/** An interest is worth less than a purchase. A convention, to be changed, not a finding. */
export const KIND_WEIGHTS: Readonly<Record<Kind, number>> = {
  view: 0.1,
  favourite: 0.3,
  cart: 0.5,
  buy: 1,
  rate: 1,
}

/** Names of the tables below, for `table(…)`. Two analyses that ask for the same share them. */
export const INTERACTIONS = {
  lines: 'reco_lines',
  members: 'reco_members',
  items: 'reco_items',
  interactions: 'reco_interactions',
} as const

/**
 * Who had what, as the first steps of an analysis, from whatever the shop has: order lines (kind buy); events (view,
 * favourite, cart, and buy where no order line has a member); and ratings (rate) where no order line has a member.
 * - `reco_lines` member_id, product, kind, happened, weight: one row for each member, item, kind and day; what is repeated
 *   on one day counts once.
 * - `reco_members` member (INTEGER, from 0, by member_id), member_id: those with a row.
 * - `reco_items` item (INTEGER, from 0, by product_id), product_id, name, category, brand, price, members (who have it; 0
 *   for a listed product that nobody has). At the level of categories or brands, product_id and name are the category or
 *   the brand.
 * - `reco_interactions` member, item, weight (DOUBLE, above 0), time (DOUBLE, days since 1970 with the time of day; null
 *   where there is none), kind; by member, time, item.
 */
export function interactionSteps<P>(
  optionsOf: (parameters: P) => InteractionOptions,
): ((context: StepContext<P>) => Step)[] {
  return [
    ({ shop, parameters }) => linesStep(shop, optionsOf(parameters)),
    ({ table }) => membersStep(table(INTERACTIONS.lines)),
    ({ shop, parameters, table }) => itemsStep(shop, table(INTERACTIONS.lines), optionsOf(parameters)),
    ({ table }) =>
      interactionsStep(table(INTERACTIONS.lines), table(INTERACTIONS.members), table(INTERACTIONS.items)),
  ]
}

function linesStep(shop: ShopViews, options: InteractionOptions): Step {
  const weights = { ...KIND_WEIGHTS, ...options.weights }
  const halfLife = options.halfLife ?? 0
  const decay =
    halfLife > 0
      ? sql` * pow(0.5::double, coalesce(date_diff('day', min(happened)::date, cast(${shop.asOf} as date)), 0) / ${halfLife}::double)`
      : empty
  const weight = sql`case kind ${join(
    KINDS.map((kind) => sql`when ${kind} then ${weights[kind]}::double`),
    ' ',
  )} end`
  return {
    name: INTERACTIONS.lines,
    about: {
      en: 'One row for each member, item, kind (view, favourite, cart, buy, rate) and day.',
      zh: '每位会员、每件物品、每种行为(浏览、收藏、加购、购买、评分)、每天一行。',
    },
    columns: [
      memberId,
      text('product', 'Product, category or brand', '商品、类目或品牌'),
      text(
        'kind',
        'view, favourite, cart, buy or rate',
        '行为:view 浏览、favourite 收藏、cart 加购、buy 购买、rate 评分',
      ),
      time('happened', 'When first on that day', '当天首次时间'),
      number('weight', 'What it counts', '权重'),
    ],
    select: sql`select member_id, product, kind, min(happened) as happened, ${weight}${decay} as weight
from (
${sources(shop, options)}
)
where member_id is not null and product is not null and not left_out and kind in ${list(KINDS.filter((kind) => weights[kind] > 0))}
group by member_id, product, kind, happened::date`,
  }
}

/** A source of interactions: its rows, and a SELECT of member_id, product, kind, happened, left_out of those that count. */
export interface ItemSource {
  name: 'order_items' | 'events' | 'reviews'
  rows: Sql
  select: Sql
}

/** The sources that count; what a row lacks is null. */
export function itemSources(
  shop: ShopViews,
  { level, leastRating, without = [] }: InteractionOptions,
): ItemSource[] {
  const leftOut = (...columns: readonly Sql[]) =>
    isLeftOut(without, [...columns, sql`p.product_name`, sql`p.category`, sql`p.brand`])
  const beside = (product: Sql) => listed(shop, level, product, without.length > 0)
  const isBought = sql`exists (from ${shop.order_items} where member_id is not null)`
  const hasZero = sql`exists (from ${shop.events} where trim(event) = '0')`
  return [
    {
      name: 'order_items',
      rows: shop.order_items,
      select: sql`select i.member_id, ${itemOf(level, sql`coalesce(i.product_id, i.product_name)`, sql`i.category`)} as product,
  'buy' as kind, i.ordered_at as happened,
  ${leftOut(sql`i.product_id`, sql`i.product_name`, sql`i.category`)} as left_out
from ${shop.order_items} as i${beside(sql`i.product_id`)}
where i.quantity is null or i.quantity > 0`,
    },
    {
      name: 'events',
      rows: shop.events,
      select: sql`select e.member_id, ${itemOf(level, sql`e.product_id`, sql`e.category`, sql`e.brand`)} as product,
  e.kind, e.occurred_at as happened, ${leftOut(sql`e.product_id`, sql`e.category`, sql`e.brand`)} as left_out
from (select *, ${eventKind(sql`event`, hasZero)} as kind from ${shop.events}) as e${beside(sql`e.product_id`)}
where e.kind <> 'buy' or not ${isBought}`,
    },
    {
      name: 'reviews',
      rows: shop.reviews,
      select: sql`select r.member_id, ${itemOf(level, sql`r.product_id`, sql`r.category`)} as product, 'rate' as kind, r.reviewed_at as happened,
  ${leftOut(sql`r.product_id`, sql`r.category`)} as left_out
from ${shop.reviews} as r${beside(sql`r.product_id`)}
where not ${isBought}${leastRating === undefined ? empty : sql` and r.rating >= ${leastRating}`}`,
    },
  ]
}

const sources = (shop: ShopViews, options: InteractionOptions): Sql =>
  join(
    itemSources(shop, options).map(({ select }) => select),
    '\nunion all\n',
  )

/** The item that a row speaks of at a level; its own word first, then that of the product list `p`. */
function itemOf(level: ItemLevel, product: Sql, category: Sql, brand?: Sql): Sql {
  if (level === 'product') return product
  const own = level === 'category' ? category : brand
  const said = sql`p.${ident(level)}`
  return own ? sql`coalesce(${own}, ${said})` : said
}

/** The list of products beside rows, where the level or names that stay out ask for it. */
function listed(shop: ShopViews, level: ItemLevel, product: Sql, byName: boolean): Sql {
  if (level === 'product' && !byName) return empty
  const said = level === 'product' ? [] : [level]
  const columns = byName ? (['product_name', 'category', 'brand'] as const) : said
  return sql`\nleft join ${listedProducts(shop.products, ...columns)} as p on p.product_id = ${product}`
}

const membersStep = (lines: Sql): Step => ({
  name: INTERACTIONS.members,
  about: { en: 'Members who had anything, numbered.', zh: '有过行为的会员及其编号。' },
  columns: [integer('member', 'Number, from 0', '编号,从 0 起'), memberId],
  select: sql`select (row_number() over (order by member_id) - 1)::integer as member, member_id
from (select distinct member_id from ${lines}) order by member`,
})

function itemsStep(shop: ShopViews, lines: Sql, { level, without = [] }: InteractionOptions): Step {
  const had = sql`select product, count(distinct member_id)::integer as members from ${lines} group by product`
  const products = sql`select
  coalesce(h.product, p.product_id) as product_id,
  coalesce(p.product_name, n.product_name, h.product, p.product_id) as name,
  coalesce(p.category, n.category) as category, p.brand, p.price::double as price, coalesce(h.members, 0) as members
from (${had}) as h
full join ${listedProducts(shop.products, 'product_name', 'category', 'brand', 'price')} as p on p.product_id = h.product
left join (
  select coalesce(product_id, product_name) as product, min(product_name) as product_name, min(category) as category,
    bool_or(${isLeftOut(without, [sql`product_name`, sql`category`])}) as left_out
  from ${shop.order_items} group by 1
) as n on n.product = coalesce(h.product, p.product_id)
where h.product is not null or p.product_id is not null
  and not coalesce(n.left_out, false) and not ${isLeftOut(without, [sql`p.product_id`, sql`p.product_name`, sql`p.category`, sql`p.brand`])}`
  const kinds = sql`select
  product as product_id, product as name, ${level === 'category' ? sql`product` : sql`cast(null as varchar)`} as category,
  ${level === 'brand' ? sql`product` : sql`cast(null as varchar)`} as brand, cast(null as double) as price, members
from (${had})`
  return {
    name: INTERACTIONS.items,
    about: {
      en: 'Items, numbered: what members had, and listed products that nobody had.',
      zh: '物品及其编号:会员有过的,以及商品表中无人有过的。',
    },
    columns: [
      integer('item', 'Number, from 0', '编号,从 0 起'),
      text('product_id', 'Product, category or brand', '商品、类目或品牌'),
      text('name', 'Its name', '名称'),
      text('category', 'Category', '类目'),
      text('brand', 'Brand', '品牌'),
      money('price', 'Price: listed, or the median paid', '价格:标价,或成交价中位数'),
      integer('members', 'Members who had it', '有过它的会员数'),
    ],
    select: sql`select (row_number() over (order by product_id) - 1)::integer as item, *
from (
${level === 'product' ? products : kinds}
) order by item`,
  }
}

const interactionsStep = (lines: Sql, members: Sql, items: Sql): Step => ({
  name: INTERACTIONS.interactions,
  about: {
    en: 'Who had what and when, by the numbers of members and items.',
    zh: '谁在何时有过什么,以会员与物品的编号表示。',
  },
  columns: [
    integer('member', 'Number of the member', '会员编号'),
    integer('item', 'Number of the item', '物品编号'),
    number('weight', 'What it counts, above 0', '权重,大于 0'),
    number('time', 'Days since 1970; none where it is not known', '自 1970 年起的天数；不详则无'),
    text(
      'kind',
      'view, favourite, cart, buy or rate',
      '行为:view 浏览、favourite 收藏、cart 加购、buy 购买、rate 评分',
    ),
  ],
  select: sql`select m.member, i.item, l.weight, epoch_ms(l.happened) / 86400000.0 as time, l.kind
from ${lines} as l
join ${members} as m on m.member_id = l.member_id
join ${items} as i on i.product_id = l.product
order by m.member, time, i.item, l.kind`,
})
