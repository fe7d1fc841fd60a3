import type { Accuracy } from '../../numerics/recommend/metrics'
import type { Seen } from '../../numerics/recommend/trial'
import type { Bilingual } from '../../text/bilingual'
import { formatNumber, formatPercent } from '../../text/format'
import { areAllAlike, barBy, bestOf, endedEarly, formatScore } from './show.svelte'
import { recommenderByName, recommenderLabel } from '../recommenders'
import type { Leader, RecommendData } from './recommend-view'

/** Differences with a larger p after correction are not spoken of as such. */
const LEVEL = 0.05

/** The metric that models are compared by, and what it is called. */
interface Named extends Bilingual {
  name: Accuracy
}

const joined = (labels: readonly Bilingual[]): Bilingual => ({
  en:
    labels.length < 2
      ? (labels[0]?.en ?? '')
      : `${labels
          .slice(0, -1)
          .map(({ en }) => en)
          .join(', ')} and ${labels.at(-1)?.en ?? ''}`,
  zh: labels.map(({ zh }) => zh).join('、'),
})

/** What the figures of a run say to whoever must choose: in sentences that name them. Nothing before a model was trained. */
export function advice(data: RecommendData, seen: Seen, k: number, metric: Named, fill: string): Bilingual[] {
  const { leaders } = data
  const best = bestOf(data)
  if (!best) return []
  return [
    bar(data, leaders, metric),
    barBy(data.bar),
    ...(best.by === 'test' && !areAllAlike(leaders) ? [chosenOnTest(best.leader, leaders.length)] : []),
    // To new members alone, models that go by what a member has show one and the same list.
    ...(data.split.of[seen].coldMembers < data.split.of[seen].asked ? beating(data) : []),
    ...chance(data, seen, k),
    ...amongKnown(data, fill),
    ...broad(data, best.leader, seen, k),
    ...cold(data, seen, fill),
    ...coldItems(data, seen, k),
    ...unfinished(data),
    // Without times nothing is known to come before anything.
    ...(data.profile.timed > 0 ? [repeats(data)] : []),
    ...where(data, seen, k, metric),
  ]
}

function bar({ profile }: RecommendData, leaders: readonly Leader[], metric: Bilingual): Bilingual {
  const base = leaders.find(({ difference }) => difference === null) ?? leaders[0]!
  const label = recommenderLabel(base.model)
  const [days, repeats] = [formatNumber(profile.days, 1), formatPercent(profile.repeatShare, 0)]
  const unit = days === '1' ? 'day' : 'days'
  const value = formatScore(base.value)
  const is = {
    en: `“${label.en}”: ${metric.en} ${value} (${formatScore(base.low)} – ${formatScore(base.high)}).`,
    zh: `“${label.zh}”:${metric.zh} ${value}(${formatScore(base.low)} – ${formatScore(base.high)})。`,
  }
  return profile.timed > 0
    ? {
        en: `With ${days} ${unit} per member and ${repeats} repeats, the bar to beat is ${is.en}`,
        zh: `每位会员 ${days} 天、重复 ${repeats},要超过的基线是${is.zh}`,
      }
    : { en: `The bar to beat is ${is.en}`, zh: `要超过的基线是${is.zh}` }
}

/** Of several models the one that scores highest owes some of its score to chance. */
function chosenOnTest({ model, value }: Leader, models: number): Bilingual {
  const label = recommenderLabel(model)
  return {
    en: `“${label.en}” has the highest mean on the test, ${formatScore(value)}. It was chosen on that same test among ${models} models, so the figure is optimistic.`,
    zh: `“${label.zh}”在测试集上均值最高,为 ${formatScore(value)}。它是以同一测试集从 ${models} 个模型中选出,此数值偏乐观。`,
  }
}

const isAbove = ({ difference }: Leader): boolean =>
  difference !== null && difference.p < LEVEL && difference.value > 0

const baseOf = (leaders: readonly Leader[]) => leaders.find(({ difference }) => difference === null)

/** By how many per cent of the bar a model is above it, with half its interval. */
function lead({ difference }: Leader, base: Leader): string {
  if (!difference) return '–'
  const half = (difference.high - difference.low) / 2
  return base.value > 0
    ? `${formatNumber((100 * difference.value) / base.value)} ± ${formatNumber((100 * half) / base.value)} %`
    : formatScore(difference.value)
}

