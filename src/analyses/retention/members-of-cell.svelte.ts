import { empty, sql } from '../../sql/sql'
import { say } from '../../text/locale.svelte'
import type { MemberList } from '../page'
import type { RunResult } from '../runner'
import { words } from './words'

interface Place {
  title: string
  /** 0 for all members. */
  grp: number
  /** First day, epoch milliseconds; null for all cohorts in which the period is over. */
  cohort: number | null
  k: number
  /** The cohort's others instead: those who are not counted. */
  others: boolean
}

/** The members who are counted in a cell of the triangle, or in its row of means; or the others of its cohort. */
export function membersOfCell(run: RunResult, { title, grp, cohort, k, others }: Place): MemberList | null {
  const members = run.tables['retention_members']
  const active = run.tables['retention_activity']
  const cells = run.tables['retention_cells']
  if (!members || !active || !cells) return null
  const onward = run.parameters['definition'] === 'after'
  const cohorts =
    cohort === null
      ? sql`m.cohort in (select cohort from ${cells} where k = ${k} and members is not null)`
      : sql`m.cohort = ${new Date(cohort)}::date`
  return {
    title,
    select: sql`select m.member_id, m.first_order, ${others ? empty : sql`a.orders as orders_then, a.amount as amount_then,`}
  m.orders, m.amount::double as amount, m.last_order
from ${members} as m
${others ? sql`left join` : sql`join`} (
  select member, count(*) as orders, sum(amount)::double as amount
  from ${active} where ${onward ? sql`k >= ${k}` : sql`k = ${k}`} group by member
) as a on a.member = m.member
where ${cohorts}${grp > 0 ? sql` and m.grp = ${grp}` : empty}${others ? sql` and a.member is null` : empty}`,
    sortBy: others ? 'amount' : 'amount_then',
    columns: [
      { key: 'member_id', label: say(words.member), type: 'text' },
      { key: 'first_order', label: say(words.firstOrder), type: 'time' },
      ...(others
        ? []
        : [
            { key: 'orders_then', label: say(words.ordersThen), type: 'number' as const },
            { key: 'amount_then', label: say(words.moneyThen), type: 'money' as const },
          ]),
      { key: 'orders', label: say(words.ordersAll), type: 'number' },
      { key: 'amount', label: say(words.moneyAll), type: 'money' },
      { key: 'last_order', label: say(words.lastOrder), type: 'time' },
    ],
  }
}
