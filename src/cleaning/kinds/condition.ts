import { readOnlyQuery } from '../../sql/read-only'
import { Sql, sql } from '../../sql/sql'
import { text, type RuleKind } from './kind'

/** A condition over the columns of the rows, in SQL: a row is caught where it is true. */
export const ownCondition: RuleKind = {
  id: 'condition',
  name: { en: 'A condition of your own (SQL)', zh: '自定义条件(SQL)' },
  tables: ['sales', 'details', 'members', 'products'],
  actions: ['flag', 'aside'],
  goesFirst: false,
  fields: [
    { name: 'name', kind: 'text', label: { en: 'Name of the rule', zh: '规则名称' }, initial: '' },
    {
      name: 'condition',
      kind: 'condition',
      label: { en: 'Condition', zh: '条件' },
      note: {
        en: 'Over the columns order_id, member_id, ordered_at, product_id, product_name, category, quantity, unit_price, amount, status, channel, region; in a list over those of the table members or products.',
        zh: '可用的列:order_id、member_id、ordered_at、product_id、product_name、category、quantity、unit_price、amount、status、channel、region;会员表和商品表则用各自的列。',
      },
      initial: '',
    },
  ],
  label: (parameters) => {
    const name = text(parameters, 'name').trim() || text(parameters, 'condition').trim().slice(0, 60)
    return { en: name, zh: name }
  },
  about: (parameters) => {
    const condition = text(parameters, 'condition').trim()
    return { en: condition, zh: condition }
  },
  catches: ({ parameters }) => sql`select * from stage where ${readCondition(text(parameters, 'condition'))}`,
}

const BEFORE = 'select * from (\nselect\n'
const AFTER = '\n)'

/**
 * A condition that somebody wrote, in parentheses of its own: it can do nothing but read, and ends where they end.
 *
 * @throws QueryError where something is left open, or a second statement follows; its `offset` counts from the
 * beginning of what `readOnlyQuery` is given, see `CONDITION_BEGINS`.
 */
export function readCondition(written: string): Sql {
  const query = readOnlyQuery(`select\n${written}`).text
  return new Sql(`(\n${query.slice(BEFORE.length, -AFTER.length)}\n)`)
}

/** Characters that stand before the condition in a QueryError's `offset`. */
export const CONDITION_BEGINS = 'select\n'.length
