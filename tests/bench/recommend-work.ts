import { readFileSync } from 'node:fs'
import { frameOf, type Frame } from '../../src/numerics/kernel'
import { policyValue } from '../../src/numerics/off-policy-kernel'
import { frequentItemsets } from '../../src/numerics/baskets/itemsets'
import { associationRules } from '../../src/numerics/baskets/rules'
import { trainAls } from '../../src/numerics/recommend/als'
import { trainEase } from '../../src/numerics/recommend/ease'
import { evaluate } from '../../src/numerics/recommend/evaluate'
import { interactionsOf } from '../../src/numerics/recommend/interactions'
import { trainItemBased } from '../../src/numerics/recommend/item-based'
import { trainNeumf } from '../../src/numerics/recommend/neumf'
import { trainGru4rec, trainSasrec } from '../../src/numerics/recommend/next-item'
import { splitRandomly } from '../../src/numerics/recommend/splits'
import { trialOf } from '../../src/numerics/recommend/trial'
import { seeded } from '../../src/numerics/random'

/** Wall clock and processor time: on a machine that is shared the second tells more. */
type Timing = [what: string, took: number, cpu: number, aim: string]

/** Milliseconds of baskets (real ones, where their path is given), of recommenders and of a log of theirs, in this process. */
export function measureRecommend(groceries: string | null, retail: string | null): Timing[] {
  const timings: Timing[] = []
  const timed = <T>(what: string, aim: string, work: () => T): T => {
    const [start, cpu] = [performance.now(), process.cpuUsage()]
    const result = work()
    timings.push([what, performance.now() - start, process.cpuUsage(cpu).user / 1000, aim])
    return result
  }
  if (groceries) {
    const [basket, item] = basketsOf(groceries)
    const options = { minSupport: 0.001, maxLength: 10 }
    const found = timed('itemsets of groceries at .001', '300 ms', () =>
      frequentItemsets(basket, item, options),
    )
    timed('… their rules at .5', '', () => associationRules(found, { minConfidence: 0.5 }))
  }
  if (retail) {
    const [basket, item] = basketsOf(retail)
    timed('itemsets of online_retail at .005', '5 s', () =>
      frequentItemsets(basket, item, { minSupport: 0.005 }),
    )
  }
  for (const [items, aim] of [
    [2000, '4 s'],
    [4000, '30 s'],
  ] as const) {
    const shop = shopOf(5000, items, 200_000)
    timed(`EASE, ${items} items`, aim, () => trainEase(interactionsOf(shop)))
  }
  const large = timed('cells of 1,000,000 lines', '', () => interactionsOf(shopOf(50_000, 10_000, 1_000_000)))
  timed('item-based, 1,000,000 lines', '3 s', () => trainItemBased(large))
  timed('ALS, 64 factors, 1,000,000 lines, one epoch', '3 s', () => trainAls(large, { epochs: 1 }))
  const small = interactionsOf({
    ...shopOf(2000, 2000, 50_000),
    time: Float64Array.from({ length: 50_000 }, (_, day) => day),
  })
  const once = { epochs: 1 }
  timed('NeuMF, 16 factors, 50,000 lines, one epoch', '', () => trainNeumf(small, once))
  timed('GRU4Rec, 32 factors, 50,000 lines, one epoch', '', () => trainGru4rec(small, once))
  timed('SASRec, 32 factors, 50,000 lines, one epoch', '', () => trainSasrec(small, once))
  const columns = shopOf(10_000, 4000, 400_000)
  const { parts } = splitRandomly(columns.member.length, { validation: 0, test: 0.2 })
  const trial = trialOf(columns, parts)
  const model = trainAls(trial.train, { epochs: 2 })
  timed('evaluation of a model, 10,000 members × 4,000 items', '3 s', () =>
    evaluate(model, trial, { ks: [5, 10, 20] }),
  )
  const log = logOf(100_000)
  timed('a log of 100,000 rows: another policy by IPS, SNIPS and DR, 1,000 draws', '', () =>
    policyValue(log, { policy: 'best', seed: 1 }, () => undefined),
  )
  return timings
}

/** A log of three positions and eighty items shown by lot, some of them clicked, of 20,000 members. */
function logOf(rows: number): Frame {
  const random = seeded(7)
  const of = (value: () => number) => Float64Array.from({ length: rows }, value)
  const item = of(() => random.below(80))
  return frameOf({
    context: of(() => random.below(3)),
    item,
    cluster: of(() => random.below(20_000)),
    reward: item.map((one) => Number(random.unit() < 0.01 + one / 4000)),
    propensity: of(() => 1 / 80),
    target: of(() => NaN),
    logged: of(() => 1),
  })
}

/** The first two columns of a CSV as integers. */
function basketsOf(path: string): [Float64Array, Float64Array] {
  const codes = [new Map<string, number>(), new Map<string, number>()] as const
  const [first, second]: [number[], number[]] = [[], []]
  for (const line of readFileSync(path, 'utf8').split('\n').slice(1)) {
    const found = /^"?([^",]+)"?,"?([^",]+)"?/.exec(line)
    // A cancelled invoice is no basket.
    if (!found || found[1]!.startsWith('C')) continue
    first.push(codeOf(codes[0], found[1]!))
    second.push(codeOf(codes[1], found[2]!))
  }
  return [Float64Array.from(first), Float64Array.from(second)]
}

function codeOf(codes: Map<string, number>, text: string): number {
  const code = codes.get(text) ?? codes.size
  codes.set(text, code)
  return code
}

/** Lines of a shop where members have one of twenty tastes and few items are much bought. */
function shopOf(members: number, items: number, lines: number) {
  const random = seeded(5)
  const member = Float64Array.from({ length: lines }, () => random.below(members))
  const item = member.map((m) => (Math.floor(items * random.unit() ** 2.5) * 20 + (m % 20)) % items)
  return { member, item }
}
