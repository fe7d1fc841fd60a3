import { sql } from '../../sql/sql'
import { formatNumber } from '../../text/format'
import { say } from '../../text/locale.svelte'
import type { MemberList } from '../page'
import type { RunResult } from '../runner'
import { words } from './words'

/** The members who have made exactly so many purchases. */
export function standingAt(run: RunResult, nth: number): MemberList | null {
  const members = run.tables['repurchase_members']
  if (!members) return null
  return {
    title: say(nth === 1 ? words.standingOne : words.standing(formatNumber(nth))),
    select: sql`select
  member_id, first_order, last_day::timestamp as last_purchase,
  cast(${run.lens.asOf} as date) - last_day as days_since, amount::double as amount
from ${members} where purchases = ${nth}`,
    sortBy: 'amount',
    columns: [
      { key: 'member_id', label: say(words.member), type: 'text' },
      { key: 'first_order', label: say(words.firstOrder), type: 'time' },
      { key: 'last_purchase', label: say(words.lastPurchase), type: 'time' },
      { key: 'days_since', label: say(words.daysSince), type: 'number' },
      { key: 'amount', label: say(words.money), type: 'money' },
    ],
  }
}
