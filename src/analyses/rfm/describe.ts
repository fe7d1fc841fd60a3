import type { Lens } from '../analysis'
import type { Bilingual } from '../../text/bilingual'
import { earlierDay, type RfmParameters } from './parameters'

/** What was computed: of which days, by which cuts, with equal values how. */
export function describe(p: RfmParameters, lens: Lens): Bilingual {
  const how = policy(p)
  const m = MONEY[p.monetary] ?? { en: 'sum of', zh: '合计' }
  const basis = lens.basis === 'net' ? '净额' : '毛额'
  const cut8 = eightCut(p)
  const days = sharesMembers(p) && p.bins === 5
  const scaled = days ? { en: '', zh: '' } : SCALED
  const day = earlierDay(p.compare, lens.asOf)
  const compared = day
    ? {
        en: ` Compared with ${day}, scored anew on that day by its own cuts, amounts as they are known now.`,
        zh: ` 与 ${day} 比较:当日按当日切点重新打分,金额按现在所知。`,
      }
    : { en: '', zh: '' }
  return {
    en: `R: days from the last order to ${lens.asOf}, fewer score higher. F: ${p.frequency === 'days' ? 'days with an order' : 'orders'}. M: ${m.en} ${lens.basis} amounts. Window: ${p.window === 'all' ? 'all time' : `${p.window} days`}. ${how.en}. Eight groups cut at ${cut8.en}.${scaled.en}${weights(p).en}${compared.en}`,
    zh: `R:末单距 ${lens.asOf} 的天数,越少分越高;F:${p.frequency === 'days' ? '有单天数' : '订单数'};M:${basis}${m.zh}。时间窗:${p.window === 'all' ? '全部' : `近 ${p.window} 天`}。${how.zh}。八群以${cut8.zh}为切点。${scaled.zh}${weights(p).zh}${compared.zh}`,
  }
}

const MONEY: Readonly<Record<string, Bilingual>> = {
  total: { en: 'sum of', zh: '合计' },
  mean: { en: 'mean per order of', zh: '单均' },
  margin: { en: 'margin (amount less cost) of lines with a cost, by', zh: '毛利(有成本价的明细,金额减成本)' },
}

const SCALED: Bilingual = {
  en: ' Groups by scores read them scaled to five.',
  zh: ' 按分数分的群,读换算成五档的分数。',
}

const sharesMembers = (p: RfmParameters): boolean => p.scores === 'quantile'

function policy(p: RfmParameters): Bilingual {
  const known = p.scores === 'quantile' ? TIES[p.ties] : POLICIES[p.scores]
  const fixed =
    p.scores === 'fixed'
      ? {
          en: ` (R ${p.fixed_r}; F ${p.fixed_f}; M ${p.fixed_m})`,
          zh: `(R ${p.fixed_r};F ${p.fixed_f};M ${p.fixed_m})`,
        }
      : { en: '', zh: '' }
  const binned = !['mean', 'median', 'fixed'].includes(p.scores)
  return {
    en: `${binned ? `${p.bins} bins, ` : 'Scores '}${known?.en ?? ''}${fixed.en}`,
    zh: `${binned ? `分 ${p.bins} 档,` : ''}${known?.zh ?? ''}${fixed.zh}`,
  }
}

const TIES: Readonly<Record<string, Bilingual>> = {
  together: { en: 'equal values together, so scores may be skipped', zh: '同值同分,可能跳过某些分数' },
  first_rank: { en: 'F by its rank in the order of member ids', zh: 'F 按会员号先后排名' },
  ntile: {
    en: 'groups of equal size (NTILE), by value and member id',
    zh: '等人数分档(NTILE),按取值与会员号',
  },
}

const POLICIES: Readonly<Record<string, Bilingual>> = {
  unique: {
    en: 'equal cuts counted once, so there may be fewer scores',
    zh: '重复的切点只算一次,档数可能减少',
  },
  plus_one: { en: 'each score from one above its quantile on', zh: '每一分从分位数加一起' },
  mean: { en: 'of two: above the mean or not', zh: '两档:是否高于均值' },
  median: { en: 'of two: above the median or not', zh: '两档:是否高于中位数' },
  fixed: {
    en: 'by fixed cuts: R up to each, F and M from each on',
    zh: '按固定切点:R 不多于、F 与 M 不少于',
  },
  kmeans: {
    en: 'cut where the spread within scores is least (one-dimensional k-means, exact)',
    zh: '切在档内差异最小处(一维 k-means,精确解)',
  },
}

function eightCut(p: RfmParameters): Bilingual {
  if (p.cut8 === 'median') return { en: 'the median', zh: '中位数' }
  if (p.cut8 !== 'fixed') return { en: 'the mean', zh: '均值' }
  return { en: 'fixed values, those included', zh: '固定值(含)' }
}

function weights(p: RfmParameters): Bilingual {
  const given = [p.weight_r, p.weight_f, p.weight_m]
  if (given.every((weight) => weight === 1)) return { en: '', zh: '' }
  const list = given.join(' : ')
  return { en: ` Weighted score: R : F : M = ${list}.`, zh: ` 加权分 R : F : M = ${list}。` }
}