function beating({ leaders, leadersKnown }: RecommendData): Bilingual[] {
  const base = baseOf(leaders)
  if (!base) return []
  const above = leaders.filter(isAbove)
  const learnt = leaders.filter(
    (leader) => leader !== base && recommenderByName(leader.model)?.family !== 'baseline',
  )
  const same = learnt.filter((leader) => !isAbove(leader) && !isBelow(leader))
  const below = learnt.filter(isBelow)
  const names = (models: readonly Leader[]) => joined(models.map(({ model }) => recommenderLabel(model)))
  const verb = (models: readonly Leader[], one: string, many: string) => (models.length === 1 ? one : many)
  return [
    ...above.slice(0, 3).map((leader) => {
      const label = recommenderLabel(leader.model)
      const by = lead(leader, base)
      return { en: `${label.en} beats it by ${by}.`, zh: `${label.zh}比它高 ${by}。` }
    }),
    ...(same.length > 0
      ? [
          {
            en: `${names(same).en} ${verb(same, 'does', 'do')} not beat it beyond chance.`,
            zh: `${names(same).zh}未显著超过它。`,
          },
        ]
      : []),
    ...(below.length > 0
      ? [
          {
            en: `${names(below).en} ${verb(below, 'does', 'do')} worse than it.`,
            zh: `${names(below).zh}不如它。`,
          },
        ]
      : []),
    ...(above.length === 0 && learnt.length > 0 && !leadersKnown.some(isAbove)
      ? [{ en: 'The simple list will do.', zh: '用这个简单的列表即可。' }]
      : []),
  ]
}

/** Models that are not above lists at random, where those were trained. */
function chance({ leaders, beside }: RecommendData, seen: Seen, k: number): Bilingual[] {
  const lot = leaders.find(({ model }) => model === 'atRandom')
  if (!lot) return []
  const below = leaders.filter((leader) => leader !== lot && leader.value <= lot.value)
  if (below.length === 0) return []
  const value = formatScore(lot.value)
  if (below.length === leaders.length - 1)
    return [
      {
        en: `No model is above lists at random (${value}): what was had before says nothing of what is to be found. Choose no list by this test.`,
        zh: `没有模型高于随机列表(${value}):以往行为不能预示待找物品。不要据此测试选择列表。`,
      },
    ]
  const names = joined(below.map(({ model }) => recommenderLabel(model)))
  const isSilent = below.some(({ model }) => beside(model, 'without_list', seen, k) > 0)
  return [
    {
      en: `${names.en} ${below.length === 1 ? 'is' : 'are'} not above lists at random (${value}).${isSilent ? ' Members for whom a model has no list count 0; at random there is always one.' : ''}`,
      zh: `${names.zh}不高于随机列表(${value})。${isSilent ? '模型没有列表的会员计 0;随机列表人人都有。' : ''}`,
    },
  ]
}

/**
 * Where some who are asked are new, models that go by what a member has differ only among the others: their means over all
 * are mostly those of what stands in for them.
 */
function amongKnown({ leaders, leadersKnown }: RecommendData, fill: string): Bilingual[] {
  const [first] = leadersKnown
  const base = baseOf(leadersKnown)
  if (!first || !base || leadersKnown.length < 2) return []
  const [asked, known] = [leaders[0]?.n ?? 0, first.n]
  const [news, of, others] = [asked - known, asked, known].map((n) => formatNumber(n))
  const [label, bar] = [recommenderLabel(first.model), recommenderLabel(base.model)]
  const value = formatScore(first.value)
  const instead =
    fill === 'none'
      ? { en: 'has no list, which counts 0', zh: '没有列表,计 0' }
      : { en: 'is filled up with the most popular', zh: '以最热门补足' }
  const end =
    first === base
      ? { en: 'the bar itself', zh: '即对照基线' }
      : isAbove(first)
        ? {
            en: `${lead(first, base)} above “${bar.en}”`,
            zh: `比“${bar.zh}”高 ${lead(first, base)}`,
          }
        : { en: `not above “${bar.en}” beyond chance`, zh: `未显著高于“${bar.zh}”` }
  return [
    {
      en: `${news ?? ''} of the ${of ?? ''} members asked are new: a model that has nothing to say of them ${instead.en}. Among the ${others ?? ''} others “${label.en}” is highest on the test: ${value}, ${end.en}.`,
      zh: `受测 ${of ?? ''} 位会员中有 ${news ?? ''} 位新会员:对他们无话可说的模型${instead.zh}。其余 ${others ?? ''} 位中“${label.zh}”测试值最高:${value},${end.zh}。`,
    },
  ]
}

