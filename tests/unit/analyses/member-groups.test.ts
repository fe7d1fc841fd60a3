import { beforeAll, describe, expect, test } from 'vitest'
import { completeParameters, type Parameters } from '../../../src/analyses/analysis'
import type { ClusterParameters } from '../../../src/analyses/clusters/parameters'
import { signatureOf, withEdit } from '../../../src/analyses/clusters/personas'
import { groupNames, offeredGroups, plainGroups } from '../../../src/analyses/member-groups'
import { analysisById } from '../../../src/analyses/registry'
import { AnalysisRunner } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { seeded } from '../../../src/numerics/random'
import type { SegmentBook } from '../../../src/segments/rule'
import { openTestEngine } from '../engine-fixture'
import { numerics } from '../numerics-fixture'
import { LENS, makePlanted, plantedOrders, type PlantedOrder } from './clusters/planted-shop'
import { readTable, runOf } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const { orders, truth } = plantedOrders(90)
const TABLES = ['orders', 'members'] as const
const often: SegmentBook = {
  tags: [
    {
      id: 'often',
      name: 'Often',
      category: 'own',
      rule: { kind: 'fact', fact: 'orders', test: { op: 'at_least', value: 10 } },
      validDays: null,
    },
    { id: 'gone', name: 'Gone', category: 'own', rule: { kind: 'tag', tag: 'nowhere' }, validDays: null },
  ],
  segments: [
    { id: 's', name: 'Not often', rule: { kind: 'not', of: { kind: 'tag', tag: 'often' } }, versions: [] },
  ],
}
const more: SegmentBook = {
  ...often,
  tags: [{ ...often.tags[0]!, rule: { kind: 'fact', fact: 'orders', test: { op: 'at_least', value: 4 } } }],
}

/** Members who buy at rates of their own, and leave after times of their own. */
function buyersWhoLeave(members: number): PlantedOrder[] {
  const random = seeded(5)
  const after = (mean: number) => -Math.log(1 - random.unit()) * mean
  const [end, day] = [Date.UTC(2025, 10, 30), 86_400_000]
  return Array.from({ length: members }, (_, i) => {
    const gap = 15 + after(40)
    const first = end - (20 + 340 * random.unit()) * day
    const last = Math.min(end, first + after(200) * day)
    const at: number[] = []
    for (let time = first; time <= last || at.length === 0; time += (1 + after(gap)) * day) at.push(time)
    return at.map((time, o) => ({
      order: `${i}-${o}`,
      member: `m${i}`,
      at: new Date(time),
      amount: Math.round(50 + after(100)),
      channel: 'app',
    }))
  }).flat()
}

/** The runner over the planted shop, and a book that can be changed under it. */
async function shop(parameters: Record<string, Partial<Parameters>> = {}, bought = orders) {
  await makePlanted(engine, bought, ['nobody'])
  const held = { book: often }
  const groups = () => offeredGroups(held.book, TABLES, parameters, analysisById)
  return {
    held,
    groups,
    runner: new AnalysisRunner(engine, TABLES, numerics, analysisById, () => [], groups),
  }
}

const sizes = (rows: readonly Record<string, unknown>[], key: string) =>
  Object.fromEntries(rows.map((row) => [String(row[key]), row['members']]))

