import { AnalysisRunner } from '../../../../src/analyses/runner'
import { analysisById } from '../../../../src/analyses/registry'
import type { Lens } from '../../../../src/analyses/analysis'
import type { EngineCore } from '../../../../src/engine/core'
import { seeded } from '../../../../src/numerics/random'
import { join, sql } from '../../../../src/sql/sql'
import { numerics } from '../../numerics-fixture'

export const LENS: Lens = { asOf: '2025-12-01', from: null, basis: 'gross' }
const AS_OF = Date.UTC(2025, 11, 1)
const DAY = 86_400_000

export interface PlantedOrder {
  order: string
  member: string
  at: Date
  amount: number
  channel: string
}

/** Kinds of members that differ in when, how often and how much they buy, and where. */
const KINDS = [
  { recency: 10, orders: 20, amount: 50, channel: 'app' },
  { recency: 60, orders: 5, amount: 400, channel: 'shop' },
  { recency: 300, orders: 2, amount: 20, channel: 'web' },
]

/** `members` members of three kinds, and the kind of each. Orders come in a random order of rows by `shuffle`. */
export function plantedOrders(members: number, seed = 3, shuffle = 0) {
  const random = seeded(seed)
  const truth = new Map<string, number>()
  const orders: PlantedOrder[] = []
  for (let i = 0; i < members; i++) {
    const at = i % KINDS.length
    const kind = KINDS[at]
    if (!kind) continue
    const member = `m${String(i).padStart(5, '0')}`
    truth.set(member, at)
    const recency = Math.round(kind.recency * (0.8 + 0.4 * random.unit()))
    const count = Math.max(1, Math.round(kind.orders * (0.85 + 0.3 * random.unit())))
    for (let o = 0; o < count; o++) {
      orders.push({
        order: `${member}-${String(o)}`,
        member,
        at: new Date(AS_OF - (recency + o * 4) * DAY),
        amount: Math.round(kind.amount * (0.85 + 0.3 * random.unit()) * 100) / 100,
        channel: kind.channel,
      })
    }
  }
  if (shuffle > 0) {
    const other = seeded(shuffle)
    const keys = new Map(orders.map((order) => [order, other.unit()]))
    orders.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0))
  }
  return { orders, truth }
}

/** The shop's tables with these orders, without the files they came from; and a runner over them. */
export async function makePlanted(
  engine: EngineCore,
  orders: readonly PlantedOrder[],
  others: readonly string[] = [],
): Promise<AnalysisRunner> {
  await engine.run(sql`create or replace table orders (
  order_id varchar, member_id varchar, ordered_at timestamp, lines integer, quantity double,
  gross decimal(18, 4), returned decimal(18, 4), net decimal(18, 4), channel varchar, region varchar
)`)
  if (orders.length > 0)
    await engine.run(sql`insert into orders
select o, m, t, 1, null, a, 0, a, c, null from (values ${join(
      orders.map(
        ({ order, member, at, amount, channel }) => sql`(${order}, ${member}, ${at}, ${amount}, ${channel})`,
      ),
    )}) as v(o, m, t, a, c)`)
  await engine.run(sql`create or replace table members (
  member_id varchar, joined_at timestamp, gender varchar, birthday date, city varchar, province varchar, tier varchar,
  channel varchar, member_name varchar, phone varchar, email varchar, union_id varchar, address varchar, age varchar,
  occupation varchar, income varchar
)`)
  const ids = [...new Set(orders.map(({ member }) => member)), ...others]
  if (ids.length > 0)
    await engine.run(sql`insert into members (member_id) values ${join(ids.map((id) => sql`(${id})`))}`)
  return new AnalysisRunner(engine, ['orders', 'members'], numerics, analysisById)
}
