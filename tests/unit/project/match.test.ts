import { describe, expect, test } from 'vitest'
import type { SourcePlan } from '../../../src/cleaning/recipe'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import type { FileReport } from '../../../src/ingest/types'
import { matchFiles, replan } from '../../../src/project/match'
import { gapsOf, planOf, recipeOf } from '../../../src/project/plan'
import { textFile } from '../shop-fixture'

const report = (name: string, text: string): Promise<FileReport> => inspectFile(textFile(name, text))

const plan = (
  name: string,
  table: SourcePlan['table'],
  roles: Record<string, string>,
  more: string[] = [],
): SourcePlan => ({
  file: { name, size: 1, records: 1 },
  dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', header: true },
  table,
  mapping: roles,
  columns: [...Object.values(roles), ...more].map((column) => ({
    name: column,
    type: 'text',
    dateFormats: [],
    decimal: '.',
    currency: '',
  })),
})

const ORDERS = { order_id: 'order', member_id: 'who', ordered_at: 'when', amount: 'sum' }
const ordersText = 'order,who,when,sum\n1,a,2025-01-01,5\n2,b,2025-01-02,6\n'
const membersText = 'who,city\na,上海\nb,北京\n'

describe('which file a saved source means', () => {
  const orders = plan('orders.csv', 'orders', ORDERS)
  const members = plan('members.csv', 'members', { member_id: 'who' }, ['city'])

  test('the one of the same name', async () => {
    const reports = [await report('members.csv', membersText), await report('orders.csv', ordersText)]
    expect(matchFiles([orders, members], reports)).toEqual([1, 0])
  })

  test('a renamed one, by its columns: the likest, not the first that would do', async () => {
    const reports = [await report('o2.csv', ordersText), await report('m2.csv', membersText)]
    expect(matchFiles([members, orders], reports)).toEqual([1, 0])
    expect(matchFiles([orders, members], reports)).toEqual([0, 1])
  })

  test('one with new columns', async () => {
    const more = await report('orders-july.csv', 'shop,order,who,when,sum\nx,1,a,2025-01-01,5\n')
    expect(matchFiles([orders], [more])).toEqual([0])
  })

  test('none that lacks a column in use, even of the same name', async () => {
    const less = await report('orders.csv', 'order,who,when\n1,a,2025-01-01\n')
    const other = await report('other.csv', ordersText)
    expect(matchFiles([orders], [less])).toEqual([null])
    expect(matchFiles([orders], [less, other])).toEqual([1])
  })

  test('a column that is not in use may go', async () => {
    expect(matchFiles([members], [await report('members.csv', 'who\na\nb\n')])).toEqual([0])
  })

  test('each file once: two of one shape by their names, else in their order', async () => {
    const [january, february] = [plan('1.csv', 'orders', ORDERS), plan('2.csv', 'orders', ORDERS)]
    const one = await report('1.csv', ordersText)
    const two = await report('2.csv', ordersText)
    const new1 = await report('a.csv', ordersText)
    expect(matchFiles([january, february], [two, one])).toEqual([1, 0])
    expect(matchFiles([january, february], [new1, one])).toEqual([1, 0])
    expect(matchFiles([january, february], [new1])).toEqual([0, null])
    expect(matchFiles([january, february], [])).toEqual([null, null])
  })

  test('a table that is no shop table needs all its columns', async () => {
    const raw = plan('notes.csv', null, {}, ['a', 'b'])
    expect(matchFiles([raw], [await report('n.csv', 'a,b,c\n1,2,3\n')])).toEqual([0])
    expect(matchFiles([raw], [await report('notes.csv', 'a,c\n1,3\n')])).toEqual([null])
    expect(matchFiles([plan('x.csv', 'orders', {})], [await report('x.csv', 'a,b\n1,2\n')])).toEqual([null])
  })
})