const isBelow = ({ difference }: Leader): boolean =>
  difference !== null && difference.p < LEVEL && difference.value < 0

/**
 * Whether a model cannot be told from the best one. Only differences to the bar are tested: from the bar itself by that
 * test; from another best where each difference lies in the interval of the other's.
 */
function isAsAccurate(one: Leader, best: Leader): boolean {
  if (one === best) return true
  if (isBelow(one)) return false
  const [own, its] = [one.difference, best.difference]
  if (its === null) return true
  const [value, high] = own === null ? [0, 0] : [own.value, own.high]
  return value >= its.low && (own === null || high >= its.value)
}

/** Of models as accurate as the best one, the one that shows most of the catalogue; lists at random are no choice. */
function broad({ beside, leaders }: RecommendData, best: Leader, seen: Seen, k: number): Bilingual[] {
  if (areAllAlike(leaders) || best.model === 'atRandom') return []
  const rivals = leaders.filter(({ model }) => model !== 'atRandom')
  if (rivals.length < 2) return []
  const coverage = ({ model }: Leader) => beside(model, 'coverage', seen, k)
  const close = rivals.filter((leader) => isAsAccurate(leader, best))
  const widest = close.reduce((a, b) => (coverage(b) > coverage(a) ? b : a), best)
  if (widest === best) {
    const label = recommenderLabel(best.model)
    const share = formatPercent(coverage(best))
    return [
      {
        en: `${label.en} shows ${share} of the items; none as accurate shows more.`,
        zh: `${label.zh}展示了 ${share} 的物品;同样准确者没有展示更多的。`,
      },
    ]
  }
  const [a, b] = [recommenderLabel(widest.model), recommenderLabel(best.model)]
  return [
    {
      en: `${a.en} cannot be told from ${b.en} in accuracy (${formatScore(widest.value)} and ${formatScore(best.value)}) and shows ${formatPercent(coverage(widest))} of the items instead of ${formatPercent(coverage(best))}.`,
      zh: `${a.zh}与${b.zh}的准确度分不出高低(${formatScore(widest.value)} 与 ${formatScore(best.value)}),但展示 ${formatPercent(coverage(widest))} 的物品,而非 ${formatPercent(coverage(best))}。`,
    },
  ]
}

const MANY_COLD = 0.1
const MANY_COLD_ITEMS = 0.25
/** Means that differ by rounding alone. */
const SAME = 1e-9

function cold({ split, groups }: RecommendData, seen: Seen, fill: string): Bilingual[] {
  const { asked, coldMembers } = split.of[seen]
  if (!(coldMembers / asked > MANY_COLD)) return []
  const news = groups.filter(
    ({ kind, place, model }) => kind === 'activity' && place === 0 && model !== 'atRandom',
  )
  if (news.length === 0) return []
  const share = formatPercent(coldMembers / asked, 0)
  const most = Math.max(...news.map(({ value }) => value))
  const value = formatScore(most)
  const first = news.filter(({ value: own }) => own >= most - SAME)
  if (most === 0)
    return [
      {
        en: `${share} of the members asked are new: no list trained here finds anything for them.`,
        zh: `受测会员 ${share} 为新会员:此处训练的列表对他们均未命中。`,
      },
    ]
  // Models that have nothing to say of somebody new are filled up with the most popular: it is what they show.
  const isPopular = first.some(({ model }) => model === 'popular') || (fill !== 'none' && first.length > 1)
  if (isPopular)
    return [
      {
        en: `${share} of the members asked are new: for them nothing is above the most popular list (${value}). Use it until they have something.`,
        zh: `受测会员 ${share} 为新会员:对他们没有列表高于“最热门”(${value})。在他们有行为之前使用它。`,
      },
    ]
  const label = recommenderLabel(first[0]?.model ?? '')
  const caution =
    news.length > 1
      ? {
          en: ` It was chosen on the test, among ${news.length} models, so the figure is optimistic.`,
          zh: `它是以测试集从 ${news.length} 个模型中选出,此数值偏乐观。`,
        }
      : { en: '', zh: '' }
  return [
    {
      en: `${share} of the members asked are new: for them “${label.en}” has the highest mean (${value}). Use it until they have something.${caution.en}`,
      zh: `受测会员 ${share} 为新会员:对他们“${label.zh}”均值最高(${value})。在他们有行为之前使用它。${caution.zh}`,
    },
  ]
}

