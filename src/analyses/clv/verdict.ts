import type { Bilingual } from '../../text/bilingual'
import { LEAVING } from '../../numerics/btyd/first-fit'
import { MODEL_NAMES } from '../buying-models'

export interface ModelEvidence {
  model: string
  logLikelihood: number
  converged: boolean
  /** Of the fit to the days before: purchases expected of the held-out days, and mean |actual − expected| a member. */
  expected: number
  error: number
}

export interface Evidence {
  chosen: string
  members: number
  repeaters: number
  /** Days. */
  span: number
  horizon: number
  actual: number
  models: readonly ModelEvidence[]
  ownRate: { expected: number; error: number }
  meanRate: { expected: number; error: number }
  /** Of repeat purchases and their mean money. */
  correlation: number
  /** Of the value of all, that of the member with the most. */
  largest: number
}

export type Level = 'believe' | 'care' | 'doubt'

export interface Verdict {
  level: Level
  sentence: Bilingual
  /** What speaks for it and against it. */
  reasons: Bilingual[]
}

const FEW_MEMBERS = 500
const FEW_DAYS = 180
const CORRELATED = 0.3

/** Whether the chosen model may be believed, in words, from what was held out and what it assumes. */
export function verdict(evidence: Evidence): Verdict {
  const chosen = evidence.models.find(({ model }) => model === evidence.chosen)
  if (!(evidence.members > 0)) return { level: 'doubt', sentence: NO_MEMBERS, reasons: [] }
  if (!(evidence.span > 1)) return { level: 'doubt', sentence: ONE_DAY, reasons: [] }
  if (evidence.repeaters === 0) return { level: 'doubt', sentence: NOBODY_BACK, reasons: [] }
  if (!chosen || Number.isNaN(chosen.logLikelihood)) return { level: 'doubt', sentence: NO_FIT, reasons: [] }
  const checks = [
    holdOut(evidence, chosen),
    ...against(evidence, chosen),
    ...winner(evidence),
    ...(chosen.converged ? [] : [notConverged(evidence)]),
    ...nobodyLeaves(evidence, chosen),
    ...small(evidence),
    ...oneMember(evidence),
    ...correlated(evidence),
  ]
  const level = checks.some((check) => check.level === 'doubt')
    ? 'doubt'
    : checks.some((check) => check.level === 'care')
      ? 'care'
      : 'believe'
  return { level, sentence: SENTENCES[level], reasons: checks.map(({ reason }) => reason) }
}

const NO_MEMBERS: Bilingual = {
  en: 'No value can be predicted: no order here has a member.',
  zh: '无法预测价值:这些订单都没有会员号。',
}

const ONE_DAY: Bilingual = {
  en: 'No value can be predicted: the first order is a day old at most, so nobody could have come back yet.',
  zh: '无法预测价值:最早的订单不满一天,还没有人有机会再来。',
}

const NOBODY_BACK: Bilingual = {
  en: 'No value can be predicted: nobody has bought on a second day.',
  zh: '无法预测价值:没有会员在第二天再次购买过。',
}

const NO_FIT: Bilingual = {
  en: 'No value can be predicted: the model could not be fitted.',
  zh: '无法预测价值:模型未能拟合。',
}

interface Check {
  level: Level
  reason: Bilingual
}

const SENTENCES: Readonly<Record<Level, Bilingual>> = {
  believe: {
    en: 'The model may be believed for totals and for ranking members.',
    zh: '模型可信:可用于总量,也可用于会员排序。',
  },
  care: {
    en: 'The model may be used with care: for ranking members rather than for budgets.',
    zh: '模型谨慎使用:宜用于会员排序,不宜直接作预算。',
  },
  doubt: {
    en: 'The model should not be believed on this data.',
    zh: '在这份数据上不应相信该模型。',
  },
}

/** What the parameters are at an edge says nothing of the members, so no number follows from it. */
function notConverged({ models }: Evidence): Check {
  const others = models.filter(({ converged }) => converged).map(nameOf)
  return {
    level: 'doubt',
    reason: {
      en: `The likelihood has no maximum in the range searched: a parameter runs to its edge, so no value is given. ${others.length > 0 ? `A maximum was found for ${others.join(' and ')}.` : 'None was found for the other models either; the same figure in other ways, below, needs none.'}`,
      zh: `似然在搜索范围内没有极大值:有参数跑到边界,因此不给出数值。${others.length > 0 ? `找到极大值的模型:${others.join('、')}。` : '其他模型也没有找到;下方“换别的算法”不需要极大值。'}`,
    },
  }
}

