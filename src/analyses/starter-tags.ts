import type { Database } from '../engine/database'
import { flagCounts } from '../segments/flags.sql'
import { Overlap } from '../segments/overlap'
import { frequentValues } from '../segments/profile.sql'
import { starterTags, valueTags, type StarterTag } from '../segments/starter/starter'
import { rowObjects } from '../sql/rows'
import type { Rule } from '../segments/rule'
import { sql, type Sql } from '../sql/sql'
import type { Lens } from './analysis'
import type { AnalysisRunner } from './runner'

export interface FittingStarter extends StarterTag {
  /** Members who have it. */
  readonly members: number
}

/**
 * The starter tags that say something of this shop, under the lens: those of nobody, of everybody, those that hold
 * nearly the same members as an earlier one, and fifths that are far more than a fifth are left out.
 */
export async function fittingStarters(
  runner: AnalysisRunner,
  db: Database,
  lens: Lens,
  signal?: AbortSignal,
): Promise<FittingStarter[]> {
  const { table, known } = await runner.facts(lens, signal)
  const named = valueTags(known)
  const values: Record<string, string[]> = {}
  const most = Math.max(0, ...named.map(([, count]) => count))
  const frequent = frequentValues(
    table,
    named.map(([fact]) => fact),
    most,
  )
  for (const { fact, value } of rowObjects(await db.query(frequent)))
    (values[String(fact)] ??= []).push(String(value))
  const offered = starterTags(known, values)
  const rules = offered.map(({ rule }) => rule)
  const { members, overlap } = await overlapOf(runner, db, rules, lens, signal)
  const doubles = overlap.doubles()
  return offered.flatMap((tag, i) => {
    const count = overlap.counts[i] ?? 0
    const says = count > 0 && count < members && doubles[i] === null && !isTied(tag.rule, count / members)
    return says ? [{ ...tag, members: count }] : []
  })
}

/** A fifth that half as many again are in, for many have the same value, is none; nor is what lies within it one. */
const isTied = (rule: Rule, share: number): boolean =>
  rule.kind === 'all'
    ? rule.of.some((part) => isTied(part, share))
    : rule.kind === 'fact' &&
      (rule.test.op === 'top' || rule.test.op === 'bottom') &&
      share > 1.5 * rule.test.share

/** How many members there are under the lens, how many each rule holds for, and each two of them. */
export async function overlapOf(
  runner: AnalysisRunner,
  db: Database,
  rules: readonly Rule[],
  lens: Lens,
  signal?: AbortSignal,
): Promise<{ flags: Sql; members: number; overlap: Overlap }> {
  const flags = await runner.flags.table(rules, lens, signal)
  const request = signal ? { signal } : {}
  const [row = {}] = rowObjects(await db.query(flagCounts(flags, rules.length), request))
  const counts = rules.map((_, i) => Number(row[`n${i}`] ?? 0))
  const pairs = await runner.flags.pairs(rules, lens, signal)
  const read = await db.query(sql`select a, b, "both" from ${pairs} where "both" > 0`, request)
  const both = rowObjects(read).map((pair) => ({
    a: Number(pair['a']),
    b: Number(pair['b']),
    both: Number(pair['both']),
  }))
  return { flags, members: Number(row['members'] ?? 0), overlap: new Overlap(counts, both) }
}
