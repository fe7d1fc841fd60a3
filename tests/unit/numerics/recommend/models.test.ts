import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csrOf, denseCodes, transposed } from '../../../../src/numerics/csr'
import { trainAls } from '../../../../src/numerics/recommend/als'
import { trainEase } from '../../../../src/numerics/recommend/ease'
import { product, scoreOf } from '../../../../src/numerics/recommend/factors'
import { interactionsOf, tasteOf, type Taste } from '../../../../src/numerics/recommend/interactions'
import { invertPositive, paddedSize, positiveMatrix } from '../../../../src/numerics/recommend/inverse'
import { trainWalk } from '../../../../src/numerics/recommend/item-based'
import { nearest, SIMILARITIES, type Similarity } from '../../../../src/numerics/recommend/neighbours'
import { due, trainPersonal } from '../../../../src/numerics/recommend/personal'
import { RECOMMENDERS, trainByName, type RecommenderName } from '../../../../src/numerics/recommend/registry'
import { topItems } from '../../../../src/numerics/recommend/top'
import { trainUserBased } from '../../../../src/numerics/recommend/user-based'
import { matrixOf, scoresOf, shopLines, shopOf, tasteShop } from './random-shop'

const NAMES = Object.keys(RECOMMENDERS) as RecommenderName[]
/** What is the same for everybody, or shows only what she has; the neural ones have a shop of their own. */
const NOT_OF_TASTE = new Set<RecommenderName>([
  ...(['atRandom', 'popular', 'popularRecently', 'popularInSegment', 'again'] as const),
  ...(['neumf', 'gru4rec', 'sasrec'] as const),
])
const silent = () => undefined
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

test('the products with all rows are to the last bit those of one row at a time', () => {
  const number = fc.double({ min: -9, max: 9, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1, maxLength: 11 }),
      fc.nat(7),
      fc.infiniteStream(number),
      (own, count, numbers) => {
        const vector = Float64Array.from(own)
        const rows = Float32Array.from([...numbers.take(count * own.length)])
        const biases = Float32Array.from([...numbers.take(count)])
        const singly = Array.from({ length: count }, (_, row) => product(rows, row * own.length, vector))
        const [plain, biased] = [new Float64Array(count), new Float64Array(count)]
        scoreOf(vector, rows, plain)
        scoreOf(vector, rows, biased, biases)
        expect([...plain]).toEqual(singly)
        expect([...biased]).toEqual(singly.map((score, row) => score + biases[row]!))
      },
    ),
  )
})

test('cells are the sums of their lines, by members and by items', () => {
  fc.assert(
    fc.property(shopLines, (lines) => {
      const shop = shopOf(lines)
      const full = matrixOf(shop)
      full.forEach((row, m) =>
        row.forEach((value, i) => {
          const own = lines.filter((l) => l[0] === shop.memberIds[m] && l[1] === shop.itemIds[i])
          expect(value).toBe(sum(own.map((line) => line[2])))
        }),
      )
      expect(transposed(shop.byItem)).toEqual(shop.byMember)
      shop.byMember.columns.forEach((item, cell) => {
        const m = shop.byMember.starts.findIndex((start, at) => at > 0 && start > cell) - 1
        const own = lines.filter((l) => l[0] === shop.memberIds[m] && l[1] === shop.itemIds[item])
        const times = own.map((line) => line[3])
        expect([shop.times[cell], shop.first[cell], shop.last[cell]]).toEqual([
          own.length,
          Math.min(...times),
          Math.max(...times),
        ])
      })
    }),
  )
})

test('codes: ids far apart, broken, and none at all', () => {
  const far = denseCodes(Float64Array.of(1e12, -4, NaN, 2.5, 1e12))
  expect([[...far.codes], [...far.ids]]).toEqual([
    [2, 0, -1, 1, 2],
    [-4, 2.5, 1e12],
  ])
  expect([...denseCodes(Float64Array.of(7, NaN, 5)).codes]).toEqual([1, -1, 0])
  expect(denseCodes(new Float64Array(0)).ids).toHaveLength(0)
  expect([...csrOf([2, 2], new Int32Array(0), new Int32Array(0)).starts]).toEqual([0, 0, 0])
})

