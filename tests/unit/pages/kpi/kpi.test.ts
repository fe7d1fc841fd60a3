import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { logMean, productWeights, type Pair } from '../../../../src/pages/kpi/contribution'
import {
  movedNode,
  nodeById,
  nodesOf,
  placedBeside,
  placedUnder,
  withChild,
  withoutNode,
} from '../../../../src/pages/kpi/edit'
import { evaluate, statusOf, type Reading } from '../../../../src/pages/kpi/evaluate'
import { kpiBookSchema, type KpiNode, type KpiTree } from '../../../../src/project/kpi-schema'

const node = (id: string, over: Partial<KpiNode> = {}): KpiNode => ({
  id,
  name: id,
  source: { kind: 'typed', unit: 'number', now: 1, before: 1 },
  formula: 'none',
  better: 'higher',
  target: null,
  near: 0.1,
  children: [],
  ...over,
})
const typed = (id: string, before: number, now: number): KpiNode =>
  node(id, { source: { kind: 'typed', unit: 'number', now, before } })
const made = (id: string, formula: 'sum' | 'product', children: KpiNode[]): KpiNode =>
  node(id, { source: { kind: 'children', unit: 'number' }, formula, children })
const treeOf = (root: KpiNode, method: 'log' | 'shapley' = 'log'): KpiTree => ({
  id: 't',
  name: 't',
  days: 30,
  method,
  root,
})

const value = fc.oneof(fc.double({ min: 0.01, max: 1e4, noNaN: true }), fc.integer({ min: -50, max: 50 }))
let next = 0
const anyNode: fc.Arbitrary<KpiNode> = fc.letrec<{ node: KpiNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.tuple(value, value).map(([before, now]) => typed(`n${next++}`, before, now)),
    fc
      .tuple(
        fc.constantFrom('sum' as const, 'product' as const),
        fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
      )
      .map(([formula, children]) => made(`n${next++}`, formula, children)),
  ),
})).node

describe('what adds to a change', () => {
  test('the parts of a product add up, by both methods', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ now: value, before: value }), { minLength: 1, maxLength: 8 }),
        (factors) => {
          for (const method of ['log', 'shapley'] as const) {
            const weights = productWeights(factors, method)
            const parts = factors.map(({ now, before }, i) => (weights[i] ?? 0) * (now - before))
            const change =
              factors.reduce((all, { now }) => all * now, 1) -
              factors.reduce((all, { before }) => all * before, 1)
            const scale = parts.reduce((sum, part) => sum + Math.abs(part), Math.abs(change)) + 1e-9
            expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) - change) / scale).toBeLessThan(1e-7)
          }
        },
      ),
    )
  })

  test('Shapley by the sizes of sets is Shapley by every order', () => {
    const factors: Pair[] = [
      { before: 2, now: 3 },
      { before: 5, now: 4 },
      { before: -1, now: 7 },
    ]
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]
    const naive = [0, 0, 0]
    for (const order of orders) {
      const at = factors.map(({ before }) => before)
      for (const i of order) {
        const was = at.reduce((all, x) => all * x, 1)
        at[i] = factors[i]?.now ?? NaN
        naive[i] = (naive[i] ?? 0) + (at.reduce((all, x) => all * x, 1) - was) / orders.length
      }
    }
    const weights = productWeights(factors, 'shapley')
    factors.forEach(({ now, before }, i) =>
      expect((weights[i] ?? 0) * (now - before)).toBeCloseTo(naive[i] ?? NaN, 10),
    )
  })

  test('the logarithmic mean lies between, and is the value of equals', () => {
    expect(logMean(3, 3)).toBe(3)
    expect(logMean(Math.E, 1)).toBeCloseTo(Math.E - 1, 12)
    expect(logMean(1 + 1e-12, 1)).toBeCloseTo(1, 11)
  })

  test('on random trees the leaves add up to the change of the root exactly', () => {
    fc.assert(
      fc.property(anyNode, fc.constantFrom('log' as const, 'shapley' as const), (root, method) => {
        const results = evaluate(treeOf(root, method), new Map())
        const leaves = results.filter(({ node: { children } }) => children.length === 0)
        const parts = leaves.map(({ contribution }) => contribution ?? NaN)
        const top = results[0]
        const scale = parts.reduce((sum, part) => sum + Math.abs(part), Math.abs(top?.change ?? NaN)) + 1e-9
        expect(
          Math.abs(parts.reduce((sum, part) => sum + part, 0) - (top?.change ?? NaN)) / scale,
        ).toBeLessThan(1e-6)
      }),
    )
  })

  test('by hand: 100 members × 2 orders × 10 become 120 × 2 × 9, Shapley', () => {
    const tree = treeOf(
      made('root', 'product', [typed('a', 100, 120), typed('b', 2, 2), typed('c', 10, 9)]),
      'shapley',
    )
    const results = new Map(evaluate(tree, new Map()).map((one) => [one.node.id, one]))
    // a: 20 × 2 × (10 + 9) ⁄ 2; c: −1 × 2 × (100 + 120) ⁄ 2.
    expect(results.get('a')?.contribution).toBeCloseTo(380, 10)
    expect(results.get('b')?.contribution).toBeCloseTo(0, 10)
    expect(results.get('c')?.contribution).toBeCloseTo(-220, 10)
    expect(results.get('root')?.change).toBe(160)
  })
})

