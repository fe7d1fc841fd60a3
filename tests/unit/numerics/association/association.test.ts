import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  binned,
  categoriesOf,
  correlationRatio,
  cramersV,
  mutualInformation,
} from '../../../../src/numerics/association/categories'
import { pearson, pearsonMatrix } from '../../../../src/numerics/association/correlation'
import { associations } from '../../../../src/numerics/association/kernel'
import { likenessOrder } from '../../../../src/numerics/association/likeness-order'
import { averageRanks, kendall, spearman, spearmanMatrix } from '../../../../src/numerics/association/ranks'
import { frameOf } from '../../../../src/numerics/kernel'
import { seeded } from '../../../../src/numerics/random'
import { irisColumn, SPECIES } from '../clusters/iris'

describe('correlations of iris, as scipy 1.17.1 has them', () => {
  test.each([
    ['pearson', pearson, 0, 1, -0.11756978413300206, 0.1518982607114476],
    ['pearson', pearson, 2, 3, 0.962865431402796, 4.675003907328585e-86],
    ['spearman', spearman, 0, 1, -0.166777658283235, 0.04136799424884589],
    ['spearman', spearman, 0, 2, 0.881898126434986, 3.4430872780469533e-50],
    ['kendall', kendall, 0, 1, -0.0769967881165167, 0.18292101506854785],
    ['kendall', kendall, 2, 3, 0.8068906859884751, 2.4434463945331443e-44],
    ['kendall', kendall, 0, 2, 0.7185159275387326, 1.1691259442824266e-36],
  ])('%s', (_, method, a, b, value, p) => {
    const found = method(irisColumn(a), irisColumn(b))
    expect(found.n).toBe(150)
    expect(found.value).toBeCloseTo(value, 10)
    expect(found.p / p).toBeCloseTo(1, 6)
  })
})

const patchy = fc.array(fc.tuple(cell(), cell(), cell()), { minLength: 2, maxLength: 40 })

function cell() {
  return fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -4, max: 4 }) }, fc.constantFrom(NaN, Infinity))
}

function same(found: number | undefined, wanted: number): void {
  if (Number.isNaN(wanted)) expect(found).toBeNaN()
  else expect(found).toBeCloseTo(wanted, 9)
}

describe('against the definitions', () => {
  test('a matrix of columns with gaps is that of each pair alone', () => {
    fc.assert(
      fc.property(patchy, (rows) => {
        const columns = [0, 1, 2].map((j) => Float64Array.from(rows, (row) => row[j] ?? NaN))
        for (const [matrix, alone] of [
          [pearsonMatrix(columns), pearson],
          [spearmanMatrix(columns), spearman],
        ] as const) {
          for (let a = 0; a < 3; a++) {
            for (let b = 0; b < a; b++) {
              const found = alone(columns[a]!, columns[b]!)
              expect(matrix.n[a * 3 + b]).toBe(found.n)
              same(matrix.r[a * 3 + b], found.value)
              same(found.value, naivePearson(columns[a]!, columns[b]!, alone === spearman))
            }
          }
        }
      }),
    )
  })

  test("Kendall's τ-b by counting pairs", () => {
    fc.assert(
      fc.property(patchy, (rows) => {
        const both = rows.filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b))
        let [balance, untiedX, untiedY] = [0, 0, 0]
        both.forEach(([a, b], i) =>
          both.slice(0, i).forEach(([c, d]) => {
            balance += Math.sign(a - c) * Math.sign(b - d)
            untiedX += Number(a !== c)
            untiedY += Number(b !== d)
          }),
        )
        const columns = [0, 1].map((j) => Float64Array.from(rows, (row) => row[j] ?? NaN))
        const { value } = kendall(columns[0]!, columns[1]!)
        same(value, balance / Math.sqrt(untiedX * untiedY))
      }),
    )
  })

  test('many columns, more rows than a block holds', () => {
    const random = seeded(2)
    const columns = Array.from({ length: 7 }, () =>
      Float64Array.from({ length: 2500 }, () => 1e6 + random.normal()),
    )
    const { r } = pearsonMatrix(columns)
    for (let a = 0; a < 7; a++) {
      for (let b = 0; b < a; b++)
        expect(r[a * 7 + b]).toBeCloseTo(naivePearson(columns[a]!, columns[b]!, false), 8)
      expect(r[a * 8]).toBe(1)
    }
  })

  test('few rows in order are not beyond chance: p is at least that of one order among all', () => {
    const rising = (n: number) => Float64Array.from({ length: n }, (_, i) => i * i)
    const falling = (n: number) => Float64Array.from({ length: n }, (_, i) => -i)
    for (const method of [spearman, kendall]) {
      expect(method(rising(3), falling(3))).toEqual({ value: -1, p: 1 / 3, n: 3 })
      expect(method(rising(4), rising(4)).p).toBeCloseTo(2 / 24, 15)
      expect(method(rising(2), rising(2)).p).toBeNaN()
      expect(method(rising(200), rising(200)).p).toBeLessThan(1e-40)
    }
    // The same from the kernel, where Spearman's ρ comes from a matrix; Pearson's r may lie on a line.
    const input = frameOf({ a: rising(3), b: falling(3), c: Float64Array.of(0, 2, 4) })
    const { columns } = associations(
      input,
      { features: 'a,b,c', methods: 'spearman,pearson' },
      () => undefined,
    )
    const of = (name: string) => columns.find((column) => column.name === name)?.values
    const rows = Array.from({ length: 6 }, (_, i) => [of('method')?.[i], of('p')?.[i]])
    expect(rows.slice(3)).toEqual([0, 1, 2].map(() => ['spearman', 1 / 3]))
    expect(rows[2]).toEqual(['pearson', 0])
  })

  test('what does not vary, or is not there, has no correlation', () => {
    const up = Float64Array.of(1, 2, 3, 4)
    for (const method of [pearson, spearman, kendall]) {
      expect(method(up, Float64Array.of(5, 5, 5, 5))).toMatchObject({ value: NaN, p: NaN, n: 4 })
      expect(method(up, Float64Array.of(NaN, NaN, NaN, NaN))).toMatchObject({ value: NaN, p: NaN, n: 0 })
      expect(method(Float64Array.of(1, 2), Float64Array.of(3, 9))).toMatchObject({ value: 1, p: NaN, n: 2 })
      expect(method(up, Float64Array.of(1, 8, Infinity, 9)).n).toBe(3)
      expect(
        method(
          up,
          up.map((x) => -x),
        ).value,
      ).toBe(-1)
    }
    expect([...averageRanks(Float64Array.of(3, 1, NaN, 3))]).toEqual([2.5, 1, NaN, 2.5])
    // Two levels that floating point can hardly tell apart are two levels.
    expect(pearson(Float64Array.of(0.1, 0.1, 0.1), up.slice(0, 3)).value).toBeNaN()
  })
})