describe('neighbours', () => {
  const naive: Record<Similarity, (a: number[], b: number[]) => number> = {
    cosine: (a, b) =>
      sum(a.map((v, i) => v * b[i]!)) / Math.sqrt(sum(a.map((v) => v * v)) * sum(b.map((v) => v * v))),
    jaccard: (a, b) =>
      sum(a.map((v, i) => Number(v * b[i]! > 0))) / sum(a.map((v, i) => Number(v + b[i]! > 0))),
    conditional: (a, b) => sum(a.map((v, i) => Number(v * b[i]! > 0))) / sum(a.map((v) => Number(v > 0))),
    pearson: (a, b) => {
      const [ma, mb] = [sum(a) / a.length, sum(b) / b.length]
      const spread = sum(a.map((v) => (v - ma) ** 2)) * sum(b.map((v) => (v - mb) ** 2))
      return spread < 1e-12 ? 0 : sum(a.map((v, i) => (v - ma) * (b[i]! - mb))) / Math.sqrt(spread)
    },
  }

  test.each(SIMILARITIES)('%s of items and of members is that of full columns', (similarity) => {
    fc.assert(
      fc.property(shopLines, fc.nat(4), (lines, shrinkage) => {
        const shop = shopOf(lines)
        const full = matrixOf(shop)
        const columns = Array.from({ length: shop.items }, (_, i) => full.map((row) => row[i]!))
        const found = nearest(shop.byItem, shop.byMember, { similarity, k: 99, shrinkage })
        for (let a = 0; a < shop.items; a++) {
          const got = new Map<number, number>()
          for (let at = found.starts[a]!; at < found.starts[a + 1]!; at++)
            got.set(found.columns[at]!, found.values[at]!)
          columns.forEach((other, b) => {
            const common = sum(columns[a]!.map((v, m) => Number(v * other[m]! > 0)))
            const alike = (naive[similarity](columns[a]!, other) * common) / (common + shrinkage)
            const expected = a === b || common === 0 || alike <= 1e-12 ? 0 : alike
            expect(got.get(b) ?? 0).toBeCloseTo(expected, 9)
          })
        }
        // Members against members: what the user-based model sums.
        const taste = tasteOf(shop, 0)
        const model = trainUserBased(shop, { similarity, k: 99, shrinkage })
        const expected = Array.from({ length: shop.items }, (_, i) =>
          sum(
            full.map((row, m) => {
              const common = sum(full[0]!.map((v, j) => Number(v * row[j]! > 0)))
              const near = (naive[similarity](full[0]!, row) * common) / (common + shrinkage)
              return m === 0 || common === 0 || near <= 0 ? 0 : near * row[i]!
            }),
          ),
        )
        scoresOf(model, taste).forEach((score, i) => expect(score).toBeCloseTo(expected[i]!, 9))
      }),
      { numRuns: 40 },
    )
  })

  test('only the k nearest are kept, equal ones by code', () => {
    const shop = shopOf([0, 1, 2, 3].map((item) => [0, item, 1, 0] as const))
    const { starts, columns } = nearest(shop.byItem, shop.byMember, { k: 2 })
    expect([...columns.subarray(starts[1], starts[2])]).toEqual([0, 2])
  })
})

test('RP3β is the product of two transitions over popularity', () => {
  fc.assert(
    fc.property(shopLines, (lines) => {
      const shop = shopOf(lines)
      const full = matrixOf(shop)
      const [alpha, beta] = [0.8, 0.4]
      const pop = Array.from({ length: shop.items }, (_, i) => full.filter((row) => row[i]! > 0).length)
      const toItem = full.map((row) => row.map((v) => (v === 0 ? 0 : (v / sum(row)) ** alpha)))
      const itemSums = pop.map((_, i) => sum(full.map((row) => row[i]!)))
      const walk = (from: number, to: number) =>
        sum(
          full.map((row, m) =>
            row[from] === 0 ? 0 : (row[from]! / itemSums[from]!) ** alpha * toItem[m]![to]!,
          ),
        )
      const model = trainWalk(shop, { alpha, beta, k: 99 })
      const taste = tasteOf(shop, 0)
      scoresOf(model, taste).forEach((score, to) => {
        const expected = sum(
          [...taste.items].map((from, i) =>
            from === to ? 0 : (taste.weights[i]! * walk(from, to)) / pop[to]! ** beta,
          ),
        )
        expect(score).toBeCloseTo(expected, 9)
      })
    }),
    { numRuns: 40 },
  )
})

