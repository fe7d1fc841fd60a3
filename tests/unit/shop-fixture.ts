import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { shopTables } from '../../src/cleaning/shop.sql'
import type { Recipe } from '../../src/cleaning/recipe'
import type { EngineCore } from '../../src/engine/core'
import { AnalysisRunner } from '../../src/analyses/runner'
import { inspectFile } from '../../src/ingest/inspect'
import { normaliseFile } from '../../src/ingest/normalise'
import { proposeSources } from '../../src/ingest/propose'
import { loadShop, type Accounting, type HeldFile } from '../../src/project/load'
import { planOf, recipeOf } from '../../src/project/plan'
import { numerics } from './numerics-fixture'

const DATA = resolve(import.meta.dirname, '../../../shared/data')

/** A file of the real data, or null where the data is not beside the project. */
export function realFile(path: string): File | null {
  const full = resolve(DATA, path)
  if (!existsSync(full)) return null
  return new File([readFileSync(full)], basename(full), { lastModified: statSync(full).mtimeMs })
}

export const textFile = (name: string, text: string): File => new File([text], name)

export interface TestShop {
  accounting: Accounting
  recipe: Recipe
  files: HeldFile[]
  runner: AnalysisRunner
}

/** The whole way of a drop: look at the files, take the proposal, load, clean, account. */
export async function loadTestShop(
  engine: EngineCore,
  files: File[],
  amend: (recipe: Recipe) => Recipe = (recipe) => recipe,
  today = '2026-01-01',
): Promise<TestShop> {
  const held: HeldFile[] = []
  for (const file of files) held.push({ file, report: await inspectFile(file) })
  const proposals = proposeSources(held.map(({ report }) => report))
  const plans = held.map(({ report }, i) => {
    const proposal = proposals[i]
    if (!proposal) throw new Error(`No proposal for ${report.name}.`)
    return planOf(report, proposal)
  })
  const recipe = amend(recipeOf(plans, today))
  const normalise = (file: File, report: HeldFile['report']) => normaliseFile(file, report)
  const accounting = await loadShop(engine, normalise, held, recipe)
  return { accounting, recipe, files: held, runner: new AnalysisRunner(engine, shopTables(recipe), numerics) }
}
