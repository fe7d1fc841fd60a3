import { sql } from '../../sql/sql'
import { defineAnalysis, type Lens, type ShopViews } from '../analysis'
import { date, integer, memberId, money, number, share, text } from '../columns'
import { boughtColumns, factColumns, factOutput } from '../fact-columns.sql'
import { chosenGrouping, groupingTable, levelsOf, memberLevels, membersInGroups } from '../groupings.sql'
import { affinity, memberPreference, MOST_GROUPS, profile } from './affinity.sql'
import { figures } from './figures'
import { kindLines, kindMix } from './mix.sql'
import { kindOf, parameters, type PreferencesParameters } from './parameters'
import { TRAIT_FACTS, traitFifths } from './traits.sql'

const FIRST_GROUPS = ['gender', 'tier', 'age_band', 'top_channel', 'value_fifth']

const grouped = (shop: ShopViews, { group }: PreferencesParameters) =>
  chosenGrouping(group, shop, FIRST_GROUPS)

/**
 * What members buy: the mix of categories, brands or products with growth and classes; what each group prefers against
 * the base; fifths of what behaviour lets guess at; profiles in which older purchases weigh less.
 */
export const preferences = defineAnalysis<PreferencesParameters>({
  id: 'preferences',
  group: 'segments',
  title: { en: 'Categories and preferences', zh: '品类与偏好' },
  needs: ['order_items'],
  usesFacts: true,
  parameters,
  figures,
  definition: define,
  steps: [
    ({ shop, parameters }) => ({
      name: 'preference_by',
      about: { en: 'By what the lines are told apart.', zh: '明细的划分维度。' },
      columns: [
        text(
          'used',
          'category, brand or product; empty where lines say none of them',
          'category、brand 或 product,均无则空',
        ),
      ],
      select: sql`select cast(${kindOf(parameters.by, shop.known)} as varchar) as used`,
    }),
    ({ shop, parameters }) => ({
      name: 'preference_lines',
      about: {
        en: 'The order lines, with their category, brand or product.',
        zh: '订单明细及其品类、品牌或商品。',
      },
      columns: [
        text('order_id', 'Order', '订单'),
        memberId,
        date('day', 'Day', '日期'),
        text('kind', 'Category, brand or product', '品类、品牌或商品'),
        money('amount', 'Amount, by basis', '金额,按口径'),
      ],
      select: kindLines(shop, kindOf(parameters.by, shop.known)),
    }),
    ({ shop, parameters }) => ({
      name: 'preference_groupings',
      about: { en: 'By what members can be grouped.', zh: '可用的分组依据。' },
      columns: [
        integer('place', 'Place', '次序'),
        text('id', 'Grouping', '分组依据'),
        integer('chosen', '1: in use', '1:使用中'),
      ],
      select: groupingTable(shop, grouped(shop, parameters)),
    }),
    ({ shop, parameters, table }) => ({
      name: 'preference_mix',
      about: { en: 'One row per category, brand or product.', zh: '每个品类、品牌或商品一行。' },
      columns: [
        integer('place', 'Place by revenue', '按金额次序'),
        text('kind', 'Category, brand or product', '品类、品牌或商品'),
        integer('members', 'Members who bought it', '购买会员'),
        integer('orders', 'Orders with it', '含它的订单'),
        money('revenue', 'Revenue', '金额'),
        share('share', 'Share of the revenue', '占金额'),
        share('penetration', 'Members who bought it ÷ members with any line', '购买会员 ÷ 有明细的会员'),
        money('lately', 'Revenue of the period', '本期金额'),
        money('before', 'Revenue of the period before', '上期金额'),
        share('growth', 'Change', '变化'),
        text('abc', 'A, B or C by cumulative revenue', '按累计金额分 A、B、C'),
        integer('months', 'Months since its first sale', '首次售出以来的月数'),
        number('cv', 'Coefficient of variation of the revenue by month', '月金额的变异系数'),
        text('xyz', 'X, Y or Z by it', '据此分 X、Y、Z'),
      ],
      select: kindMix(table('preference_lines'), shop.asOf, parameters.days),
    }),
    ({ shop }) => ({
      name: 'preference_members',
      about: { en: 'Members with what behaviour lets guess at.', zh: '会员及其行为推断指标。' },
      columns: [
        memberId,
        integer('orders', 'Orders', '订单数'),
        money('spent', 'Spent', '消费金额'),
        ...TRAIT_FACTS.map(factOutput),
      ],
      select: sql`select member_id, ${boughtColumns(shop.known)}, ${factColumns(TRAIT_FACTS, shop.known)} from ${shop.facts}`,
      view: true,
    }),
    ({ shop, parameters }) => {
      const grouping = grouped(shop, parameters)
      return {
        name: 'preference_levels',
        about: { en: 'The groups.', zh: '分组。' },
        columns: [
          integer('place', 'Place, from 1', '次序,自 1 起'),
          text('kind', 'value, others or unknown', 'value、others 或 unknown'),
          text('level', 'Level', '取值'),
          integer('members', 'Members', '会员数'),
        ],
        select: levelsOf(memberLevels(shop.facts, grouping), grouping ?? { ordered: false }, MOST_GROUPS),
      }
    },
    ({ shop, parameters, table }) => ({
      name: 'preference_groups',
      about: { en: 'The group of each member.', zh: '每位会员所在的分组。' },
      columns: [memberId, text('level', 'Level', '取值'), integer('place', 'Place of its group', '分组次序')],
      select: membersInGroups(shop.facts, grouped(shop, parameters), table('preference_levels')),
    }),
    ({ table }) => ({
      name: 'preference_affinity',
      about: { en: 'What each group prefers against the base.', zh: '各组相对基准的偏好。' },
      columns: [
        integer('place', 'Group', '分组'),
        integer('kind_place', 'Place of the kind by revenue', '按金额次序'),
        text('kind', 'Category, brand or product', '品类、品牌或商品'),
        integer('members', 'Members of the group who bought it', '组内购买会员'),
        integer('orders', 'Their orders with it', '其含它的订单'),
        money('revenue', 'Their revenue', '其金额'),
        share('wallet', 'Share of the group’s revenue', '占本组金额'),
        share('base', 'Share of all revenue', '占全部金额'),
        number('raw', 'Share of wallet ÷ base', '钱包份额 ÷ 基准'),
        number('exposure', 'Orders it rests on, less for amounts that vary', '所依据的有效订单数'),
        number('shrunk', 'The same, drawn towards the mean', '同上,向均值收缩'),
      ],
      select: affinity(
        table('preference_lines'),
        table('preference_groups'),
        table('preference_levels'),
        table('preference_mix'),
      ),
    }),
    ({ shop, table }) => ({
      name: 'preference_traits',
      about: { en: 'Fifths of what behaviour lets guess at.', zh: '行为推断指标的五等分。' },
      columns: [
        text('trait', 'Fact', '指标'),
        integer('fifth', '1 is the lowest', '1 为最低'),
        integer('members', 'Members', '会员数'),
        number('low', 'Least', '最小'),
        number('high', 'Most', '最大'),
        number('mean', 'Mean', '均值'),
        money('spent', 'Spent a member', '人均消费'),
        number('orders', 'Orders a member', '人均订单'),
      ],
      select: traitFifths(table('preference_members'), shop.known),
    }),
    ({ shop, parameters, table }) => ({
      name: 'preference_profile',
      about: {
        en: 'What each group prefers now: older purchases weigh less.',
        zh: '各组当前偏好,越早的购买权重越低。',
      },
      columns: [
        integer('place', 'Group', '分组'),
        integer('rank', 'Rank within it', '组内名次'),
        text('kind', 'Category, brand or product', '品类、品牌或商品'),
        integer('members', 'Members who bought it', '购买会员'),
        number('weight', 'Money, halved for each half-life', '按半衰期折减的金额'),
        share('share', 'Share of the group’s weight', '占本组权重'),
        number('index', '100 × share ÷ share of all', '100 × 占比 ÷ 全体占比'),
      ],
      select: profile(
        table('preference_lines'),
        table('preference_groups'),
        shop.asOf,
        parameters.half_life,
        parameters.top,
      ),
    }),
    ({ shop, parameters, table }) => ({
      name: 'member_preference',
      about: { en: 'What each member prefers now.', zh: '每位会员的当前偏好。' },
      columns: [
        memberId,
        text('kind', 'Category, brand or product', '品类、品牌或商品'),
        share('share', 'Share of the weight', '占权重'),
        money('spent', 'Spent on it', '其上消费'),
      ],
      select: memberPreference(table('preference_lines'), shop.asOf, parameters.half_life),
    }),
  ],
})

function define({ by, days, half_life: halfLife }: PreferencesParameters, { asOf, basis }: Lens) {
  return {
    en: `Order lines before ${asOf}, ${basis}, by ${by}; growth of the last ${days} days against the ${days} before. Affinity: share of wallet ÷ base, shrunk to the mean (gamma–Poisson). Profiles: money halves every ${halfLife} days.`,
    zh: `${asOf} 之前的订单明细,${basis === 'net' ? '净额' : '毛额'},按${by === 'category' ? '品类' : by === 'brand' ? '品牌' : '商品'};近 ${days} 天对此前 ${days} 天的增长。偏好:钱包份额 ÷ 基准,向均值收缩(Gamma–Poisson)。画像:金额每 ${halfLife} 天减半。`,
  }
}