function naivePearson(x: Float64Array, y: Float64Array, byRank: boolean): number {
  const rows = [...x.keys()].filter((i) => Number.isFinite(x[i]) && Number.isFinite(y[i]))
  const values = (of: Float64Array) => {
    const own = rows.map((i) => of[i] ?? NaN)
    return byRank
      ? own.map((v) => own.filter((w) => w < v).length + (own.filter((w) => w === v).length + 1) / 2)
      : own
  }
  const [a, b] = [values(x), values(y)]
  if (new Set(a).size < 2 || new Set(b).size < 2) return NaN
  const mean = (list: number[]) => list.reduce((s, v) => s + v, 0) / list.length
  const [ma, mb] = [mean(a), mean(b)]
  const sum = (f: (i: number) => number) => a.reduce((s, _, i) => s + f(i), 0)
  return (
    sum((i) => (a[i]! - ma) * (b[i]! - mb)) /
    Math.sqrt(sum((i) => (a[i]! - ma) ** 2) * sum((i) => (b[i]! - mb) ** 2))
  )
}

describe('categories', () => {
  const TABLE = [
    [12, 5, 7],
    [3, 19, 8],
    [6, 6, 30],
  ]
  const pairs = TABLE.flatMap((row, i) =>
    row.flatMap((count, j) =>
      Array.from({ length: count }, () => [`r${String(i)}`, `c${String(j)}`] as const),
    ),
  )
  const a = categoriesOf(pairs.map(([x]) => x))
  const b = categoriesOf(pairs.map(([, y]) => y))

  test('a table of three by three: scipy for χ² and G, Bergsma and Miller–Madow by their formulas', () => {
    expect(cramersV(a, b).value).toBeCloseTo(0.41184078983740313, 12)
    expect(cramersV(a, b).p / 3.002352408895464e-7).toBeCloseTo(1, 8)
    expect(cramersV(a, b)).toMatchObject({ n: 96, small: 0 })
    expect(mutualInformation(a, b).value).toBeCloseTo(0.15120385041973836, 12)
    expect(mutualInformation(a, b).p / 1.177073292316904e-6).toBeCloseTo(1, 8)
  })

  test('the same by the other way round, in any order; near 0 for what is independent, 1 for the same', () => {
    expect(cramersV(b, a).value).toBeCloseTo(cramersV(a, b).value, 12)
    expect(cramersV(a, a).value).toBeCloseTo(1, 12)
    const random = seeded(1)
    const some = () => categoriesOf(Array.from({ length: 3000 }, () => `k${String(random.below(6))}`))
    expect(cramersV(some(), some()).value).toBeLessThan(0.06)
    expect(mutualInformation(some(), some()).value).toBeLessThan(0.01)
  })

  test('the correlation ratio of sepal width by species, and its F test (scipy)', () => {
    const species = { codes: SPECIES, levels: ['a', 'b', 'c'] }
    const found = correlationRatio(irisColumn(1), species)
    expect(found.value).toBeCloseTo(0.6330741244722723, 12)
    expect(found.p / 4.492017133309084e-17).toBeCloseTo(1, 6)
  })

  test('one level, a level for each row, 1,001 levels, nothing there: no association, no number', () => {
    const one = categoriesOf(['x', 'x', 'x', null])
    const each = categoriesOf(['p', 'q', 'r', 's'])
    const none = categoriesOf([null, null, null, null])
    const y = Float64Array.of(1, 2, 3, 4)
    for (const bad of [one, none]) {
      expect(cramersV(bad, each).value).toBeNaN()
      expect(mutualInformation(bad, each).value).toBeNaN()
      expect(correlationRatio(y, bad).value).toBeNaN()
    }
    expect(correlationRatio(y, each)).toMatchObject({ value: NaN, n: 4 })
    expect(cramersV(each, each).value).toBeNaN()
    const many = categoriesOf(Array.from({ length: 2002 }, (_, i) => String(i % 1001)))
    expect(cramersV(many, many).value).toBeNaN()
    expect(correlationRatio(new Float64Array(4).fill(2), categoriesOf(['a', 'b', 'a', 'b'])).value).toBeNaN()
    expect(correlationRatio(Float64Array.of(1, 1, 2, 2), categoriesOf(['a', 'a', 'b', 'b']))).toMatchObject({
      value: 1,
      p: 0,
    })
  })

  test('tenths: equal values together, missing apart', () => {
    const { codes, levels } = binned(Float64Array.from({ length: 100 }, (_, i) => i))
    expect(levels).toHaveLength(10)
    for (let b2 = 0; b2 < 10; b2++) expect(codes.filter((code) => code === b2)).toHaveLength(10)
    expect([...binned(Float64Array.of(1, 1, 1, 1, 7, NaN, Infinity), 4).codes]).toEqual([
      0, 0, 0, 0, 1, -1, -1,
    ])
    expect(binned(Float64Array.of(NaN, NaN)).levels).toEqual([])
  })
})

