// What each step of an analysis costs. `node tests/bench/step-costs.mjs churn [--orders 3000000] [--members 1000000]
// [--set compare=90]`; `facts` for the facts of members.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { ms, table } from './report.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    orders: { type: 'string', default: '3000000' },
    members: { type: 'string', default: '1000000' },
    set: { type: 'string', multiple: true, default: [] },
  },
})
const { module } = await runnerImport(join(import.meta.dirname, 'step-costs-work.ts'), {
  root: join(import.meta.dirname, '../..'),
  configFile: false,
})
const parameters = Object.fromEntries(values.set.map((pair) => pair.split('=')))
for (const id of positionals) {
  const costs = await module.stepCosts(id, parameters, Number(values.orders), Number(values.members))
  const all = costs.reduce((sum, [, took]) => sum + took, 0)
  table(
    [id, 'processor'],
    [...costs.filter(([, took]) => took >= 5), ['all', all]].map(([step, took]) => [step, ms(took)]),
  )
}
