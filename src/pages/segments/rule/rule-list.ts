import type { MemberList } from '../../../analyses/page'
import { factByName, ownFacts } from '../../../segments/facts/catalogue'
import type { FactType } from '../../../segments/facts/fact'
import { resolved, RuleFault, rulesIn, type Rule, type SegmentBook } from '../../../segments/rule'
import { valueWords } from '../../../segments/value-words'
import { ident, join, sql, type Sql } from '../../../sql/sql'
import { formatNumber, formatPercent } from '../../../text/format'
import { say } from '../../../text/locale.svelte'
import { m } from '../../../text/paraglide/messages.js'
import type { Session } from '../../session.svelte'

/** What a list of members says of each, where the shop knows it. */
const COLUMNS = [
  'orders',
  'spent',
  'recency_days',
  'tenure_days',
  'mean_order',
  'tier',
  'gender',
  'age_band',
] as const
/** And so many columns of its own member lists. */
const MOST_OWN = 6

/** Columns of facts that a rule asks for, at most: why each member is on the list. */
const MOST_ASKED = 8

/**
 * The members of a rule, with what it asks of each, so that the list says why a member is on it, and a few facts more.
 * `among` takes the place of its SELECT of member_id.
 */
export async function listOfRule(
  session: Session,
  title: string,
  rule: Rule,
  among?: Sql,
): Promise<MemberList> {
  const { table, known } = await session.facts()
  const members = among ?? (await session.members(rule))
  const names = [
    ...askedBy(rule, session.book.present).slice(0, MOST_ASKED),
    ...COLUMNS,
    ...ownFacts(known)
      .slice(0, MOST_OWN)
      .map(({ name }) => name),
  ]
  const facts = [...new Set(names)].flatMap((name) => (known.has(name) ? (factByName(name) ?? []) : []))
  const values = facts.map(({ name, type }) =>
    type === 'money' ? sql`f.${ident(name)}::double as ${ident(name)}` : sql`f.${ident(name)}`,
  )
  return {
    title,
    select: sql`select ${join([sql`f.member_id`, ...values])}
from ${table} as f
where f.member_id in (select member_id from (${members}))`,
    columns: [
      { key: 'member_id', label: m.segments_rule_member(), type: 'text' },
      ...facts.map(({ name, label, type }) => ({
        key: name,
        label: say(label),
        type: columnType(type),
        ...formatOf(name, type),
      })),
    ],
    sortBy: known.has('spent') ? 'spent' : 'member_id',
  }
}

/** The facts that a rule asks for, and those of the tags and segments in it; each once. */
function askedBy(rule: Rule, book: SegmentBook): string[] {
  try {
    const facts = [...rulesIn(resolved(rule, book))].flatMap((part) =>
      part.kind === 'fact' ? [part.fact] : [],
    )
    return [...new Set(facts)]
  } catch (error) {
    if (error instanceof RuleFault) return []
    throw error
  }
}

const columnType = (type: FactType): 'text' | 'number' | 'money' =>
  type === 'money' ? 'money' : type === 'category' || type === 'date' ? 'text' : 'number'

function formatOf(name: string, type: FactType) {
  if (type === 'share') return { format: (value: string | number | null) => formatPercent(numberOf(value)) }
  if (type === 'integer') return { format: (value: string | number | null) => formatNumber(numberOf(value)) }
  if (type !== 'category') return {}
  return {
    format: (value: string | number | null) => (value === null ? '–' : say(valueWords(name, String(value)))),
  }
}

const numberOf = (value: string | number | null): number | null => (value === null ? null : Number(value))
