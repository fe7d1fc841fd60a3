import type { Lens } from '../../src/analyses/analysis'
import { AnalysisRunner, type Numerics } from '../../src/analyses/runner'
import { fittingStarters, overlapOf } from '../../src/analyses/starter-tags'
import { arrowOfFrame } from '../../src/engine/arrow-frame'
import { columnsFromArrow } from '../../src/engine/columns'
import { tagOverlap } from '../../src/numerics/tag-overlap'
import { flagCombinations, flagMoves } from '../../src/segments/flags.sql'
import type { Rule } from '../../src/segments/rule'
import { rowObjects } from '../../src/sql/rows'
import { sql } from '../../src/sql/sql'
import { openTestEngine } from '../unit/engine-fixture'

/** The one kernel, here: what is imported later cannot be, once the benchmark runs. */
const numerics: Numerics = {
  run: (_, input, options) =>
    Promise.resolve(arrowOfFrame(tagOverlap(columnsFromArrow(input), options, () => undefined))),
}

type Timed = [what: string, ms: number, aim: string]

const LENS: Lens = { asOf: '2026-01-01', from: null, basis: 'gross' }

/**
 * How long tags take on so many members with so many orders of our own making, in Node on the page's engine:
 * processor time of its one thread, so that other work on the machine does not count.
 */
export async function measureTags(members: number, orders: number): Promise<Timed[]> {
  const engine = await openTestEngine()
  const timed: Timed[] = []
  const clock = async <T>(what: string, aim: string, work: () => Promise<T>): Promise<T> => {
    const started = process.cpuUsage()
    const value = await work()
    const { user, system } = process.cpuUsage(started)
    timed.push([what, (user + system) / 1000, aim])
    return value
  }
  await engine.run(sql`create table orders as
select
  'o' || i as order_id, 'm' || (hash(i) % ${members} * (hash(i, 1) % 1000) // 1000) as member_id,
  timestamp '2024-01-01' + to_hours((hash(i, 2) % 17520)::integer) as ordered_at, 1 as lines, 1 + (hash(i, 3) % 4)::double as quantity,
  (5 + hash(i, 4) % 300)::decimal(18, 4) as gross, 0::decimal(18, 4) as returned,
  (5 + hash(i, 4) % 300)::decimal(18, 4) as net, case hash(i, 5) % 3 when 0 then 'app' when 1 then 'web' else 'shop' end as channel,
  cast(null as varchar) as region
from range(${orders}) as r(i)`)
  await engine.run(sql`create table members as
select
  'm' || i as member_id, timestamp '2023-06-01' + to_days((hash(i) % 700)::integer) as joined_at,
  case hash(i, 1) % 3 when 0 then 'female' when 1 then 'male' end as gender,
  date '1950-01-01' + (hash(i, 2) % 20000)::integer as birthday,
  'city ' || (hash(i, 3) % 60) as city, 'province ' || (hash(i, 4) % 12) as province,
  case hash(i, 5) % 4 when 0 then 'gold' when 1 then 'silver' else 'basic' end as tier,
  case hash(i, 6) % 3 when 0 then 'app' when 1 then 'web' else 'shop' end as channel,
  cast(null as varchar) as age, cast(null as varchar) as occupation, cast(null as varchar) as income
from range(${members}) as r(i)`)
  const runner = new AnalysisRunner(engine, ['orders', 'members'], numerics)
  const size = members.toLocaleString('en')
  await clock(`facts of ${size} members from ${orders.toLocaleString('en')} orders, once`, '', () =>
    runner.facts(LENS),
  )
  for (const [what, rule] of RULES) {
    const count = async () => {
      const select = await runner.members(rule, LENS)
      return rowObjects(await engine.query(sql`select count(*) as n from (${select})`))
    }
    await count()
    await clock(`live count, ${what}`, '< 300 ms', count)
  }
  const tags = await clock('starter tags that fit', '', () => fittingStarters(runner, engine, LENS))
  const rules = tags.slice(0, 60).map(({ rule }) => rule)
  const flags = await clock(`${rules.length} tags as one table`, '', () => runner.flags.table(rules, LENS))
  await clock('… counted, each two together too', '', () => overlapOf(runner, engine, rules, LENS))
  await clock('… combinations of eight', '', () =>
    engine.query(flagCombinations(flags, [0, 1, 2, 3, 4, 5, 6, 7])),
  )
  const before = { ...LENS, asOf: '2025-10-03' }
  const then = await clock('… on an earlier day, its facts included', '', () =>
    runner.flags.table(rules, before),
  )
  await clock('… who entered and left', '', () => engine.query(flagMoves(flags, then, rules.length)))
  return timed
}

const RULES: readonly (readonly [string, Rule])[] = [
  ['one fact', { kind: 'fact', fact: 'orders', test: { op: 'at_least', value: 3 } }],
  ['highest tenth', { kind: 'fact', fact: 'spent', test: { op: 'top', share: 0.1 } }],
  [
    'two quantiles, two facts and a NOT',
    {
      kind: 'all',
      of: [
        { kind: 'fact', fact: 'spent', test: { op: 'top', share: 0.2 } },
        { kind: 'not', of: { kind: 'fact', fact: 'recency_days', test: { op: 'top', share: 0.4 } } },
        {
          kind: 'any',
          of: [
            { kind: 'fact', fact: 'gender', test: { op: 'one_of', values: ['female'] } },
            { kind: 'fact', fact: 'city', test: { op: 'none_of', values: ['city 1', 'city 2'] } },
          ],
        },
      ],
    },
  ],
  [
    'bought in a window',
    {
      kind: 'bought',
      goods: { by: 'channel', values: ['app'] },
      days: 90,
      measure: 'orders',
      test: { op: 'at_least', value: 1 },
    },
  ],
  [
    'bought nothing in a window',
    {
      kind: 'bought',
      goods: { by: 'any' },
      days: 180,
      measure: 'amount',
      test: { op: 'at_most', value: 0 },
    },
  ],
  ['one after the other', { kind: 'sequence', first: { by: 'any' }, then: { by: 'any' }, days: 30 }],
]
