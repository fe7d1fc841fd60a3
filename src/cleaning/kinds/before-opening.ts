import { sql } from '../../sql/sql'
import { text, type RuleKind } from './kind'

/** Sales dated before the day on which the shop opened: tests, and clocks that were never set. */
export const beforeOpening: RuleKind = {
  id: 'before_opening',
  name: { en: 'Before the shop opened', zh: '开店之前' },
  tables: ['sales'],
  actions: ['aside', 'flag'],
  goesFirst: false,
  fields: [
    { name: 'day', kind: 'date', label: { en: 'First day of business', zh: '开业日期' }, initial: '' },
  ],
  label: () => ({ en: 'Before the shop opened', zh: '开店之前' }),
  about: (parameters) => ({
    en: `The time is before ${text(parameters, 'day')}.`,
    zh: `时间早于 ${text(parameters, 'day')}。`,
  }),
  catches: ({ parameters }) =>
    sql`select * from stage where ordered_at < try_cast(${text(parameters, 'day')} as date)`,
}
