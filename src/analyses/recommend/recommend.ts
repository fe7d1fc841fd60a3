import type { Bilingual } from '../../text/bilingual'
import { defineAnalysis } from '../analysis'
import { METRIC_LABELS, parameters, type RecommendParameters } from './parameters'
import { steps } from './steps'

const SPLIT_WORDS = {
  time: ['one cut in time for all', '统一时间切分'],
  memberTime: ['the last lines of each member', '每位会员的末段'],
  lastOut: ['what each member had last', '每位会员的最后一次'],
  random: ['lines drawn by lot', '随机抽取的行'],
  memberRandom: ['lines of each member drawn by lot', '每位会员随机抽取的行'],
} as const

/** What a split comes to where no line has a time. */
const BY_LOT = { time: 'random', memberTime: 'memberRandom', lastOut: 'memberRandom' } as const

/** What is measured, how; `asOf` is null where no line has a time. */
export function definitionOf(p: RecommendParameters, asOf: string | null): Bilingual {
  const split = asOf === null && p.split in BY_LOT ? BY_LOT[p.split as keyof typeof BY_LOT] : p.split
  const [en, zh] = SPLIT_WORDS[split]
  const metric = METRIC_LABELS[p.metric]
  const lines =
    asOf === null
      ? { en: 'All interactions, none with a time', zh: '全部交互(均无时间)' }
      : { en: `Interactions before ${asOf}`, zh: `${asOf} 之前的交互` }
  return {
    en: `${lines.en}; the test is ${en}, ${String(p.test)} % of the lines; ${metric.en} at ${p.k}, all items as candidates, items the member had ${p.seen}; short lists ${p.fill === 'none' ? 'left short' : 'completed with the most popular'}; mean over at most ${Number(p.mostAsked).toLocaleString('en')} members asked.`,
    zh: `${lines.zh};测试为${zh},占行数 ${String(p.test)} %;${metric.zh}@${p.k},全部物品为候选,${p.seen === 'kept' ? '保留' : '去除'}已有物品;${p.fill === 'none' ? '不补足短列表' : '短列表以最热门补足'};至多 ${Number(p.mostAsked).toLocaleString('en')} 位受测会员的均值。`,
  }
}

/** Which list to put where: recommenders trained on the shop's own data, and held against what members went on to have. */
export const recommend = defineAnalysis<RecommendParameters>({
  id: 'recommend',
  group: 'recommend',
  title: { en: 'Recommenders', zh: '推荐评估' },
  needs: [],
  needsOne: ['order_items', 'reviews', 'events'],
  parameters,
  definition: (p, lens) => definitionOf(p, lens.asOf),
  steps,
})
