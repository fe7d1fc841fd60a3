import type { Bilingual } from '../../text/bilingual'
import { percent, percentRange, pointRange, points, type Interval, type RecologData } from './recolog-view'

/** Beyond these an estimate carries no conclusion. */
export const REFUSED = {
  /** Fewer lines with propensities. */
  lines: 200,
  /** A smaller effective sample. */
  ess: 100,
  /** Or a smaller share of the lines. */
  essShare: 0.01,
  /** One line with more of all weight. */
  largestShare: 0.1,
  /** Fewer rewards' worth of evidence. */
  rewards: 10,
  /** More of what the policy would show that the log never shows there. */
  withoutSupport: 0.05,
  /** A mean weight farther from 1, where 3 standard errors do not reach it. */
  meanOff: 0.1,
}

/** Beyond these it is to be taken with care. */
export const CARE = { essShare: 0.1, rewards: 30, meanOff: 0.05 }

export interface ValueVerdict {
  /** `not`: no figure of the policy may be used. */
  level: 'believe' | 'care' | 'not'
  sentence: Bilingual
  reasons: Bilingual[]
  /** The estimator the sentence goes by. */
  by: 'dr' | 'snips'
}

const count = (value: number, digits = 0): string =>
  value.toLocaleString('en', { maximumFractionDigits: digits })

/** Whether the log can say what the other policy would earn, and what it says. */
export function valueVerdict(data: RecologData, policy: string): ValueVerdict {
  const fact = (name: string) => data.value('fact', name)?.value ?? NaN
  const lack = lacking(data, policy)
  if (lack) return { level: 'not', sentence: lack, reasons: [], by: 'dr' }
  const refused = refusals(data, fact)
  const by = Number.isNaN(data.value('gain', 'dr')?.value ?? NaN) ? 'snips' : 'dr'
  if (refused.length > 0) {
    return {
      level: 'not',
      sentence: {
        en: 'The log does not carry a conclusion about this policy; its figures below are not to be used.',
        zh: '日志不足以对该策略下结论;下方数字请勿使用。',
      },
      reasons: refused,
      by,
    }
  }
  const careful = cautions(data, fact)
  return {
    level: careful.length > 0 || isBesideItsOwn(data, by) ? 'care' : 'believe',
    sentence: conclusion(data.value('gain', by), data.value('estimate', by), by),
    reasons: [...careful, ...ownClicks(data, by)],
    by,
  }
}

function lacking({ value, policies, basis }: RecologData, policy: string): Bilingual | null {
  if (policy === 'given' && (basis['with_target'] ?? 0) === 0)
    return {
      en: 'No file gives probabilities of another policy: a column such as target_propensity, the probability with which it would show the line’s product.',
      zh: '没有文件给出另一策略的概率:需要一列(如 target_propensity),即该策略展示该行商品的概率。',
    }
  if (policy === 'shown' && !policies.some(({ role }) => role === 'target'))
    return {
      en: 'The log has one algorithm alone: there is no other to be valued.',
      zh: '日志只有一个算法,没有另一个可评估。',
    }
  if ((value('fact', 'lines')?.value ?? 0) === 0)
    return {
      en: 'No line of the log says with what probability its product was shown (a column such as propensity, above 0 and at most 1). Without that, what another policy would earn cannot be told from a log: compare them in an experiment.',
      zh: '日志没有写明商品以多大概率被展示(如 propensity 列,大于 0 且不超过 1)。缺了它,就无法由日志推知另一策略的效果:请做实验比较。',
    }
  return null
}

function refusals(data: RecologData, fact: (name: string) => number): Bilingual[] {
  const lines = fact('lines')
  const mean = data.value('fact', 'mean_weight')
  const found: Bilingual[] = []
  if (lines < REFUSED.lines)
    found.push({
      en: `${count(lines)} lines with propensities are too few (${REFUSED.lines} are needed).`,
      zh: `有概率的行只有 ${count(lines)} 行(至少需要 ${REFUSED.lines} 行)。`,
    })
  if (fact('ess') < REFUSED.ess || fact('ess') < lines * REFUSED.essShare)
    found.push({
      en: `The effective sample is ${count(fact('ess'), 1)} of ${count(lines)} lines (at least ${REFUSED.ess} and 1 % are needed): the policy is too far from the one that made the log.`,
      zh: `有效样本为 ${count(lines)} 行中的 ${count(fact('ess'), 1)}(至少 ${REFUSED.ess} 且 1 %):该策略离产生日志的策略太远。`,
    })
  if (fact('largest_share') > REFUSED.largestShare)
    found.push({
      en: `One line has ${percent(fact('largest_share'))} of all weight (at most 10 %): the estimate is that line’s.`,
      zh: `单独一行占全部权重的 ${percent(fact('largest_share'))}(至多 10 %):估计几乎由它决定。`,
    })
  if (fact('rewards') < REFUSED.rewards)
    found.push({
      en: `The estimate rests on as much as ${count(fact('rewards'), 1)} of ${count(fact('earned'))} clicks or purchases (at least ${REFUSED.rewards}).`,
      zh: `估计相当于只凭 ${count(fact('earned'))} 次点击或购买中的 ${count(fact('rewards'), 1)} 次(至少 ${REFUSED.rewards} 次)。`,
    })
  if (fact('without_support') > REFUSED.withoutSupport)
    found.push({
      en: `${percent(fact('without_support'))} of what the policy would show, the log never shows in that position (at most 5 %): nothing can be said of it.`,
      zh: `该策略要展示的内容中,${percent(fact('without_support'))} 在日志相应位置从未出现(至多 5 %),无从判断。`,
    })
  if (mean && Math.abs(mean.value - 1) > REFUSED.meanOff && (mean.low > 1 || mean.high < 1))
    found.push({
      en: `The mean weight is ${count(mean.value, 3)} where it should be near 1: the propensities are not those the log was made with, or products are missing.`,
      zh: `平均权重为 ${count(mean.value, 3)},应接近 1:概率不是生成日志时的概率,或缺少商品。`,
    })
  return found
}

