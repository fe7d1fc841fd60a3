import { sql, type Sql } from '../sql/sql'
import type { ParameterSpec } from './analysis'

/** A parameter: how many days before the as-of date count, one of `days`; 'all', which it is at first, for every one. */
export const windowParameter = (days: readonly number[]): ParameterSpec => ({
  kind: 'choice',
  label: { en: 'Window', zh: '时间窗' },
  initial: 'all',
  options: [
    { value: 'all', label: { en: 'All time', zh: '全部' } },
    ...days.map((count) => ({
      value: String(count),
      label: { en: `Last ${count} days`, zh: `近 ${count} 天` },
    })),
  ],
})

/** Whether an order is not older than such a window before a day; null where every order counts. */
export const sinceWindow = (window: string, day: string): Sql | null =>
  window === 'all' ? null : sql`ordered_at >= cast(${day} as date) - ${Number(window)} * interval 1 day`
