import type { KernelOptions } from '../../numerics/kernel'
import { conventionsIn } from '../../numerics/recommend/metrics'
import { sql, type Sql } from '../../sql/sql'
import type { Analysis, OutputColumn, Step, StepContext } from '../analysis'
import { integer, number, text } from '../columns'
import { INTERACTIONS, interactionSteps, type InteractionOptions } from '../interactions.sql'
import { namesLeftOut } from '../left-out.sql'
import { isBaseline, RECOMMENDER_WORDS, type RecommenderWords } from '../recommenders'
import { isOfFirstOrder, splitsStep } from '../splits.sql'
import { kernelRows, memberGroups, profile, sourceCounts, spread } from './data.sql'
import { namesIn, optionsIn, weightsIn } from '../recommender-training'
import { KS, type RecommendParameters } from './parameters'
import { besides, byGroup, compared, means, NO_TRIAL, ofMembers, type Trials } from './results.sql'

type P = RecommendParameters
type Context = StepContext<P>

export const trialStep = (model: string): string => `recommend_of_${model}`

const interactionOptions = ({ level, weights, leastRating, without }: P): InteractionOptions => ({
  level,
  weights: weightsIn(weights),
  ...(Number(leastRating) > 0 && { leastRating: Number(leastRating) }),
  without: namesLeftOut(without),
})

/** How the data are cut, the same for every model and for the search. */
const splitOptions = (p: P): KernelOptions => ({
  split: p.split,
  validation: Number(p.validation) / 100,
  test: p.test / 100,
  core: Number(p.core),
  halfLife: Number(p.halfLife),
  mostAsked: Number(p.mostAsked),
  seed: 1,
})

/** By what models are told apart on validation. */
const judged = ({ metric, k, seen, conventions, fill }: P): KernelOptions => ({
  metric,
  k: Number(k),
  seen,
  conventions,
  fill,
})

const grouped = ({ shop, parameters }: Context): Sql | null =>
  parameters.group === 'none' ? null : memberGroups(shop, parameters.group)

const trials = ({ parameters, table }: Context): Trials =>
  namesIn(parameters.models).map((model) => [model, table(trialStep(model))] as const)

/** Of the options chosen those of some models: ease.ridge. */
const ownOptions = ({ options }: P, models: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(optionsIn(options)).filter(([option]) =>
      models.some((name) => option.startsWith(`${name}.`)),
    ),
  )

const BASELINES = RECOMMENDER_WORDS.map(({ name }) => name).filter(isBaseline)

/** Of the rows those that a model reads: what items and members are costs time to hand over, and few ask. */
function rowsFor(model: string, { group }: P, rows: Sql): Sql {
  if (model === 'content') return sql`select * from ${rows} where item is not null`
  if (model === 'popularInSegment' && group !== 'none')
    return sql`select member, item, weight, time, target, segment from ${rows} where member is not null`
  return sql`select member, item, weight, time, target from ${rows} where member is not null and item is not null`
}

const seen = text(
  'seen',
  'removed: items she had are neither shown nor sought; kept: both',
  'removed 为去除已有物品,kept 为保留',
)
const model = text('model', 'Recommender', '推荐模型')
const k = integer('k', 'Length of the list', '列表长度')
const ACCURACY_COLUMNS: readonly OutputColumn[] = [
  number('precision', 'Precision', '精确率'),
  number('recall', 'Recall', '召回率'),
  number('f1', 'F1 of the member', '会员的 F1'),
  number('hit', '1: one hit at least', '1 表示至少命中一次'),
  number('mrr', '1 ÷ rank of the first hit', '首次命中排名的倒数'),
  number('map', 'Average precision', '平均精确率'),
  number('ndcg', 'NDCG', 'NDCG'),
]

const TRIAL_COLUMNS: readonly OutputColumn[] = [
  text('kind', 'member, list, cost or epoch', 'member 会员、list 列表、cost 代价、epoch 轮次'),
  seen,
  text('metric', 'Figure, but for a member', '指标(会员行无)'),
  number('k', 'Length of the list, or the round', '列表长度或轮次'),
  number('value', 'Value of the figure', '指标值'),
  number('member', 'Number of the member', '会员编号'),
  number('had', 'Items she has in training', '训练中已有物品数'),
  number('length', 'Items shown', '推荐数'),
  number('hits', 'Of them, found', '其中命中'),
  number('gain', 'Σ 1 ÷ log₂(1 + rank) over hits', '命中的 Σ 1 ÷ log₂(1 + 排名)'),
  number('averaged', 'Σ precision at each hit', '每次命中处精确率之和'),
  number('first', 'Rank of the first hit; 0 for none', '首次命中的排名;0 为无'),
  number('relevant', 'Items sought', '应找到的物品数'),
  number('ideal', 'Gain of a list that is right throughout', '理想列表的增益'),
]

