import { describe, expect, test } from 'vitest'
import { METHODS } from '../../../../src/numerics/clusters/fit'
import { SCALINGS } from '../../../../src/numerics/clusters/scale'
import { adjustedRand } from '../../../../src/numerics/clusters/validity'
import { frameOf, type Frame, type KernelOptions } from '../../../../src/numerics/kernel'
import { kernelOf } from '../../../../src/numerics/kernels'
import { planted, shuffled } from './planted'

const ROWS = 900
const { points, truth } = planted(ROWS, { k: 3, apart: 9 })
const column = (j: number) => Float64Array.from({ length: ROWS }, (_, i) => points.values[i * 3 + j] ?? NaN)

const shop = frameOf({
  row: Float64Array.from({ length: ROWS }, (_, i) => 1000 + i),
  a: column(0),
  b: column(1),
  c: column(2).map((value, i) => (i < 10 ? [NaN, Infinity][i % 2]! : value)),
  flat: new Float64Array(ROWS).fill(4),
  channel: Array.from(truth, (cluster, i) =>
    i % 50 === 0 ? null : (['app', 'shop', 'web'][cluster] ?? null),
  ),
})

async function run(name: string, options: KernelOptions, input: Frame = shop) {
  const kernel = await kernelOf(name)
  const { columns, rows } = kernel(input, options, () => undefined)
  return Array.from({ length: rows }, (_, i) =>
    Object.fromEntries(columns.map(({ name: key, values }) => [key, values[i]])),
  )
}

const turned = (input: Frame, places: Int32Array): Frame => ({
  rows: input.rows,
  columns: input.columns.map(({ name, values }) => ({
    name,
    values:
      values instanceof Float64Array
        ? Float64Array.from(places, (row) => values[row]!)
        : Array.from(places, (row) => values[row] ?? null),
  })),
})

describe.each(METHODS)('%s', (method) => {
  const options = {
    method,
    features: 'a,b,c,flat',
    k: 3,
    categories: method === 'kPrototypes' ? 'channel' : '',
  }

  test('members: each row in its place, planted clusters found, what is missing left empty', async () => {
    const members = await run('clusterMembers', options)
    expect(members.map(({ row }) => row)).toEqual(Array.from({ length: ROWS }, (_, i) => 1000 + i))
    const clusters = members.map(({ cluster }) => Number(cluster))
    expect(clusters.slice(0, 10).every(Number.isNaN)).toBe(true)
    expect(adjustedRand(clusters.slice(10), truth.slice(10))).toBeGreaterThan(0.95)
    for (const { cluster, distance, second, x, y } of members.slice(10)) {
      expect([x, y].every(Number.isFinite)).toBe(true)
      if (cluster !== 0) expect(Number(second)).toBeGreaterThanOrEqual(Number(distance))
    }
  })

  test('the model tells the same clusters, and accounts for every row', async () => {
    const members = await run('clusterMembers', options)
    const model = await run('clusterModel', options)
    const figure = (name: string) =>
      model.find((fact) => fact['kind'] === 'figure' && fact['name'] === name)?.['value']
    const facts = (kind: string) => model.filter((fact) => fact['kind'] === kind)
    expect([figure('rows'), figure('left_out'), figure('clusters')]).toEqual([ROWS, 10, 3])
    for (const { cluster, value } of facts('size'))
      expect(members.filter((member) => member['cluster'] === cluster)).toHaveLength(Number(value))
    for (const { cluster, value } of facts('nearest'))
      expect(members.find(({ row }) => row === value)?.['cluster']).toBe(cluster)
    for (const { cluster, name, value } of facts('mean').filter((fact) => fact['name'] === 'a')) {
      const own = members.flatMap((member, i) =>
        member['cluster'] === cluster ? [points.values[i * 3] ?? NaN] : [],
      )
      expect(name).toBe('a')
      expect(value).toBeCloseTo(own.reduce((sum, one) => sum + one, 0) / own.length, 8)
    }
    expect(facts('constant').map(({ name, value }) => [name, value])).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 0],
      ['flat', 1],
    ])
    const effects = facts('effect')
      .filter(({ name }) => name === 'a')
      .map(({ value }) => Number(value))
    expect(Math.max(...effects)).toBeGreaterThan(2)
    if (method === 'kPrototypes')
      expect(new Set(facts('mode').map(({ label }) => label))).toEqual(new Set(['app', 'shop', 'web']))
    if (method === 'ward') expect(facts('merge_height')).toHaveLength(200)
    if (method === 'mixture') expect(facts('covariance')).toHaveLength(27)
  })

  test('rows in another order, the same answer to the last digit', async () => {
    const places = shuffled(ROWS, 4)
    const members = await run('clusterMembers', options)
    const other = await run('clusterMembers', options, turned(shop, places))
    expect(other).toEqual(Array.from(places, (row) => members[row]))
  })

  test('bad input is named, and nobody is given a cluster', async () => {
    const lengths = [0, 2]
    for (const rows of lengths) {
      const few = turned(
        shop,
        Int32Array.from({ length: rows }, (_, i) => 20 + i),
      )
      const model = await run('clusterModel', options, few)
      expect(model).toHaveLength(1)
      expect(model[0]?.['kind']).toBe('problem')
      const members = await run('clusterMembers', options, few)
      expect(members).toEqual([])
    }
    const flat = await run('clusterModel', { method, features: 'flat', k: 2 })
    if (method !== 'kPrototypes')
      expect(flat[0]).toMatchObject({ kind: 'problem', name: 'noFeatures', value: 1 })
  })
})

