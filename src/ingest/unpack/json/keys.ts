import { isScalar, JsonObject, scalarText } from './value'

/** Names of lists that say nothing of what is in them. */
const GENERAL =
  /^(data|list|rows?|items?|records?|results?|response|content|body|payload|export|values?|page|objects?|entries)$/i

/** What one record of a list is called: `orders` hold an order. By the list's name, else the file's, else `record`. */
export function entityOf(path: string, file: string): string {
  const names = path.split('.').filter(Boolean).reverse()
  const stem = file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '')
  const name = [...names, stem].find((candidate) => candidate !== '' && !GENERAL.test(candidate)) ?? 'record'
  const words = name.toLowerCase().match(/\p{L}+/gu) ?? ['record']
  return singular(words.find((word) => OF_A_SHOP.test(word)) ?? words[0] ?? 'record')
}

const OF_A_SHOP =
  /^(orders?|trades?|sales?|invoices?|members?|customers?|users?|products?|goods|reviews?|payments?|refunds?)$/

const singular = (word: string): string =>
  /ies$/.test(word) ? word.replace(/ies$/, 'y') : /[^s]s$/.test(word) ? word.slice(0, -1) : word

const ORDER_KEY =
  /^(order|trade|transaction|invoice|bill)[ _-]?(id|no|number|sn|code)$|^tid$|^(订单|交易|单据)(编号|号|id)$/i
const ANY_KEY = /(^|[ _-])(id|no|uuid|sn|code|key)$|[a-z](Id|ID|No|Uuid)$|编号$|单号$|id$/

/**
 * The columns by which rows of an inner list find their record: its own id, else its order number, else whatever reads
 * like an id. A plain `id` takes the record's name along, for the inner rows may have an id of their own.
 */
export function keysOf(record: JsonObject, entity: string): [name: string, value: string][] {
  const scalars = record.keys.flatMap((key, i): [string, string][] => {
    const value = record.values[i] ?? null
    return isScalar(value) && value !== null ? [[key, scalarText(value)]] : []
  })
  const own = new RegExp(`^${entity}[ _-]?(id|no|number|sn|code|编号|号)$`, 'i')
  const named = scalars.find(([key]) => own.test(key)) ?? scalars.find(([key]) => ORDER_KEY.test(key))
  if (named) return [named]
  const plain = scalars.find(([key]) => /^_?id$/i.test(key))
  if (plain) return [[`${entity}_id`, plain[1]]]
  const some = scalars.filter(([key]) => ANY_KEY.test(key)).slice(0, 4)
  return some.length > 0 ? some : wrappedKeys(record, entity)
}

/** Of a record that lies in a wrapper, {"order": {"id": …}} or {"node": {"id": …}}: the keys of what is in it. */
function wrappedKeys(record: JsonObject, entity: string): [name: string, value: string][] {
  const inner = record.keys.flatMap((key, i) => {
    const value = record.values[i]
    return value instanceof JsonObject ? [{ key, value }] : []
  })
  const [only] = inner
  const wrapped =
    inner.find(({ key }) => key.toLowerCase() === entity) ?? (inner.length === 1 ? only : undefined)
  return wrapped ? keysOf(wrapped.value, entity) : []
}
