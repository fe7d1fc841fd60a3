import { defineAnalysis, type Lens } from '../analysis'
import { date, integer, memberId, number, share, text, time } from '../columns'
import { splitsStep } from '../splits.sql'
import { figures } from './figures'
import { basis, lines, outcomes, purchases, purchaseSource } from './lines.sql'
import { parameters, type RecologParameters } from './parameters'
import { algorithmGrid, positionEffect, rates } from './rates.sql'
import { answers, joinedAnswers, satisfaction } from './surveys.sql'
import { policies, valueLines } from './value.sql'

const LINE = integer('line', 'Number of the line', '行序号')
const PRODUCT = text('product_id', 'Product shown', '曝光商品')
const SLOT = text('slot', 'Slot', '推荐位')
const ALGORITHM = text(
  'algorithm',
  'Algorithm; #n for file n that names none',
  '算法;#n 为未写算法的第 n 个文件',
)
const OF_LINE = [
  LINE,
  integer('source', 'File, from 0', '文件,从 0 起'),
  integer('source_row', 'Row in the file', '文件中的行'),
  memberId,
  PRODUCT,
  time('shown_at', 'When it was shown', '曝光时间'),
  date('day', 'Its day', '曝光日'),
  SLOT,
  number('position', 'Position', '位置'),
  ALGORITHM,
  integer('clicked', '1 if clicked', '点击为 1'),
  integer('purchased', '1 if the log says bought', '日志记为购买则为 1'),
  number('propensity', 'Propensity of the log', '日志策略的曝光概率'),
  number('target_propensity', 'Propensity of a given policy', '给定策略的曝光概率'),
  text('segment', 'What the split says of the member', '会员拆分取值'),
]
const LOW = share('low', '95 % interval, from', '95 % 区间下限')
const HIGH = share('high', '95 % interval, to', '95 % 区间上限')
const OF_ANSWER = [
  integer('answer', 'Number of the answer', '回答序号'),
  memberId,
  time('answered_at', 'When it was given', '填写时间'),
  text('question', 'Question', '问题'),
  number('score', 'Score', '得分'),
  text('comment', 'Comment', '意见'),
  PRODUCT,
  ALGORITHM,
  SLOT,
]

/**
 * Recommendation logs: rates by position, slot, algorithm, segment and day; the value of another policy from logs with
 * propensities; survey scores beside what members did.
 */
