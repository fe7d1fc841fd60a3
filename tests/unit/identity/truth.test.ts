import { beforeAll, describe, expect, it } from 'vitest'
import { NO_LINKS, type IdentityPlan } from '../../../src/cleaning/identity-plan'
import type { EngineCore } from '../../../src/engine/core'
import { aboveThreshold } from '../../../src/identity/likeness/score'
import { loadShop } from '../../../src/project/load'
import { sql } from '../../../src/sql/sql'
import { holdFiles, normalise, readRows } from '../cleaning/small-shop'
import { openTestEngine } from '../engine-fixture'
import { CLEAN, DIRTY, plantPeople, precisionAndRecall, type Planted } from './planted'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

async function link({ files, truth }: Planted, plan: Partial<IdentityPlan> = {}) {
  const { recipe, held } = await holdFiles(files)
  const identity = { ...NO_LINKS, on: true, ...plan }
  const { identity: found } = await loadShop(engine, normalise, held, { ...recipe, identity })
  if (!found) throw new Error('Nothing was linked.')
  const rows = await readRows(engine, sql`select original_id, member_id from member_crosswalk`)
  const members = new Map(rows.map((row) => [String(row['original_id']), String(row['member_id'])]))
  expect(members.size).toBe(truth.size)
  return { found, ...precisionAndRecall(members, truth) }
}

describe('planted truth: 2,000 persons in two channels', () => {
  it('clean: identifiers in any format find nearly everybody, and nobody wrong', async () => {
    const { precision, recall } = await link(plantPeople(2000, CLEAN))
    process.stdout.write(
      `clean, by identifiers: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}\n`,
    )
    expect(precision).toBeGreaterThanOrEqual(0.99)
    expect(recall).toBeGreaterThanOrEqual(0.95)
  })

  it('clean, by phone alone', async () => {
    const { precision, recall } = await link(plantPeople(2000, CLEAN, 2), { kinds: ['phone'] })
    expect(precision).toBeGreaterThanOrEqual(0.99)
    expect(recall).toBeGreaterThanOrEqual(0.95)
  })

  it('dirty: families are kept apart, and likeness finds more', async () => {
    const planted = plantPeople(2000, DIRTY)
    const strict = await link(planted)
    const { found, ...alike } = await link(planted, { likeness: 0.95 })
    const model = aboveThreshold(found.likeness ?? { counts: [], falseSums: [] }, 0.95)
    process.stdout.write(
      `dirty, by identifiers: precision ${strict.precision.toFixed(4)}, recall ${strict.recall.toFixed(4)}; ` +
        `with likeness: precision ${alike.precision.toFixed(4)}, recall ${alike.recall.toFixed(4)}, ` +
        `expected false ${model.falseShare.toFixed(4)}\n`,
    )
    expect(strict.precision).toBeGreaterThanOrEqual(0.99)
    expect(strict.recall).toBeGreaterThanOrEqual(0.9)
    expect(alike.recall).toBeGreaterThan(strict.recall)
    expect(alike.precision).toBeGreaterThanOrEqual(0.98)
    expect(model.falseShare).toBeLessThanOrEqual(0.05)
    expect(found.likeness?.estimate.converged).toBe(true)
  })

  it('no guard at all would bring families together', async () => {
    const planted = plantPeople(2000, { ...CLEAN, family: 0.2 })
    const guarded = await link(planted)
    const open = await link(planted, { contradictions: [], largest: 1000, shared: 1000 })
    expect(guarded.precision).toBeGreaterThan(open.precision + 0.05)
    expect(guarded.precision).toBeGreaterThanOrEqual(0.98)
  })
})
