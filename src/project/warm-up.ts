import { AnalysisRunner, type Numerics } from '../analyses/runner'
import { clearShop } from '../cleaning/steps'
import { shopTables } from '../cleaning/shop.sql'
import type { FileDatabase } from '../engine/database'
import { proposeSources } from '../ingest/propose'
import type { FileReport } from '../ingest/types'
import { loadShop, type Normalise } from './load'
import { planOf, recipeOf } from './plan'

/** What people look at first. */
const FIRST_SEEN = ['overview', 'rfm']
const LINES = 16_000
const LINES_AT_ONCE = 1000
const DAY = '2020-03-01'

/**
 * A browser compiles the engine's code when it first runs, and compiles it well only once it has run for a while. So
 * the whole way of a small made-up shop is gone once, while the user looks for her file; nothing of it is left.
 * Her own load of half a million lines then takes two thirds of the time. Throws the signal's reason when aborted.
 */
export async function warmUp(
  db: FileDatabase,
  inspect: (file: File) => Promise<FileReport>,
  normalise: Normalise,
  numerics: Numerics,
  signal: AbortSignal,
): Promise<void> {
  const file = new File(await linesOfSales(), 'warm-up.csv')
  const report = await inspect(file)
  signal.throwIfAborted()
  const [proposal] = proposeSources([report])
  if (!proposal) return
  const recipe = recipeOf([planOf(report, proposal)], DAY)
  const { ANALYSES } = await import('../analyses/registry')
  signal.throwIfAborted()
  const runner = new AnalysisRunner(db, shopTables(recipe), numerics)
  try {
    await loadShop(db, normalise, [{ file, report }], recipe, { signal })
    for (const analysis of ANALYSES.filter(({ id }) => FIRST_SEEN.includes(id)))
      await runner.run(analysis, { asOf: DAY, from: null, basis: 'net' }, {}, { signal })
  } finally {
    await runner.forget()
    await db.run(clearShop)
  }
}

/** Order lines in the forms that take the readers' slower ways, too: returns, repeats, holes, signs of currency. */
async function linesOfSales(): Promise<string[]> {
  const parts = ['order,product,name,quantity,date,price,customer\n']
  for (let from = 0; from < LINES; from += LINES_AT_ONCE) {
    parts.push(Array.from({ length: LINES_AT_ONCE }, (_, i) => lineOfSale(from + i)).join(''))
    // The page is drawn and answers in between.
    await new Promise((resolve) => setTimeout(resolve))
  }
  return parts
}

function lineOfSale(i: number): string {
  const day = new Date(Date.UTC(2019, 0, 1 + ((i * 7) % 400))).toISOString().slice(0, 10)
  const member = i % 5 === 0 ? '' : `c${i % 397}`
  const price = i % 50 === 0 ? `"$1,${100 + (i % 800)}.50"` : ((i * 37) % 9000) / 100
  const quantity = i % 40 === 3 ? -1 : 1 + (i % 6)
  const line = `o${i >> 2},p${i % 211},Item ${i % 211},${quantity},${day} 08:26,${price},${member}\n`
  return i % 100 === 7 ? line + line : line
}
