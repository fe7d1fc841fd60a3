import { join, sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import type { MemberList, MemberListColumn } from '../page'
import type { RunResult } from '../runner'
import { labelOf, type GroupMaps, type MapId } from './maps'
import { movedMembers } from './migration.sql'
import { words } from './words'

type Say = (text: Bilingual) => string

/** A list of members with their scores and groups; with a playbook line, that too, and so in what is exported. */
export function scoreList(
  run: RunResult,
  maps: GroupMaps,
  say: Say,
  { title, condition, playbook }: { title: string; condition: Sql; playbook?: string },
): MemberList {
  const name = (map: MapId) => (value: string | number | null) => say(labelOf(maps[map], String(value ?? '')))
  const line = playbook ? [sql`, ${playbook} as playbook`] : []
  return {
    title,
    select: sql`select
  member_id, recency_days, frequency, monetary::double as monetary, r, f, m, group10, group8, last_order,
  group4, group11, score${join(line)}
from ${run.tables['member_rfm'] ?? sql``} where ${condition}`,
    sortBy: 'monetary',
    columns: [
      { key: 'member_id', label: say(words.member), type: 'text' },
      { key: 'recency_days', label: say(words.recency), type: 'number' },
      { key: 'frequency', label: say(words.frequency), type: 'number' },
      { key: 'monetary', label: say(words.money), type: 'money' },
      { key: 'r', label: 'R', type: 'number' },
      { key: 'f', label: 'F', type: 'number' },
      { key: 'm', label: 'M', type: 'number' },
      { key: 'group10', label: say(words.ten), type: 'text', format: name('ten') },
      { key: 'group8', label: say(words.eight), type: 'text', format: name('eight') },
      { key: 'last_order', label: say(words.lastOrder), type: 'time' },
      { key: 'group4', label: say(words.four), type: 'text', format: name('four') },
      { key: 'group11', label: say(words.eleven), type: 'text', format: name('eleven') },
      {
        key: 'score',
        label: say(words.weighted),
        type: 'number',
        format: (value) => scoreText(Number(value)),
      },
      ...(playbook ? [{ key: 'playbook', label: say(words.playbook), type: 'text' } as const] : []),
    ],
  }
}

export const scoreText = (value: number): string => String(Math.round(value * 100) / 100)

/** Members who went from one group to another, as they were and as they are. */
export function movedList(
  run: RunResult,
  map: MapId,
  say: Say,
  move: { from: string; to: string; title: string; playbook?: string },
): MemberList {
  const [before, now] = [run.tables['member_rfm_before'] ?? sql``, run.tables['member_rfm'] ?? sql``]
  const moved = movedMembers(before, now, map, move.from, move.to)
  const columns: MemberListColumn[] = [
    { key: 'member_id', label: say(words.member), type: 'text' },
    { key: 'monetary_before', label: say(words.moneyThen), type: 'money' },
    { key: 'monetary', label: say(words.moneyNow), type: 'money' },
    { key: 'frequency_before', label: say(words.frequencyThen), type: 'number' },
    { key: 'frequency', label: say(words.frequencyNow), type: 'number' },
    { key: 'recency_days', label: say(words.recency), type: 'number' },
    { key: 'last_order', label: say(words.lastOrder), type: 'time' },
  ]
  return {
    title: move.title,
    select: sql`select
  member_id, monetary_before, monetary, frequency_before, frequency, recency_days, last_order${join(
    move.playbook ? [sql`, ${move.playbook} as playbook`] : [],
  )}
from (${moved})`,
    sortBy: 'monetary_before',
    columns: move.playbook
      ? [...columns, { key: 'playbook', label: say(words.playbook), type: 'text' }]
      : columns,
  }
}
