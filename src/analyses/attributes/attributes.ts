import { ownFacts } from '../../segments/facts/catalogue'
import { ident, join, list, sql } from '../../sql/sql'
import { defineAnalysis, type Lens, type ShopViews } from '../analysis'
import { integer, memberId, money, number, share, text } from '../columns'
import { factOutput } from '../fact-columns.sql'
import { chosenGrouping, groupings, groupingTable, levelsOf } from '../groupings.sql'
import { crossTable, market, MOST_COLUMNS, MOST_ROWS, placedMembers, places, pyramid } from './cells.sql'
import { figures } from './figures'
import { attributeMembers, attributesOf, HALF, treeFeatures } from './members.sql'
import { parameters, type AttributesParameters } from './parameters'

const FIRST_ATTRIBUTES = ['age_band', 'gender', 'tier', 'province', 'source', 'top_channel', 'order_band']
const FIRST_AGAINST = ['value_fifth', 'order_band', 'recency_band']

/** By what the market is cut (F08): region, age, gender, and whatever else says who a member is. */
const MARKET = [
  'province',
  'city',
  'age_band',
  'gender',
  'tier',
  'occupation',
  'income',
  'source',
  'top_channel',
]
const REGIONS = ['province', 'city']

const noGrouping = { ordered: false }

const attributeOf = (shop: ShopViews, { attribute }: AttributesParameters) =>
  chosenGrouping(attribute, shop, FIRST_ATTRIBUTES)
/** Until somebody chooses, another than the attribute itself. */
const againstOf = (shop: ShopViews, parameters: AttributesParameters) => {
  const own = attributeOf(shop, parameters)?.id
  const others = groupings(shop).flatMap(({ id }) => (id === own ? [] : [id]))
  return chosenGrouping(parameters.against, shop, [...FIRST_AGAINST.filter((id) => id !== own), ...others])
}

const levelColumns = [
  integer('place', 'Place, from 1', '次序,自 1 起'),
  text('kind', 'value, others or unknown', 'value、others 或 unknown'),
  text('level', 'Level', '取值'),
  integer('members', 'Members', '会员数'),
]

/**
 * Who the members are: any attribute against any other with index, χ² and V; segments that a tree finds; where they
 * live; the pyramid of ages; size, value and growth of each part of the market.
 */
