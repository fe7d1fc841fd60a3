import type { MemberList } from '../../analyses/page'
import type { RunResult } from '../../analyses/runner'
import { portableSelect } from '../../segments/result-rule'
import type { ResultRule, Rule, Segment } from '../../segments/rule'
import type { Session } from '../session.svelte'
import { today } from '../today'

/** A list that a page shows, as a rule: by what made it, not by who is on it. */
async function ruleOfList(session: Session, list: MemberList, result: RunResult): Promise<ResultRule> {
  const { analysis, parameters, tables, lens } = result
  return {
    kind: 'result',
    analysis,
    parameters,
    select: portableSelect(list.select, tables, await session.shop()),
    title: list.title,
    ...(lens.population && { within: lens.population.rule }),
  }
}

/** Adds a segment that holds the members of a list. */
export async function saveAsSegment(
  session: Session,
  list: MemberList,
  result: RunResult,
  name: string,
): Promise<void> {
  addSegment(session, name, await ruleOfList(session, list, result))
}

/** Adds a segment of the members for whom a rule holds. */
export function addSegment(session: Session, name: string, rule: Rule): Segment {
  const segment: Segment = { id: crypto.randomUUID(), name, rule, versions: [{ on: today(), rule }] }
  session.changeBook((book) => ({ ...book, segments: [...book.segments, segment] }))
  return segment
}
