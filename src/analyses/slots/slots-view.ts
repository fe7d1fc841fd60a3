import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import { doubtedGoods } from '../no-goods.sql'
import type { RunResult } from '../runner'
import { INTERACTIONS } from '../interactions.sql'

export type Query = (statement: Sql, key?: string) => Promise<Columns>

/** What the page shows of its tables before any list is made. */
export interface SlotsData {
  members: number
  products: number
  /** Rows of who had what and when. */
  lines: number
  /** Tells this shop from another, whatever lies in it. */
  key: string
  /** What the files say: whether any product has a cost, a stock, a usual gap, a text; whether rows have times, members a group. */
  knows: { margin: boolean; stock: boolean; gap: number; times: boolean; texts: boolean; segments: boolean }
  /** Of name, phone and e-mail those that any member has. */
  contacts: readonly Contact[]
  due: { members: number; rows: number; overdue: number }
  /** Names of products that look like no goods. */
  doubted: readonly string[]
  /** By what members can be told apart. */
  splits: ReadonlySet<string>
  /** Members to look at first, by how much is known of them: the most, the middle, the least. */
  examples: readonly { kind: 'most' | 'middle' | 'least'; id: string; products: number }[]
}

export const CONTACTS = ['member_name', 'phone', 'email'] as const
export type Contact = (typeof CONTACTS)[number]

export const tableOf = (run: RunResult, step: string): Sql => run.tables[step] ?? sql`(select 1 where false)`

const KINDS = ['most', 'middle', 'least'] as const

export async function readSlots(run: RunResult, query: Query): Promise<SlotsData> {
  const table = (step: string) => tableOf(run, step)
  const [print, goods, due, splits, examples, doubted] = (
    await Promise.all([
      query(sql`select
  (select count(*) from ${table('slot_members')}) as members,
  count(*) as lines, count(time) as timed,
  cast(bit_xor(hash(member, item, weight, time)) as varchar) as print,
  (select cast(bit_xor(hash(member_id, member, segment)) as varchar) from ${table('slot_members')}) as people,
  (select count(member_name) from ${table('slot_members')}) as member_name,
  (select count(phone) from ${table('slot_members')}) as phone,
  (select count(email) from ${table('slot_members')}) as email,
  (select count(segment) from ${table('slot_members')}) as grouped
from ${table(INTERACTIONS.interactions)}`),
      query(sql`select count(*) as products, count(margin) as margins, count(stock) as stocks, count(gap) as gaps,
  count(*) filter (where name <> product_id or category is not null or brand is not null or price is not null) as described,
  cast(bit_xor(hash(item, product_id, name, category, price, margin, stock, gap)) as varchar) as print
from ${table('slot_goods')}`),
      query(sql`select count(*) as n, count(distinct member_id) as members,
  count(*) filter (where due_on < cast(${run.lens.asOf} as date)) as overdue from ${table('slot_due')}`),
      query(sql`select split from ${table('slot_splits')}`),
      query(sql`with ranked as (
  select member_id, products, row_number() over (order by products desc, member_id) as place, count(*) over () as n
  from ${table('slot_members')}
)
select place, member_id, products from ranked where place in (1, (n + 1) // 2, n) order by place`),
      query(doubtedGoods(table('slot_goods'))),
    ])
  ).map(rowObjects)
  const of = (row: Record<string, string | number | null> | undefined, name: string) =>
    Number(row?.[name] ?? 0)
  const [one, all, dues] = [print?.[0], goods?.[0], due?.[0]]
  return {
    members: of(one, 'members'),
    products: of(all, 'products'),
    lines: of(one, 'lines'),
    key: [one?.['print'], one?.['people'], all?.['print'], run.lens.asOf, run.parameters['halfLife']].join(
      '.',
    ),
    knows: {
      margin: of(all, 'margins') > 0,
      stock: of(all, 'stocks') > 0,
      gap: of(all, 'gaps'),
      times: of(one, 'timed') > 0,
      texts: of(all, 'described') > 0,
      segments: of(one, 'grouped') > 0,
    },
    contacts: CONTACTS.filter((name) => of(one, name) > 0),
    due: { members: of(dues, 'members'), rows: of(dues, 'n'), overdue: of(dues, 'overdue') },
    doubted: (doubted ?? []).map(({ name }) => String(name)),
    splits: new Set((splits ?? []).map(({ split }) => String(split))),
    examples: (examples ?? []).map((row, i) => ({
      kind: KINDS[i] ?? 'least',
      id: String(row['member_id']),
      products: of(row, 'products'),
    })),
  }
}

/** Number of a member in the tables, −1 where she has nothing in them. */
export async function memberNumber(run: RunResult, query: Query, id: string): Promise<number> {
  const [row] = rowObjects(
    await query(
      sql`select member from ${tableOf(run, 'slot_members')} where member_id = ${id}`,
      'slots-member',
    ),
  )
  return row?.['member'] == null ? -1 : Number(row['member'])
}
