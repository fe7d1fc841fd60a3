import { ident, join, sql } from '../../sql/sql'
import { columnLabel, filledColumns } from './columns'
import { text, type FieldOption, type RuleKind } from './kind'

const KEYS = [
  ['order_id', 'product_id'],
  ['order_id'],
  ['member_id', 'ordered_at', 'product_id'],
  ['member_id', 'ordered_at'],
]

/**
 * Rows with the same key as another row that stands first by time and content, whatever else differs: corrected or
 * exported twice. A row with an empty part of the key has no key.
 */
export const keyDuplicate: RuleKind = {
  id: 'key_duplicate',
  name: { en: 'Duplicates by key', zh: '按键重复' },
  tables: ['sales', 'details'],
  actions: ['flag', 'aside'],
  goesFirst: false,
  fields: [
    {
      name: 'key',
      kind: 'choice',
      label: { en: 'Key', zh: '键' },
      options: (recipe, table) =>
        KEYS.filter((key) => filledColumns(recipe, table, key).length === key.length).map(optionOf),
      initial: 'order_id,product_id',
    },
  ],
  label: (parameters) => {
    const { label } = optionOf(text(parameters, 'key').split(','))
    return { en: `Same ${label.en}`, zh: `${label.zh}相同` }
  },
  about: () => ({
    en: 'Another row has the same key. The first by time stays; the amounts may differ.',
    zh: '另有一行键相同。保留时间最早的一行;金额可能不同。',
  }),
  catches: ({ parameters }) => {
    const key = text(parameters, 'key')
      .split(',')
      .map((name) => ident(name))
    return sql`select * exclude (copy)
from (
  select *, row_number() over (
    partition by ${join(key)} order by ordered_at, order_id, product_id, amount, quantity, row_hash, source, source_row
  ) as copy
  from stage
  where ${join(
    key.map((part) => sql`${part} is not null`),
    ' and ',
  )}
)
where copy > 1`
  },
}

const optionOf = (key: readonly string[]): FieldOption => {
  const labels = key.map(columnLabel)
  return {
    value: key.join(','),
    label: { en: labels.map(({ en }) => en).join(' + '), zh: labels.map(({ zh }) => zh).join(' + ') },
  }
}
