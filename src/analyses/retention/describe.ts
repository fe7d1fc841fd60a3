import type { Bilingual } from '../../text/bilingual'
import type { GroupTable, Lens } from '../analysis'
import { groupsAsOf } from '../splits.sql'
import type { RetentionParameters } from './parameters'
import { dayRanges } from './periods'

const PERIOD: Readonly<Record<string, Bilingual>> = {
  day: { en: 'day', zh: '日' },
  week: { en: 'week (from Monday)', zh: '周(周一起)' },
  month: { en: 'month', zh: '月' },
}
const ROLLING: Readonly<Record<string, Bilingual>> = {
  day: { en: '24 hours', zh: '24 小时' },
  week: { en: '7 × 24 hours', zh: '7 × 24 小时' },
  month: { en: '30 × 24 hours', zh: '30 × 24 小时' },
}

/** What was computed, in a sentence. */
export function describe(
  parameters: RetentionParameters,
  lens: Lens,
  groups: readonly Pick<GroupTable, 'label'>[],
): Bilingual {
  const { asOf, from, basis } = lens
  const grouped = groupsAsOf(groups, lens)
  const period = PERIOD[parameters.period] ?? { en: '', zh: '' }
  const counted = countedAs(parameters)
  const { restart } = parameters
  const [anew, anewZh] =
    restart > 0
      ? [
          ` A member begins anew with the first order after more than ${restart} days of silence, in the cohort of that day; what comes then no longer counts in the cohort before, and a member may be in several cohorts.`,
          `沉默超过 ${restart} 天后的首单重新起算,归入当日所在的同期群,其后的订单不再计入原同期群;一位会员可能在多个同期群中。`,
        ]
      : ['', '']
  return {
    en: `Cohorts by the ${period.en} of the first order${from ? ` from ${from} on` : ' in the data'}.${anew} ${counted.en} Orders before ${asOf}, ${basis} amounts. Means are weighted by cohort size, cohorts at zero included. A cell stays blank until its whole period is over for everybody in the cohort.${grouped.en}`,
    zh: `同期群按${from ? ` ${from} 起的` : '数据中'}首单所在${period.zh}划分。${anewZh}${counted.zh}统计 ${asOf} 之前的订单,${basis === 'net' ? '净额' : '毛额'}。平均值按同期群人数加权,含留存为零的同期群。某期对同期群所有会员都结束之后才显示,此前留空。${grouped.zh}`,
  }
}

function countedAs(parameters: RetentionParameters): Bilingual {
  const rolling = parameters.clock === 'rolling'
  if (parameters.definition === 'bracket') {
    const ranges = dayRanges(parameters)
      .map(({ from, to }) => `${from}–${to}`)
      .join(', ')
    return {
      en: `Retained: bought on ${rolling ? 'days of 24 hours from the moment of' : 'calendar days after'} the first order, ${ranges}.`,
      zh: `留存:首单后第 ${ranges} 天内购买(${rolling ? '自首单时刻起每 24 小时为一天' : '自然日'})。`,
    }
  }
  const period = (rolling ? ROLLING : PERIOD)[parameters.period] ?? { en: '', zh: '' }
  const unit = rolling
    ? {
        en: `period of ${period.en} from the moment of the first order`,
        zh: `自首单时刻起第 k 个 ${period.zh}`,
      }
    : { en: `calendar ${period.en} after that of the first order`, zh: `首单之后第 k 个自然${period.zh}` }
  return parameters.definition === 'after'
    ? {
        en: `Retained: bought in the k-th ${unit.en} or later, as far as the data goes; such shares of young cohorts can still grow.`,
        zh: `留存:在${unit.zh}或以后购买,以数据所及为限;较新的同期群的比例还会上升。`,
      }
    : { en: `Retained: bought in the k-th ${unit.en}.`, zh: `留存:在${unit.zh}内购买。` }
}
