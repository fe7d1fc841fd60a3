import type { Bilingual } from '../../text/bilingual'
import type { GroupTable, Lens } from '../analysis'
import { groupsAsOf } from '../splits.sql'
import type { RepurchaseParameters } from './parameters'

/** What was computed, in a sentence. */
export function describe(
  { counts, window, days, returning }: RepurchaseParameters,
  lens: Lens,
  groups: readonly Pick<GroupTable, 'label'>[],
): Bilingual {
  const grouped = groupsAsOf(groups, lens)
  const from = lens.from ? { en: ` from ${lens.from} on`, zh: `${lens.from} 起、` } : { en: '', zh: '' }
  return {
    en: `A purchase is ${counts === 'days' ? 'a day with orders' : 'an order'}; orders${from.en} before ${lens.asOf}, ${lens.basis}. Window: ${window === 'all' ? 'all time' : `the last ${window} days`}. Soon: within ${days} days. ${returning === 'first' ? 'Old: every purchase but the first one ever' : 'Old: members with a purchase before the window'}.${grouped.en}`,
    zh: `一次购买指${counts === 'days' ? '有订单的一天' : '一个订单'};${from.zh}${lens.asOf} 之前的订单,${lens.basis === 'net' ? '净额' : '毛额'}。时间窗:${window === 'all' ? '全部' : `近 ${window} 天`}。N = ${days} 天。${returning === 'first' ? '老会员购买:历史首次之外的每次购买' : '老会员:时间窗之前买过的会员'}。${grouped.zh}`,
  }
}
