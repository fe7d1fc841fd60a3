// Baskets and recommenders, in Node. `node tests/bench/recommend.mjs`
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runnerImport } from 'vite'
import { ms, table } from './report.mjs'

const SHARED = join(import.meta.dirname, '../../../shared/data')

/** The path of real data beside the project; null, and said so, where it is not. */
function pathOf(name) {
  if (existsSync(join(SHARED, name))) return join(SHARED, name)
  console.log(`  skipped: ../shared/data/${name} is not here`)
  return null
}

/** Prints how long each kernel takes. */
export async function measureRecommend() {
  const { module } = await runnerImport(join(import.meta.dirname, 'recommend-work.ts'), {
    root: join(import.meta.dirname, '../..'),
    configFile: false,
  })
  const timed = module.measureRecommend(
    pathOf('groceries/groceries_long.csv'),
    pathOf('online_retail/online_retail.csv'),
  )
  table(
    ['recommend', 'took', 'CPU', 'aim'],
    timed.map(([what, took, cpu, aim]) => [what, ms(took), ms(cpu), aim]),
  )
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await measureRecommend()