describe('EASE', () => {
  test('the inverse times the matrix is one, across blocks', () => {
    for (const n of [1, 3, 4, 63, 64, 65, 130, 201]) {
      const size = paddedSize(n)
      const whole = positiveMatrix(size)
      const matrix = new Float64Array(size * size)
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) matrix[i * size + j] = i === j ? n + 2 : Math.cos((i + 1) * (j + 1))
      const inverse = whole.values
      inverse.set(matrix)
      invertPositive(whole)
      for (let i = 0; i < size; i += 7) {
        for (let j = 0; j < size; j++) {
          let product = 0
          for (let t = 0; t < size; t++) product += inverse[i * size + t]! * matrix[t * size + j]!
          expect(product).toBeCloseTo(Number(i === j), 10)
        }
      }
    }
    expect(() => invertPositive(positiveMatrix(4))).toThrow('not positive definite')
  })

  test('two items by hand: G = [[2, 1], [1, 2]], λ = 1 gives B = 1 ⁄ 3 off the diagonal', () => {
    // Members {0, 1}, {0}, {1}: P = [[3, −1], [−1, 3]] ⁄ 8, so B₀₁ = −P₀₁ ⁄ P₁₁.
    const shop = shopOf([
      [0, 0, 1, 0],
      [0, 1, 1, 0],
      [1, 0, 1, 0],
      [2, 1, 1, 0],
    ])
    expect(scoresOf(trainEase(shop, { ridge: 1 }), tasteOf(shop, 1))).toEqual([0, expect.closeTo(1 / 3, 6)])
  })

  test('B is where the gradient of the loss is zero, but on the diagonal', () => {
    fc.assert(
      fc.property(shopLines, fc.integer({ min: 1, max: 30 }), (lines, ridge) => {
        const shop = shopOf(lines)
        const full = matrixOf(shop)
        const unit = (item: number): Taste => ({ member: -1, items: Int32Array.of(item), weights: [1] })
        const model = trainEase(shop, { ridge })
        const b = Array.from({ length: shop.items }, (_, item) => scoresOf(model, unit(item)))
        const error = full.map((row) => row.map((v, j) => v - sum(row.map((x, i) => x * b[i]![j]!))))
        for (let i = 0; i < shop.items; i++) {
          for (let j = 0; j < shop.items; j++) {
            const gradient = -sum(full.map((row, m) => row[i]! * error[m]![j]!)) + ridge * b[i]![j]!
            if (i !== j) expect(gradient).toBeCloseTo(0, 3)
            else expect(b[i]![j]).toBeCloseTo(0, 12)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test('beyond the most items, the commonest are covered and the rest never shown', () => {
    const shop = shopOf([
      [0, 0, 1, 0],
      [0, 1, 1, 0],
      [1, 1, 1, 0],
      [1, 2, 1, 0],
      [2, 1, 1, 0],
      [2, 2, 1, 0],
    ])
    const model = trainEase(shop, { ridge: 1, mostItems: 2 })
    expect(model.covered).toBe(2)
    expect(scoresOf(model, tasteOf(shop, 1))[0]).toBe(-Infinity)
    expect(() => trainEase(shop, { ridge: 0 })).toThrow('above 0')
  })
})

describe.each(NAMES)('%s', (name) => {
  const shop = tasteShop(3, 45, 12)
  const options = { ridge: { als: 0.015, bpr: 0.001 }[name as string] ?? 1, factors: 3 }
  const model = trainByName(name, shop, options, silent)
  const ownShare = (taste: Taste, member: number) => {
    const { places } = topItems(Float64Array.from(scoresOf(model, taste)), 4, { without: taste.items })
    return sum([...places].map((item) => Number(Math.floor(item / 12) === member % 3))) / places.length
  }

  test('is the same again, for the same data and seed', () => {
    const again = trainByName(name, shop, options, silent)
    for (const member of [0, 7])
      expect(scoresOf(again, tasteOf(shop, member))).toEqual(scoresOf(model, tasteOf(shop, member)))
  })

  test.skipIf(NOT_OF_TASTE.has(name))('finds a planted taste, for members it knows and for new ones', () => {
    const members = Array.from({ length: 45 }, (_, member) => member)
    const known = members.map((member) => ownShare(tasteOf(shop, member), member))
    const fresh = members.map((member) => ownShare({ ...tasteOf(shop, member), member: -1 }, member))
    expect(sum(known) / 45).toBeGreaterThan(0.9)
    expect(sum(fresh) / 45).toBeGreaterThan(0.9)
  })

  test('one member, one item, and nothing at all', () => {
    const nothing = { names: [null], categories: [null], brands: [null], prices: Float64Array.of(NaN) }
    const single = { ...shopOf([[5, 9, 2, 3]]), catalogue: nothing }
    const trained = trainByName(name, single, options, silent)
    expect(scoresOf(trained, tasteOf(single, 0))).toHaveLength(1)
    expect(scoresOf(trained, tasteOf(single, 0)).some(Number.isNaN)).toBe(false)
    const empty = interactionsOf({ member: new Float64Array(0), item: new Float64Array(0) })
    const none = {
      ...empty,
      catalogue: { ...{ names: [], categories: [], brands: [] }, prices: new Float64Array(0) },
    }
    expect(
      scoresOf(trainByName(name, none, options, silent), {
        member: -1,
        items: new Int32Array(0),
        weights: [],
      }),
    ).toEqual([])
  })

  test('a history of nothing gives no NaN', () => {
    const scores = scoresOf(model, { member: -1, items: new Int32Array(0), weights: [] })
    expect(scores.some(Number.isNaN)).toBe(false)
  })
})

test('ALS: a new member is the solution of her normal equations', () => {
  fc.assert(
    fc.property(shopLines, (lines) => {
      const shop = shopOf(lines)
      const [factors, ridge, alpha] = [2, 0.05, 3]
      const model = trainAls(shop, { factors, ridge, alpha, epochs: 3 })
      const taste = { ...tasteOf(shop, 0), member: -1 }
      const y = Array.from({ length: shop.items }, (_, i) => [...model.ofItems.subarray(2 * i, 2 * i + 2)])
      const weight = y.map((_, i) => taste.weights[taste.items.indexOf(i)] ?? 0)
      const cell = (a: number, b: number) =>
        sum(y.map((row, i) => (1 + alpha * weight[i]!) * row[a]! * row[b]!))
      const shrink = ridge * (shop.items + alpha * sum(weight))
      const right = [0, 1].map((a) =>
        sum(y.map((row, i) => (weight[i]! > 0 ? (1 + alpha * weight[i]!) * row[a]! : 0))),
      )
      const [p, q, r] = [cell(0, 0) + shrink, cell(0, 1), cell(1, 1) + shrink]
      const determinant = p * r - q * q
      const x = [(r * right[0]! - q * right[1]!) / determinant, (p * right[1]! - q * right[0]!) / determinant]
      scoresOf(model, taste).forEach((score, i) =>
        expect(score).toBeCloseTo(x[0]! * y[i]![0]! + x[1]! * y[i]![1]!, 6),
      )
    }),
    { numRuns: 40 },
  )
})

describe('what a member buys again', () => {
  // Milk every 7 days, last 7 days ago; flour every 28, last 3 days ago; both bought four times.
  const lines = [0, 7, 14, 21].map((day) => [1, 10, 1, day] as const)
  const flour = [-59, -31, -3, 25].map((day) => [1, 20, 1, day] as const)
  const shop = shopOf([...lines, ...flour])

  test('what is due comes first, though both were bought as often', () => {
    const model = trainPersonal(shop, { now: 28, others: 0 })
    const [milk, bag] = scoresOf(model, tasteOf(shop, 0))
    expect(milk).toBeCloseTo(1, 9)
    expect(bag).toBeLessThan(0.8)
    const still = scoresOf(trainPersonal(shop, { now: 28, others: 0, tempo: 0 }), tasteOf(shop, 0))
    expect(still).toEqual([1, 1])
  })

  test('due is 1 at the usual gap, shrunk towards the common one, and 1 where nothing is known', () => {
    const taste = (n: number, from: number, to: number): Taste => ({
      ...{ member: 0, items: Int32Array.of(0), weights: [1] },
      ...{ times: [n], first: [from], last: [to] },
    })
    expect(due(taste(3, 0, 20), 0, 10, 30)).toBeCloseTo(1, 12)
    expect(due(taste(1, 0, 0), 0, 5, 10)).toBeCloseTo(2 * Math.exp(-1), 12)
    expect(due(taste(2, 0, 10), 0, 4, 16)).toBeCloseTo(1, 12)
    expect(due(taste(1, NaN, NaN), 0, NaN, 10)).toBe(1)
    expect(due(taste(1, 3, 3), 0, NaN, 10)).toBe(1)
  })
})
