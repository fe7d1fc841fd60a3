import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clusterRecords,
  LINKED,
  TOLD_DISTINCT,
  TOO_LARGE,
  type LinkProblem,
} from '../../../src/identity/clusters'
import { random } from './random'

interface Given {
  records: number
  groups: number[][]
  forced?: number[]
  attributes?: (number | null)[][]
  apart?: number[]
  together?: number[]
  distinct?: number[]
  largest?: number
}

function problemOf(given: Given): LinkProblem {
  const offsets = [0]
  for (const group of given.groups) offsets.push((offsets.at(-1) ?? 0) + group.length)
  const apart = new Uint8Array(given.records)
  for (const record of given.apart ?? []) apart[record] = 1
  const forced = new Uint8Array(given.groups.length)
  for (const group of given.forced ?? []) forced[group] = 1
  return {
    records: given.records,
    offsets: Uint32Array.from(offsets),
    members: Uint32Array.from(given.groups.flat()),
    forced,
    attributes: (given.attributes ?? []).map((codes) => Int32Array.from(codes, (code) => code ?? -1)),
    apart,
    together: Uint32Array.from(given.together ?? []),
    distinct: Uint32Array.from(given.distinct ?? []),
    largest: given.largest ?? 1000,
  }
}

const run = (given: Given) => {
  const { cluster, refused, joined } = clusterRecords(problemOf(given))
  return { cluster: [...cluster], refused: [...refused], joined: [...joined] }
}

describe('clusters of records', () => {
  it('joins what shares something, through others as well', () => {
    expect(
      run({
        records: 6,
        groups: [
          [0, 3],
          [3, 5],
          [1, 2],
        ],
      }),
    ).toEqual({
      cluster: [0, 1, 1, 0, 4, 0],
      refused: [LINKED, LINKED, LINKED],
      joined: [1, 1, 1],
    })
  })

  it('refuses a group as a whole where an attribute contradicts, and knows attributes of whole clusters', () => {
    const attributes = [[7, null, 8, null]]
    expect(
      run({
        records: 4,
        attributes,
        groups: [
          [0, 1],
          [1, 2],
          [2, 3],
        ],
      }),
    ).toEqual({
      cluster: [0, 0, 2, 2],
      refused: [LINKED, 1, LINKED],
      joined: [1, 0, 1],
    })
    expect(run({ records: 3, attributes: [[1, 2, null]], groups: [[0, 1, 2]] }).cluster).toEqual([0, 1, 2])
  })

  it('names the attribute that contradicts', () => {
    const attributes = [
      [null, null],
      [1, 2],
    ]
    expect(run({ records: 2, attributes, groups: [[0, 1]] }).refused).toEqual([2])
  })

  it('keeps clusters within their size', () => {
    const groups = [
      [0, 1],
      [2, 3],
      [1, 2],
    ]
    expect(run({ records: 4, groups, largest: 3 })).toEqual({
      cluster: [0, 0, 2, 2],
      refused: [LINKED, LINKED, TOO_LARGE],
      joined: [1, 1, 0],
    })
  })

  it('follows what a person said', () => {
    expect(run({ records: 3, groups: [[0, 1, 2]], distinct: [0, 2] }).refused).toEqual([TOLD_DISTINCT])
    expect(run({ records: 3, groups: [[0, 1, 2]], apart: [1] }).cluster).toEqual([0, 1, 0])
    expect(run({ records: 3, groups: [], together: [0, 2] }).cluster).toEqual([0, 1, 0])
    const contradicted = { records: 2, attributes: [[1, 2]], groups: [[0, 1]] }
    expect(run(contradicted).cluster).toEqual([0, 1])
    expect(run({ ...contradicted, forced: [0] }).cluster).toEqual([0, 0])
  })

  it('without guards are the connected components, whatever the order within groups', () => {
    const graphs = fc.integer({ min: 1, max: 40 }).chain((records) =>
      fc.record({
        records: fc.constant(records),
        groups: fc.array(fc.uniqueArray(fc.nat(records - 1), { minLength: 1, maxLength: 5 }), {
          maxLength: 40,
        }),
      }),
    )
    fc.assert(
      fc.property(graphs, ({ records, groups }) => {
        const { cluster, joined } = run({ records, groups })
        expect(cluster).toEqual(componentsOf(records, groups))
        expect(run({ records, groups: groups.map((group) => [...group].reverse()) }).cluster).toEqual(cluster)
        const total = joined.reduce((sum, one) => sum + one, 0)
        expect(total).toBe(records - new Set(cluster).size)
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  it('never holds two codes of one attribute, nor more records than allowed', () => {
    const graphs = fc.record({
      codes: fc.array(fc.option(fc.nat(2), { freq: 1 }), { minLength: 20, maxLength: 20 }),
      groups: fc.array(fc.uniqueArray(fc.nat(19), { minLength: 2, maxLength: 4 }), { maxLength: 30 }),
      largest: fc.integer({ min: 1, max: 8 }),
    })
    fc.assert(
      fc.property(graphs, ({ codes, groups, largest }) => {
        const { cluster } = run({ records: 20, attributes: [codes], groups, largest })
        for (const label of new Set(cluster)) {
          const inside = codes.filter((_, record) => cluster[record] === label)
          expect(inside.length).toBeLessThanOrEqual(largest)
          expect(new Set(inside.filter((code) => code !== null)).size).toBeLessThanOrEqual(1)
        }
      }),
      { seed: 11, numRuns: 300 },
    )
  })

  it('takes time in proportion: ten times the records, nowhere near a hundred times as long', () => {
    const small = Math.min(timed(100_000), timed(100_000), timed(100_000))
    expect(timed(1_000_000) / small).toBeLessThan(60)
  })
})

/** Milliseconds to cluster so many records, each in about one pair at random. */
function timed(records: number): number {
  const draw = random(1)
  const attribute = new Int32Array(records).fill(-1)
  const problem: LinkProblem = {
    records,
    offsets: new Uint32Array(records / 2 + 1).map((_, i) => i * 2),
    members: Uint32Array.from({ length: records }, () => Math.floor(draw() * records)),
    forced: new Uint8Array(records / 2),
    attributes: [attribute, attribute, attribute],
    apart: new Uint8Array(records),
    together: new Uint32Array(0),
    distinct: new Uint32Array(0),
    largest: records,
  }
  const begun = performance.now()
  expect(new Set(clusterRecords(problem).cluster).size).toBeLessThan(records)
  return performance.now() - begun
}

/** The least record number reachable from each, by walking: slow and plain. */
function componentsOf(records: number, groups: readonly number[][]): number[] {
  const labels = Array.from({ length: records }, (_, i) => i)
  for (let changed = true; changed;) {
    changed = false
    for (const group of groups) {
      const least = Math.min(...group.map((record) => labels[record] as number))
      for (const record of group) {
        if (labels[record] !== least) {
          labels[record] = least
          changed = true
        }
      }
    }
  }
  return labels
}
