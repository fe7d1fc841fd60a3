import { AnalysisRunner } from '../../../src/analyses/runner'
import { analysisById } from '../../../src/analyses/registry'
import type { EngineCore } from '../../../src/engine/core'
import { join, sql, type SqlValue } from '../../../src/sql/sql'
import { numerics } from '../numerics-fixture'

export interface Line {
  order: string
  member: string
  /** YYYY-MM-DD HH:MM. */
  at: string
  product: string
  price: number
  quantity: number
  channel?: string
}

export interface Person {
  id: string
  gender?: string
  birthday?: string
  tier?: string
  /** As the list of members writes it: years or a band. */
  age?: string
}

export interface Product {
  id: string
  category: string
  brand: string
}

/** The shop's four tables, without the files they came from; and a runner over them. Net is gross. */
export async function makeShop(
  engine: EngineCore,
  lines: readonly Line[],
  people: readonly Person[],
  products: readonly Product[],
): Promise<AnalysisRunner> {
  await engine.run(sql`create or replace table order_items (
  order_id varchar, member_id varchar, ordered_at timestamp, product_id varchar, product_name varchar, category varchar,
  quantity double, unit_price decimal(18, 4), amount decimal(18, 4), returned decimal(18, 4), channel varchar
)`)
  await fill(
    engine,
    'order_items',
    lines.map(({ order, member, at, product, price, quantity, channel }) => [
      order,
      member,
      new Date(`${at}Z`),
      product,
      product,
      null,
      quantity,
      price,
      price * quantity,
      0,
      channel ?? null,
    ]),
  )
  await engine.run(sql`create or replace table orders as
select
  order_id, member_id, min(ordered_at) as ordered_at, count(*)::integer as lines, sum(quantity) as quantity,
  sum(amount)::decimal(18, 4) as gross, 0::decimal(18, 4) as returned, sum(amount)::decimal(18, 4) as net,
  min(channel) as channel, cast(null as varchar) as region
from order_items group by order_id, member_id`)
  await engine.run(sql`create or replace table members (
  member_id varchar, joined_at timestamp, gender varchar, birthday date, city varchar, province varchar, tier varchar,
  channel varchar, member_name varchar, phone varchar, email varchar, union_id varchar, address varchar, age varchar,
  occupation varchar, income varchar
)`)
  await fill(
    engine,
    'members',
    people.map(({ id, gender, birthday, tier, age }) => [
      id,
      null,
      gender ?? null,
      birthday === undefined ? null : new Date(birthday),
      null,
      null,
      tier ?? null,
      ...Array.from({ length: 6 }, () => null),
      age ?? null,
      null,
      null,
    ]),
  )
  await engine.run(sql`create or replace table products (
  product_id varchar, product_name varchar, category varchar, brand varchar, price decimal(18, 4), cost decimal(18, 4),
  stock double
)`)
  await fill(
    engine,
    'products',
    products.map(({ id, category, brand }) => [id, id, category, brand, null, null, null]),
  )
  return new AnalysisRunner(engine, ['orders', 'order_items', 'members', 'products'], numerics, analysisById)
}

async function fill(
  engine: EngineCore,
  table: string,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map((row) => sql`(${join(row.map((value) => sql`${value}`))})`)
  const target = { order_items: sql`order_items`, members: sql`members`, products: sql`products` }[table]
  if (!target) throw new Error(table)
  await engine.run(sql`insert into ${target} values ${join(values)}`)
}
