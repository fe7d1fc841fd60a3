// Tags: facts, live counts, many tags at once. `node tests/bench/tags.mjs [members] [orders]`
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runnerImport } from 'vite'
import { ms, table } from './report.mjs'

const ROOT = join(import.meta.dirname, '../..')

/** Prints how long each step takes in Node, on the page's engine and kernels. */
export async function measureTags(members, orders) {
  const { module } = await runnerImport(join(import.meta.dirname, 'tags-work.ts'), {
    root: ROOT,
    configFile: false,
  })
  const timed = await module.measureTags(members, orders)
  table(
    ['tags', 'took', 'aim'],
    timed.map(([what, took, aim]) => [what, ms(took), aim]),
  )
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await measureTags(Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 10_000_000))
