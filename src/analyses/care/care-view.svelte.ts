import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { formatDate, formatNumber } from '../../text/format'
import type { RunResult } from '../runner'
import type { OccasionId } from './occasions'
import { words } from './words'

export interface CareData {
  /** Different members due. */
  due: number
  byOccasion: ReadonlyMap<OccasionId, number>
  /** Members by "occasion day", the day in epoch milliseconds. */
  cells: ReadonlyMap<string, number>
  /** The days ahead, epoch milliseconds. */
  days: number[]
  members: number
  withBirthday: number
  withJoined: number
  /** What is to be said of how far the dates are known. */
  notes: Bilingual[]
}

const DAY = 86_400_000
/** So many members with one date of birth, and more than this share of all, look like a date put in for none. */
const SUSPECT = 10
const SUSPECT_SHARE = 0.01

/** Reads what the page shows from the result tables: some hundred rows. */
export async function readCare(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<CareData> {
  const table = (name: string) => run.tables[name] ?? sql`(select 1 where false)`
  const [days = [], occasions = [], due = [], coverage = []] = (
    await Promise.all([
      query(sql`select * from ${table('care_days')}`),
      query(
        sql`select occasion, count(distinct member_id) as members from ${table('care_due')} group by occasion`,
      ),
      query(sql`select count(distinct member_id) as members from ${table('care_due')}`),
      query(sql`select * from ${table('care_coverage')}`),
    ])
  ).map(rowObjects)
  const first = Date.parse(run.lens.asOf)
  return {
    due: Number(due[0]?.['members'] ?? 0),
    byOccasion: new Map(
      occasions.map((row) => [String(row['occasion']) as OccasionId, Number(row['members'])]),
    ),
    cells: new Map(
      days.map((row) => [`${String(row['occasion'])} ${String(row['due_on'])}`, Number(row['members'])]),
    ),
    days: Array.from({ length: Number(run.parameters['window']) }, (_, k) => first + k * DAY),
    members: Number(coverage[0]?.['members'] ?? 0),
    withBirthday: Number(coverage[0]?.['with_birthday'] ?? 0),
    withJoined: Number(coverage[0]?.['with_joined'] ?? 0),
    notes: notes(coverage[0] ?? {}, String(run.parameters['calendar'])),
  }
}

function notes(row: Record<string, unknown>, calendar: string): Bilingual[] {
  const of = (name: string) => Number(row[name] ?? 0)
  const said = (name: string) => formatNumber(of(name))
  const [members, born, same] = [of('members'), of('with_birthday'), of('same_birthday')]
  if (members === 0) return []
  return [
    ...(born + of('to_come') < members
      ? [words.withoutBirthday(formatNumber(members - born - of('to_come')))]
      : []),
    ...(of('without_year') > 0 ? [words.withoutYear(said('without_year'))] : []),
    ...(of('to_come') > 0 ? [words.toCome(said('to_come'))] : []),
    ...(same >= SUSPECT && same / born > SUSPECT_SHARE
      ? [words.same(said('same_birthday'), formatDate(of('commonest_birthday')))]
      : []),
    ...(calendar === 'lunar' ? [words.lunarNote] : []),
  ]
}

/** The page's title, from the figures, by rule. */
export function titleOf({ due, days }: CareData): Bilingual {
  const [from, to] = [formatDate(days[0]), formatDate(days.at(-1))]
  if (due === 0) return words.titleNone
  return from === to ? words.titleOne(formatNumber(due), from) : words.title(formatNumber(due), from, to)
}
