import type { Seen } from '../../numerics/recommend/trial'
import type { Bilingual } from '../../text/bilingual'
import { formatNumber, formatPercent } from '../../text/format'
import { barBy, bestOf, formatScore } from './show.svelte'
import { recommenderByName, recommenderLabel } from '../recommenders'
import type { Leader, RecommendData } from './recommend-view'

/** Differences with a larger p after correction are not spoken of as such. */
const LEVEL = 0.05

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
export function advice(
  data: RecommendData,
  seen: Seen,
  k: number,
  metric: Bilingual,
  fill: string,
): Bilingual[] {
  const { leaders } = data
  const best = bestOf(data)
  if (!best) return []
  return [
    bar(data, leaders, metric),
    barBy(data.bar),
    ...(best.by === 'test' ? [chosenOnTest(best.leader, leaders.length)] : []),
    // To new members alone, models that go by what a member has show one and the same list.
    ...(data.split.of[seen].coldMembers < data.split.of[seen].asked ? beating(data) : []),
    ...chance(data, seen, k),
    ...amongKnown(data, fill),
    ...broad(data, best.leader, seen, k),
    ...cold(data, seen),
    // Without times nothing is known to come before anything.
    ...(data.profile.timed > 0 ? [repeats(data)] : []),
    ...where(data, k),
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
  const isBelow = ({ difference }: Leader) =>
    difference !== null && difference.p < LEVEL && difference.value < 0
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
      ? { en: 'has no list for them, which counts 0', zh: '对他们没有列表,计 0' }
      : { en: 'shows them the most popular, whatever its name', zh: '对他们只能以最热门补足,与模型名称无关' }
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
      en: `${news ?? ''} of the ${of ?? ''} members asked are new: a model that goes by what a member has ${instead.en}. Among the ${others ?? ''} others “${label.en}” is highest on the test: ${value}, ${end.en}.`,
      zh: `受测 ${of ?? ''} 位会员中有 ${news ?? ''} 位新会员:依已有物品推荐的模型${instead.zh}。其余 ${others ?? ''} 位中“${label.zh}”测试值最高:${value},${end.zh}。`,
    },
  ]
}

/** Of models whose interval reaches the best one's mean, the one that shows most of the catalogue. */
function broad({ beside, leaders }: RecommendData, best: Leader, seen: Seen, k: number): Bilingual[] {
  if (leaders.length < 2) return []
  const coverage = ({ model }: Leader) => beside(model, 'coverage', seen, k)
  const close = leaders.filter(({ high }) => high >= best.value)
  const widest = close.reduce((a, b) => (coverage(b) > coverage(a) ? b : a), best)
  if (widest === best) {
    const label = recommenderLabel(best.model)
    const share = formatPercent(coverage(best))
    return [
      {
        en: `The best, ${label.en}, shows ${share} of the items; none as accurate shows more.`,
        zh: `最佳的${label.zh}展示了 ${share} 的物品;同样准确者没有展示更多的。`,
      },
    ]
  }
  const [a, b] = [recommenderLabel(widest.model), recommenderLabel(best.model)]
  return [
    {
      en: `${a.en} is about as accurate as ${b.en} (${formatScore(widest.value)} against ${formatScore(best.value)}) and shows ${formatPercent(coverage(widest))} of the items instead of ${formatPercent(coverage(best))}.`,
      zh: `${a.zh}与${b.zh}准确度相近(${formatScore(widest.value)} 对 ${formatScore(best.value)}),但展示 ${formatPercent(coverage(widest))} 的物品,而非 ${formatPercent(coverage(best))}。`,
    },
  ]
}

const MANY_COLD = 0.1

function cold({ split, groups, leaders }: RecommendData, seen: Seen): Bilingual[] {
  const { asked, coldMembers } = split.of[seen]
  if (!(coldMembers / asked > MANY_COLD)) return []
  const news = groups.filter(({ kind, place }) => kind === 'activity' && place === 0)
  const best = news.reduce<(typeof news)[number] | null>((a, b) => (a && a.value >= b.value ? a : b), null)
  const label = recommenderLabel(best?.model ?? leaders[0]?.model ?? '')
  const share = formatPercent(coldMembers / asked, 0)
  const value = formatScore(best?.value ?? NaN)
  const caution =
    news.length > 1
      ? {
          en: ` It was chosen on the test, among ${news.length} models, so the figure is optimistic.`,
          zh: `它是以测试集从 ${news.length} 个模型中选出,此数值偏乐观。`,
        }
      : { en: '', zh: '' }
  return [
    {
      en: `${share} of the members asked are new: for them “${label.en}” does best (${value}). Use it until they have something.${caution.en}`,
      zh: `受测会员 ${share} 为新会员:对他们“${label.zh}”最好(${value})。在他们有行为之前使用它。${caution.zh}`,
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

/** Where the list of what she had wins when items are kept, and another when they are removed, both have their place. */
function where({ means }: RecommendData, k: number): Bilingual[] {
  const bestOf = (seen: Seen) =>
    means
      .filter((mean) => mean.seen === seen && mean.k === k)
      .reduce<(typeof means)[number] | null>((a, b) => (a && a.values.ndcg >= b.values.ndcg ? a : b), null)
  const [kept, removed] = [bestOf('kept'), bestOf('removed')]
  if (!kept || !removed) return []
  const isSame = means.some(
    ({ model, seen, k: length, values }) =>
      model === kept.model && seen === 'removed' && length === k && values.ndcg >= removed.values.ndcg - 1e-9,
  )
  if (isSame) return []
  const [a, b] = [recommenderLabel(kept.model), recommenderLabel(removed.model)]
  return [
    {
      en: `With items she had kept “${a.en}” ranks best (NDCG ${formatScore(kept.values.ndcg)}), with them removed “${b.en}” (${formatScore(removed.values.ndcg)}): the first for the cart and reminders, the second for home and product pages. Both were chosen on the test, which flatters them.`,
      zh: `保留已有物品时“${a.zh}”最好(NDCG ${formatScore(kept.values.ndcg)}),去除时“${b.zh}”最好(${formatScore(removed.values.ndcg)}):前者宜用于购物车与提醒,后者宜用于首页与商品页。两者均以测试集选出,数值偏乐观。`,
    },
  ]
}
