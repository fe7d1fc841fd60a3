import type { Lens } from '../analysis'
import type { Bilingual } from '../../text/bilingual'
import type { RevenueParameters } from './parameters'

/** What was computed: of which amounts, until when, compared with what. */
export const describe = (p: RevenueParameters, lens: Lens): Bilingual => ({
  en: `Orders before ${lens.asOf}, ${lens.basis} amounts. The last ${p.span} days against ${p.against === 'year' ? 'the same number of days ending 365 days earlier' : `the ${p.span} days before`}, parted by ${p.method === 'log' ? 'the log-mean Divisia index' : 'Shapley values'}. First-order value over ${p.horizon} days.`,
  zh: `${lens.asOf} 之前的订单,${lens.basis === 'net' ? '净额' : '毛额'}。最近 ${p.span} 天对比${p.against === 'year' ? ' 365 天前的同样天数' : `前 ${p.span} 天`},按${p.method === 'log' ? '对数均值迪氏指数' : ' Shapley 值'}拆分。首单价值观察 ${p.horizon} 天。`,
})
