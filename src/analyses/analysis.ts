import type { ShopRelations } from '../segments/relations'
import type { Rule } from '../segments/rule'
import type { TableName } from '../shop/tables'
import type { Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import type { MemberGroups } from './member-groups'

/** Where an analysis stands in the navigation: the question it belongs to. */
export type Group = 'members' | 'value' | 'segments' | 'recommend'

export type ParameterValue = string | number
export type Parameters = Readonly<Record<string, ParameterValue>>

/** A control that the page draws, with its default and limits. */
export type ParameterSpec = (
  | {
      kind: 'choice'
      label: Bilingual
      options: readonly { value: string; label: Bilingual; about?: Bilingual }[]
      initial: string
    }
  | { kind: 'number'; label: Bilingual; min: number; max: number; initial: number }
  /** What somebody writes, taken only where it is `valid`; without a label the analysis' own page asks for it. */
  | {
      kind: 'text'
      label?: Bilingual
      about?: Bilingual
      initial: string
      valid: (text: string) => boolean
      /** What to write instead, said where it is not valid. */
      fault?: Bilingual
      /** No step reads it: it goes with the project, and what was computed stays when it changes. */
      aside?: true
    }
) & {
  /** Whether it may also name groups of members that are no fact: member-groups.ts. The host offers those there are. */
  groups?: true
  /** A table without which it has nothing to act on; its control is not drawn then. */
  needs?: TableName
  /** Whether it matters beside the other parameters; a control that does not is not drawn. Always, without it. */
  when?: (parameters: Parameters) => boolean
}

/**
 * The shop as an analysis may see it: views under the lens, never the tables themselves. A table that the shop does
 * not have is there without a row, so that what an analysis can do without it need not ask.
 */
export interface ShopViews extends ShopRelations {
  /** Recommendations shown, at or before the day; one without a time counts. */
  reco_log: Sql
  /** What members answered, likewise. */
  surveys: Sql
  /** `member_facts`: one row for each member; for an analysis that declares `usesFacts` alone. */
  facts: Sql
  /** The columns of `facts`, as far as the shop says anything of them. */
  known: ReadonlySet<string>
  /** The groups of members that parameters name; `facts` has each as a column of its id. */
  groups: readonly GroupTable[]
}

/** Groups of members that are no fact. */
export interface GroupTable extends Pick<MemberGroups, 'id' | 'label' | 'order'> {
  /** member_id, level: a row for each member at most. */
  levels: Sql
}

export interface OutputColumn {
  name: string
  type: 'id' | 'text' | 'integer' | 'number' | 'money' | 'share' | 'date' | 'time'
  about: Bilingual
}

/** A figure that people quote, for the metric dictionary: what it is made of, and what is not in it. */
export interface Figure {
  /** Unique within its analysis. */
  name: string
  label: Bilingual
  unit: OutputColumn['type']
  formula: Bilingual
  /** By which amounts, members and days it goes. */
  basis: Bilingual
  /** What is left out. */
  exclusions: Bilingual
  /** Goes up whenever the figure would differ on the same data. */
  version: number
  /** The step and the column that hold it. */
  from: readonly [step: string, column: string]
}

/** A SELECT that becomes a table, named for the data dictionary and the SQL page. */
export interface Step {
  name: string
  about: Bilingual
  columns: readonly OutputColumn[]
  select: Sql
  /** Kept as a view, not a table: quicker to read again than to hold twice. */
  view?: true
  /** Where SQL cannot say it: a kernel of `numerics` takes the rows of `select`, and what it gives is the table. */
  kernel?: { name: string; options: Readonly<Record<string, string | number>> }
}

export interface StepContext<P> {
  shop: ShopViews
  parameters: P
  /** An earlier step's table, by its name. */
  table: (name: string) => Sql
}

/**
 * All that the product needs to know of an analysis: its place, its controls, its steps, its words. The page that
 * shows it is found by its name, `<id>/<Id>Page.svelte`.
 */
export interface Analysis<P extends Parameters = Parameters> {
  id: string
  group: Group
  title: Bilingual
  needs: readonly TableName[]
  /** Beside those, one of these at least. */
  needsOne?: readonly TableName[]
  parameters: { readonly [K in keyof P]: ParameterSpec }
  /** Whether its steps read `shop.facts`. */
  usesFacts?: true
  /** Whether its page looks at one member, who can be searched for above it. */
  picksMember?: true
  /** Whether its steps read `shop.memberOrders` or `shop.memberNumbers`. */
  usesMemberOrders?: true
  steps: ((context: StepContext<P>) => Step)[]
  /** The figures of its page, as far as they are more than a column of a step. */
  figures?: readonly Figure[]
  /** What was computed, in a sentence: basis, window, ties. */
  definition: (parameters: P, lens: Lens, groups: readonly Pick<GroupTable, 'id' | 'label'>[]) => Bilingual
}

/** Through which the shop is seen: everything before `asOf`, from `from` on, gross or net, one population. */
export interface Lens {
  /** YYYY-MM-DD; orders before this day count. */
  asOf: string
  /** YYYY-MM-DD, or null for all. */
  from: string | null
  basis: 'gross' | 'net'
  /** The members that are looked at; without it all. */
  population?: Population
}

/** A segment as it stands, with the rules of the tags and segments it names in their places. */
export interface Population {
  id: string
  name: string
  rule: Rule
  sample?: { share: number; seed: number }
}

/** Keeps the parameter types while declaring. */
export const defineAnalysis = <P extends Parameters>(analysis: Analysis<P>): Analysis<P> => analysis

/** The parameters that steps read: what was computed depends on them alone. */
export const computedFrom = (analysis: Analysis, parameters: Parameters): Parameters =>
  Object.fromEntries(
    Object.entries(parameters).filter(([name]) => {
      const spec = analysis.parameters[name]
      return !(spec?.kind === 'text' && spec.aside)
    }),
  )

/** What the id of groups that are no fact begins with, and that of no other grouping. */
export const GROUPS_PREFIX = 'in:'

/**
 * The parameters with their defaults where none, or an impossible one, is given.
 * @param groups those that parameters may name: others are gone.
 */
export function completeParameters<P extends Parameters>(
  analysis: Analysis<P>,
  given: Partial<Parameters> = {},
  groups: readonly Pick<GroupTable, 'id'>[] = [],
): P {
  const names = (spec: ParameterSpec, value: unknown) => spec.groups && groups.some(({ id }) => id === value)
  const entries = Object.entries<ParameterSpec>(analysis.parameters).map(([name, spec]) => {
    const value = given[name]
    if (spec.kind === 'choice') {
      const isThere = spec.options.some((option) => option.value === value) || names(spec, value)
      return [name, isThere ? value : spec.initial]
    }
    if (spec.kind === 'text') {
      const isThere =
        typeof value === 'string' &&
        spec.valid(value) &&
        (!value.startsWith(GROUPS_PREFIX) || !spec.groups || names(spec, value))
      return [name, isThere ? value : spec.initial]
    }
    const number = Number(value)
    return [
      name,
      value !== undefined && number >= spec.min && number <= spec.max ? Math.round(number) : spec.initial,
    ]
  })
  return Object.fromEntries(entries) as P
}
