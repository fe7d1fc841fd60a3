import { defineAnalysis, type Lens } from '../analysis'
import { METRIC_LABELS, parameters, type RecommendParameters } from './parameters'
import { steps } from './steps'

const SPLIT_WORDS = {
  time: ['one cut in time for all', '统一时间切分'],
  memberTime: ['the last lines of each member', '每位会员的末段'],
  lastOut: ['what each member had last', '每位会员的最后一次'],
  random: ['lines drawn by lot', '随机抽取的行'],
  memberRandom: ['lines of each member drawn by lot', '每位会员随机抽取的行'],
} as const

/** Which list to put where: recommenders trained on the shop's own data, and held against what members went on to have. */
export const recommend = defineAnalysis<RecommendParameters>({
  id: 'recommend',
  group: 'recommend',
  title: { en: 'Recommenders', zh: '推荐评估' },
  needs: [],
  needsOne: ['order_items', 'reviews', 'events'],
  parameters,
  definition: (p, lens: Lens) => {
    const [en, zh] = SPLIT_WORDS[p.split]
    const metric = METRIC_LABELS[p.metric]
    return {
      en: `Interactions before ${lens.asOf}; the test is ${en}, ${String(p.test)} % of the lines; ${metric.en} at ${p.k}, all items as candidates, items the member had ${p.seen}; short lists ${p.fill === 'none' ? 'left short' : 'completed with the most popular'}; mean over at most ${Number(p.mostAsked).toLocaleString('en')} members asked.`,
      zh: `${lens.asOf} 之前的交互;测试为${zh},占行数 ${String(p.test)} %;${metric.zh}@${p.k},全部物品为候选,${p.seen === 'kept' ? '保留' : '去除'}已有物品;${p.fill === 'none' ? '不补足短列表' : '短列表以最热门补足'};至多 ${Number(p.mostAsked).toLocaleString('en')} 位受测会员的均值。`,
    }
  },
  steps,
})