const ofModel =
  ({ name, label }: RecommenderWords) =>
  ({ parameters, table }: Context): Step => ({
    name: trialStep(name),
    about: {
      en: `${label.en}: what its lists hit, member by member, what they are like, what they cost.`,
      zh: `${label.zh}:逐会员命中、列表特征与代价。`,
    },
    columns: TRIAL_COLUMNS,
    ...(namesIn(parameters.models).includes(name)
      ? {
          select: rowsFor(name, parameters, table('recommend_rows')),
          kernel: {
            name: 'recommenderTrial',
            options: {
              ...splitOptions(parameters),
              model: name,
              fill: parameters.fill,
              ks: KS.join(','),
              ...ownOptions(parameters, [name]),
            },
          },
        }
      : { select: NO_TRIAL }),
  })

export const steps: Analysis<P>['steps'] = [
  ...interactionSteps<P>(interactionOptions),
  ({ shop, parameters }) => ({
    name: 'recommend_sources',
    about: { en: 'What became of the rows that say who had what.', zh: '行为数据各行的去向。' },
    columns: [
      text('source', 'order_items, events or reviews', '来源:order_items、events 或 reviews'),
      integer('rows', 'Rows', '行数'),
      integer('without_member', 'Without a member', '缺会员'),
      integer('uncounted', 'No interaction: of no known kind, or told elsewhere', '不计:类型不明或他处已有'),
      integer('without_item', 'Without the item', '缺物品'),
      integer('left_out', 'Left out by name', '按名称排除'),
      integer('used', 'Used', '已用'),
      integer('members', 'Members', '会员'),
      integer('items', 'Items', '物品'),
    ],
    select: sourceCounts(shop, interactionOptions(parameters)),
  }),
  ({ table }) => ({
    name: 'recommend_profile',
    about: { en: 'How full and how repetitive the interactions are.', zh: '交互数据的稠密与重复程度。' },
    columns: [text('metric', 'Figure', '指标'), number('value', 'Its value', '值')],
    select: profile(table(INTERACTIONS.interactions), table(INTERACTIONS.items)),
  }),
  ({ table }) => ({
    name: 'recommend_spread',
    about: {
      en: 'Members by their items, and items by their members.',
      zh: '会员按物品数、物品按会员数的分布。',
    },
    columns: [
      text('kind', 'items: of a member; members: of an item', 'items 为会员的物品数,members 为物品的会员数'),
      integer('least', 'So many at least', '下限'),
      integer('many', 'Members or items', '会员数或物品数'),
    ],
    select: spread(table(INTERACTIONS.interactions)),
  }),
  ({ shop }) => splitsStep('recommend_groupings', shop),
  (context) => ({
    name: 'recommend_rows',
    about: {
      en: 'What the kernels read: interactions, then what items are.',
      zh: '计算所读:交互,及物品属性。',
    },
    columns: [
      number('member', 'Number of the member', '会员编号'),
      number('item', 'Number of the item', '物品编号'),
      number('weight', 'What it counts', '权重'),
      number('time', 'Days since 1970', '自 1970 年起的天数'),
      number('target', '1: it is what is to be found', '1 表示是要找到的'),
      text('name', 'Name', '名称'),
      text('category', 'Category', '类目'),
      text('brand', 'Brand', '品牌'),
      number('price', 'Price', '价格'),
      ...(grouped(context) ? [text('segment', 'Group of the member', '会员的分组')] : []),
    ],
    select: kernelRows(
      context.table(INTERACTIONS.interactions),
      context.table(INTERACTIONS.items),
      context.table(INTERACTIONS.members),
      grouped(context),
      isOfFirstOrder(context.parameters.group),
    ),
    view: true,
  }),
  ({ parameters, table }) => ({
    name: 'recommend_split',
    about: { en: 'What is known and what is asked.', zh: '训练与测试的数量。' },
    columns: [seen, text('metric', 'Figure', '指标'), number('value', 'Its value', '值')],
    select: rowsFor('', parameters, table('recommend_rows')),
    kernel: { name: 'recommenderSplit', options: splitOptions(parameters) },
  }),
  ...RECOMMENDER_WORDS.map(ofModel),
  (context) => ({
    name: 'recommend_members',
    about: { en: 'The accuracy of each member’s list.', zh: '每位会员列表的准确度。' },
    columns: [
      model,
      seen,
      k,
      integer('member', 'Number of the member', '会员编号'),
      integer('had', 'Items she has in training', '训练中已有物品数'),
      integer('relevant', 'Items sought', '应找到的物品数'),
      ...ACCURACY_COLUMNS,
    ],
    select: ofMembers(trials(context), conventionsIn(context.parameters.conventions)),
    view: true,
  }),
  ({ table }) => ({
    name: 'recommend_means',
    about: { en: 'Mean accuracy of each model.', zh: '各模型的平均准确度。' },
    columns: [model, seen, k, integer('members', 'Members asked', '受测会员'), ...ACCURACY_COLUMNS],
    select: means(table('recommend_members')),
  }),
  (context) => ({
    name: 'recommend_besides',
    about: { en: 'What lists are like and cost, beside being right.', zh: '列表除准确外的特征与代价。' },
    columns: [
      model,
      text('kind', 'list, cost or epoch', 'list 列表、cost 代价、epoch 轮次'),
      seen,
      text('metric', 'Figure', '指标'),
      integer('k', 'Length of the list, or the round', '列表长度或轮次'),
      number('value', 'Its value', '值'),
    ],
    select: besides(trials(context)),
  }),
  ({ parameters, table }) => barStep(parameters, table('recommend_rows')),
  ({ parameters, table }) =>
    comparisonStep(parameters, table, 'all', {
      name: 'recommend_leaderboard',
      about: {
        en: 'Means with bootstrap intervals, and paired differences to the bar with p after Holm.',
        zh: '均值及自助区间,与对照基线的配对差异及 Holm 校正 p 值。',
      },
    }),
  ({ parameters, table }) =>
    comparisonStep(parameters, table, 'known', {
      name: 'recommend_known',
      about: {
        en: 'The same of members who are in training alone; nothing where nobody is new.',
        zh: '同上,仅限训练中已有的会员;无新会员时为空。',
      },
    }),
  (context) => ({
    name: 'recommend_groups',
    about: { en: 'Accuracy among members alike.', zh: '同类会员的准确度。' },
    columns: [
      text('kind', 'activity or group', 'activity 活跃度,group 分组'),
      integer('place', 'Order; 98 others, 99 unknown', '次序;98 为其他,99 为未知'),
      text('label', 'Value of the grouping', '分组取值'),
      model,
      integer('members', 'Members', '会员'),
      number('value', 'Mean', '均值'),
    ],
    select: byGroup(
      context.table('recommend_members'),
      context.table(INTERACTIONS.members),
      grouped(context),
      context.parameters.seen,
      Number(context.parameters.k),
      context.parameters.metric,
    ),
  }),
  ({ parameters, table }) => searchStep(parameters, table('recommend_rows')),
]

