import { readValue } from '../../values'

/** An article of an order, as a cell names it; '' for what it does not say. */
export interface PackedItem {
  id: string
  name: string
  quantity: string
  /** Of one. */
  price: string
  /** Of the line. */
  total: string
}

/** The articles of a cell; null where the cell is not wholly written in this form. */
export type ReadPacked = (cell: string) => PackedItem[] | null

const item = (given: Partial<PackedItem>): PackedItem => ({
  id: '',
  name: '',
  quantity: '',
  price: '',
  total: '',
  ...given,
})

/** The forms that articles are packed into cells in. */
export const PACKED_FORMS: readonly ReadPacked[] = [fromJson, fromProperties, fromMarked, fromPairs]

const KEYS: Record<keyof PackedItem, readonly string[]> = {
  id: [
    'sku',
    'product_id',
    'productid',
    'product id',
    'product sku',
    'item_id',
    'itemid',
    'id',
    '商品编号',
    '货号',
  ],
  name: [
    'name',
    'title',
    'product_name',
    'productname',
    'product',
    'product name',
    'item',
    '商品',
    '商品名称',
    '名称',
  ],
  quantity: [
    'quantity',
    'qty',
    'product qty',
    'product quantity',
    'count',
    'num',
    'amount_ordered',
    '数量',
    '件数',
  ],
  price: ['price', 'unit_price', 'unitprice', 'unit price', 'product price', 'item_price', '单价', '价格'],
  total: ['total', 'line_total', 'subtotal', 'amount', 'product total price', '金额', '小计'],
}
const FIELDS = Object.keys(KEYS) as (keyof PackedItem)[]

/** Null where the properties name no article. */
function itemOf(properties: ReadonlyMap<string, string>): PackedItem | null {
  const found = item({})
  for (const field of FIELDS) {
    const key = KEYS[field].find((candidate) => properties.has(candidate))
    if (key !== undefined) found[field] = properties.get(key) ?? ''
  }
  return found.id === '' && found.name === '' ? null : found
}

/** Null where any of them is none, or there is none. */
const allOf = (items: readonly (PackedItem | null)[]): PackedItem[] | null =>
  items.length > 0 && items.every((one) => one !== null) ? [...items] : null

/** [{"name": "Cup", "quantity": 2}], or one such object. */
function fromJson(cell: string): PackedItem[] | null {
  if (!/^\s*\[?\s*\{/.test(cell)) return null
  let value: unknown
  try {
    value = JSON.parse(cell)
  } catch {
    return null
  }
  return allOf((Array.isArray(value) ? (value as unknown[]) : [value]).map(fromObject))
}

function fromObject(value: unknown): PackedItem | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const scalars = Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, string][] =>
    typeof inner === 'string' || typeof inner === 'number' ? [[key.toLowerCase(), String(inner)]] : [],
  )
  return itemOf(new Map(scalars))
}

/** name:Cup|quantity:2;name:Pot|quantity:1, or Product ID: 77, Product Qty: 2. */
function fromProperties(cell: string): PackedItem[] | null {
  const articles = cell.includes('|') ? cell.split(/\s*;\s*|\r?\n/) : cell.split(/\r?\n|\s*;\s*/)
  return allOf(
    articles
      .filter((article) => article.trim() !== '')
      .map((article) => {
        const pairs = article.split(article.includes('|') ? '|' : ', ').map((pair) => {
          const at = pair.indexOf(':')
          return at < 0
            ? null
            : ([pair.slice(0, at).trim().toLowerCase(), pair.slice(at + 1).trim()] as const)
        })
        if (pairs.length < 2 || !pairs.every((pair) => pair !== null)) return null
        return itemOf(new Map(pairs))
      }),
  )
}

const BETWEEN = /\s*[;；|\n\r、]+\s*|\s*[,，](?!\d{3}(?!\d))\s*/
const PRICE = String.raw`(?:\s*[@＠(（]\s*([^)）@]{1,20}?)\s*[)）]?)?`
const AFTER = new RegExp(
  String.raw`^(.{1,200}?)\s*[x×*＊✕]\s*(\d{1,6})(?:\s*[件个份只瓶盒支])?${PRICE}$`,
  'iu',
)
const BEFORE = new RegExp(String.raw`^(\d{1,6})\s*(?:[x×*＊✕]|pcs?\.?\s)\s*(.{1,200}?)${PRICE}$`, 'iu')

/** 保湿面霜 x2; 雨伞 ×1, or 2x Cup @ 5.00. */
function fromMarked(cell: string): PackedItem[] | null {
  return allOf(articlesOf(cell).map(markedItem))
}

function markedItem(text: string): PackedItem | null {
  const before = BEFORE.exec(text)
  const after = before ? null : AFTER.exec(text)
  const [name, quantity, price] = before
    ? [before[2], before[1], before[3]]
    : [after?.[1], after?.[2], after?.[3]]
  if (name === undefined || quantity === undefined) return null
  if (price !== undefined && readValue(price).kind !== 'number') return null
  // 10x20: a size.
  return /\p{L}|\d{4}/u.test(name) ? item({ name, quantity, price: price ?? '' }) : null
}

/** SKU1:2|SKU2:1. */
function fromPairs(cell: string): PackedItem[] | null {
  return allOf(
    articlesOf(cell).map((text) => {
      const found = /^([^\s:=]{2,60})\s*[:=]\s*(\d{1,4})$/.exec(text)
      // 10:30 is a time of day.
      return found && !/^\d{1,2}$/.test(found[1] ?? '')
        ? item({ id: found[1] ?? '', quantity: found[2] ?? '' })
        : null
    }),
  )
}

const articlesOf = (cell: string): string[] =>
  cell
    .trim()
    .split(BETWEEN)
    .filter((part) => part !== '')
