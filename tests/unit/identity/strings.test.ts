import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { editDistance, jaro, jaroWinkler } from '../../../src/identity/likeness/strings'
import { FIELDS } from '../../../src/identity/likeness/compare'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const words = fc.string({ unit: fc.constantFrom(...'abcdeAB张王李小明红 '), maxLength: 9 })

describe('likeness of texts', () => {
  it.each([
    // Winkler 1990 and 1994, as in the literature.
    ['MARTHA', 'MARHTA', 0.944, 0.961],
    ['DIXON', 'DICKSONX', 0.767, 0.813],
    ['DWAYNE', 'DUANE', 0.822, 0.84],
    ['SHACKLEFORD', 'SHACKELFORD', 0.97, 0.982],
    ['DUNNINGHAM', 'CUNNIGHAM', 0.896, 0.896],
    ['NICHLESON', 'NICHULSON', 0.926, 0.956],
    ['JONES', 'JOHNSON', 0.79, 0.832],
    ['MASSEY', 'MASSIE', 0.889, 0.933],
    ['ABROMS', 'ABRAMS', 0.889, 0.922],
    ['HARDIN', 'MARTINEZ', 0.722, 0.722],
    ['ITMAN', 'SMITH', 0.467, 0.467],
    ['', '', 1, 1],
    ['A', '', 0, 0],
    ['ABC', 'XYZ', 0, 0],
  ])('%s and %s', (a, b, plain, winkler) => {
    expect(jaro(a, b)).toBeCloseTo(plain, 2)
    expect(jaroWinkler(a, b)).toBeCloseTo(winkler, 2)
    expect(jaroWinkler(b, a)).toBeCloseTo(jaroWinkler(a, b), 12)
  })

  it.each([
    ['kitten', 'sitting', 3],
    ['13812345678', '13812354678', 1],
    ['13812345678', '1381234567', 1],
    ['王小明', '王晓明', 1],
    ['', 'abc', 3],
    ['ca', 'abc', 3],
  ])('%s to %s', (a, b, expected) => {
    expect(editDistance(a, b)).toBe(expected)
    expect(editDistance(b, a)).toBe(expected)
  })

  it('agrees with the engine on Latin text, and is a measure', async () => {
    const latin = fc.string({ unit: fc.constantFrom(...'abcdef'), minLength: 1, maxLength: 8 })
    const pairs = fc.sample(fc.tuple(latin, latin), { seed: 5, numRuns: 150 })
    for (const [a, b] of pairs) {
      const [row] = await rowsOf(engine, sql`select jaro_similarity(${a}, ${b}) as likeness`)
      expect(jaro(a, b), `${a} ${b}`).toBeCloseTo(Number(row?.['likeness']), 9)
    }
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(jaroWinkler(a, b)).toBeGreaterThanOrEqual(jaro(a, b))
        expect(jaroWinkler(a, b)).toBeLessThanOrEqual(1 + 1e-12)
        expect(jaroWinkler(a, a)).toBeCloseTo(1, 12)
        expect(editDistance(a, b) === 0).toBe(a === b)
      }),
      { seed: 3, numRuns: 500 },
    )
  })
})

describe('levels of agreement', () => {
  const level = (field: string, a: string, b: string) =>
    FIELDS.find(({ name }) => name === field)?.compare(a, b)

  it.each([
    ['name', '王小明', '王小明', 4],
    ['name', '王小明', '王晓明', 3],
    ['name', '王小明', '汪小明', 2],
    ['name', '王明', '王敏', 1],
    ['name', '王小明', '李大红', 1],
    ['name', 'martha', 'marhta', 3],
    ['name', 'jones', 'johnson', 2],
    ['name', 'anna', 'peter', 1],
    ['phone', '13812345678', '13812345678', 3],
    ['phone', '13812345678', '13812345687', 2],
    ['phone', '13812345678', '13912345687', 1],
    ['email', 'zhang@qq.com', 'zhang@qq.com', 3],
    ['email', 'zhang@qq.com', 'zhang@163.com', 2],
    ['email', 'li@qq.com', 'li@163.com', 1],
    ['birthday', '1990-05-06', '1990-05-06', 3],
    ['birthday', '1990-05-06', '1990-06-05', 2],
    ['birthday', '1990-05-06', '1991-05-06', 2],
    ['birthday', '1990-05-06', '1991-07-06', 1],
    ['city', '北京市', '北京', 2],
    ['city', '北京', '上海', 1],
    ['address', '朝阳区建国路88号', '朝阳区建国路88号', 3],
  ])('%s: %s and %s', (field, a, b, expected) => {
    expect(level(field, a, b)).toBe(expected)
    expect(level(field, b, a)).toBe(expected)
  })

  it('are as many as they have words', () => {
    for (const { levels, compare } of FIELDS) {
      fc.assert(
        fc.property(words, words, (a, b) => {
          const found = compare(a, b)
          expect(found).toBeGreaterThanOrEqual(1)
          expect(found).toBeLessThanOrEqual(levels.length)
          expect(compare(a, a)).toBe(levels.length)
        }),
        { seed: 9, numRuns: 100 },
      )
    }
  })
})
