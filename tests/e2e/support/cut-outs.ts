import type { GivenFile } from './app'
import { csvFile, type Cell } from './csv'
import type { Shop } from './shops'

/** What making a cut-out tells of it; counted here, row by row, in plain JavaScript. */
type CutOut = Pick<
  Shop,
  'file' | 'rows' | 'setAside' | 'kept' | 'members' | 'orders' | 'gross' | 'repeatRate' | 'asOf'
>

interface Sale {
  member: string
  order: string
  day: string
  amount: number
}

/** Invoice lines: member ids missing, returns with the sale they belong to, lines without money. */
export function invoiceCutOut(name: string): CutOut {
  const next = dice(541)
  const rows: Cell[][] = []
  const kept: Sale[] = []
  const setAside = { no_member: 0, returned: 0, zero_amount: 0 }
  for (let invoice = 0; invoice < 160; invoice += 1) {
    const order = String(536_365 + invoice)
    const member = next(9) === 0 ? '' : String(12_346 + next(45))
    const day = dayOf(2011, next(330))
    const lines = 1 + next(4)
    for (let line = 0; line < lines; line += 1) {
      const product = next(PRODUCTS.length)
      const [code = '', text = '', price = 0] = PRODUCTS[product] ?? []
      const quantity = 1 + next(12)
      const free = next(40) === 0
      rows.push([order, code, text, quantity, `${day} ${clock(next)}`, free ? 0 : price, member, 'France'])
      if (member === '') setAside.no_member += 1
      else if (free) setAside.zero_amount += 1
      else {
        kept.push({ member, order, day, amount: quantity * price })
        if (next(25) > 0) continue
        setAside.returned += 1
        const back = `${dayOf(2011, 340 + next(10))} ${clock(next)}`
        rows.push([`C${order}`, code, text, -quantity, back, price, member, 'France'])
      }
    }
  }
  const header = [
    ...['InvoiceNo', 'StockCode', 'Description', 'Quantity'],
    ...['InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'],
  ]
  return { file: csvFile(name, header, rows), rows: rows.length, setAside, ...account(kept) }
}

/** One row per purchase, ids with leading zeros, no order number: each row is an order. */
export function purchaseCutOut(name: string): CutOut {
  const { rows, kept } = purchases(320)
  return { file: purchaseFile(name, rows), rows: rows.length, setAside: {}, ...account(kept) }
}

/** The same purchases with more of them at the end: the file as it would be exported a month later. */
export function longerPurchases(name: string): CutOut {
  const { rows, kept } = purchases(420)
  return { file: purchaseFile(name, rows), rows: rows.length, setAside: {}, ...account(kept) }
}

/** Orders with dates like 2018/1/9, some without a time, some without an amount. */
export function saleCutOut(name: string): CutOut {
  const next = dice(2018)
  const rows: Cell[][] = []
  const kept: Sale[] = []
  const setAside = { no_time: 0, no_amount: 0 }
  for (let i = 0; i < 260; i += 1) {
    const day = dayOf(2018, next(360))
    const member = String(50_000 + next(120))
    const order = String(4_196_439_032 + i)
    const amount = 5 * (1 + next(400))
    const hole = i % 60 === 59 ? 'time' : i % 45 === 44 ? 'amount' : ''
    rows.push([
      member,
      hole === 'time' ? '' : day.split('-').map(Number).join('/'),
      order,
      hole === 'amount' ? '' : amount,
    ])
    if (hole === 'time') setAside.no_time += 1
    else if (hole === 'amount') setAside.no_amount += 1
    else kept.push({ member, order, day, amount })
  }
  const header = ['user_id', 'create_time', 'order_id', 'amount']
  return { file: csvFile(name, header, rows), rows: rows.length, setAside, ...account(kept) }
}

const PRODUCTS: readonly (readonly [string, string, number])[] = [
  ['85123A', 'PAPER LANTERN, WHITE', 2.55],
  ['71053', 'TIN "TEA"', 3.39],
  ['84406B', 'COAT HANGER', 2.75],
  ['22752', 'NESTING BOXES', 7.65],
  ['21730', 'CANDLE HOLDER', 4.25],
]

function purchases(count: number): { rows: Cell[][]; kept: Sale[] } {
  const next = dice(1997)
  const rows: Cell[][] = []
  const kept: Sale[] = []
  for (let i = 0; i < count; i += 1) {
    const member = String(1 + Math.floor((next(100) * next(100)) / 100)).padStart(5, '0')
    // In the order of time, so that a longer file goes on where the shorter one ends.
    const day = dayOf(1997, i)
    const discs = 1 + next(5)
    const amount = Math.round(discs * (800 + next(900))) / 100
    rows.push([member, day, discs, amount.toFixed(2)])
    kept.push({ member, order: String(i), day, amount })
  }
  return { rows, kept }
}

const purchaseFile = (name: string, rows: Cell[][]): GivenFile =>
  csvFile(name, ['customer_id', 'date', 'number_of_cds', 'dollar_value'], rows)

function account(kept: readonly Sale[]) {
  const ordersOf = new Map<string, Set<string>>()
  for (const { member, order } of kept) {
    const orders = ordersOf.get(member) ?? new Set()
    ordersOf.set(member, orders.add(order))
  }
  const last = kept.reduce((latest, { day }) => (day > latest ? day : latest), '')
  return {
    kept: kept.length,
    members: ordersOf.size,
    orders: new Set(kept.map(({ order }) => order)).size,
    gross: kept.reduce((sum, { amount }) => sum + amount, 0),
    repeatRate: [...ordersOf.values()].filter((orders) => orders.size > 1).length / ordersOf.size,
    asOf: new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10),
  }
}

/** Whole numbers below a limit, the same every time: a linear congruential generator (Numerical Recipes). */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const dayOf = (year: number, dayOfYear: number): string =>
  new Date(Date.UTC(year, 0, 1 + dayOfYear)).toISOString().slice(0, 10)

const clock = (next: (below: number) => number): string =>
  `${String(8 + next(10)).padStart(2, '0')}:${String(next(60)).padStart(2, '0')}:00`
