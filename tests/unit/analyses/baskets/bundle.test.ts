import { expect, test } from 'vitest'
import { bundleFigures, readBundle, readCart } from '../../../../src/analyses/baskets/bundle'
import { readSupport } from '../../../../src/analyses/baskets/parameters'

const item = (price: number, cost = NaN, stock = NaN, support = 0.1) => ({ price, cost, stock, support })

test('break-even: the margin of all bundles is that of the joint baskets now', () => {
  const found = bundleFigures([item(60, 30, 40), item(40, 20, 15)], {
    joint: 200,
    baskets: 10_000,
    offered: 80,
  })
  expect(found).toMatchObject({ sum: 100, offered: 80, marginApart: 50, margin: 30, feasible: 15 })
  expect(found.expected).toBeCloseTo(100)
  expect(found.lift).toBeCloseTo(2)
  expect(found.discount).toBeCloseTo(0.2)
  expect(200 * (1 + found.uplift) * found.margin).toBeCloseTo(200 * found.marginApart)
})

test('what is not stated is not made up; a bundle that earns nothing never breaks even', () => {
  const unknown = bundleFigures([item(60), item(40, 20)], { joint: 5, baskets: 100, offered: null })
  expect(unknown.offered).toBe(90)
  expect([unknown.margin, unknown.uplift, unknown.feasible]).toEqual([NaN, NaN, NaN])
  const loss = bundleFigures([item(60, 50), item(40, 35)], { joint: 5, baskets: 100, offered: 85 })
  expect(loss.uplift).toBe(Infinity)
})

test('what a project holds of bundles and carts is read, and nonsense is nothing', () => {
  const bundle = { items: ['a', 'b'], prices: { a: 3 }, costs: {}, stock: { b: 7 }, offered: 9.5 }
  expect(readBundle(JSON.stringify(bundle))).toEqual(bundle)
  const empty = { items: [], prices: {}, costs: {}, stock: {}, offered: null }
  for (const text of ['', '{', '[]', '{"items":3}', 'null']) expect(readBundle(text)).toEqual(empty)
  expect(readBundle('{"prices":{"a":"x","b":2}}').prices).toEqual({ b: 2 })
  expect(readCart('["a","b",3]')).toEqual(['a', 'b'])
  for (const text of ['', '{', '{}']) expect(readCart(text)).toEqual([])
})

test('a least support is a percentage as people write it', () => {
  expect(['0.5', ' 0,5 % ', '0.5%', '100'].map(readSupport)).toEqual([0.005, 0.005, 0.005, 1])
  expect(['', '0', '101', '-1', 'x', '1e3', '0.5.1'].map(readSupport)).toEqual(Array(7).fill(null))
})
