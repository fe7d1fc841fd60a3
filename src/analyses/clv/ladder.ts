import { join, sql, type Sql } from '../../sql/sql'

/** An offer for members of a band: the first rung from the top whose band holds a member is hers. */
export interface Rung {
  offer: string
  /** Value over the horizon, at least. */
  value: number
  /** Days since the last order ÷ mean days between orders, at least; 0 for everybody, with one purchase, too. */
  overdue: number
  /** Money for each member who gets it. */
  cost: number
  /** Members at most, those of highest value first; 0 for no limit. */
  cap: number
}

export const MOST_RUNGS = 12
const LONGEST_OFFER = 200

/** Whether the text holds a ladder. '' is none: the proposed one. */
export const isLadder = (text: string): boolean => text === '' || readLadder(text) !== null

export function readLadder(text: string): Rung[] | null {
  try {
    const read: unknown = JSON.parse(text)
    return Array.isArray(read) && read.length <= MOST_RUNGS && read.every(isRung) ? read : null
  } catch {
    return null
  }
}

const isRung = (read: unknown): read is Rung => {
  if (typeof read !== 'object' || read === null) return false
  const rung = read as Partial<Record<string, unknown>>
  const amounts = ['value', 'overdue', 'cost', 'cap'].map((name) => rung[name])
  return (
    typeof rung['offer'] === 'string' &&
    rung['offer'].length <= LONGEST_OFFER &&
    amounts.every((amount) => typeof amount === 'number' && Number.isFinite(amount) && amount >= 0)
  )
}

/** Three rungs to begin with, at the mean values of tenths of the members; costs are for the user to say. */
export const proposedLadder = (
  means: readonly number[],
  offers: readonly [string, string, string],
): Rung[] => {
  const at = (tenth: number) => rounded(means[tenth] ?? means.at(-1) ?? 0)
  return [
    { offer: offers[0], value: at(1), overdue: 2, cost: 0, cap: 0 },
    { offer: offers[1], value: at(4), overdue: 2, cost: 0, cap: 0 },
    { offer: offers[2], value: at(4), overdue: 0, cost: 0, cap: 0 },
  ]
}

/** To two digits, as a person would say it. */
const rounded = (value: number): number => (value > 0 ? Number(value.toPrecision(2)) : 0)

/**
 * Members on the ladder: those of `member_clv` with rung (1 is the top one), offer, cost and at_risk (what would be won
 * if she were certainly a customer still). Who is beyond a rung's cap gets nothing, not the next rung's offer.
 */
export const onLadder = (members: Sql, rungs: readonly Rung[]): Sql => {
  const cases = rungs.map(
    ({ value, overdue }, i) => sql`when clv >= ${value} and coalesce(overdue, 0) >= ${overdue} then ${i + 1}`,
  )
  const of = (pick: (rung: Rung) => string | number) =>
    sql`case rung ${join(
      rungs.map((rung, i) => sql`when ${i + 1} then ${pick(rung)}`),
      ' ',
    )} end`
  return sql`select
  member_id, rung, ${of(({ offer }) => offer)} as offer, (${of(({ cost }) => cost)})::double as cost,
  clv, clv / nullif(p_alive, 0) - clv as at_risk, p_alive, overdue, spent, last_order
from (
  select
    *, row_number() over (partition by rung order by clv desc, member_id) as place
  from (select *, (case ${join(cases, ' ')} end)::integer as rung from ${members} where clv is not null)
  where rung is not null
)
where ${of(({ cap }) => cap)} = 0 or place <= ${of(({ cap }) => cap)}`
}

/** By rung: members, cost and at_risk of all of them. */
export const ladderTotals = (members: Sql, rungs: readonly Rung[]): Sql => sql`select
  rung, count(*) as members, sum(cost) as cost, sum(clv)::double as value, sum(at_risk)::double as at_risk
from (${onLadder(members, rungs)})
group by rung order by rung`

/** Share of the members reached who must come back for the offer to pay: cost ÷ what all of them would bring. */
export const breakEven = (cost: number, atRisk: number): number =>
  cost === 0 ? 0 : atRisk > 0 ? cost / atRisk : Infinity
