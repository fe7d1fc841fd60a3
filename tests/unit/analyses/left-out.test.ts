import { beforeAll, expect, test } from 'vitest'
import { isLeftOut, namesLeftOut, withLeftOut } from '../../../src/analyses/left-out.sql'
import { doubtedGoods } from '../../../src/analyses/no-goods.sql'
import type { EngineCore } from '../../../src/engine/core'
import { join, sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

test('names are separated by semicolons of both kinds and lines; names added stand there once', () => {
  expect(namesLeftOut('POSTAGE; Manual ;;包装费;运费\nA, B')).toEqual([
    'POSTAGE',
    'Manual',
    '包装费',
    '运费',
    'A, B',
  ])
  expect(namesLeftOut(' ')).toEqual([])
  expect(withLeftOut('', ['POSTAGE', 'Manual'])).toBe('POSTAGE; Manual')
  expect(withLeftOut('Manual', ['POSTAGE', 'Manual'])).toBe('Manual; POSTAGE')
})

test('a row is left out by any of its columns, whatever the capitals; nothing said is no name', async () => {
  const rows = sql`(select * from (values (1, 'Postage ', null), (2, null, 'POST'), (3, 'tea', 'postage'), (4, null, null)) as t(id, a, b))`
  const left = async (names: string[]) =>
    (
      await rowsOf(
        engine,
        sql`select id from ${rows} where ${isLeftOut(names, [sql`a`, sql`b`])} order by id`,
      )
    ).map(({ id }) => id)
  expect(await left(['postage'])).toEqual([1, 3])
  expect(await left(['Post'])).toEqual([2])
  expect(await left([])).toEqual([])
  expect(
    (await rowsOf(engine, sql`select id from ${rows} where not ${isLeftOut(['x'], [sql`a`, sql`b`])}`))
      .length,
  ).toBe(4)
})

test('charges, adjustments and gifts are told from goods by the whole of their names', async () => {
  const doubted = async (names: string[]) => {
    const values = join(names.map((name, i) => sql`(${name}, ${names.length - i})`))
    const rows = await rowsOf(
      engine,
      doubtedGoods(sql`(select * from (values ${values}) as t(name, members))`),
    )
    return rows.map(({ name }) => name)
  }
  const charges = [
    'POSTAGE',
    'DOTCOM POSTAGE',
    ' Manual',
    'Bank Charges',
    'AMAZON FEE',
    'CARRIAGE',
    'Adjust bad debt',
    'Discount',
    'SAMPLES',
    'CRUK Commission',
    'Shipping & handling',
    'Express delivery fee',
    '运费',
    '补运费差价',
    '补差价专拍',
    '邮费补拍',
    '包装费',
    '赠品',
  ]
  expect(await doubted(charges)).toEqual(charges.map((name) => name.trim()))
  const goods = [
    'POSTAGE STAMP ALBUM',
    'DELIVERY VAN TOY',
    'MANUAL COFFEE GRINDER',
    'DISCOUNT CARD HOLDER',
    'GIFT WRAP ROSES',
    'SAMPLE BOOK',
    'Tip Top Bread',
    '快递费用记账本',
    '赠品袋',
    '差价计算器',
    '',
  ]
  expect(await doubted(goods)).toEqual([])
})