describe('the order of features', () => {
  test('two blocks stand together, whichever way they came', () => {
    const block = [0, 1, 0, 1, 0, 1]
    const strength = Float64Array.from({ length: 36 }, (_, at) =>
      block[at % 6] === block[Math.floor(at / 6)] ? 0.9 : 0.1,
    )
    const found = likenessOrder(strength, 6).map((feature) => block[feature])
    expect(['0,0,0,1,1,1', '1,1,1,0,0,0']).toContain(found.join())
    expect(likenessOrder(new Float64Array(0), 0)).toEqual([])
    expect(likenessOrder(Float64Array.of(NaN), 1)).toEqual([0])
  })
})

describe('the kernel', () => {
  const input = frameOf({
    length: irisColumn(2),
    width: irisColumn(3),
    flat: new Float64Array(150).fill(1),
    species: Array.from(SPECIES, (code) => ['setosa', 'versicolor', 'virginica'][code] ?? null),
    half: Array.from(SPECIES, (_, i) => (i % 2 ? 'odd' : null)),
  })
  const run = (options: Record<string, string>) => {
    const { columns, rows } = associations(input, options, () => undefined)
    return Array.from({ length: rows }, (_, i) =>
      Object.fromEntries(columns.map(({ name, values }) => [name, values[i]])),
    )
  }

  test('a row for each pair and method that fits', () => {
    const rows = run({
      features: 'length,width,flat',
      categories: 'species,half',
      methods: 'pearson,spearman,kendall,information',
    })
    const count = (method: string) => rows.filter((row) => row['method'] === method).length
    expect(['pearson', 'spearman', 'kendall', 'information', 'cramers_v', 'eta'].map(count)).toEqual([
      3, 3, 3, 10, 1, 6,
    ])
    const one = rows.find(
      (row) => row['method'] === 'pearson' && row['a'] === 'length' && row['b'] === 'width',
    )
    expect(one?.['value']).toBeCloseTo(0.962865431402796, 10)
    // The other two pairs have no p, so one test was made.
    expect(one?.['p_adjusted']).toBe(one?.['p'])
    const flat = rows.filter((row) => row['b'] === 'flat' || row['a'] === 'flat')
    expect(flat.length).toBeGreaterThan(0)
    expect(flat.every((row) => Number.isNaN(row['value']))).toBe(true)
    expect(new Set(rows.flatMap((row) => [row['place_a'], row['place_b']]))).toEqual(new Set([1, 2, 3, 4, 5]))
  })

  test('nothing asked, nothing told', () => {
    expect(run({ features: '', categories: '' })).toEqual([])
    expect(run({ features: 'length' })).toEqual([])
  })
})
