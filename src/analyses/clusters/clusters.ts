import { labelInSentence } from '../../segments/facts/catalogue'
import type { Bilingual } from '../../text/bilingual'
import { counted } from '../counted'
import { defineAnalysis, type Lens } from '../analysis'
import { figures } from './figures'
import { parameters, type ClusterParameters } from './parameters'
import { steps } from './steps'

const METHODS: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  kMeans: ['k-means', 'k-means'],
  miniBatch: ['mini-batch k-means', '小批量 k-means'],
  kMedoids: ['k-medoids (FasterPAM, CLARA)', 'k-medoids(FasterPAM、CLARA)'],
  mixture: ['a Gaussian mixture', '高斯混合'],
  ward: ['Ward’s method', 'Ward 法'],
  kPrototypes: ['k-prototypes', 'k-prototypes'],
  hdbscan: ['HDBSCAN', 'HDBSCAN'],
}
/** What `usualFeatures` takes. */
const USUAL: Bilingual = {
  en: 'days since the last order, orders and money spent (without orders, by the numbers of the member list, except years, months and postal codes)',
  zh: '距末单天数、订单数与消费金额(没有订单时为会员表中的数值列,年份、月份与邮编除外)',
}
const SCALES: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  standard: ['standardised', '标准化'],
  robust: ['scaled by median and quartiles', '按中位数与四分位缩放'],
  log: ['logarithms, standardised', '取对数后标准化'],
  rank: ['ranks', '排名'],
}

/** Members of a kind, found rather than defined: clusters, what they are, and whether there are any. */
export const clusters = defineAnalysis<ClusterParameters>({
  id: 'clusters',
  group: 'segments',
  title: { en: 'Clusters', zh: '聚类' },
  needs: ['members'],
  usesFacts: true,
  usesMemberOrders: true,
  parameters,
  figures,
  definition: (p, lens: Lens) => {
    const labels = p.features === '' ? [USUAL] : p.features.split(',').map(labelInSentence)
    const method = METHODS[p.method] ?? ['', '']
    const scale = SCALES[p.scaling] ?? ['', '']
    const k =
      p.method === 'hdbscan' ? ['', ''] : [`, ${counted(String(p.k), 'cluster')}`, `,${String(p.k)} 群`]
    const pca =
      p.components > 0
        ? [`, ${String(p.components)} principal components`, `,${String(p.components)} 个主成分`]
        : ['', '']
    return {
      en: `Members by ${labels.map(({ en }) => en).join(', ')}, before ${lens.asOf}, ${lens.basis}; ${scale[0]}${pca[0] ?? ''}; ${method[0]}${k[0] ?? ''}, seed ${String(p.seed)}.`,
      zh: `会员按${labels.map(({ zh }) => zh).join('、')},截至 ${lens.asOf},${lens.basis === 'net' ? '净额' : '毛额'};${scale[1]}${pca[1] ?? ''};${method[1]}${k[1] ?? ''},种子 ${String(p.seed)}。`,
    }
  },
  steps,
})