test('two kernels, one fit: the second asks of the same rows and is told at once', async () => {
  let calls = 0
  const model = await kernelOf('clusterModel')
  const members = await kernelOf('clusterMembers')
  const options = { method: 'kMeans', features: 'a,b', k: 4, seed: 77 }
  members(shop, options, () => calls++)
  expect(calls).toBeGreaterThan(0)
  const before = calls
  model(shop, options, () => calls++)
  expect(calls).toBe(before)
  const other = turned(shop, shuffled(ROWS, 1))
  model(other, options, () => calls++)
  expect(calls).toBeGreaterThan(before)
})

test.each(SCALINGS)('scaling %s: new rows are scaled by the numbers told', async (scaling) => {
  const options = { method: 'kMeans', features: 'a,b', k: 3, scaling }
  const model = await run('clusterModel', options)
  const of = (kind: string, name: string) =>
    model
      .filter((fact) => fact['kind'] === kind && fact['name'] === name)
      .map((fact) => Number(fact['value']))
  const scale = (name: string, x: number) => {
    if (scaling === 'rank') {
      const [knots, places] = [of('knot', name), of('place', name)]
      const at = Math.max(
        0,
        Math.min(
          knots.length - 2,
          knots.findLastIndex((knot) => knot <= x),
        ),
      )
      const share = Math.max(0, Math.min(1, (x - knots[at]!) / (knots[at + 1]! - knots[at]!)))
      return places[at]! + share * (places[at + 1]! - places[at]!)
    }
    const value = scaling === 'log' ? Math.sign(x) * Math.log1p(Math.abs(x)) : x
    return (value - of('shift', name)[0]!) / of('by', name)[0]!
  }
  const members = await run('clusterMembers', options)
  const centres = [1, 2, 3].map((cluster) =>
    ['a', 'b'].map((name) =>
      Number(
        model.find(
          (fact) => fact['kind'] === 'centre' && fact['cluster'] === cluster && fact['name'] === name,
        )?.['value'],
      ),
    ),
  )
  for (let i = 0; i < ROWS; i += 37) {
    const place = [scale('a', points.values[i * 3] ?? NaN), scale('b', points.values[i * 3 + 1] ?? NaN)]
    const apart = centres.map((centre) => Math.hypot(centre[0]! - place[0]!, centre[1]! - place[1]!))
    expect(members[i]?.['cluster']).toBe(1 + apart.indexOf(Math.min(...apart)))
    expect(members[i]?.['distance']).toBeCloseTo(Math.min(...apart), 8)
  }
})

test('reduced by principal components, centres are places along them', async () => {
  const model = await run('clusterModel', { method: 'kMeans', features: 'a,b,c,flat', k: 3, components: 2 })
  const names = model.filter((fact) => fact['kind'] === 'centre').map((fact) => fact['name'])
  expect([...new Set(names)]).toEqual(['component_1', 'component_2'])
  expect(model.filter((fact) => fact['kind'] === 'loading')).toHaveLength(9)
  const shares = model
    .filter((fact) => fact['kind'] === 'component_share')
    .map((fact) => Number(fact['value']))
  expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
})

test('which k, with its rules and the BIC; and its problem', async () => {
  const rows = await run('clusterCounts', {
    features: 'a,b,c',
    to: 5,
    shape: 'diagonal',
    references: 5,
    pairs: 5,
  })
  expect(rows.map(({ k }) => k)).toEqual([1, 2, 3, 4, 5])
  for (const rule of ['by_silhouette', 'by_calinski_harabasz', 'by_gap', 'by_stability', 'by_bic'])
    expect(rows.map((row) => row[rule])).toEqual([0, 0, 1, 0, 0])
  const none = await run('clusterCounts', { features: 'flat' })
  expect(none).toHaveLength(1)
  expect(none[0]).toMatchObject({ k: 1, problem: 'noFeatures', inertia: NaN })
})

test('principal components: a row for each component and feature that varies', async () => {
  const rows = await run('principalComponents', { features: 'a,b,c,flat' })
  expect(rows.map(({ component, feature }) => `${String(component)}${String(feature)}`).join()).toBe(
    '1a,1b,1c,2a,2b,2c,3a,3b,3c',
  )
  expect(await run('principalComponents', { features: '' })).toMatchObject([{ problem: 'noFeatures' }])
})

test('a kernel that is not there', async () => {
  await expect(kernelOf('nothing')).rejects.toThrow('There is no kernel called nothing.')
})
