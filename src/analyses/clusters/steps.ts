import { ident, join, sql, type Sql } from '../../sql/sql'
import { integer, memberId, money, number, share, text } from '../columns'
import type { Analysis, Step, StepContext } from '../analysis'
import { COMPARED_MEMBERS, featuresOf, MOST_CLUSTERS, type ClusterParameters } from './parameters'
import { factsBefore, levelsOf, membersOf, profileOf, totalsOf } from './reading.sql'
import { boundsOf, choicesOf, clustered, everyFact, everyName, factsByType, rowsOf } from './treatment.sql'

type Context = StepContext<ClusterParameters>

const cluster = integer('cluster', 'Cluster, from 1; 0 is noise', '群号,从 1 起;0 为噪声')

function options({ shop, parameters: p }: Context) {
  const { numeric, categories } = featuresOf(p, shop.known)
  return {
    method: p.method,
    k: p.k,
    features: numeric.map(({ name }) => name).join(','),
    categories: categories.map(({ name }) => name).join(','),
    scaling: p.scaling,
    components: p.components,
    shape: p.shape,
    least_size: p.least,
    restarts: p.restarts,
    seed: p.seed,
  }
}

const rows = (context: Context): Sql =>
  clustered(context.table('cluster_rows'), featuresOf(context.parameters, context.shop.known))

const factColumns = (known: ReadonlySet<string>) => {
  const { numeric, categories } = factsByType(everyName(known))
  return [
    ...numeric.map(({ name, label }) => number(name, label.en, label.zh)),
    ...categories.map(({ name, label }) => text(name, label.en, label.zh)),
  ]
}

function featureColumns(p: ClusterParameters, known: ReadonlySet<string>) {
  const { numeric, categories } = featuresOf(p, known)
  return [
    ...numeric.map(({ name, label }) => number(name, label.en, label.zh)),
    ...categories.map(({ name, label }) => text(name, label.en, label.zh)),
  ]
}