export const recolog = defineAnalysis<RecologParameters>({
  id: 'recolog',
  group: 'recommend',
  title: { en: 'Recommendation logs', zh: '推荐日志' },
  needs: ['reco_log'],
  parameters,
  figures,
  definition: describe,
  steps: [
    ({ shop }) => splitsStep('recolog_splits', shop),
    ({ shop, parameters: p }) => ({
      name: 'recolog_lines',
      about: { en: 'One row per recommendation shown.', zh: '每次推荐曝光一行。' },
      columns: OF_LINE,
      select: lines(shop, p),
    }),
    ({ shop, parameters: p, table }) => ({
      name: 'recolog_purchases',
      about: { en: 'Orders that lines are credited with.', zh: '归因到各行的订单。' },
      columns: [LINE, integer('orders', 'Orders credited', '归因订单数')],
      select: purchases(shop, table('recolog_lines'), p),
    }),
    ({ shop, parameters: p, table }) => ({
      name: 'recolog_purchase_source',
      about: { en: 'From where purchases are read.', zh: '购买取自何处。' },
      columns: [text('source', 'log, orders or none', 'log 日志,orders 订单,none 无')],
      select: purchaseSource(shop, table('recolog_lines'), p),
    }),
    ({ shop, parameters: p, table }) => ({
      name: 'recolog_outcomes',
      about: { en: 'The lines with what came of them.', zh: '每行及其结果。' },
      columns: [
        ...OF_LINE,
        integer('bought', '1 if bought; empty where nothing can be said', '购买为 1;无法判断则为空'),
        integer('part', '1 if it counts above the line of the rate', '计入分子为 1'),
        integer('whole', '1 if it counts below the line of the rate', '计入分母为 1'),
      ],
      select: outcomes(
        shop,
        {
          lines: table('recolog_lines'),
          purchases: table('recolog_purchases'),
          source: table('recolog_purchase_source'),
        },
        p,
      ),
    }),
    ({ table }) => ({
      name: 'recolog_basis',
      about: { en: 'What the log holds.', zh: '日志概况。' },
      columns: [
        integer('lines', 'Lines', '行数'),
        integer('members', 'Members', '会员数'),
        integer('products', 'Products', '商品数'),
        integer('slots', 'Slots', '推荐位数'),
        integer('positions', 'Positions', '位置数'),
        integer('algorithms', 'Algorithms', '算法数'),
        date('first_day', 'First day', '首日'),
        date('last_day', 'Last day', '末日'),
        integer('clicks', 'Clicks', '点击数'),
        integer('bought', 'Lines bought from', '购买行数'),
        integer('followed', 'Lines of which a purchase can be said', '可判断购买的行数'),
        integer('without_member', 'Lines without a member', '无会员的行数'),
        integer('without_time', 'Lines without a time', '无时间的行数'),
        integer(
          'with_propensity',
          'Lines with a propensity above 0 and at most 1',
          '概率在 0 到 1 之间的行数',
        ),
        integer('bad_propensity', 'Lines with another propensity', '概率越界的行数'),
        integer('with_target', 'Lines with a propensity of a given policy', '有给定策略概率的行数'),
        text('purchases', 'log, orders or none', 'log 日志,orders 订单,none 无'),
      ],
      select: basis(table('recolog_outcomes'), table('recolog_purchase_source')),
    }),
    ({ table }) => ({
      name: 'recolog_rates',
      about: {
        en: 'The chosen rate over all, by position, slot, algorithm, segment and day.',
        zh: '所选比率:整体及按位置、推荐位、算法、会员分组与日期。',
      },
      columns: [
        text(
          'dimension',
          'all, position, slot, algorithm, segment or day',
          'all、position、slot、algorithm、segment 或 day',
        ),
        integer('place', 'Place within it', '其中次序'),
        text('level', 'Level', '取值'),
        integer('lines', 'Lines', '行数'),
        integer('members', 'Members', '会员数'),
        integer('part', 'Above the line', '分子'),
        integer('whole', 'Below the line', '分母'),
        share('rate', 'Rate', '比率'),
        number('thinner', 'Design effect of lines of one member', '同一会员多行的设计效应'),
        LOW,
        HIGH,
      ],
      select: rates(table('recolog_outcomes')),
    }),
    ({ table }) => ({
      name: 'recolog_differences',
      about: {
        en: 'Each pair of algorithms: over all, and within slot and position (Mantel-Haenszel).',
        zh: '算法两两之差:整体,以及同推荐位同位置之内(Mantel-Haenszel)。',
      },
      columns: [
        text('first', 'Algorithm', '算法'),
        text('second', 'Algorithm it is compared with', '对比算法'),
        number('difference', 'Rate of the second less that of the first', '后者减前者'),
        number('low', '95 % interval, from', '95 % 区间下限'),
        number('high', '95 % interval, to', '95 % 区间上限'),
        number('p', 'Two-sided p', '双侧 p'),
        number('adjusted', 'p, Benjamini-Hochberg over all pairs', '校正后 p(Benjamini-Hochberg)'),
        number('within', 'Difference within slot and position', '同位之内的差'),
        number('within_low', '95 % interval, from', '95 % 区间下限'),
        number('within_high', '95 % interval, to', '95 % 区间上限'),
        number('within_p', 'Two-sided p', '双侧 p'),
        number('within_adjusted', 'p, Benjamini-Hochberg over all pairs', '校正后 p(Benjamini-Hochberg)'),
      ],
      select: algorithmGrid(table('recolog_outcomes'), table('recolog_rates')),
      kernel: { name: 'rateDifferences', options: {} },
    }),
    ({ table }) => ({
      name: 'recolog_position_effect',
      about: {
        en: 'Each position against the first, the same product with itself.',
        zh: '各位置与首位之比,同一商品自比。',
      },
      columns: [
        number('position', 'Position', '位置'),
        integer('products', 'Products seen in both', '两处都出现过的商品'),
        number('ratio', 'Ratio of rates', '比率之比'),
        number('low', '95 % interval, from', '95 % 区间下限'),
        number('high', '95 % interval, to', '95 % 区间上限'),
      ],
      select: positionEffect(table('recolog_outcomes')),
    }),
    ({ parameters: p, table }) => ({
      name: 'recolog_policies',
      about: { en: 'Algorithms of the log, and what part they have.', zh: '日志中的算法及其角色。' },
      columns: [
        ALGORITHM,
        integer('lines', 'Lines', '行数'),
        integer('usable', 'Lines with a propensity', '有概率的行数'),
        integer('place', 'Place by these', '按此排序'),
        text('role', 'target, log or none', 'target 目标,log 日志,none 无'),
      ],
      select: policies(table('recolog_outcomes'), p),
    }),
    ({ parameters: p, table }) => ({
      name: 'recolog_policy_value',
      about: {
        en: 'The value of another policy: estimates, gains over the log, facts of the weights, their bins.',
        zh: '另一策略的价值:估计、相对日志的增益、权重诊断与分布。',
      },
      columns: [
        text('kind', 'estimate, gain, fact or weights', 'estimate 估计,gain 增益,fact 诊断,weights 权重分布'),
        text('name', 'Estimator, fact, or where the bin begins', '估计量、诊断名或分箱起点'),
        number('value', 'Value', '值'),
        number('low', '95 % interval, from', '95 % 区间下限'),
        number('high', '95 % interval, to', '95 % 区间上限'),
      ],
      select: valueLines(table('recolog_outcomes'), table('recolog_policies'), p),
      kernel: {
        name: 'policyValue',
        options: { policy: p.policy, clip: p.clip, items: p.items, seed: 1 },
      },
    }),
    ({ shop }) => ({
      name: 'recolog_answers',
      about: { en: 'One row per survey answer with a score.', zh: '每条有得分的问卷回答一行。' },
      columns: OF_ANSWER,
      select: answers(shop),
    }),
    ({ table }) => ({
      name: 'recolog_answers_joined',
      about: {
        en: 'The answers with the algorithm and slot they speak of.',
        zh: '回答及其所指的算法与推荐位。',
      },
      columns: [...OF_ANSWER, text('how', 'said, shown or none', 'said 已写明,shown 由曝光推得,none 无')],
      select: joinedAnswers(table('recolog_answers'), table('recolog_lines')),
    }),
    ({ table }) => ({
      name: 'recolog_satisfaction',
      about: { en: 'Survey scores over all, by algorithm and slot.', zh: '问卷得分:整体及按算法、推荐位。' },
      columns: [
        text('dimension', 'all, algorithm or slot', 'all、algorithm 或 slot'),
        text('level', 'Level', '取值'),
        text('question', 'Question', '问题'),
        integer('n', 'Answers', '回答数'),
        integer('members', 'Members', '会员数'),
        number('mean', 'Mean score', '平均分'),
        number('low', '95 % interval of the mean, from', '均值 95 % 区间下限'),
        number('high', '95 % interval of the mean, to', '均值 95 % 区间上限'),
        integer('scale', 'Top of the scale', '量表上限'),
        share('top', 'Share of the two highest points', '最高两档占比'),
        share('top_low', '95 % interval, from', '95 % 区间下限'),
        share('top_high', '95 % interval, to', '95 % 区间上限'),
      ],
      select: satisfaction(table('recolog_answers_joined')),
    }),
  ],
})

