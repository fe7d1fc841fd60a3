import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspectFile } from '../../../../src/ingest/inspect'
import { proposeSources } from '../../../../src/ingest/propose'
import { basketLayout } from '../../../../src/ingest/unpack/basket-lines'
import { unpack } from '../../../../src/ingest/unpack/unpack'
import { realFile, textFile } from '../../shop-fixture'

const GOODS = ['全脂牛奶', '面包', '黄油', '茶', '苹果', '大米', '鸡蛋', '酱油', '面条', '糖']
/** Thirty baskets of one to five different goods, none in a fixed place. */
const baskets = Array.from({ length: 30 }, (_, at) =>
  Array.from(
    { length: 1 + (at % 5) },
    (__, place) => GOODS[(at * 3 + place * (1 + (at % 3))) % GOODS.length] ?? '',
  ),
)
const written = (delimiter: string, end = '\n') =>
  baskets.map((basket) => [...new Set(basket)].join(delimiter)).join(end)

describe('a basket a line', () => {
  test.each([',', ';', '\t'] as const)('with %j between the items', async (delimiter) => {
    for (const text of [written(delimiter), `\ufeff${written(delimiter, '\r\n')}\r\n`]) {
      const [part] = await unpack(textFile('baskets.csv', text))
      expect(part?.notices).toMatchObject([{ level: 'info', code: 'basket_lines' }])
      const lines = (await part?.file.text())?.trimEnd().split('\n') ?? []
      expect(lines[0]).toBe('transaction_id,item')
      expect(lines.slice(1)).toEqual(
        baskets.flatMap((basket, at) => [...new Set(basket)].map((item) => `${at + 1},${item}`)),
      )
    }
  })

  test('lines filled up with empty cells, an empty line, and a name with a comma', async () => {
    const rows = baskets.map((basket) => [...new Set(basket), '', '', ''].slice(0, 6).join(';'))
    const text = [...rows, '', '茶;干果,散装'].join('\n')
    const [part] = await unpack(textFile('baskets.csv', text))
    const lines = (await part?.file.text())?.trimEnd().split('\n') ?? []
    expect(lines.slice(-2)).toEqual(['32,茶', '32,"干果,散装"'])
  })

  const width = Math.max(...baskets.map((basket) => new Set(basket).size))
  const lineOf = (basket: readonly string[], delimiter: string, isCounted: boolean) => {
    const items = [...new Set(basket)]
    const cells = [...items, ...Array.from({ length: width - items.length }, () => '')]
    return (isCounted ? [String(items.length), ...cells] : cells).join(delimiter)
  }
  const headed = (delimiter: string, word: string, isCounted: boolean, end = '\n') =>
    [
      [
        ...(isCounted ? [`${word}(s)`] : []),
        ...Array.from({ length: width }, (_, at) => `${word}${at + 1}`),
      ].join(delimiter),
      ...baskets.map((basket) => lineOf(basket, delimiter, isCounted)),
    ].join(end)

  test.each([
    [',', 'Item ', true],
    [';', 'item_', true],
    ['\t', '商品', true],
    [',', 'Product', false],
  ] as const)('under numbered columns with %j, %j, counted: %j', async (delimiter, word, isCounted) => {
    for (const text of [
      headed(delimiter, word, isCounted),
      `\ufeff${headed(delimiter, word, isCounted, '\r\n')}\r\n`,
    ]) {
      const [part] = await unpack(textFile('groceries.csv', text))
      const total = baskets.flatMap((basket) => [...new Set(basket)]).length
      expect(part?.notices).toMatchObject([{ level: 'info', code: 'basket_lines' }])
      expect(part?.notices[0]?.sentence.en).toContain(`30 lines with ${total} items`)
      const lines = (await part?.file.text())?.trimEnd().split('\n') ?? []
      expect(lines).toEqual([
        'transaction_id,item',
        ...baskets.flatMap((basket, at) => [...new Set(basket)].map((item) => `${at + 2},${item}`)),
      ])
    }
  })

  test('a number that is wrong further down is said; near the top it is another table', async () => {
    const many = Array.from({ length: 20 }, () => headed(',', 'Item ', true).split('\n').slice(1)).flat()
    const [header = ''] = headed(',', 'Item ', true).split('\n')
    const wrong = lineOf(['茶'], ',', true).replace('1', '7')
    const [part] = await unpack(textFile('groceries.csv', [header, ...many, wrong].join('\n')))
    expect(part?.notices).toMatchObject([{ level: 'warning', code: 'basket_lines' }])
    expect(part?.notices[0]?.sentence.en).toContain('In 1 of them')
    expect((await part?.file.text())?.trimEnd().endsWith(`\n${many.length + 2},茶`)).toBe(true)
    const early = [header, wrong, ...many].join('\n')
    expect(await basketLayout(textFile('x.csv', early))).toBeNull()
  })

  test('numbered columns of something else are a table', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => `m${at},${at % 5},${at % 3}`)
    for (const header of ['member,item 1,item 2', 'member,score 1,score 2', '2,item 1,item 3'])
      expect(await basketLayout(textFile('x.csv', [header, ...rows].join('\n')))).toBeNull()
  })

  test('is not seen in tables', async () => {
    const ragged = [
      'order,member,note',
      ...Array.from({ length: 40 }, (_, i) => `o${i},m${i % 9}${i % 3 ? ',x' : ''}${i % 5 ? '' : ',y,z'}`),
    ]
    const numbers = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 1 + (i % 4) }, (__, j) => (i * j) % 7).join(','),
    )
    for (const text of [
      ragged.join('\n'),
      numbers.join('\n'),
      '',
      'a,b\nc',
      written(',').split('\n').slice(0, 9).join('\n'),
    ])
      expect(await basketLayout(textFile('x.csv', text))).toBeNull()
  })

  const DATA = resolve(import.meta.dirname, '../../../../../shared/data')
  const files = () => {
    try {
      return readdirSync(DATA, { recursive: true, encoding: 'utf8' }).filter((path) =>
        /\.(csv|txt|data|item|user)$/.test(path),
      )
    } catch {
      return []
    }
  }
  test('nor in any real file', async () => {
    for (const path of files())
      expect([path, await basketLayout(realFile(path) ?? new File([], path))]).toEqual([path, null])
  }, 60_000)
})

const groceries = realFile('groceries/groceries_long.csv')
test.skipIf(!groceries)('the groceries, a basket a line, are lines of orders again', async () => {
  const byBasket = new Map<string, string[]>()
  for (const line of ((await groceries?.text()) ?? '').split('\n').slice(1)) {
    const found = /^(\d+),"([^"]*)"/.exec(line)
    if (found) byBasket.set(found[1] ?? '', [...(byBasket.get(found[1] ?? '') ?? []), found[2] ?? ''])
  }
  const text = [...byBasket.values()].map((items) => items.join(',')).join('\n')
  const [part] = await unpack(textFile('groceries.csv', text))
  const report = await inspectFile(part?.file ?? new File([], ''))
  expect(report.records).toBe(43_367)
  const [proposal] = proposeSources([report])
  expect(proposal?.table).toBe('order_items')
  expect(part?.notices[0]?.sentence.en).toContain('9835 lines with 43367 items')
})
