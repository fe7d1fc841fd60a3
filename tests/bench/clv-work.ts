import { grouped, membersUntil } from '../../src/analyses/clv/members.sql'
import { purchaseDays } from '../../src/analyses/purchase-days.sql'
import { sql, type Sql } from '../../src/sql/sql'
import { frameOf, type Frame, type KernelOptions } from '../../src/numerics/kernel'
import { kernelOf } from '../../src/numerics/kernels'
import { openTestEngine } from '../unit/engine-fixture'

type Timed = [what: string, ms: number, aim: string]

/** Days of the shop made here, and days of a unit of time. */
const DAYS = 730
const WEEK = 7

/**
 * How long lifetime value takes on so many members of our own making, and on CDNOW where its file is given: the SQL
 * summary on the page's engine, and each kernel, in Node on one thread.
 */
export async function measureLifetimeValue(members: number, cdnow: string | null): Promise<Timed[]> {
  const engine = await openTestEngine()
  const timed: Timed[] = []
  const clock = async <Value>(what: string, aim: string, work: () => Value | Promise<Value>) => {
    const started = performance.now()
    const value = await work()
    timed.push([what, performance.now() - started, aim])
    return value
  }
  const run = async (kernel: string, input: Frame, options: KernelOptions): Promise<Frame> =>
    (await kernelOf(kernel))(input, options, () => undefined)
  const unit = { unit: WEEK }

  if (cdnow !== null) {
    const groups = frameOf(groupsOfText(cdnow))
    for (const model of ['bg', 'mbg', 'pareto'])
      await clock(`CDNOW, 23,570 members: ${model} fitted`, model === 'bg' ? '< 300 ms' : '', () =>
        run('clvFit', groups, { ...unit, only: model }),
      )
  }

  await engine.run(ordersOf(members))
  const size = members.toLocaleString('en')
  const asOf = '2026-01-01'
  await clock(`${size} members: summary in SQL`, '', () =>
    engine.run(
      sql`create or replace table bench_members as ${membersUntil(sql`(${purchaseDays(sql`orders`)})`, asOf)}`,
    ),
  )
  const groups = await clock('… grouped by x, tx, T', '', () => engine.query(grouped(sql`bench_members`)))
  for (const model of ['bg', 'mbg', 'pareto'])
    await clock(`… ${model} fitted to ${groups.rows.toLocaleString('en')} groups`, '', () =>
      run('clvFit', copy(groups), { ...unit, only: model }),
    )
  const [summary = 0, group = 0, bg = 0] = timed.slice(-5).map(([, ms]) => ms)
  timed.push([`${size} members: summary and BG/NBD`, summary + group + bg, '< 3 s'])
  const horizon = { months: 12, month: 365.25 / 12, discount: 0.008 }
  for (const model of ['bg', 'mbg', 'pareto']) {
    const scored = await engine.query(asked(model))
    await clock(`… scored under ${model}`, '< 3 s', () =>
      run('clvScores', copy(scored), { ...unit, ...horizon }),
    )
    await clock(`… with intervals`, '< 3 s', () =>
      run('clvScores', scored, { ...unit, ...horizon, intervals: 1 }),
    )
  }
  return timed
}

/** Orders of members who join at any time, at paces and with dropouts of their own, spread by hashes of the number. */
const ordersOf = (members: number): Sql => {
  const share = (salt: string) => sql`((hash(i, ${salt}) % 1000003) + 0.5) / 1000003`
  return sql`create or replace table orders as
select
  'm' || i as member_id,
  date '2024-01-02' + floor(joined + k * gap * (0.5 + ((hash(i, k) % 1009) / 1009.0)))::integer as ordered_at,
  (5 + hash(k, i) % 200)::decimal(18, 4) as amount
from (
  select
    i,
    ${DAYS} * ${share('joined')} as joined,
    10 + 190 * pow(${share('pace')}, 2) as gap,
    floor(ln(${share('stay')}) / ln(0.15 + 0.75 * ${share('kind')}))::integer as repeats
  from range(${members}) as r(i)
) as m, range(0, least(m.repeats, 200) + 1) as k(k)
where joined + k * gap * 1.5 < ${DAYS}`
}

const TRIED: Readonly<Record<string, Sql>> = {
  bg: sql`0.24 as r, 4.41 as alpha, 0.79 as a, 2.43 as b, cast(null as double) as s, cast(null as double) as beta`,
  mbg: sql`0.52 as r, 6.2 as alpha, 0.89 as a, 1.6 as b, cast(null as double) as s, cast(null as double) as beta`,
  pareto: sql`0.55 as r, 10.6 as alpha, cast(null as double) as a, cast(null as double) as b, 0.61 as s, 11.7 as beta`,
}

const asked = (model: string): Sql =>
  sql`select ${model} as model, p.*, g.*
from (select distinct x, tx, t from bench_members) as g cross join (select ${TRIED[model] ?? sql`1`}) as p`

/** Kernels may keep what they are given. */
const copy = ({ rows, columns }: Frame): Frame => ({
  rows,
  columns: columns.map((column) => ({ ...column })),
})

/** customer, date, …: the master file of CDNOW, 18 months from 1997-01-01. */
function groupsOfText(text: string): Record<string, Float64Array> {
  const days = new Map<string, Set<number>>()
  for (const line of text.split(/\r?\n/).slice(1)) {
    const [id = '', date = ''] = line.split(',').map((cell) => cell.replaceAll('"', ''))
    const day = Date.parse(date.length === 8 ? date.replace(/(....)(..)(..)/, '$1-$2-$3') : date) / 86_400_000
    if (Number.isNaN(day)) continue
    days.set(id, (days.get(id) ?? new Set()).add(day))
  }
  const end = Date.UTC(1998, 5, 30) / 86_400_000
  const counts = new Map<string, number>()
  for (const set of days.values()) {
    const first = Math.min(...set)
    const key = `${set.size - 1} ${Math.max(...set) - first} ${end - first}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const rows = [...counts].map(([key, n]) => [...key.split(' ').map(Number), n])
  const column = (at: number) => Float64Array.from(rows, (row) => row[at] ?? NaN)
  return { x: column(0), tx: column(1), t: column(2), n: column(3) }
}
