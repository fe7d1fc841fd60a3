import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import type { RunResult } from '../runner'
import type { GroupNames } from '../member-groups'
import { wordsOfSureness as words } from './words-sure'

/** A figure with the interval of its expectation and the range of what may come; NaN where there is none. */
export interface Sure {
  value: number
  /** What is not known of the parameters. */
  low: number
  high: number
  /** That, and the luck of the members. */
  least: number
  most: number
}

export interface SegmentTotals {
  name: Bilingual
  members: number
  orders: Sure
  money: Sure
}

/** The totals of all members, then of each group; nothing where no model has a maximum. */
export async function readSureness(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
  groups: GroupNames,
): Promise<SegmentTotals[]> {
  const table = run.tables['clv_segments'] ?? sql`(select 1 where false)`
  const rows = rowObjects(await query(sql`select * from ${table} order by grp`))
  const split = String(run.parameters['split'])
  return rows.map((row) => {
    const number = (name: string) => (row[name] == null ? NaN : Number(row[name]))
    const sure = (figure: string, itself: string): Sure => ({
      value: number(figure),
      low: number(`${figure}_low`),
      high: number(`${figure}_high`),
      least: number(`${itself}_low`),
      most: number(`${itself}_high`),
    })
    return {
      name: nameOf(String(row['kind']), split, row['label'], groups),
      members: number('members'),
      orders: sure('expected', 'orders'),
      money: sure('clv', 'money'),
    }
  })
}

const nameOf = (kind: string, split: string, label: unknown, groups: GroupNames): Bilingual => {
  if (kind === 'all') return words.all
  if (kind === 'others') return words.others
  return kind === 'unknown' || label == null ? words.unknown : groups.level(split, kind, String(label))
}

/** How far the range reaches around the figure, as a share: half its width ÷ the figure. */
export const reach = ({ value, least, most }: Sure): number => (value > 0 ? (most - least) / 2 / value : NaN)