function comparisonStep(
  { seen: whichSeen, k: length, metric }: P,
  table: Context['table'],
  whom: 'all' | 'known',
  declared: Pick<Step, 'name' | 'about'>,
): Step {
  return {
    ...declared,
    columns: [
      text('kind', 'mean or difference', 'mean 均值,difference 差异'),
      model,
      text('other', 'The bar', '对照基线'),
      number('value', 'Mean, or mean difference', '均值或平均差异'),
      number('low', 'Lower end of 95 %', '95 % 下限'),
      number('high', 'Upper end of 95 %', '95 % 上限'),
      number('p', 'p, two-sided', '双侧 p'),
      number('p_adjusted', 'p after Holm', 'Holm 校正 p'),
      number('n', 'Members asked', '受测会员'),
    ],
    select: compared(
      table('recommend_members'),
      table('recommend_bar'),
      whichSeen,
      Number(length),
      metric,
      whom,
    ),
    kernel: {
      name: 'recommenderComparison',
      options: { baselines: BASELINES.join(','), draws: 2000, seed: 1 },
    },
  }
}

/** How the baselines that are trained do on validation: the best of them is the bar. */
function barStep(parameters: P, rows: Sql): Step {
  const models = namesIn(parameters.models).filter((name) => BASELINES.includes(name))
  const declared = {
    name: 'recommend_bar',
    about: { en: 'Baselines on validation: the best is the bar.', zh: '基线在验证集上的表现:最好者为对照。' },
    columns: [
      model,
      number('value', 'The metric on validation', '验证集指标'),
      number('asked', 'Members asked', '受测会员'),
    ],
  }
  if (models.length === 0)
    return {
      ...declared,
      select: sql`select cast(null as varchar) as model, 0::double as value, 0::double as asked where false`,
    }
  return {
    ...declared,
    select: rowsFor(models.includes('popularInSegment') ? 'popularInSegment' : '', parameters, rows),
    kernel: {
      name: 'recommenderBar',
      options: {
        ...splitOptions(parameters),
        ...judged(parameters),
        models: models.join(','),
        ...ownOptions(parameters, models),
      },
    },
  }
}

/** Random search on validation, where it is asked for. */
function searchStep(parameters: P, rows: Sql): Step {
  const [name = '', tries, seconds] = parameters.search.split(';')
  const words = RECOMMENDER_WORDS.find((one) => one.name === name)
  const declared = {
    name: 'recommend_search',
    about: { en: 'Tries of a random search, judged on validation.', zh: '随机搜索的各次尝试,以验证集评判。' },
    columns: [
      text('option', 'Option', '参数'),
      integer('trial', 'Try, 0 has the usual options', '尝试序号,0 为默认参数'),
      number('chosen', 'Its value in this try', '本次取值'),
      number('value', 'The metric on validation', '验证集指标'),
      number('train_ms', 'Training in ms', '训练毫秒'),
    ],
  }
  if (!words)
    return {
      ...declared,
      select: sql`select cast(null as varchar) as option, 0 as trial, 0::double as chosen, 0::double as value, 0::double as train_ms where false`,
    }
  return {
    ...declared,
    select: rowsFor(name, parameters, rows),
    kernel: {
      name: 'recommenderSearch',
      options: {
        ...splitOptions(parameters),
        model: name,
        ranges: words.options
          .map((one) => [one.name, one.scale, String(one.low), String(one.high)].join(':'))
          .join(';'),
        trials: Number(tries),
        seconds: Number(seconds),
        ...judged(parameters),
      },
    },
  }
}