describe('groups that are no fact', () => {
  test('offered: states, RFM groups, clusters, tags and segments that can be evaluated', async () => {
    const { groups } = await shop()
    expect(groups().map(({ id }) => id)).toEqual([
      ...['in:state', 'in:group4', 'in:group8', 'in:group10', 'in:group11', 'in:cluster'],
      ...['in:tag:often', 'in:segment:s'],
    ])
    const names = groupNames(groups())
    expect(names.label('in:tag:often').en).toBe('Tag: Often')
    expect(names.level('in:tag:often', 'value', 'in').en).toBe('Often')
    expect(names.level('in:tag:often', 'value', 'out')).toEqual({ en: 'not “Often”', zh: '非“Often”' })
    expect(names.level('in:state', 'value', 'lost')).toEqual({ en: 'Lost', zh: '流失' })
    expect(names.level('in:state', 'unknown', null).zh).toBe('未知')
    expect(offeredGroups(often, ['members'], {}, analysisById).map(({ id }) => id)).not.toContain('in:state')
  })

  test('a tag splits facts, spending and the budget as its rule does', async () => {
    const { runner } = await shop()
    const frequent = [...truth.values()].filter((kind) => kind === 0).length
    const described = await runOf(runner, 'describe', LENS, { group: 'in:tag:often' })
    expect(sizes(await readTable(engine, described, 'described_levels'), 'level')).toEqual({
      in: frequent,
      out: truth.size + 1 - frequent,
    })
    const budget = await runOf(runner, 'allocation', LENS, { by: 'in:tag:often' })
    expect(sizes(await readTable(engine, budget, 'allocation_groups'), 'group_key')).toEqual({
      in: frequent,
      out: truth.size + 1 - frequent,
    })
    expect(budget.definition.en).toContain('Tag: Often')
  })

  test('cross-table of a state and a segment: every member in one cell', async () => {
    const { runner } = await shop()
    const crossed = await runOf(runner, 'attributes', LENS, {
      attribute: 'in:state',
      against: 'in:segment:s',
    })
    const states = sizes(
      await readTable(engine, await runOf(runner, 'lifecycle', LENS), 'lifecycle_states'),
      'state',
    )
    const rows = await readTable(engine, crossed, 'attribute_rows')
    expect(rows.length).toBeGreaterThan(1)
    for (const { level, members } of rows) if (level !== null) expect(members).toBe(states[String(level)])
    const cells = await readTable(engine, crossed, 'attribute_cells')
    expect(cells.reduce((sum, { members }) => sum + Number(members), 0)).toBe(truth.size + 1)
  })

  test('lifetime value by RFM group adds up to that of all', async () => {
    const { runner } = await shop({}, buyersWhoLeave(300))
    const run = await runOf(runner, 'clv', LENS, { split: 'in:group8' })
    const [all, ...parts] = await readTable(engine, run, 'clv_segments')
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.reduce((sum, { members }) => sum + Number(members), 0)).toBe(300)
    expect(parts.reduce((sum, { expected }) => sum + Number(expected), 0)).toBeCloseTo(
      Number(all?.['expected']),
      6,
    )
  })

  test('retention and the way to the second order by a tag: as under its members alone', async () => {
    const bought = buyersWhoLeave(300)
    const { runner } = await shop({}, bought)
    const ordersOf = (buyer: string) => bought.filter(({ member }) => member === buyer).length
    const buyers = [...new Set(bought.map(({ member }) => member))]
    const frequent = buyers.filter((buyer) => ordersOf(buyer) >= 10).length
    const within = { ...LENS, population: { id: 'o', name: 'Often', rule: often.tags[0]!.rule } }
    for (const [id, step, columns] of [
      ['retention', 'retention_means', ['k', 'cohorts', 'size', 'members', 'orders', 'share']],
      ['repurchase', 'repurchase_survival', ['time', 'at_risk', 'events', 'censored', 'survival']],
    ] as const) {
      const split = await runOf(runner, id, LENS, { split: 'in:tag:often' })
      expect(split.definition.en).toContain(`Tag: Often, as members stand on ${LENS.asOf}`)
      const group = (await readTable(engine, split, `${id}_groups`)).find(({ label }) => label === 'in')
      expect(group?.['members']).toBe(frequent)
      const seen = (rows: readonly Record<string, unknown>[]) =>
        rows.map((row) => columns.map((name) => row[name]))
      const alone = await readTable(engine, await runOf(runner, id, within), step)
      const grp = id === 'retention' ? 0 : 1
      const expected = seen(alone.filter((row) => row['grp'] === grp))
      expect(expected.length).toBeGreaterThan(1)
      const own = (await readTable(engine, split, step)).filter((row) => row['grp'] === group?.['grp'])
      expect(seen(own)).toEqual(expected)
    }
  })

  test('many groups are compared, and those in none are not', async () => {
    const { runner } = await shop({ clusters: { features: 'orders,mean_gap' } }, buyersWhoLeave(300))
    const run = await runOf(runner, 'repurchase', LENS, { split: 'in:cluster' })
    const groups = await readTable(engine, run, 'repurchase_groups')
    const compared = await readTable(engine, run, 'repurchase_test')
    expect(groups.map(({ kind }) => kind)).toContain('unknown')
    expect(compared.map(({ grp }) => grp)).toEqual(
      groups.flatMap(({ kind, grp }) => (kind === 'unknown' ? [] : [grp])),
    )
    const lives = await runOf(runner, 'repurchase', LENS, { split: 'in:group11' })
    const maps = await readTable(engine, lives, 'repurchase_groups')
    expect(maps.length).toBeGreaterThan(6)
    expect((await readTable(engine, lives, 'repurchase_test')).length).toBe(maps.length)
  })

  test('a cluster is called what somebody called it, while its parameters stay', () => {
    const parameters = completeParameters(analysisById('clusters')!) as ClusterParameters
    const personas = withEdit('', `${signatureOf(parameters)}/2`, 'name', 'Regulars')
    const nameOf = (given: Partial<Parameters>, level: string) =>
      groupNames(offeredGroups(often, TABLES, { clusters: given }, analysisById)).level(
        'in:cluster',
        'value',
        level,
      )
    expect(nameOf({ personas }, '2')).toEqual({ en: 'Regulars', zh: 'Regulars' })
    expect(nameOf({ personas }, '1').zh).toBe('第 1 群')
    expect(nameOf({ personas, k: 5 }, '2').en).toBe('Cluster 2')
  })

  test('a cluster nobody named is called by its number and what was read of it, under its own parameters only', () => {
    const made = completeParameters(analysisById('clusters')!, { k: 5 })
    const read = (parameters: Parameters, cluster: number) =>
      parameters['k'] === made['k'] && cluster === 2 ? { en: 'High spend', zh: '花费高' } : undefined
    const nameOf = (k: number, level: string) =>
      groupNames(offeredGroups(often, TABLES, { clusters: { k } }, analysisById, read)).level(
        'in:cluster',
        'value',
        level,
      )
    expect(nameOf(5, '2')).toEqual({ en: '2 High spend', zh: '2 花费高' })
    expect(nameOf(5, '1').en).toBe('Cluster 1')
    expect(nameOf(4, '2').en).toBe('Cluster 2')
  })

  test('a tag that changes gives a new result; one that is gone leaves the page’s own grouping', async () => {
    const { runner, held } = await shop()
    const sizeOf = async () => {
      const run = await runOf(runner, 'allocation', LENS, { by: 'in:tag:often' })
      return [
        run.parameters['by'],
        sizes(await readTable(engine, run, 'allocation_groups'), 'group_key')['in'],
      ]
    }
    const before = await sizeOf()
    held.book = more
    const after = await sizeOf()
    expect(Number(after[1])).toBeGreaterThan(Number(before[1]))
    held.book = { tags: [], segments: [] }
    expect((await sizeOf())[0]).toBe('hml')
  })

  test('under a population, its members alone', async () => {
    const { runner } = await shop()
    const lens = { ...LENS, population: { id: 's', name: 'Not often', rule: often.segments[0]!.rule } }
    const tagless = { kind: 'not', of: often.tags[0]!.rule } as const
    const run = await runOf(
      runner,
      'describe',
      { ...lens, population: { ...lens.population, rule: tagless } },
      { group: 'in:tag:often' },
    )
    expect(Object.keys(sizes(await readTable(engine, run, 'described_levels'), 'level'))).toEqual(['out'])
  })

  test('a list may be grouped by those alone that hold no list', () => {
    const listed = { kind: 'result', analysis: 'rfm', parameters: {}, select: '', title: '' } as const
    const book: SegmentBook = {
      ...often,
      tags: [
        ...often.tags,
        { id: 'l', name: 'L', category: 'own', rule: { kind: 'not', of: listed }, validDays: null },
      ],
    }
    const ids = plainGroups(offeredGroups(book, TABLES, {}, analysisById)).map(({ id }) => id)
    expect(ids).toContain('in:tag:often')
    expect(ids).not.toContain('in:tag:l')
  })

  test('parameters name them only where they may', () => {
    const budget = analysisById('allocation')!
    expect(completeParameters(budget, { by: 'in:state' })['by']).toBe('hml')
    expect(completeParameters(budget, { by: 'in:state' }, [{ id: 'in:state' }])['by']).toBe('in:state')
    expect(completeParameters(analysisById('lifecycle')!, {}, [{ id: 'in:state' }])).toEqual(
      completeParameters(analysisById('lifecycle')!),
    )
  })
})
