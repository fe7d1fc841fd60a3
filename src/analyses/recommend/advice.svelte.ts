import type { Seen } from '../../numerics/recommend/trial'
import type { Bilingual } from '../../text/bilingual'
import { formatNumber, formatPercent } from '../../text/format'
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
export function advice(data: RecommendData, seen: Seen, k: number, metric: Bilingual): Bilingual[] {
  const { leaders } = data
  const [best] = leaders
  if (!best || !(best.n > 0)) return []
  return [
    bar(data, leaders, metric),
    ...beating(leaders),
    ...broad(data, leaders, seen, k),
    ...cold(data, seen),
    repeats(data),
    ...where(data, k),
  ]
}

function bar({ profile }: RecommendData, leaders: readonly Leader[], metric: Bilingual): Bilingual {
  const base = leaders.find(({ difference }) => difference === null) ?? leaders[0]!
  const label = recommenderLabel(base.model)
  const [days, repeats] = [formatNumber(profile.days, 1), formatPercent(profile.repeatShare, 0)]
  const value = formatNumber(base.value, 3)
  return {
    en: `With ${days} days per member and ${repeats} repeats, the bar to beat is “${label.en}”: ${metric.en} ${value} (${formatNumber(base.low, 3)} – ${formatNumber(base.high, 3)}).`,
    zh: `每位会员 ${days} 天、重复 ${repeats},要超过的基线是“${label.zh}”:${metric.zh} ${value}(${formatNumber(base.low, 3)} – ${formatNumber(base.high, 3)})。`,
  }
}

function beating(leaders: readonly Leader[]): Bilingual[] {
  const base = leaders.find(({ difference }) => difference === null)
  if (!base) return []
  const isAbove = ({ difference }: Leader) =>
    difference !== null && difference.p < LEVEL && difference.value > 0
  const above = leaders.filter(isAbove)
  const learnt = leaders.filter(
    (leader) => leader !== base && recommenderByName(leader.model)?.family !== 'baseline',
  )
  const not = learnt.filter((leader) => !isAbove(leader))
  const beats = above.slice(0, 3).map(({ model, difference }) => {
    const label = recommenderLabel(model)
    const half = difference ? (difference.high - difference.low) / 2 : NaN
    const by =
      base.value > 0
        ? `${formatNumber((100 * (difference?.value ?? NaN)) / base.value)} ± ${formatNumber((100 * half) / base.value)} %`
        : formatNumber(difference?.value ?? NaN, 3)
    return { en: `${label.en} beats it by ${by}.`, zh: `${label.zh}比它高 ${by}。` }
  })
  if (not.length === 0) return beats
  const names = joined(not.map(({ model }) => recommenderLabel(model)))
  const every = above.length === 0
  return [
    ...beats,
    {
      en: `${names.en} ${not.length === 1 ? 'does' : 'do'} not beat it beyond chance${every ? ': show the simple list' : ''}.`,
      zh: `${names.zh}未显著超过它${every ? ':用简单的列表即可' : ''}。`,
    },
  ]
}

/** Of models whose interval reaches the best one's mean, the one that shows most of the catalogue. */
function broad({ beside }: RecommendData, leaders: readonly Leader[], seen: Seen, k: number): Bilingual[] {
  const [best] = leaders
  if (!best || leaders.length < 2) return []
  const coverage = ({ model }: Leader) => beside(model, 'coverage', seen, k)
  const close = leaders.filter(({ high }) => high >= best.value)
  const widest = close.reduce((a, b) => (coverage(b) > coverage(a) ? b : a))
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
      en: `${a.en} is about as accurate as ${b.en} (${formatNumber(widest.value, 3)} against ${formatNumber(best.value, 3)}) and shows ${formatPercent(coverage(widest))} of the items instead of ${formatPercent(coverage(best))}.`,
      zh: `${a.zh}与${b.zh}准确度相近(${formatNumber(widest.value, 3)} 对 ${formatNumber(best.value, 3)}),但展示 ${formatPercent(coverage(widest))} 的物品,而非 ${formatPercent(coverage(best))}。`,
    },
  ]
}

const MANY_COLD = 0.2

function cold({ split, groups, leaders }: RecommendData, seen: Seen): Bilingual[] {
  const { asked, coldMembers } = split.of[seen]
  if (!(coldMembers / asked > MANY_COLD)) return []
  const news = groups.filter(({ kind, place }) => kind === 'activity' && place === 0)
  const best = news.reduce<(typeof news)[number] | null>((a, b) => (a && a.value >= b.value ? a : b), null)
  const label = recommenderLabel(best?.model ?? leaders[0]?.model ?? '')
  const share = formatPercent(coldMembers / asked, 0)
  return [
    {
      en: `${share} of the members asked are new: for them “${label.en}” does best (${formatNumber(best?.value ?? NaN, 3)}). Use it until they have something.`,
      zh: `受测会员 ${share} 为新会员:对他们“${label.zh}”最好(${formatNumber(best?.value ?? NaN, 3)})。在他们有行为之前使用它。`,
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
  if (!kept || !removed || kept.model === removed.model) return []
  const [a, b] = [recommenderLabel(kept.model), recommenderLabel(removed.model)]
  return [
    {
      en: `With items she had kept “${a.en}” ranks best (NDCG ${formatNumber(kept.values.ndcg, 3)}), with them removed “${b.en}” (${formatNumber(removed.values.ndcg, 3)}): the first for the cart and reminders, the second for home and product pages.`,
      zh: `保留已有物品时“${a.zh}”最好(NDCG ${formatNumber(kept.values.ndcg, 3)}),去除时“${b.zh}”最好(${formatNumber(removed.values.ndcg, 3)}):前者宜用于购物车与提醒,后者宜用于首页与商品页。`,
    },
  ]
}
