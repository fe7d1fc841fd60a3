import type { Lens, Parameters } from '../../src/analyses/analysis'
import { ANALYSES } from '../../src/analyses/registry'
import { AnalysisRunner, type Numerics } from '../../src/analyses/runner'
import { Sql } from '../../src/sql/sql'
import { arrowOfFrame } from '../../src/engine/arrow-frame'
import { columnsFromArrow } from '../../src/engine/columns'
import { KERNELS } from '../../src/numerics/kernels'
import { openTestEngine } from '../unit/engine-fixture'
import { MADE_MEMBERS, madeOrders, ONE_MEMBER, ONE_ORDER, ORDER_COLUMNS } from './made-shop.mjs'

export type StepCost = [step: string, ms: number]

/** The kernels that are there from the start: what is imported later cannot be, once a benchmark runs. */
const numerics: Numerics = {
  run: (name, input, options) => {
    const kernel = KERNELS[name]
    if (!kernel) throw new Error(`${name} is not among the kernels of the first chunk.`)
    return Promise.resolve(arrowOfFrame(kernel(columnsFromArrow(input), options, () => undefined)))
  },
}

const LENS: Lens = { asOf: '2025-01-01', from: null, basis: 'gross' }

/**
 * Processor time of every step of an analysis over a made-up shop, in Node on the page's engine (one thread), so that
 * other work on the machine does not count; the facts of members first, where it reads them.
 */
export async function stepCosts(
  id: string,
  parameters: Partial<Parameters>,
  orders: number,
  members: number,
): Promise<StepCost[]> {
  const engine = await openTestEngine()
  for (const text of [ONE_ORDER, ONE_MEMBER, madeOrders(orders, members, ORDER_COLUMNS), MADE_MEMBERS])
    await engine.run(new Sql(text))
  const runner = new AnalysisRunner(engine, ['orders', 'members'], numerics)
  const timed: StepCost[] = []
  let [name, since] = ['views and facts', process.cpuUsage()]
  const next = (step: string) => {
    const { user, system } = process.cpuUsage(since)
    timed.push([name, (user + system) / 1000])
    name = step
    since = process.cpuUsage()
  }
  if (id === 'facts') {
    await runner.facts(LENS)
    next('')
    return timed
  }
  const analysis = ANALYSES.find((one) => one.id === id)
  if (!analysis) throw new Error(`There is no analysis called ${id}.`)
  await runner.run(analysis, LENS, parameters, { onStep: ({ name: step }) => next(step) })
  next('')
  return timed
}
