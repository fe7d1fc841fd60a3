import type { Bilingual } from '../../text/bilingual'
import { formatDate, formatNumber } from '../../text/format'
import type { Parameters } from '../analysis'
import { LEAST_GAPS } from '../order-days.sql'
import type { DefinitionId } from './definitions'

export interface Limits {
  gaps: number
  median: number
  p80: number
  /** NaN where so many silences have never ended. */
  km80: number
  quantileDays: number
  watch: number
  /** Days that the data reach back. */
  reach: number
  /** Epoch milliseconds. */
  periodBefore: number
  periodBegins: number
  periodEnds: number
}

const DAY = 86_400_000

/** When a member counts as churned, with the limits in use. */
export function rule(id: DefinitionId, parameters: Parameters, limits: Limits): Bilingual {
  const of = (name: string) => formatNumber(Number(parameters[name]))
  switch (id) {
    case 'fixed':
      return { en: `silent > ${of('days')} days`, zh: `沉默超过 ${of('days')} 天` }
    case 'quantile': {
      const silences = parameters['gaps'] === 'all'
      if (Number.isNaN(limits.quantileDays))
        return {
          en: `never: fewer than ${of('quantile')} % of silences ended`,
          zh: `无从判断:结束的沉默不足 ${of('quantile')} %`,
        }
      if (!silences && limits.gaps < LEAST_GAPS)
        return {
          en: `silent > ${formatNumber(limits.quantileDays)} days, a common value: too few gaps`,
          zh: `沉默超过 ${formatNumber(limits.quantileDays)} 天(常用值:间隔太少)`,
        }
      return {
        en: `silent > ${formatNumber(limits.quantileDays)} days, ${of('quantile')} % of ${silences ? 'silences' : 'gaps'}`,
        zh: `沉默超过 ${formatNumber(limits.quantileDays)} 天(${silences ? '全部沉默' : '间隔'}的 ${of('quantile')} % 分位)`,
      }
    }
    case 'own':
      return {
        en: `silent > ${of('ratio')} × own mean gap`,
        zh: `沉默超过自身平均间隔的 ${of('ratio')} 倍`,
      }
    case 'alive':
      return { en: `P(alive) < ${of('alive')} %`, zh: `仍活跃概率低于 ${of('alive')} %` }
    case 'calendar': {
      const before = `${formatDate(limits.periodBefore)} – ${formatDate(limits.periodBegins - DAY)}`
      const then = `${formatDate(limits.periodBegins)} – ${formatDate(limits.periodEnds - DAY)}`
      return { en: `bought ${before}, not ${then}`, zh: `${before} 买过,${then} 没有` }
    }
  }
}