function cautions(data: RecologData, fact: (name: string) => number): Bilingual[] {
  const lines = fact('lines')
  const mean = fact('mean_weight')
  const found: Bilingual[] = []
  if (fact('ess') < lines * CARE.essShare)
    found.push({
      en: `The effective sample is ${count(fact('ess'), 1)}, ${percent(fact('ess') / lines)} of the lines.`,
      zh: `有效样本为 ${count(fact('ess'), 1)},占行数的 ${percent(fact('ess') / lines)}。`,
    })
  if (fact('rewards') < CARE.rewards)
    found.push({
      en: `The estimate rests on as much as ${count(fact('rewards'), 1)} of ${count(fact('earned'))} clicks or purchases; intervals from so few are too narrow rather than too wide.`,
      zh: `估计相当于只凭 ${count(fact('earned'))} 次点击或购买中的 ${count(fact('rewards'), 1)} 次;如此少时区间往往偏窄。`,
    })
  if (Math.abs(mean - 1) > CARE.meanOff)
    found.push({
      en: `The mean weight is ${count(mean, 3)}, not quite 1; SNIPS allows for that, IPS does not.`,
      zh: `平均权重为 ${count(mean, 3)},不完全为 1;SNIPS 会校正,IPS 不会。`,
    })
  const [snips, dr] = [data.value('estimate', 'snips'), data.value('estimate', 'dr')]
  if (snips && dr && (snips.low > dr.high || dr.low > snips.high))
    found.push({
      en: 'SNIPS and DR disagree beyond their intervals.',
      zh: 'SNIPS 与 DR 的区间不相交。',
    })
  return found
}

const NAMES = { dr: 'DR', snips: 'SNIPS' }

function conclusion(gain: Interval | null, value: Interval | null, by: 'dr' | 'snips'): Bilingual {
  const { value: more, low, high } = gain ?? { value: NaN, low: NaN, high: NaN }
  const [apart, range] = [points(more), pointRange(low, high)]
  const figures = { en: `${apart.en} (${range.en})`, zh: `${apart.zh}(${range.zh})` }
  const earns = percent(value?.value ?? NaN)
  if (low > 0)
    return {
      en: `By ${NAMES[by]} the policy would earn ${earns} per line, more than the log: ${figures.en}.`,
      zh: `按 ${NAMES[by]},该策略每次曝光得 ${earns},高于日志:${figures.zh}。`,
    }
  if (high < 0)
    return {
      en: `By ${NAMES[by]} the policy would earn ${earns} per line, less than the log: ${figures.en}.`,
      zh: `按 ${NAMES[by]},该策略每次曝光得 ${earns},低于日志:${figures.zh}。`,
    }
  return {
    en: `By ${NAMES[by]} the policy would earn ${earns} per line; from the log it cannot be told apart: ${figures.en}.`,
    zh: `按 ${NAMES[by]},该策略每次曝光得 ${earns};与日志本身分不出高低:${figures.zh}。`,
  }
}

/** The target's own lines, where it has any, are the test of the estimate. */
function ownClicks(data: RecologData, by: 'dr' | 'snips'): Bilingual[] {
  const [own, told] = [data.value('estimate', 'observed'), data.value('estimate', by)]
  if (!own || !told) return []
  const range = (of: Interval) => `${percent(of.value)} (${percentRange(of.low, of.high)})`
  const apart = told.value - own.value
  // From other lines, so the two err independently: half widths add in squares.
  const half = Math.hypot(halfWidth(own), halfWidth(told))
  const [off, between] = [points(apart), pointRange(apart - half, apart + half)]
  const [en, zh] =
    Math.abs(apart) > half
      ? [`does not agree with that, by ${off.en} (${between.en})`, `与之不符,相差 ${off.zh}(${between.zh})`]
      : [
          `does not contradict that; it is ${off.en} off (${between.en})`,
          `与之不矛盾,相差 ${off.zh}(${between.zh})`,
        ]
  return [
    {
      en: `On its own lines it earned ${range(own)}; the estimate ${range(told)} ${en}.`,
      zh: `它自己的曝光实得 ${range(own)};估计 ${range(told)} ${zh}。`,
    },
  ]
}

const halfWidth = ({ low, high }: Interval): number => (high - low) / 2

/** Whether what the target earned on its own lines lies beyond the interval of the estimate. */
function isBesideItsOwn(data: RecologData, by: 'dr' | 'snips'): boolean {
  const [own, told] = [data.value('estimate', 'observed'), data.value('estimate', by)]
  return own !== null && told !== null && (own.value < told.low || own.value > told.high)
}