/** The steps, in order. Those that are asked for later come last, so that nothing before them is made anew. */
export const steps: Analysis<ClusterParameters>['steps'] = [
  ({ shop }): Step => ({
    name: 'cluster_choices',
    about: { en: 'The facts that this shop knows of a member.', zh: '本店所知的会员特征。' },
    columns: [
      integer('place', 'From 0, in the order of the catalogue', '目录次序,从 0 起'),
      text('fact', 'Fact of the member', '会员特征'),
    ],
    select: choicesOf(shop.known),
  }),
  ({ shop, parameters }): Step => ({
    name: 'cluster_bounds',
    about: {
      en: 'Each feature: how many have it, and within which bounds values stay.',
      zh: '各特征:有值人数,以及取值的上下界。',
    },
    columns: [
      integer('place', 'From 0', '从 0 起'),
      text('feature', 'Fact of the member', '会员特征'),
      integer('members', 'Members', '会员数'),
      integer('known', 'Of them with a value', '其中有值'),
      number('least', 'Least', '最小值'),
      number('most', 'Most', '最大值'),
      number('median', 'Median', '中位数'),
      number('low', 'Lower bound', '下界'),
      number('high', 'Upper bound', '上界'),
      integer('below', 'Members below', '低于下界人数'),
      integer('above', 'Members above', '高于上界人数'),
    ],
    select: boundsOf(shop.facts, featuresOf(parameters, shop.known), parameters.outliers),
  }),
  ({ shop, parameters, table }) => ({
    name: 'cluster_rows',
    about: {
      en: 'What is clustered: members in the order of md5(member_id), with their features after the treatment of outliers and missing values.',
      zh: '参与聚类的数据:会员按 md5(会员号) 排序,特征已处理离群与缺失。',
    },
    columns: [
      integer('row', 'Place in that order', '序号'),
      memberId,
      text('aside', 'outlier, missing or empty', 'outlier 离群,missing 缺失,或空'),
      ...featureColumns(parameters, shop.known),
    ],
    select: rowsOf(shop.facts, table('cluster_bounds'), featuresOf(parameters, shop.known), parameters),
  }),
  (context) => ({
    name: 'cluster_fit',
    about: { en: 'Rows and their clusters, as the kernel gave them.', zh: '计算所得的各行群号。' },
    columns: [
      integer('row', 'Place in cluster_rows', 'cluster_rows 中的序号'),
      cluster,
      number('distance', 'To the own centre, scaled', '到本群中心的距离(缩放后)'),
      number('second', 'To the next nearest centre', '到次近中心的距离'),
      share('strength', 'Probability (mixture) or strength (HDBSCAN)', '概率(混合)或强度(HDBSCAN)'),
      number('x', 'First principal component', '第一主成分'),
      number('y', 'Second principal component', '第二主成分'),
    ],
    select: rows(context),
    kernel: { name: 'clusterMembers', options: options(context) },
  }),
  (context) => ({
    name: 'cluster_model',
    about: {
      en: 'The fitted numbers: scales, loadings, centres, sizes, figures of the fit.',
      zh: '拟合所得:缩放参数、载荷、中心、人数、拟合指标。',
    },
    columns: [
      text('kind', 'What the number is', '数值含义'),
      cluster,
      integer('position', 'Component, knot or merge', '主成分、节点或合并的序号'),
      text('name', 'Feature or figure', '特征或指标'),
      text('label', 'Category', '类别'),
      number('value', 'The number', '数值'),
    ],
    select: rows(context),
    kernel: { name: 'clusterModel', options: options(context) },
  }),
  ({ table }) => ({
    name: 'member_cluster',
    about: { en: 'One row a member, with the cluster.', zh: '每位会员一行及其群号。' },
    columns: [
      memberId,
      cluster,
      text('aside', 'Why without a cluster: outlier or missing', '未分群原因:outlier 离群,missing 缺失'),
      number('distance', 'To the own centre, scaled', '到本群中心的距离(缩放后)'),
      number('second', 'To the next nearest centre', '到次近中心的距离'),
      share('strength', 'Probability (mixture) or strength (HDBSCAN)', '概率(混合)或强度(HDBSCAN)'),
      number('x', 'First principal component', '第一主成分'),
      number('y', 'Second principal component', '第二主成分'),
      integer('row', 'Place in cluster_rows', 'cluster_rows 中的序号'),
    ],
    select: membersOf(table('cluster_rows'), table('cluster_fit')),
  }),
  ({ shop, table }) => ({
    name: 'cluster_totals',
    about: {
      en: 'Clusters with members, orders and money; heavy, medium and light buyers: the first 20 % by spending, the next 30 %, the rest.',
      zh: '各群人数、订单、金额;重度、中度、轻度:消费额前 20 %、随后 30 %、其余。',
    },
    columns: [
      cluster,
      integer('members', 'Members', '会员数'),
      integer('orders', 'Orders', '订单数'),
      money('spent', 'Money, by basis', '金额(按口径)'),
      integer('heavy', 'Heavy buyers', '重度'),
      integer('medium', 'Medium buyers', '中度'),
      integer('light', 'Light buyers', '轻度'),
    ],
    select: totalsOf(shop.facts, table('member_cluster'), shop.known),
  }),
  ({ shop, table }) => ({
    name: 'cluster_profile',
    about: {
      en: 'Every numeric fact of each cluster against everybody else.',
      zh: '各群的每项数值特征与其余会员对比。',
    },
    columns: [
      cluster,
      text('fact', 'Fact of the member', '会员特征'),
      integer('n', 'Members with a value', '有值人数'),
      number('mean', 'Mean', '均值'),
      number('deviation', 'Standard deviation', '标准差'),
      number('rest_mean', 'Mean of everybody else', '其余会员均值'),
      number('effect', 'Difference in standard deviations (Hedges’ g)', '标准差为单位的差异(Hedges g)'),
    ],
    select: profileOf(shop.facts, table('member_cluster'), factsByType(shop.known).numeric),
  }),
  ({ shop, table }) => ({
    name: 'cluster_levels',
    about: {
      en: 'The commonest values of every category in each cluster.',
      zh: '各群每项类别特征中最常见的取值。',
    },
    columns: [
      cluster,
      text('fact', 'Fact of the member', '会员特征'),
      text('level', 'Value; empty where unknown', '取值,未知为空'),
      integer('members', 'Members', '会员数'),
      share('share', 'Share of the cluster', '占本群'),
      share('share_all', 'Share of all clustered', '占全部已分群'),
      number('index', 'One share ÷ the other', '两占比之比'),
    ],
    select: levelsOf(shop.facts, table('member_cluster'), factsByType(shop.known).categories),
  }),
  (context) => ({
    name: 'cluster_counts',
    about: {
      en: 'Numbers of clusters compared by k-means, with the BIC of mixtures where that is the method; empty until asked for.',
      zh: '以 k-means 比较不同群数,方法为高斯混合时另有其 BIC;未请求时为空。',
    },
    columns: [
      integer('k', 'Number of clusters', '群数'),
      number('inertia', 'Sum of squared distances', '距离平方和'),
      number('silhouette', 'Mean silhouette', '平均轮廓系数'),
      number('silhouette_error', 'Its standard error', '其标准误'),
      integer('silhouette_rows', 'Members it is of', '其会员数'),
      number('simplified', 'Simplified silhouette, by centres', '简化轮廓系数(按中心)'),
      number('calinski_harabasz', 'Calinski–Harabasz', 'Calinski–Harabasz'),
      number('davies_bouldin', 'Davies–Bouldin', 'Davies–Bouldin'),
      number('gap', 'Gap', 'Gap'),
      number('gap_error', 'Its standard error', '其标准误'),
      number('stability', 'Adjusted Rand index of bootstrap pairs', '自助样本对的调整兰德指数'),
      number('stability_error', 'Its standard error', '其标准误'),
      number('bic', 'BIC of a mixture', '混合模型的 BIC'),
      integer('sample_rows', 'Members of gap and stability', 'Gap 与稳定性的会员数'),
      integer('distinct', 'Members that differ', '互不相同的会员数'),
      ...BY_RULES.map((rule) =>
        integer(`by_${rule}`, `1 where ${rule} chooses this k`, `1 表示 ${rule} 主张此 k`),
      ),
      text('problem', 'Why there is no answer', '无结果的原因'),
    ],
    ...(context.parameters.compare === 'yes'
      ? {
          select: clustered(
            context.table('cluster_rows'),
            featuresOf({ ...context.parameters, method: 'kMeans' }, context.shop.known),
            COMPARED_MEMBERS,
          ),
          kernel: {
            name: 'clusterCounts',
            options: {
              features: options(context).features,
              scaling: context.parameters.scaling,
              components: context.parameters.components,
              seed: context.parameters.seed,
              to: MOST_CLUSTERS,
              ...(context.parameters.method === 'mixture' && { shape: context.parameters.shape }),
            },
          },
        }
      : { select: NOTHING_COMPARED }),
  }),
  ({ shop }) => ({
    name: 'cluster_facts',
    about: { en: 'The facts of every member that clusters are read by.', zh: '解读各群所用的会员特征。' },
    columns: [memberId, ...factColumns(shop.known)],
    select: everyFact(shop.facts, shop.known),
    view: true,
  }),
  ({ shop, parameters }) => ({
    name: 'cluster_facts_before',
    about: {
      en: 'The features of every member as an earlier day knew them; empty until asked for.',
      zh: '较早一日所见的会员特征;未请求时为空。',
    },
    columns: [memberId, ...featureColumns(parameters, shop.known)],
    select: factsBefore(shop, featuresOf(parameters, shop.known), parameters.before),
  }),
]

const BY_RULES = [
  'elbow',
  'silhouette',
  'calinski_harabasz',
  'davies_bouldin',
  'gap',
  'stability',
  'bic',
] as const

const NUMBERS = [
  'k',
  'inertia',
  'silhouette',
  'silhouette_error',
  'silhouette_rows',
  'simplified',
  'calinski_harabasz',
  'davies_bouldin',
  'gap',
  'gap_error',
  'stability',
  'stability_error',
  'bic',
  'sample_rows',
  'distinct',
  ...BY_RULES.map((rule) => `by_${rule}`),
]

/** The columns of the comparison without a row. */
const NOTHING_COMPARED = sql`select ${join([
  ...NUMBERS.map((name) => sql`cast(null as double) as ${ident(name)}`),
  sql`cast(null as varchar) as problem`,
])} where false`