const nameOf = ({ model }: ModelEvidence): string => MODEL_NAMES[model] ?? model

const SHORT: Bilingual = {
  en: 'The data are too short to hold out any days',
  zh: '数据太短,没有可留出的天数',
}

const untested = ({ en, zh }: Bilingual): Check => ({
  level: 'doubt',
  reason: { en: `${en}: the model could not be tested.`, zh: `${zh}:无法检验模型。` },
})

function holdOut({ actual, horizon }: Evidence, { expected }: ModelEvidence): Check {
  if (!(horizon > 0)) return untested(SHORT)
  if (Number.isNaN(expected)) {
    return untested({
      en: `No fit was found on the days before the ${horizon} held out`,
      zh: `用留出的 ${horizon} 天之前的数据未能拟合`,
    })
  }
  if (!(actual > 0)) {
    return untested({
      en: `Earlier members bought nothing in the ${horizon} days held out`,
      zh: `留出的 ${horizon} 天内老会员没有购买`,
    })
  }
  const miss = expected / actual - 1
  const size = (100 * Math.abs(miss)).toFixed(0)
  const numbers = [Math.round(expected), actual].map((value) => value.toLocaleString('en'))
  return {
    level: Math.abs(miss) <= 0.15 ? 'believe' : Math.abs(miss) <= 0.35 ? 'care' : 'doubt',
    reason: {
      en: `Fitted without the last ${horizon} days, it expected ${numbers[0]} purchases in them; there were ${numbers[1]}: ${size} % too ${miss < 0 ? 'few' : 'many'}.`,
      zh: `不用最后 ${horizon} 天拟合,它预期其中有 ${numbers[0]} 次购买,实际 ${numbers[1]} 次:${miss < 0 ? '少' : '多'}估 ${size} %。`,
    },
  }
}

/**
 * A rule is nearer to each member of a shop of one-time buyers by expecting nothing of them, which says little: it does
 * as well as the model only where it is not further off in the sum, too.
 */
function against({ actual, ownRate, meanRate }: Evidence, { expected, error }: ModelEvidence): Check[] {
  if (Number.isNaN(error)) return []
  const [own, mean, mine] = [ownRate.error, meanRate.error, error].map((value) => value.toFixed(3))
  const nearer = [ownRate, meanRate].filter((rule) => rule.error <= error)
  const asGood = nearer.some((rule) => Math.abs(rule.expected - actual) <= Math.abs(expected - actual))
  const [sums, sumsZh] = nearer.length > 0 && !asGood ? offInTheSum(nearer, actual) : ['', '']
  const [found, foundZh] = asGood
    ? ['a rule of thumb does as well', '经验法则不比它差']
    : nearer.length > 0
      ? [
          `a rule of thumb is nearer to a member, but not to the sum (${sums})`,
          `经验法则对个人更接近,对总量则不然(${sumsZh})`,
        ]
      : ['the model is better than both', '模型优于两者']
  return [
    {
      level: asGood ? 'care' : 'believe',
      reason: {
        en: `It misses a member by ${mine} purchases on average; her own past rate, none for who bought once, misses by ${own}, the mean of all by ${mean}: ${found}.`,
        zh: `平均每位会员差 ${mine} 次购买;按各自过去频率(只买过一次者为零)差 ${own} 次,按总体均值差 ${mean} 次:${foundZh}。`,
      },
    },
  ]
}

function offInTheSum(rules: readonly { expected: number }[], actual: number): [en: string, zh: string] {
  const [expected, came] = [rules[0]?.expected ?? NaN, actual].map((value) =>
    Math.round(value).toLocaleString('en'),
  )
  return [`it expected ${expected} of ${came}`, `预期 ${expected},实际 ${came}`]
}

/**
 * The models that tell leaving from buying seldom, beyond chance: the NBD is the edge of all of them where nobody does.
 * One whose search ended on another edge, without a maximum, tells so, too.
 */
export const leavingSeen = (models: readonly ModelEvidence[]): ModelEvidence[] => {
  const alone = models.find(({ model }) => model === 'nbd')?.logLikelihood ?? NaN
  return models.filter(({ logLikelihood }) => logLikelihood - alone > LEAVING)
}