/** What nobody had before the test can be found by what it is alone. */
function coldItems({ split, leaders, beside }: RecommendData, seen: Seen, k: number): Bilingual[] {
  const { relevant, coldRelevant } = split.of[seen]
  if (!(coldRelevant / relevant > MANY_COLD_ITEMS)) return []
  const share = formatPercent(coldRelevant / relevant, 0)
  const finding = leaders.filter(
    ({ model }) => model !== 'atRandom' && beside(model, 'cold_found', seen, k) > 0,
  )
  const names = joined(finding.map(({ model }) => recommenderLabel(model)))
  const who =
    finding.length > 0
      ? { en: `Of the models trained, ${names.en} found any.`, zh: `已训练模型中仅${names.zh}找到过。` }
      : { en: 'No model trained here found any.', zh: '此处训练的模型均未找到。' }
  return [
    {
      en: `${share} of what was to be found are items nobody had before: models that go by who had what cannot list them, and all means are low for it. ${who.en}`,
      zh: `待找物品有 ${share} 此前无人有:依“谁有过什么”的模型无法列出,各均值因此偏低。${who.zh}`,
    },
  ]
}

/** Models whose rounds ended before they stopped getting better. */
function unfinished({ epochs, leaders }: RecommendData): Bilingual[] {
  const names = leaders.filter(({ model }) => endedEarly(epochs, model))
  if (names.length === 0) return []
  const { en, zh } = joined(names.map(({ model }) => recommenderLabel(model)))
  return [
    {
      en: `${en} ${names.length === 1 ? 'was' : 'were'} still getting better when the rounds ended: with more of them the figure may rise.`,
      zh: `${zh}到轮数上限时仍在变好:增加轮数可能更高。`,
    },
  ]
}

function repeats({ split }: RecommendData): Bilingual {
  const { relevant, repeatRelevant } = split.of.kept
  const share = formatPercent(repeatRelevant / relevant, 0)
  return repeatRelevant / relevant > 0.3
    ? {
        en: `${share} of what members went on to have, they had before: keep a “buy again” list with items kept, and a list of new items beside it.`,
        zh: `会员此后所得的 ${share} 是此前已有:宜设保留已有物品的“再次购买”列表,另设新品列表。`,
      }
    : {
        en: `${share} of what members went on to have, they had before: lists of items they do not have are the main business.`,
        zh: `会员此后所得仅 ${share} 是此前已有:以推荐未有物品为主。`,
      }
}

/** A list that is the most popular's in more places than its own is called by the wrong name. */
const MOST_FILLED = 0.5

/** Where one list is best when items are kept, and another when they are removed, both have their place. */
function where(
  { means, leaders, beside }: RecommendData,
  tested: Seen,
  k: number,
  metric: Named,
): Bilingual[] {
  const valueOf = (model: string, seen: Seen) =>
    means.find((mean) => mean.model === model && mean.seen === seen && mean.k === k)?.values[metric.name] ??
    NaN
  const highest = (seen: Seen) =>
    leaders
      .map(({ model }) => ({ model, value: valueOf(model, seen) }))
      .filter(
        ({ model, value }) =>
          value > 0 && model !== 'atRandom' && !(beside(model, 'filled', seen, k) > MOST_FILLED),
      )
      .reduce<{ model: string; value: number } | null>((a, b) => (a && a.value >= b.value ? a : b), null)
  // Where models were tested, only one that is above the bar takes its place.
  const above = leaders.find(isAbove) ?? baseOf(leaders)
  const choice = (seen: Seen) =>
    seen === tested && above ? { model: above.model, value: valueOf(above.model, seen) } : highest(seen)
  const [kept, removed] = [choice('kept'), choice('removed')]
  if (!kept || !removed) return []
  if (kept.model === removed.model || valueOf(kept.model, 'removed') >= removed.value - SAME) return []
  const [a, b] = [recommenderLabel(kept.model), recommenderLabel(removed.model)]
  const [en, zh] = tested === 'kept' ? ['kept', '保留'] : ['removed', '去除']
  return [
    {
      en: `For the cart and reminders, with items she had kept: “${a.en}” (${metric.en} ${formatScore(kept.value)}); for home and product pages, with them removed: “${b.en}” (${formatScore(removed.value)}). Only with items ${en} is the choice tested here; the other is the highest mean on the test, which flatters it.`,
      zh: `购物车与提醒(保留已有物品)宜用“${a.zh}”(${metric.zh} ${formatScore(kept.value)});首页与商品页(去除已有物品)宜用“${b.zh}”(${formatScore(removed.value)})。此处仅对${zh}已有物品作了检验;另一项是测试集均值最高者,数值偏乐观。`,
    },
  ]
}
