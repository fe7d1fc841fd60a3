import { MEMBER_FACTS, ownFacts } from '../../segments/facts/catalogue'
import { defineAnalysis, type Lens, type ShopViews } from '../analysis'
import { integer, memberId, number, share, text } from '../columns'
import { factOutput } from '../fact-columns.sql'
import { chosenGrouping, groupingTable, levelsOf, memberLevels, membersInGroups } from '../groupings.sql'
import { bars, forKernels, levels, members, summary } from './facts.sql'
import { figures } from './figures'
import { featureOptions, forEffects, groupMeans, MOST_GROUPS } from './groups.sql'
import { METHOD_LABELS, parameters, type DescribeParameters } from './parameters'

/** Groupings to begin with, the first that a shop has. */
const FIRST_GROUPS = ['gender', 'tier', 'age_band', 'top_channel', 'value_fifth']

const grouped = (shop: ShopViews, { group }: DescribeParameters) => chosenGrouping(group, shop, FIRST_GROUPS)

/**
 * Every fact of members described; groups compared with effect sizes; every two facts associated by a measure fitted
 * to their types, corrected for how many there are.
 */
export const describe = defineAnalysis<DescribeParameters>({
  id: 'describe',
  group: 'segments',
  title: { en: 'Facts and associations', zh: '描述与关联' },
  needs: ['members'],
  usesFacts: true,
  parameters,
  figures,
  definition: define,
  steps: [
    ({ shop }) => ({
      name: 'described_members',
      about: {
        en: 'One row per member with every fact; empty where the shop does not say.',
        zh: '每位会员一行,含全部指标,未知者为空。',
      },
      columns: [memberId, ...MEMBER_FACTS.map(factOutput), ...ownFacts(shop.known).map(factOutput)],
      select: members(shop.facts, shop.known),
      view: true,
    }),
    ({ shop, table }) => ({
      name: 'fact_summary',
      about: {
        en: 'One row per fact: size, middle, spread, what lies far out.',
        zh: '每个指标一行:数量、集中、离散与离群。',
      },
      columns: [
        text('fact', 'Fact', '指标'),
        text('type', 'number or category', 'number 或 category'),
        integer('n', 'Members with a value', '有值会员'),
        integer('missing', 'Members without', '缺失会员'),
        integer(
          'levels',
          'Different categories; of numbers 2 for more than one value',
          '类别数;数值型大于一个取值记 2',
        ),
        number('mean', 'Mean', '均值'),
        number('sd', 'Standard deviation (÷ n − 1)', '标准差(÷ n − 1)'),
        number('minimum', 'Least', '最小'),
        number('q1', 'First quartile', '下四分位'),
        number('median', 'Median', '中位数'),
        number('q3', 'Third quartile', '上四分位'),
        number('maximum', 'Most', '最大'),
        number('low_fence', 'Tukey’s lower fence', 'Tukey 下界'),
        number('high_fence', 'Tukey’s upper fence', 'Tukey 上界'),
        integer('outliers', 'Members beyond the fences', '界外会员'),
        share('top_share', 'Share of the most frequent category', '最多类别占比'),
      ],
      select: summary(table('described_members'), shop.known),
    }),
    ({ shop, table }) => ({
      name: 'fact_levels',
      about: {
        en: 'The categories of each fact, the most frequent first, a thousand at most.',
        zh: '各类别型指标的取值,多者在前,至多一千个。',
      },
      columns: [
        text('fact', 'Fact', '指标'),
        integer('code', 'From 0, the most frequent first', '自 0 起,多者在前'),
        text('level', 'Category', '类别'),
        integer('members', 'Members', '会员数'),
      ],
      select: levels(table('described_members'), shop.known),
    }),
    ({ shop, table }) => ({
      name: 'fact_bars',
      about: {
        en: 'Distributions of the facts of numbers, between their fences.',
        zh: '数值型指标在界内的分布。',
      },
      columns: [
        text('fact', 'Fact', '指标'),
        integer('bar', 'From 0; the first and the last hold what lies beyond', '自 0 起,首末含界外'),
        number('from_value', 'From', '自'),
        number('to_value', 'Up to', '至'),
        integer('members', 'Members', '会员数'),
      ],
      select: bars(table('described_members'), table('fact_summary'), shop.known),
    }),
    ({ shop, parameters }) => ({
      name: 'described_groupings',
      about: { en: 'By what members can be grouped.', zh: '可用的分组依据。' },
      columns: [
        integer('place', 'Place', '次序'),
        text('id', 'Grouping', '分组依据'),
        integer('chosen', '1: in use', '1:使用中'),
      ],
      select: groupingTable(shop, grouped(shop, parameters)),
    }),
    ({ shop, parameters }) => ({
      name: 'described_levels',
      about: { en: 'The groups that are compared.', zh: '所比较的分组。' },
      columns: [
        integer('place', 'Place, from 1', '次序,自 1 起'),
        text('kind', 'value, others or unknown', 'value、others 或 unknown'),
        text('level', 'Level', '取值'),
        integer('members', 'Members', '会员数'),
      ],
      select: ((grouping) =>
        levelsOf(memberLevels(shop.facts, grouping), grouping ?? { ordered: false }, MOST_GROUPS))(
        grouped(shop, parameters),
      ),
    }),
    ({ shop, parameters, table }) => ({
      name: 'described_groups',
      about: { en: 'The group of each member.', zh: '每位会员所在的分组。' },
      columns: [memberId, text('level', 'Level', '取值'), integer('place', 'Place of its group', '分组次序')],
      select: membersInGroups(shop.facts, grouped(shop, parameters), table('described_levels')),
    }),
    ({ shop, table }) => ({
      name: 'fact_groups',
      about: { en: 'Each fact of numbers in each group.', zh: '各数值型指标在各组的情况。' },
      columns: [
        text('fact', 'Fact', '指标'),
        integer('place', 'Group', '分组'),
        integer('n', 'Members with a value', '有值会员'),
        number('mean', 'Mean', '均值'),
        number('sd', 'Standard deviation', '标准差'),
        number('median', 'Median', '中位数'),
      ],
      select: groupMeans(table('described_members'), table('described_groups'), shop.known),
    }),
    ({ shop, table }) => ({
      name: 'fact_effects',
      about: {
        en: 'How far the groups differ in each fact; members of unknown group left out.',
        zh: '各组在每个指标上的差异程度,分组未知者不计。',
      },
      columns: [
        text('feature', 'Fact', '指标'),
        text('effect', 'eta_squared, cohens_d or cramers_v', 'eta_squared、cohens_d 或 cramers_v'),
        number('value', 'Effect size', '效应量'),
        number('p', 'p', 'p'),
        number(
          'p_adjusted',
          'p after Benjamini–Hochberg over all facts',
          '对全部指标作 Benjamini–Hochberg 校正后的 p',
        ),
        integer('n', 'Members', '会员数'),
      ],
      select: forEffects(
        table('described_members'),
        table('described_groups'),
        table('described_levels'),
        table('fact_levels'),
        shop.known,
      ),
      kernel: { name: 'groupEffects', options: { ...featureOptions(shop.known), group: 'grp' } },
    }),
    ({ shop, parameters, table }) => ({
      name: 'fact_pairs',
      about: { en: 'How every two facts go together.', zh: '指标两两之间的关联。' },
      columns: [
        text('a', 'One fact', '一个指标'),
        text('b', 'The other', '另一个'),
        integer('place_a', 'Place in an order with like beside like', '相近者相邻的次序'),
        integer('place_b', 'The same of the other', '另一个的次序'),
        text('method', 'Measure', '度量'),
        number('value', 'Its value', '数值'),
        number('p', 'p of no association', '无关联的 p'),
        number(
          'p_adjusted',
          'p after Benjamini–Hochberg over all pairs of the measure',
          '按度量对全部配对作 Benjamini–Hochberg 校正后的 p',
        ),
        integer('n', 'Members with both', '两者皆有的会员'),
        share('small', 'Share of expected counts below 5', '期望频数小于 5 的格子占比'),
      ],
      select: forKernels(table('described_members'), table('fact_levels'), shop.known),
      kernel: {
        name: 'associations',
        options: { ...featureOptions(shop.known), methods: parameters.method },
      },
    }),
  ],
})

function define({ method }: DescribeParameters, { asOf, basis }: Lens) {
  const sample = method === 'kendall'
  const { label } = METHOD_LABELS.find(({ value }) => value === method) ?? {
    label: { en: method, zh: method },
  }
  return {
    en: `Facts of members as of ${asOf}, ${basis}. Numbers with numbers: ${label.en}${sample ? ' of 20,000 members at most' : ''}; categories: Cramér’s V, bias corrected; mixed: correlation ratio η. p after Benjamini–Hochberg over all pairs of a measure.`,
    zh: `截至 ${asOf} 的会员指标,${basis === 'net' ? '净额' : '毛额'}。数值与数值:${label.zh}${sample ? '(至多 20,000 位会员)' : ''};类别之间:偏差校正的 Cramér V;数值与类别:相关比 η。p 值按度量对全部配对作 Benjamini–Hochberg 校正。`,
  }
}
