import { ident, sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { columnLabel, columnsOf, filledColumns, GROUP_COLUMNS, isFillable, isNumberColumn } from './columns'
import { text, type RuleKind, type RuleParameters, type RuleUse } from './kind'

/** What an empty cell of a group is called when it becomes a group of its own. */
export const OWN_LEVEL = '未知'

const WITH = {
  median: { en: 'the median', zh: '中位数' },
  group_median: { en: 'the median of its group', zh: '同组中位数' },
  mode: { en: 'the most frequent value', zh: '众数' },
  constant: { en: 'a fixed value', zh: '固定值' },
  level: { en: 'a level of its own', zh: '单独一类' },
} as const satisfies Record<string, Bilingual>

type Fill = keyof typeof WITH
const NUMBER_FILLS: readonly Fill[] = ['median', 'group_median', 'mode', 'constant']
const TEXT_FILLS: readonly Fill[] = ['level', 'mode', 'constant']
const isFill = (name: string): name is Fill => name in WITH

const isFilled = (_: RuleParameters, action: string) => action === 'fill'

/**
 * Empty cells of one column: the row set aside or flagged, or the cell filled with a constant, a level of its own,
 * the median, the most frequent value, or the median of the rows of the same group (of all rows, where the group has
 * no value). Ids and times are never filled: a filled id would make a member or an order.
 */
export const missing: RuleKind = {
  id: 'missing',
  name: { en: 'Missing values', zh: '缺失值' },
  tables: ['sales', 'details', 'members', 'products'],
  actions: ['fill', 'aside', 'flag'],
  goesFirst: true,
  allows: (action, parameters) => action !== 'fill' || isFillable(text(parameters, 'column')),
  fields: [
    {
      name: 'column',
      kind: 'choice',
      label: { en: 'Column', zh: '列' },
      // What can be filled first: nobody begins with ids, and a member without one is in no list anyway.
      options: (recipe, table) => {
        const [fillable, others] = [true, false].map((which) =>
          columnsOf(table).filter((name) => isFillable(name) === which),
        )
        return filledColumns(recipe, table, [...(fillable ?? []), ...(others ?? [])])
      },
      initial: 'amount',
    },
    {
      name: 'with',
      kind: 'choice',
      label: { en: 'Fill with', zh: '填入' },
      options: (_recipe, _table, parameters) =>
        (isNumberColumn(text(parameters, 'column')) ? NUMBER_FILLS : TEXT_FILLS).map((value) => ({
          value,
          label: WITH[value],
        })),
      initial: 'median',
      when: isFilled,
    },
    {
      name: 'group',
      kind: 'choice',
      label: { en: 'Group', zh: '分组' },
      options: (recipe, table) => filledColumns(recipe, table, ['product_id', ...GROUP_COLUMNS]),
      initial: 'product_id',
      when: (parameters, action) => action === 'fill' && parameters['with'] === 'group_median',
    },
    {
      name: 'value',
      kind: 'text',
      label: { en: 'Value', zh: '值' },
      initial: OWN_LEVEL,
      when: (parameters, action) =>
        action === 'fill' && (parameters['with'] === 'constant' || parameters['with'] === 'level'),
    },
  ],
  changes: (parameters) => text(parameters, 'column'),
  label: (parameters) => {
    const column = columnLabel(text(parameters, 'column'))
    return { en: `No ${column.en}`, zh: `没有${column.zh}` }
  },
  about: (parameters, action) => {
    if (action !== 'fill')
      return {
        en: 'The cell is empty, or holds what stands for nothing.',
        zh: '单元格是空的,或写的是表示空的内容。',
      }
    const name = text(parameters, 'with')
    const how = isFill(name) ? WITH[name] : { en: '', zh: '' }
    return {
      en: `An empty cell is filled with ${how.en}, taken from the rows that have a value.`,
      zh: `空单元格填入${how.zh},由有值的行得出。`,
    }
  },
  catches: (use) => {
    const column = ident(text(use.parameters, 'column'))
    if (use.action !== 'fill') return sql`select * from stage where ${column} is null`
    if (!isFillable(text(use.parameters, 'column')))
      return sql`select *, null as new_value from stage where false`
    return filled(use, column)
  },
}

function filled({ parameters }: RuleUse, column: Sql): Sql {
  switch (text(parameters, 'with')) {
    case 'median':
      return sql`select *, (select median(${column}::double) from stage) as new_value from stage where ${column} is null`
    case 'group_median':
      return groupMedian(column, ident(text(parameters, 'group')))
    case 'mode':
      return sql`select *, (
    select ${column} from stage where ${column} is not null group by ${column} order by count(*) desc, ${column} limit 1
  ) as new_value
from stage where ${column} is null`
    default:
      return sql`select *, ${constant(parameters)} as new_value from stage where ${column} is null`
  }
}

const groupMedian = (column: Sql, group: Sql): Sql => sql`select
  s.*, coalesce(g.middle, (select median(${column}::double) from stage)) as new_value
from stage as s
left join (
  select ${group} as name, median(${column}::double) as middle from stage where ${column} is not null group by ${group}
) as g on g.name = s.${group}
where s.${column} is null`

function constant(parameters: RuleParameters): Sql {
  const value = text(parameters, 'value')
  return isNumberColumn(text(parameters, 'column')) ? sql`try_cast(${value} as double)` : sql`${value}`
}