/** The NBD takes nobody to leave; whether that can be, those models tell that it is the edge of. */
function nobodyLeaves({ models }: Evidence, { model }: ModelEvidence): Check[] {
  if (model !== 'nbd') return []
  const above = leavingSeen(models)
  const names = above.map(nameOf)
  return [
    above.length > 0
      ? {
          level: 'doubt',
          reason: {
            en: `It takes nobody to leave, but members do: ${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} more likely beyond chance (likelihood ratio, 5 %).`,
            zh: `它假定无人流失,而会员确会流失:${names.join('、')}的似然显著更高(似然比检验,5 %)。`,
          },
        }
      : {
          level: 'care',
          reason: {
            en: 'It takes nobody to leave, P(alive) is 1 for all: these data do not tell leaving from buying seldom, so too much is expected of those long silent.',
            zh: '它假定无人流失,P(alive) 均为 1:这份数据分不出流失与低频,对久未购买者的预期会偏高。',
          },
        },
  ]
}

const COUNTS: Readonly<Record<number, string>> = { 2: 'two', 3: 'three', 4: 'four' }

/** Among the models with a maximum, on the whole data and on the days before those held out. */
function winner({ models, actual }: Evidence): Check[] {
  const fitted = models.filter(({ converged, expected }) => converged && !Number.isNaN(expected))
  const [first, ...rest] = fitted
  if (!first || rest.length === 0) return []
  const best = (score: (model: ModelEvidence) => number) =>
    nameOf(rest.reduce((one, other) => (score(other) < score(one) ? other : one), first))
  const likely = best(({ logLikelihood }) => -logLikelihood)
  const close = best(({ expected }) => Math.abs(expected - actual))
  const [of, ofZh] = [
    `the ${COUNTS[fitted.length] ?? ''} that could be fitted`,
    `${fitted.length} 个能拟合的模型`,
  ]
  return [
    {
      level: 'believe',
      reason:
        likely === close
          ? {
              en: `${likely} is the most likely of ${of}, and came closest in the days held out.`,
              zh: `${ofZh}中 ${likely} 似然最高,在留出期也最接近。`,
            }
          : {
              en: `${likely} is the most likely of ${of}; ${close} came closest in the days held out.`,
              zh: `${ofZh}中 ${likely} 似然最高;${close} 在留出期最接近。`,
            },
    },
  ]
}

function small({ members, span }: Evidence): Check[] {
  if (members >= FEW_MEMBERS && span >= FEW_DAYS) return []
  return [
    {
      level: 'care',
      reason: {
        en: `${members === 1 ? 'One member' : `${members.toLocaleString('en')} members`} over ${span} days ${members === 1 ? 'is' : 'are'} little to learn from: the parameters are uncertain (see their intervals).`,
        zh: `${members.toLocaleString('en')} 位会员、${span} 天的数据偏少:参数不确定(见其区间)。`,
      },
    },
  ]
}

/** From this share on, the value of all is a guess at one member. */
const WHALE = 0.5

/** A model of many says little of one, whatever its interval. */
function oneMember({ members, largest }: Evidence): Check[] {
  if (!(members > 1 && largest >= WHALE)) return []
  const share = `${(100 * largest).toFixed(0)} %`
  return [
    {
      level: 'care',
      reason: {
        en: `One member alone makes up ${share} of the value: the total stands and falls with her, whom the model knows as little as any other.`,
        zh: `仅一位会员就占价值的 ${share}:总额取决于这一位,而模型对其所知并不比对别人多。`,
      },
    },
  ]
}

function correlated({ correlation }: Evidence): Check[] {
  if (Number.isNaN(correlation)) return []
  const value = (Math.round(correlation * 100) / 100 || 0).toFixed(2)
  if (Math.abs(correlation) <= CORRELATED) {
    return [
      {
        level: 'believe',
        reason: {
          en: `Spend and frequency hardly go together (correlation ${value}), as Gamma-Gamma assumes.`,
          zh: `金额与频次几乎无关(相关系数 ${value}),符合 Gamma-Gamma 的前提。`,
        },
      },
    ]
  }
  return [
    {
      level: 'care',
      reason: {
        en: `Spend and frequency go together (correlation ${value}); Gamma-Gamma assumes they do not: values of frequent buyers are ${correlation > 0 ? 'too low' : 'too high'}.`,
        zh: `金额与频次相关(相关系数 ${value}),而 Gamma-Gamma 假设无关:高频会员的价值会被${correlation > 0 ? '低估' : '高估'}。`,
      },
    },
  ]
}
