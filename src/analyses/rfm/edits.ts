import { groupOf, type RfmGroup } from './groups'
import { isPartition } from './map-check'
import { MAP_IDS, USUAL_MAPS, type GroupMaps, type MapId } from './maps'
import { parseRule, ruleText } from './rule-text'

/** A group as it is kept in a project: an own name, or none for the usual one; the rule as text. */
export interface EditedGroup {
  id: string
  name?: string
  rule: string
}

type EditedMaps = Partial<Record<MapId, EditedGroup[]>>

/** Whether the text is an edit of maps that takes everybody exactly once. '' is none. */
export const isMapEdit = (text: string): boolean => {
  if (text === '') return true
  const edited = readEdits(text)
  return (
    edited !== null &&
    Object.values(edited).every((groups) => {
      const built = buildGroups(groups)
      return (
        built !== null && isPartition(built) && new Set(groups.map(({ id }) => id)).size === groups.length
      )
    })
  )
}

/** The maps in use: the usual ones, and in their place those that were edited. `text` has passed `isMapEdit`. */
export function mapsOf(text: string): GroupMaps {
  const edited = text === '' ? null : readEdits(text)
  if (!edited) return USUAL_MAPS
  const maps = MAP_IDS.map((map) => {
    const groups = edited[map]
    return [map, (groups && buildGroups(groups, USUAL_MAPS[map])) ?? USUAL_MAPS[map]] as const
  })
  return Object.fromEntries(maps) as GroupMaps
}

/** The text to keep after one map was edited; `null` takes that map back to the usual one. */
export function withMap(text: string, map: MapId, groups: readonly EditedGroup[] | null): string {
  const { [map]: _, ...others } = (text === '' ? null : readEdits(text)) ?? {}
  const edited: EditedMaps = groups ? { ...others, [map]: [...groups] } : others
  return Object.keys(edited).length === 0 ? '' : JSON.stringify(edited)
}

export const editable = (groups: readonly RfmGroup[]): EditedGroup[] =>
  groups.map((group) => ({ id: group.id, rule: ruleText(group) }))

/** Groups of written rules; null where one is not understood. */
export function buildGroups(
  groups: readonly EditedGroup[],
  usual: readonly RfmGroup[] = [],
): RfmGroup[] | null {
  const built: RfmGroup[] = []
  for (const { id, name, rule } of groups) {
    const parsed = parseRule(rule)
    if ('fault' in parsed) return null
    const label = name ? { en: name, zh: name } : usual.find((group) => group.id === id)?.label
    built.push(groupOf(id, label ?? { en: id, zh: id }, parsed.boxes))
  }
  return built
}

function readEdits(text: string): EditedMaps | null {
  const read = readRecord(text)
  if (!read) return null
  const edited: EditedMaps = {}
  for (const [map, groups] of Object.entries(read)) {
    const id = MAP_IDS.find((known) => known === map)
    if (!id || !Array.isArray(groups) || !groups.every(isEditedGroup)) return null
    edited[id] = groups
  }
  return edited
}

const isEditedGroup = (value: unknown): value is EditedGroup =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'rule' in value &&
  typeof value.rule === 'string' &&
  (!('name' in value) || typeof value.name === 'string')

function readRecord(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

/** Whether the text holds lines of a playbook by group. '' is none. */
export const isPlaybook = (text: string): boolean =>
  text === '' || Object.values(readRecord(text) ?? { not: 0 }).every((line) => typeof line === 'string')

/** Own lines of the playbook by `map.group`. */
export const playbookEdits = (text: string): Readonly<Record<string, string>> =>
  text === '' ? {} : ((readRecord(text) ?? {}) as Record<string, string>)

/** The text to keep after one line was written; an empty line takes the usual one back. */
export function withLine(text: string, key: string, line: string): string {
  const { [key]: _, ...others } = playbookEdits(text)
  const lines = line.trim() === '' ? others : { ...others, [key]: line.trim() }
  return Object.keys(lines).length === 0 ? '' : JSON.stringify(lines)
}