describe('what is missing', () => {
  const missing = { en: 'no events', zh: '没有事件' }
  const tree = treeOf(
    node('root', {
      source: { kind: 'live', figure: 'x' },
      formula: 'sum',
      children: [typed('known', 1, 2), node('gone', { source: { kind: 'live', figure: 'y' } })],
    }),
  )
  const readings = new Map<string, Reading>([
    ['root', { now: 10, before: 8, missing: null }],
    ['gone', { now: null, before: null, missing }],
  ])

  test('is said of its leaf, and the rest stands', () => {
    const results = new Map(evaluate(tree, readings).map((one) => [one.node.id, one]))
    expect(results.get('root')).toMatchObject({ now: 10, change: 2, contribution: 2, unexplained: null })
    expect(results.get('gone')).toMatchObject({ now: null, missing, contribution: null })
    // No formula leads from it to the root while a part is missing: it stands for itself.
    expect(results.get('known')).toMatchObject({ change: 1, within: 'known' })
  })

  test('what the children do not make of a read value is said', () => {
    const known = new Map(readings).set('gone', { now: 5, before: 5, missing: null })
    const [root] = evaluate(tree, known)
    expect(root).toMatchObject({ gap: 10 - 7, unexplained: 2 - 1 })
  })
})

describe('status', () => {
  const goal = (target: number | null, better: 'higher' | 'lower') => node('n', { target, better, near: 0.1 })
  test.each([
    [100, 'higher', 100, 'met'],
    [100, 'higher', 95, 'near'],
    [100, 'higher', 89, 'missed'],
    [100, 'lower', 100, 'met'],
    [100, 'lower', 110, 'near'],
    [100, 'lower', 111, 'missed'],
    [-10, 'higher', -10.5, 'near'],
    [null, 'higher', 3, null],
  ] as const)('target %s, %s is better, %s is %s', (target, better, now, status) => {
    expect(statusOf(goal(target, better), now)).toBe(status)
  })
})

describe('editing', () => {
  const tree = treeOf(
    made('r', 'sum', [made('a', 'sum', [typed('x', 1, 1)]), typed('b', 1, 1), typed('c', 1, 1)]),
  )
  const shape = ({ root }: KpiTree) => {
    const write = (one: KpiNode): string =>
      one.id + (one.children.length ? `(${one.children.map(write).join(' ')})` : '')
    return write(root)
  }

  test('a node moves up, down, in and out', () => {
    expect(shape(movedNode(tree, 'c', 'up'))).toBe('r(a(x) c b)')
    expect(shape(movedNode(tree, 'b', 'in'))).toBe('r(a(x b) c)')
    expect(shape(movedNode(tree, 'x', 'out'))).toBe('r(a x b c)')
    expect(shape(placedUnder(tree, nodeById(tree, 'b') ?? node(''), 'c'))).toBe('r(a(x) c(b))')
    expect(shape(placedBeside(tree, nodeById(tree, 'a') ?? node(''), 'c'))).toBe('r(b c a(x))')
  })

  test('what cannot be is left as it is', () => {
    for (const [id, move] of [
      ['r', 'up'],
      ['a', 'up'],
      ['c', 'down'],
      ['a', 'in'],
      ['a', 'out'],
      ['zz', 'up'],
    ] as const)
      expect(shape(movedNode(tree, id, move))).toBe('r(a(x) b c)')
    expect(shape(placedUnder(tree, nodeById(tree, 'a') ?? node(''), 'x'))).toBe('r(a(x) b c)')
    expect(shape(withoutNode(tree, 'r'))).toBe('r(a(x) b c)')
  })

  test('moving loses no node', () => {
    fc.assert(
      fc.property(anyNode, fc.nat(), fc.constantFrom('up', 'down', 'in', 'out'), (root, pick, move) => {
        const before = treeOf(root)
        const ids = nodesOf(root).map(({ id }) => id)
        const after = movedNode(before, ids[pick % ids.length] ?? '', move as 'up')
        expect(
          nodesOf(after.root)
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(ids.toSorted())
      }),
    )
  })

  test('a node takes no more children than can be shared out', () => {
    let full = tree
    for (let i = 0; i < 20; i++) full = withChild(full, 'b', typed(`new${i}`, 1, 1))
    expect(nodeById(full, 'b')?.children.length).toBe(12)
  })
})

describe('in a project file', () => {
  const book = { trees: [treeOf(made('r', 'product', [typed('a', 1, 2), node('b', { target: 3 })]))] }

  test('a tree is read as it was written', () => {
    expect(v.parse(kpiBookSchema, JSON.parse(JSON.stringify(book)))).toEqual(book)
  })

  test('what is no tree is refused', () => {
    const wrong = { trees: [{ ...book.trees[0], days: 31 }] }
    expect(v.safeParse(kpiBookSchema, wrong).success).toBe(false)
    const crowded = made(
      'r',
      'sum',
      Array.from({ length: 13 }, (_, i) => typed(`n${i}`, 1, 1)),
    )
    expect(v.safeParse(kpiBookSchema, { trees: [treeOf(crowded)] }).success).toBe(false)
  })
})
