import type { Bilingual } from '../../text/bilingual'
import type { Lens } from '../analysis'
import { MODEL_NAMES } from '../buying-models'
import type { ClvParameters } from './parameters'
import { monthlyDiscount } from './units'

const UNIT_WORDS: Readonly<Record<string, Bilingual>> = {
  day: { en: 'days', zh: '天' },
  week: { en: 'weeks', zh: '周' },
  month: { en: 'months', zh: '月' },
}

/** What was computed, in a sentence. */
export function describe(parameters: ClvParameters, { asOf, from, basis }: Lens): Bilingual {
  const { model, months, discount, margin, unit } = parameters
  const monthly = (100 * monthlyDiscount(parameters)).toFixed(2)
  const name = MODEL_NAMES[model] ?? model
  return {
    en: `${name} with Gamma-Gamma on ${basis} amounts ${from ? `from ${from} ` : ''}before ${asOf}; orders of one day are one purchase, time in ${UNIT_WORDS[unit]?.en ?? unit}. Next ${months} months of 30.44 days, discounted by ${discount} % a year (${monthly} % a month), margin ${margin} %.`,
    zh: `${name} 加 Gamma-Gamma,${basis === 'net' ? '净额' : '毛额'},${from ? `${from} 起,` : ''}截至 ${asOf} 之前;同一天的订单算一次购买,时间单位为${UNIT_WORDS[unit]?.zh ?? unit}。预测未来 ${months} 个月(每月 30.44 天),年折现率 ${discount} %(每月 ${monthly} %),毛利率 ${margin} %。`,
  }
}