const RATES: Readonly<Record<string, { en: string; zh: string }>> = {
  ctr: { en: 'CTR = lines clicked ÷ lines shown', zh: 'CTR = 被点击的曝光 ÷ 曝光' },
  bought_shown: { en: 'CVR = lines bought from ÷ lines shown', zh: 'CVR = 带来购买的曝光 ÷ 曝光' },
  bought_clicked: { en: 'CVR = lines bought from ÷ lines clicked', zh: 'CVR = 带来购买的点击 ÷ 点击' },
}

function describe({ measure, conversion, window, touch }: RecologParameters, { asOf }: Lens) {
  const rate = RATES[measure] ?? { en: '', zh: '' }
  const joins = {
    en: ` Without purchases in the log, an order of the product by the member within ${window} days counts for the last ${touch === 'clicked' ? 'click' : 'line shown'} before it; lines whose ${window} days have not ended are left out.`,
    zh: ` 日志未记购买时,会员在 ${window} 天内对该商品的订单归给之前最后一次${touch === 'clicked' ? '点击' : '曝光'};未满 ${window} 天的行不计。`,
  }
  const buys = measure !== 'ctr' && conversion !== 'log'
  return {
    en: `${rate.en}, before ${asOf}. 95 % intervals by Wilson, widened where lines of one member go together.${buys ? joins.en : ''}`,
    zh: `${rate.zh},截至 ${asOf}。95 % 区间为 Wilson 区间,同一会员多行相关时放宽。${buys ? joins.zh : ''}`,
  }
}
