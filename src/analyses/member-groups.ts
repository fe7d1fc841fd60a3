import { populationOf } from '../segments/population'
import { resolved, RuleFault, rulesIn, type Rule, type SegmentBook } from '../segments/rule'
import type { TableName } from '../shop/tables'
import { ident, sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import {
  completeParameters,
  computedFrom,
  GROUPS_PREFIX,
  type Analysis,
  type ParameterSpec,
  type Parameters,
} from './analysis'
import { groupingLabel, levelName } from './groupings.sql'
import type { ClusterParameters } from './clusters/parameters'
import { ownName } from './clusters/personas'
import { lackOf } from './lacks'
import { STATES, stateLabel } from './lifecycle/states'
import { mapsOf } from './rfm/edits'
import { labelOf, type MapId } from './rfm/maps'

/** Groups of members that are no fact: what an analysis says of each, or whether a tag or segment holds her. */
export interface MemberGroups {
  id: string
  label: Bilingual
  /** Its levels in their order; null where they go by size. */
  order: readonly string[] | null
  level: (level: string) => Bilingual
  source: GroupSource
}

export type GroupSource =
  /** A column of a step, a row for each member. */
  | { kind: 'result'; analysis: string; parameters: Parameters; step: string; column: string; none?: string }
  /** Two levels, in and out. */
  | { kind: 'rule'; rule: Rule; sample?: { share: number; seed: number } }

/** What a cluster was last seen to be called by what sets it apart; its parameters are those it is computed from. */
export type ClusterName = (parameters: Parameters, cluster: number) => Bilingual | undefined

/** The groups that can be had of a shop with these tables, of the tags and segments as they stand. */
export function offeredGroups(
  book: SegmentBook,
  tables: readonly TableName[],
  parameters: Readonly<Record<string, Partial<Parameters>>>,
  analysisById: (id: string) => Analysis | undefined,
  clusterName: ClusterName = () => undefined,
): MemberGroups[] {
  const ofAnalyses = RESULTS.flatMap(({ analysis: id, step, column, none, ...words }): MemberGroups[] => {
    const analysis = analysisById(id)
    if (!analysis || lackOf(analysis, tables)) return []
    const complete = completeParameters(analysis, parameters[id])
    const computed = computedFrom(analysis, complete)
    return [
      {
        id: `${GROUPS_PREFIX}${column}`,
        label: words.label,
        order: words.order,
        level: (level) => words.level(level, complete, (cluster) => clusterName(computed, cluster)),
        source: {
          kind: 'result',
          analysis: id,
          parameters: computed,
          step,
          column,
          ...(none !== undefined && { none }),
        },
      },
    ]
  })
  return [...ofAnalyses, ...tagGroups(book), ...segmentGroups(book)]
}

interface ResultGroups {
  analysis: string
  step: string
  column: string
  /** What stands there for members in no group. */
  none?: string
  label: Bilingual
  order: readonly string[] | null
  level: (
    level: string,
    parameters: Parameters,
    clusterName: (cluster: number) => Bilingual | undefined,
  ) => Bilingual
}

const rfmMap = (map: MapId, column: string, label: Bilingual): ResultGroups => ({
  analysis: 'rfm',
  step: 'member_rfm',
  column,
  label,
  order: null,
  level: (level, { maps }) => labelOf(mapsOf(String(maps))[map], level),
})

const RESULTS: readonly ResultGroups[] = [
  {
    analysis: 'lifecycle',
    step: 'member_lifecycle',
    column: 'state',
    label: { en: 'Lifecycle state', zh: '生命周期状态' },
    order: STATES.map(({ id }) => id),
    level: stateLabel,
  },
  rfmMap('four', 'group4', { en: 'RFM, four groups', zh: 'RFM 四群' }),
  rfmMap('eight', 'group8', { en: 'RFM, eight groups', zh: 'RFM 八群' }),
  rfmMap('ten', 'group10', { en: 'RFM, ten groups', zh: 'RFM 十群' }),
  rfmMap('eleven', 'group11', { en: 'RFM, eleven groups', zh: 'RFM 十一群' }),
  {
    analysis: 'clusters',
    step: 'member_cluster',
    column: 'cluster',
    none: '-1',
    label: { en: 'Cluster', zh: '聚类' },
    order: null,
    level: (level, parameters, clusterName) => {
      const own = ownName(parameters as ClusterParameters, level)
      if (own) return { en: own, zh: own }
      const proposed = clusterName(Number(level))
      return {
        en: proposed ? `${level} ${proposed.en}` : `Cluster ${level}`,
        zh: proposed ? `${level} ${proposed.zh}` : `第 ${level} 群`,
      }
    },
  },
]

const tagGroups = (book: SegmentBook): MemberGroups[] =>
  book.tags.flatMap(({ id, name, rule }) => {
    const plain = resolvedOrNull(rule, book, `tag ${id}`)
    return plain
      ? [
          byRule(
            `${GROUPS_PREFIX}tag:${id}`,
            name,
            { en: `Tag: ${name}`, zh: `标签:${name}` },
            { rule: plain },
          ),
        ]
      : []
  })

const segmentGroups = (book: SegmentBook): MemberGroups[] =>
  book.segments.flatMap(({ id, name }) => {
    const population = populationOf(book, id)
    return population
      ? [
          byRule(
            `${GROUPS_PREFIX}segment:${id}`,
            name,
            { en: `Segment: ${name}`, zh: `分群:${name}` },
            population,
          ),
        ]
      : []
  })

const byRule = (
  id: string,
  name: string,
  label: Bilingual,
  { rule, sample }: { rule: Rule; sample?: { share: number; seed: number } },
): MemberGroups => ({
  id,
  label,
  order: ['in', 'out'],
  level: (level) => (level === 'in' ? { en: name, zh: name } : { en: `not “${name}”`, zh: `非“${name}”` }),
  source: { kind: 'rule', rule, ...(sample && { sample }) },
})

function resolvedOrNull(rule: Rule, book: SegmentBook, name: string): Rule | null {
  try {
    return resolved(rule, book, [name])
  } catch (error) {
    if (error instanceof RuleFault) return null
    throw error
  }
}

/** Those that no list of an analysis is part of: a list may be grouped by them without going in circles. */
export const plainGroups = (groups: readonly MemberGroups[]): readonly MemberGroups[] =>
  groups.filter(
    ({ source }) =>
      source.kind === 'result' || [...rulesIn(source.rule)].every(({ kind }) => kind !== 'result'),
  )

/** Those that the parameters of an analysis name. */
export function chosenGroups(
  analysis: Analysis,
  parameters: Parameters,
  groups: readonly MemberGroups[],
): readonly MemberGroups[] {
  const named = Object.entries<ParameterSpec>(analysis.parameters).flatMap(([name, spec]) =>
    spec.groups ? [parameters[name]] : [],
  )
  return groups.filter(({ id }) => named.includes(id))
}

/** What chosen groups are made of: what was computed depends on it, too. */
export const groupSources = (
  analysis: Analysis,
  parameters: Parameters,
  groups: readonly MemberGroups[],
): readonly GroupSource[] => chosenGroups(analysis, parameters, groups).map(({ source }) => source)

/** member_id, level: of every member of `facts`, whether she is among `members`, a SELECT of member_id. */
export const inOrOut = (facts: Sql, members: Sql): Sql => sql`select
  f.member_id, case when m.member_id is null then 'out' else 'in' end as level
from ${facts} as f
left join (${members}) as m on m.member_id = f.member_id`

/** member_id, level: what a step's column says; null where it is `none`. */
export const levelsIn = (step: Sql, column: string, none = ''): Sql =>
  sql`(select member_id, nullif(${ident(column)}::varchar, ${none}) as level from ${step})`

/** What groupings and their levels are called, those of facts and these. */
export interface GroupNames {
  label: (id: string) => Bilingual
  level: (id: string, kind: string, level: string | null) => Bilingual
  /** Those of facts, by their ids, then these. */
  options: (facts: readonly string[]) => { value: string; label: Bilingual }[]
}

export function groupNames(groups: readonly MemberGroups[]): GroupNames {
  const of = (id: string) => groups.find((one) => one.id === id)
  return {
    label: (id) => of(id)?.label ?? groupingLabel(id),
    level: (id, kind, level) =>
      kind === 'value' && level !== null && of(id)
        ? (of(id)?.level(level) ?? levelName(id, kind, level))
        : levelName(id, kind, level),
    options: (facts) => [
      ...facts.filter((id) => !of(id)).map((value) => ({ value, label: groupingLabel(value) })),
      ...groups.map(({ id, label }) => ({ value: id, label })),
    ],
  }
}
