import { overlapOf } from '../../analyses/starter-tags'
import { readRule } from '../../project/segment-schema'
import { resolved, RuleFault, type Rule, type Segment, type Tag } from '../../segments/rule'
import { sampled } from '../../segments/sampled.sql'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { m } from '../../text/paraglide/messages.js'
import { MemberlensError } from '../api-errors'
import type { Session } from '../session.svelte'
import { definitionOf } from './rule/rule-sentence'

export interface ApiSet {
  id: string
  name: string
  /** The rule in words. */
  definition: Bilingual
  rule: Rule
  /** Null where a part of the rule is gone. */
  members: number | null
  /** Of the members looked at (tags), or of all (segments). */
  share: number | null
}

export type ApiTag = ApiSet & Pick<Tag, 'category'>
export type ApiSegment = ApiSet & Pick<Segment, 'sample' | 'holdout'>

/** The tags of the project, with how many of the members looked at have each, under the lens of the page. */
export async function tagsOf(session: Session): Promise<ApiTag[]> {
  const { tags } = session.book.present
  const { runner, lens } = session.looking
  const rules = tags.map(({ id, rule }) => ruleOrNull(session, rule, `tag ${id}`))
  const good = rules.filter((rule) => rule !== null)
  const { members, overlap } = await overlapOf(runner, await session.engine.get(), good, lens)
  let place = 0
  return tags.map(({ id, name, category, rule }, i) => {
    const count = rules[i] === null ? null : (overlap.counts[place++] ?? 0)
    const share = count === null || members === 0 ? null : count / members
    return { id, name, category, definition: definitionOf(session, rule), rule, members: count, share }
  })
}

/** The segments of the project, with their sizes under the lens of the page. */
export async function segmentsOf(session: Session): Promise<ApiSegment[]> {
  const all = await countOf(session, await session.members({ kind: 'all', of: [] }))
  const made: ApiSegment[] = []
  for (const segment of session.book.present.segments) {
    const { id, name, rule, sample, holdout } = segment
    const known = ruleOrNull(session, rule, `segment ${id}`) !== null
    const members = known ? await countOf(session, await membersOfSegment(session, segment)) : null
    made.push({
      id,
      name,
      definition: definitionOf(session, rule),
      rule,
      members,
      share: members === null || all === 0 ? null : members / all,
      ...(sample && { sample }),
      ...(holdout && { holdout }),
    })
  }
  return made
}

/**
 * SELECT of member_id: of a segment or a tag by its id or name, or of a rule as the project file writes it.
 * @throws MemberlensError, RuleFault
 */
export async function membersOf(session: Session, given: unknown): Promise<Sql> {
  if (typeof given !== 'string') {
    const read = readRule(given)
    if ('fault' in read) throw new MemberlensError('bad_rule', m.segments_rule_bad({ fault: read.fault }))
    return session.members(read.rule)
  }
  const { tags, segments } = session.book.present
  const called = ({ id, name }: { id: string; name: string }) => id === given || name === given
  const segment = segments.find(called)
  if (segment) return membersOfSegment(session, segment)
  const tag = tags.find(called)
  if (tag) return session.members({ kind: 'tag', tag: tag.id })
  throw new MemberlensError('unknown_set', m.segments_rule_unknown({ name: given }))
}

async function membersOfSegment(session: Session, { id, sample }: Segment): Promise<Sql> {
  const members = await session.members({ kind: 'segment', segment: id })
  return sample ? sampled(sql`(${members})`, sample) : members
}

async function countOf(session: Session, members: Sql): Promise<number> {
  const [row] = rowObjects(await session.query(sql`select count(*) as n from (${members})`))
  return Number(row?.['n'] ?? 0)
}

function ruleOrNull(session: Session, rule: Rule, self: string): Rule | null {
  try {
    return resolved(rule, session.book.present, [self])
  } catch (error) {
    if (error instanceof RuleFault) return null
    throw error
  }
}
