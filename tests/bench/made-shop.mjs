// A made-up shop for benches of analyses: its tables as SQL, and as a file of orders.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { runNative } from './native.mjs'

const FOLDER = join(import.meta.dirname, 'data')

export const FIRST_DAY = '2022-01-01'

/** Tables of one row, as loading leaves them, for benches that load no file. */
export const ONE_ORDER = `create table orders as
select
  '1' as order_id, 'M1' as member_id, timestamp '${FIRST_DAY}' as ordered_at, 1::integer as lines, cast(null as double) as quantity,
  5::decimal(18, 4) as gross, 0::decimal(18, 4) as returned, 5::decimal(18, 4) as net, 'app' as channel, cast(null as varchar) as region`
export const ORDER_COLUMNS =
  'order_id member_id ordered_at lines quantity gross returned net channel region'.split(' ')
export const ONE_MEMBER = `create table members as
select
  'M1' as member_id, cast(null as timestamp) as joined_at, cast(null as date) as birthday,
  ${['gender', 'age', 'occupation', 'income', 'province', 'city', 'tier', 'channel'].map((name) => `cast(null as varchar) as ${name}`).join(', ')}`

/**
 * Every member has one order, the others come by the square of a uniform number, so that some buy often and many
 * seldom; over three years, in no order. The engine's hash makes the same shop each time.
 */
export const madeOrders = (orders, members, columns) => {
  const values = {
    order_id: `concat('SO', lpad(i::varchar, 8, '0'))`,
    member_id: `concat('M', lpad(m::varchar, 7, '0'))`,
    ordered_at: `timestamp '${FIRST_DAY}' + to_microseconds((t * 94608000)::bigint * 1000000)`,
    lines: `1::integer`,
    gross: `a::decimal(18, 4)`,
    returned: `0::decimal(18, 4)`,
    net: `a::decimal(18, 4)`,
    channel: `case i % 4 when 0 then 'app' when 1 then 'store' else 'online' end`,
  }
  const of = (name) => values[name] ?? `(select any_value(${name}) from was)`
  return `create or replace table orders as
with was as materialized (select * from orders)
select ${columns.map((name) => `${of(name)} as ${name}`).join(', ')}
from (
  select
    range as i,
    case when range < ${members} then range
    else floor(pow((hash(range) % 1000003) / 1000003.0, 2) * ${members})::bigint end as m,
    (hash(range + 7) % 1000033) / 1000033.0 as t,
    round(5 + 400 * pow((hash(range + 29) % 100003) / 100003.0, 3), 2) as a
  from range(${orders})
)
order by hash(i + 3)`
}

export const MADE_MEMBERS = `create or replace table members as
with was as materialized (select * exclude (member_id) from members limit 1)
select o.member_id, was.* from (select distinct member_id from orders) as o cross join was`

/** The path of the shop's orders as a CSV, written once to tests/bench/data/. */
export async function madeFile(orders, members) {
  const path = join(FOLDER, `shop-${orders}-${members}.csv`)
  if (existsSync(path)) return path
  mkdirSync(FOLDER, { recursive: true })
  await runNative(
    [
      ONE_ORDER,
      madeOrders(orders, members, ORDER_COLUMNS),
      `copy (select order_id, member_id, ordered_at, gross as amount, channel from orders) to '${path.replaceAll("'", "''")}' (header)`,
    ],
    path,
  )
  return path
}
