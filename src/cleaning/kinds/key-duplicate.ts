import { ident, join, sql } from '../../sql/sql'
import { columnLabel, filledColumns } from './columns'
import { text, type FieldOption, type RuleKind } from './kind'

const KEYS = [
  ['order_id', 'product_id'],
  ['order_id'],
  ['member_id', 'ordered_at', 'product_id'],
  ['member_id', 'ordered_at'],
  ['phone'],
  ['email'],
  ['member_name', 'birthday'],
  ['product_name'],
]

/**
 * Rows with the same key as another row that stands first by time and content, whatever else differs: corrected or
 * exported twice. A row with an empty part of the key has no key.
 */
export const keyDuplicate: RuleKind = {
  id: 'key_duplicate',
  name: { en: 'Duplicates by key', zh: '按键重复' },
  tables: ['sales', 'details', 'members', 'products'],
  actions: ['flag', 'aside'],
  goesFirst: false,
  fields: [
    {
      name: 'key',
      kind: 'choice',
      label: { en: 'Key', zh: '键' },
      options: (recipe, table) =>
        KEYS.filter((key) => (table !== 'sales' && table !== 'details' ? !key.some(isId) : key.some(isId)))
          .filter((key) => filledColumns(recipe, table, key).length === key.length)
          .map(optionOf),
      initial: 'order_id,product_id',
    },
  ],
  label: (parameters) => {
    const { label } = optionOf(text(parameters, 'key').split(','))
    return { en: `Same ${label.en}`, zh: `${label.zh}相同` }
  },
  about: () => ({
    en: 'Another row has the same key. The first by time stays, in a list the first; the amounts may differ.',
    zh: '另有一行键相同。保留时间最早的一行(名单中保留第一行);金额可能不同。',
  }),
  catches: ({ parameters, table }) => {
    const inList = table === 'members' || table === 'products'
    const first = inList
      ? sql`source, source_row`
      : sql`ordered_at, order_id, product_id, amount, quantity, row_hash, source, source_row`
    const key = text(parameters, 'key')
      .split(',')
      .map((name) => ident(name))
    return sql`select * exclude (nth)
from (
  select *, row_number() over (
    partition by ${join(key)} order by ${first}
  ) as nth
  from stage
  where ${join(
    key.map((part) => sql`${part} is not null`),
    ' and ',
  )}
)
where nth > 1`
  },
}

const isId = (name: string): boolean => name.endsWith('_id')

const optionOf = (key: readonly string[]): FieldOption => {
  const labels = key.map(columnLabel)
  return {
    value: key.join(','),
    label: { en: labels.map(({ en }) => en).join(' + '), zh: labels.map(({ zh }) => zh).join(' + ') },
  }
}
