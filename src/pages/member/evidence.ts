import { factByName, isNumeric } from '../../segments/facts/catalogue'
import { scoreOf, scoreText } from '../../analyses/member-standing'
import { boughtValues, sequenceDays } from '../../segments/rule.sql'
import { resolved, RuleFault, rulesIn, type Rule, type Tag } from '../../segments/rule'
import { numberWords, valueWords } from '../../segments/value-words'
import { ruleWords, type WordContext } from '../../segments/words'
import { QueryError } from '../../sql/read-only'
import { rowObjects } from '../../sql/rows'
import { ident, join, sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import type { Session } from '../session.svelte'
import { lensOfAll, type FactsRead } from './read'

/** One condition of a rule, whether it holds for the member, and the member's own value where there is one. */
export interface Evidence {
  words: Bilingual
  own: Bilingual | null
  holds: boolean
}

export interface HeldTag {
  tag: Tag
  words: Bilingual
  evidence: Evidence[]
}

export interface TagsRead {
  held: HeldTag[]
  /** Tags of the book that the member has not. */
  lacking: number
  /** Tags that cannot be evaluated, by name. */
  broken: string[]
}

type Leaf = Exclude<Rule, { kind: 'all' | 'any' | 'not' | 'tag' | 'segment' }>

const isLeaf = ({ kind }: Rule): boolean => !['all', 'any', 'not', 'tag', 'segment'].includes(kind)

/** The tags that a member has, each with the conditions it is made of. */
export async function readTags(
  session: Session,
  id: string,
  facts: FactsRead,
  context: WordContext,
  signal: AbortSignal,
): Promise<TagsRead> {
  const book = session.book.present
  const broken: string[] = []
  const held: HeldTag[] = []
  for (const tag of book.tags) {
    const rule = resolvedOrNull(tag.rule)
    const answers = rule && (await holding(session, id, [rule], signal))
    if (!rule || !answers) broken.push(tag.name)
    else if (answers[0]) {
      const leaves = leavesOf(rule)
      const holds = (await holding(session, id, leaves, signal)) ?? []
      const evidence = await Promise.all(
        leaves.map(async (leaf, i) => ({
          words: ruleWords(leaf, context),
          own: await ownValue(session, id, leaf, facts, context, signal),
          holds: holds[i] ?? false,
        })),
      )
      held.push({ tag, words: ruleWords(tag.rule, context), evidence })
    }
  }
  return { held, lacking: book.tags.length - held.length - broken.length, broken }

  function resolvedOrNull(rule: Rule): Rule | null {
    try {
      return resolved(rule, book)
    } catch (error) {
      if (error instanceof RuleFault) return null
      throw error
    }
  }
}

/** The conditions in a rule, each once. */
export const leavesOf = (rule: Rule): Leaf[] => {
  const leaves = [...rulesIn(rule)].filter(isLeaf) as Leaf[]
  const seen = new Set<string>()
  return leaves.filter((leaf) => {
    const key = JSON.stringify(leaf)
    return !seen.has(key) && seen.add(key)
  })
}

/** Whether each rule holds for the member; null where one of them cannot be evaluated. */
async function holding(
  session: Session,
  id: string,
  rules: readonly Rule[],
  signal: AbortSignal,
): Promise<boolean[] | null> {
  if (rules.length === 0) return []
  try {
    const members: Sql[] = []
    for (const rule of rules) members.push(await session.members(rule, signal))
    const tests = members.map(
      (select, i) =>
        sql`exists (select 1 from (${select}) as t where t.member_id = ${id}) as ${ident(`t${i}`)}`,
    )
    const [row] = rowObjects(await session.query(sql`select ${join(tests)}`))
    return rules.map((_, i) => row?.[`t${i}`] === 'true')
  } catch (error) {
    if (error instanceof RuleFault || error instanceof QueryError) return null
    throw error
  }
}

async function ownValue(
  session: Session,
  id: string,
  leaf: Leaf,
  { values }: FactsRead,
  context: WordContext,
  signal: AbortSignal,
): Promise<Bilingual | null> {
  if (leaf.kind === 'fact') {
    const fact = factByName(leaf.fact)
    const value = values[leaf.fact]
    if (!fact || value == null) return null
    return isNumeric(fact) ? numberWords(fact, Number(value), context) : valueWords(fact.name, String(value))
  }
  if (leaf.kind === 'result') return ownScore(session, id, leaf, context, signal)
  if (leaf.kind === 'list') return null
  const shop = await session.shop(signal, lensOfAll(session))
  if (leaf.kind === 'sequence') {
    const days = sql`select before::varchar as first, day::varchar as after from (${sequenceDays(leaf, shop)})
where member_id = ${id} order by day desc limit 1`
    const [row] = rowObjects(await session.query(days))
    if (row?.['first'] == null) return null
    const [first, after] = [String(row['first']), String(row['after'])]
    return { en: `${first}, then ${after}`, zh: `${first},随后 ${after}` }
  }
  const [row] = rowObjects(
    await session.query(sql`select value from (${boughtValues(leaf, shop)}) where member_id = ${id}`),
  )
  const value = Number(row?.['value'] ?? 0)
  const fact = factByName(
    { orders: 'orders', days: 'order_days', amount: 'spent', pieces: 'pieces' }[leaf.measure],
  )
  return fact ? numberWords(fact, value, context) : null
}

/** The score of a model that a rule asks for; null where it asks for a group, which the rule names. */
async function ownScore(
  session: Session,
  id: string,
  { analysis, parameters, asks }: Extract<Leaf, { kind: 'result' }>,
  { currency }: WordContext,
  signal: AbortSignal,
): Promise<Bilingual | null> {
  const score = asks && 'op' in asks ? scoreOf(asks.what) : undefined
  if (!score) return null
  const run = await session.runUnder(lensOfAll(session), analysis, parameters, signal)
  const table = run.tables[score.step]
  if (!table) return null
  const [row] = rowObjects(
    await session.query(
      sql`select ${ident(score.column)}::double as value from ${table} where member_id = ${id}`,
    ),
  )
  if (row?.['value'] == null) return null
  const text = scoreText(score, Number(row['value']), currency)
  return { en: text, zh: text }
}