export const attributes = defineAnalysis<AttributesParameters>({
  id: 'attributes',
  group: 'segments',
  title: { en: 'Attributes', zh: '属性画像' },
  needs: ['members'],
  usesFacts: true,
  parameters,
  figures,
  definition: define,
  steps: [
    ({ shop, parameters }) => ({
      name: 'attribute_members',
      about: {
        en: 'One row per member: attributes, spending, repurchase.',
        zh: '每位会员一行:属性、消费与复购。',
      },
      columns: [
        memberId,
        integer('orders', 'Orders', '订单数'),
        money('spent', 'Spent, by basis', '消费金额,按口径'),
        ...attributesOf(shop.known).map(factOutput),
        text('row_level', 'Level of the attribute', '属性取值'),
        text('column_level', 'Level it is set against', '对照取值'),
        money('first_amount', 'Money of the first day with an order', '首个有单日金额'),
        money('lately', `Revenue of the last ${HALF} days`, `近 ${HALF} 天金额`),
        money('before', 'Of the same days before', '此前同长时段金额'),
        integer(
          'repurchased',
          '1: a second day with an order in time; 0: none; empty: too early',
          '1:期内有第二个有单日;0:无;空:尚早',
        ),
      ],
      select: attributeMembers(
        shop,
        attributeOf(shop, parameters),
        againstOf(shop, parameters),
        parameters.days,
      ),
    }),
    ({ shop, parameters }) => ({
      name: 'attribute_groupings',
      about: { en: 'By what members can be grouped.', zh: '可用的分组依据。' },
      columns: [
        integer('place', 'Place', '次序'),
        text('id', 'Grouping', '分组依据'),
        integer('chosen', '1: in use', '1:使用中'),
        integer('against', '1: set against', '1:作对照'),
      ],
      select: sql`select a.place, a.id, a.chosen, b.chosen as against
from (${groupingTable(shop, attributeOf(shop, parameters))}) as a
join (${groupingTable(shop, againstOf(shop, parameters))}) as b on b.id = a.id`,
    }),
    ({ shop, parameters, table }) => ({
      name: 'attribute_rows',
      about: { en: 'Levels of the attribute, unknown among them.', zh: '属性的取值,含未知。' },
      columns: levelColumns,
      select: levelsOf(
        sql`(select member_id, row_level as level from ${table('attribute_members')})`,
        attributeOf(shop, parameters) ?? noGrouping,
        MOST_ROWS,
      ),
    }),
    ({ shop, parameters, table }) => ({
      name: 'attribute_columns',
      about: { en: 'Levels it is set against.', zh: '对照的取值。' },
      columns: levelColumns,
      select: levelsOf(
        sql`(select member_id, column_level as level from ${table('attribute_members')})`,
        againstOf(shop, parameters) ?? noGrouping,
        MOST_COLUMNS,
      ),
    }),
    ({ table }) => ({
      name: 'attribute_placed',
      about: { en: 'The cell of each member.', zh: '每位会员所在的单元格。' },
      columns: [
        memberId,
        money('spent', 'Spent', '消费金额'),
        integer('row_place', 'Place of its row', '行次序'),
        integer('column_place', 'Place of its column', '列次序'),
      ],
      select: placedMembers(table('attribute_members'), table('attribute_rows'), table('attribute_columns')),
    }),
    ({ parameters, table }) => ({
      name: 'attribute_cells',
      about: { en: 'The cross-table, with index against base.', zh: '交叉表,含对基准的指数。' },
      columns: [
        integer('row_place', 'Row', '行'),
        integer('column_place', 'Column', '列'),
        integer('members', 'Members', '会员数'),
        money('revenue', 'Revenue', '消费金额'),
        share('share', 'Share of its row', '占本行'),
        share('base', 'Share of the column among all', '该列占全部'),
        number('expected', 'Members expected without association', '无关联时的期望会员数'),
        number('index', '100 × share ÷ base', '100 × 占比 ÷ 基准'),
      ],
      select: crossTable(
        table('attribute_placed'),
        table('attribute_rows'),
        table('attribute_columns'),
        parameters.measure,
      ),
    }),
    ({ table }) => ({
      name: 'attribute_test',
      about: { en: 'Whether rows and columns of the cross-table go together.', zh: '交叉表行列是否相关。' },
      columns: [
        text('a', 'Rows', '行'),
        text('b', 'Columns', '列'),
        integer('place_a', 'Not of use here', '此处无用'),
        integer('place_b', 'Not of use here', '此处无用'),
        text('method', 'cramers_v', 'cramers_v'),
        number('value', 'Cramér’s V, bias corrected', '偏差校正的 Cramér V'),
        number('p', 'p of the χ² test', 'χ² 检验的 p'),
        number('p_adjusted', 'The same: one test only', '同上,仅一次检验'),
        integer('n', 'Members', '会员数'),
        share('small', 'Share of expected counts below 5', '期望频数小于 5 的格子占比'),
      ],
      select: sql`select row_place::double as r, column_place::double as c from ${table('attribute_placed')}`,
      kernel: { name: 'associations', options: { categories: 'r,c', methods: 'pearson' } },
    }),
    ({ shop, parameters }) => ({
      name: 'attribute_features',
      about: { en: 'What the tree may split on.', zh: '决策树可用的特征。' },
      columns: [text('feature', 'Feature', '特征')],
      select: ((found) =>
        sql`select unnest(${list([...found.numbers, ...found.categories])}::varchar[]) as feature`)(
        treeFeatures(shop.known, parameters.target),
      ),
    }),
    ({ shop, parameters, table }) => {
      const { numbers, categories } = treeFeatures(shop.known, parameters.target)
      const column = (name: string) => sql`m.${ident(name)}`
      return {
        name: 'attribute_tree',
        about: {
          en: 'Segments that a tree finds, pruned on members it had not seen; facts of several kinds.',
          zh: '决策树得到的分群,以未参与生长的会员剪枝;多种事实同表。',
        },
        columns: [
          text('kind', 'What the row tells', '本行内容'),
          integer('cluster', 'Segment, from 1', '分群,自 1 起'),
          integer('position', 'Place, from 1', '次序'),
          text('name', 'Feature or figure', '特征或指标'),
          text('label', 'Category', '类别'),
          number('value', 'Value', '数值'),
        ],
        select: sql`select ${join([
          sql`m.${parameters.target === 'spent' ? sql`spent` : sql`repurchased`}::double as target`,
          ...numbers.map((name) => sql`coalesce(${column(name)}::double, 'nan'::double) as ${ident(name)}`),
          ...categories.map((name) => sql`${column(name)} as ${ident(name)}`),
        ])}
from ${table('attribute_members')} as m
where ${parameters.target === 'spent' ? sql`m.orders > 0` : sql`m.repurchased is not null`}`,
        kernel: {
          name: 'segments',
          options: {
            features: numbers.join(','),
            categories: categories.join(','),
            depth: parameters.depth,
            seed: 1,
          },
        },
      }
    },
    ({ shop, table }) => ({
      name: 'attribute_places',
      about: {
        en: 'Members, revenue and repurchase by province and city.',
        zh: '按省份与城市的会员、金额与复购。',
      },
      columns: [
        text('dimension', 'province or city', 'province 或 city'),
        text('level', 'Place', '地点'),
        integer('members', 'Members', '会员数'),
        integer('buyers', 'With an order', '有订单'),
        money('revenue', 'Revenue', '消费金额'),
        integer('repurchased', 'Bought again in time', '期内复购'),
        integer('asked', 'Who have had the time', '观察期已满'),
      ],
      select: places(
        table('attribute_members'),
        REGIONS.filter((name) => shop.known.has(name)).map((id) => ({ id, value: ident(id) })),
      ),
    }),
    ({ shop, table }) => ({
      name: 'attribute_pyramid',
      about: { en: 'Members by age band and gender.', zh: '按年龄段与性别的会员数。' },
      columns: [
        text('age', 'Age band', '年龄段'),
        text('gender', 'Gender', '性别'),
        integer('members', 'Members', '会员数'),
        money('revenue', 'Revenue', '消费金额'),
      ],
      select: pyramid(table('attribute_members'), shop.known),
    }),
    ({ shop, table }) => ({
      name: 'attribute_market',
      about: { en: 'Each part of the market: size, value, growth.', zh: '各细分市场:规模、价值与增长。' },
      columns: [
        text('dimension', 'Attribute', '属性'),
        text('level', 'Level', '取值'),
        integer('members', 'Members', '会员数'),
        share('share', 'Share of the members', '占会员'),
        integer('buyers', 'With an order', '有订单'),
        money('revenue', 'Revenue', '消费金额'),
        money('per_member', 'Revenue per member', '人均金额'),
        money('lately', `Of the last ${HALF} days`, `近 ${HALF} 天`),
        money('before', `Of the ${HALF} days before`, `此前 ${HALF} 天`),
        share('growth', 'Change', '变化'),
      ],
      select: market(
        table('attribute_members'),
        [
          ...MARKET.filter((name) => shop.known.has(name)),
          ...ownFacts(shop.known).flatMap(({ name, type }) => (type === 'category' ? [name] : [])),
        ],
        shop.orders,
        shop.asOf,
        (id) => ident(id),
      ),
    }),
  ],
})

function define({ measure, target, days, k }: AttributesParameters, { asOf, basis }: Lens) {
  return {
    en: `Members as of ${asOf}, ${basis}; cells share ${measure}, index 100 = as all members; unknown is a level of its own. Tree on ${target === 'spent' ? 'money spent by buyers' : `a second day with an order within ${days} days`}. Places with fewer than ${k} members are not shown.`,
    zh: `截至 ${asOf} 的会员,${basis === 'net' ? '净额' : '毛额'};占比按${measure === 'revenue' ? '消费金额' : '会员数'},指数 100 为与全体相同,未知单列。决策树目标为${target === 'spent' ? '购买者消费金额' : `${days} 天内是否有第二个有单日`}。不足 ${k} 位会员的地点不显示。`,
  }
}