describe('a saved plan for a file of today', () => {
  const saved = (formats: string[]): SourcePlan => {
    const source = plan('orders.csv', 'orders', ORDERS)
    return {
      ...source,
      columns: source.columns.map((column) =>
        column.name === 'when' ? { ...column, type: 'date', dateFormats: formats } : column,
      ),
    }
  }
  const formatsOf = (source: SourcePlan) => source.columns.find(({ name }) => name === 'when')?.dateFormats

  test('keeps the decision on day or month where the new file does not tell either', async () => {
    const ambiguous = await report('orders.csv', 'order,who,when,sum\n1,a,03/04/2025,5\n2,b,05/06/2025,6\n')
    expect(formatsOf(replan(saved(['%d/%m/%Y']), ambiguous))).toEqual(['%d/%m/%Y'])
    expect(formatsOf(replan(saved(['%m/%d/%Y']), ambiguous))).toEqual(['%m/%d/%Y'])
  })

  test('reads the file as it is where it does tell', async () => {
    const telling = await report('orders.csv', 'order,who,when,sum\n1,a,25/04/2025,5\n2,b,26/06/2025,6\n')
    expect(formatsOf(replan(saved(['%m/%d/%Y']), telling))).toEqual(['%d/%m/%Y'])
  })

  test('keeps table and mapping, takes name, counts and columns of the file', async () => {
    const newer = await report(
      'july.csv',
      'shop,order,who,when,sum\nx,1,a,2025-01-01,5\nx,2,b,2025-01-02,6\n',
    )
    const next = replan(saved(['%Y-%m-%d']), newer)
    expect(next).toMatchObject({ table: 'orders', mapping: ORDERS, file: { name: 'july.csv', records: 2 } })
    expect(next.columns.map(({ name }) => name)).toEqual(['shop', 'order', 'who', 'when', 'sum'])
  })
})

describe('a proposal as a plan, plans as a recipe', () => {
  test('say what was proposed, and the one currency seen', async () => {
    const file = await report(
      '订单.csv',
      '订单编号,会员编号,下单时间,实付金额\n1,a,2025-01-01,¥5.00\n2,b,2025-01-02,¥6.50\n',
    )
    const [proposal] = proposeSources([file])
    if (!proposal) throw new Error('No proposal.')
    const accepted = planOf(file, proposal)
    expect(accepted).toMatchObject({
      table: 'orders',
      mapping: { order_id: '订单编号', member_id: '会员编号', ordered_at: '下单时间', amount: '实付金额' },
      file: { name: '订单.csv', records: 2 },
    })
    expect(gapsOf(accepted, [accepted])).toEqual([])
    expect(recipeOf([accepted], '2026-01-01')).toMatchObject({ today: '2026-01-01', currency: 'CNY' })
    const dollars = {
      ...accepted,
      columns: accepted.columns.map((column) => ({ ...column, currency: 'USD' })),
    }
    expect(recipeOf([accepted, dollars], '2026-01-01').currency).toBe('')
    expect(recipeOf([], '2026-01-01')).toMatchObject({ sources: [], currency: '' })
  })
})

describe('what a plan lacks', () => {
  const orders = (roles: Record<string, string>) => plan('o.csv', 'orders', roles)
  const lines = (roles: Record<string, string>) => plan('l.csv', 'order_items', roles)
  test.each<[what: string, sources: SourcePlan[], gaps: string[][]]>([
    ['orders with time and amount', [orders({ ordered_at: 't', amount: 'a' })], [[]]],
    ['orders with a price alone', [orders({ ordered_at: 't', unit_price: 'p' })], [[]]],
    ['orders of nothing', [orders({})], [['no_time', 'no_amount']]],
    [
      'orders whose lines have prices',
      [orders({ ordered_at: 't', order_id: 'o' }), lines({ order_id: 'o', unit_price: 'p' })],
      [[], []],
    ],
    [
      'orders whose lines cannot be found',
      [orders({ ordered_at: 't' }), lines({ order_id: 'o', unit_price: 'p' })],
      [['no_amount'], []],
    ],
    [
      'lines beside orders need the order',
      [orders({ ordered_at: 't', amount: 'a' }), lines({ unit_price: 'p' })],
      [[], ['no_order']],
    ],
    ['lines alone need a time and money', [lines({ order_id: 'o' })], [['no_time', 'no_amount']]],
    ['baskets: lines that say what was bought together', [lines({ order_id: 'o', product_id: 'p' })], [[]]],
    ['lines alone', [lines({ ordered_at: 't', unit_price: 'p' })], [[]]],
    ['members without ids', [plan('m.csv', 'members', { city: 'c' })], [['no_key']]],
    ['products without ids', [plan('p.csv', 'products', { product_name: 'n' })], [['no_key']]],
    ['anything else', [plan('x.csv', null, {})], [[]]],
  ])('%s', (_, sources, gaps) => {
    expect(sources.map((source) => gapsOf(source, sources))).toEqual(gaps)
  })
})
