import type { Bilingual } from '../../text/bilingual'
import type { Lens } from '../analysis'
import type { PredictionParameters } from './prediction'

export const MODEL_NAMES: Readonly<Record<string, Bilingual>> = {
  logistic: { en: 'Logistic regression', zh: '逻辑回归' },
  trees: { en: 'Boosted trees', zh: '梯度提升树' },
  mbg: { en: 'MBG/NBD', zh: 'MBG/NBD' },
}

/** What was computed, in a sentence. */
export function describe({ days }: PredictionParameters, { asOf, from, basis }: Lens): Bilingual {
  return {
    en: `Who has an order in the ${days} days from ${asOf} on, from ${basis} amounts ${from ? `from ${from} ` : ''}before. Split in time: judged on the last ${days} days by fits on the ${days} days before them; the probabilities from now on are of fits on the last ${days} days. MBG/NBD learns from order times alone, in weeks.`,
    zh: `谁会在 ${asOf} 起的 ${days} 天内下单;依据此前${from ? `(${from} 起)` : ''}的${basis === 'net' ? '净额' : '毛额'}订单。按时间切分:用再前 ${days} 天拟合,在最近 ${days} 天上检验;当前概率由最近 ${days} 天拟合。MBG/NBD 只看下单时间,以周为单位。`,
  }
}
