import type { Columns } from '../engine/database'
import type { Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import type { Lens, Parameters, ParameterValue } from './analysis'
import type { GroupNames } from './member-groups'
import type { RunResult } from './runner'
import type { SlotDeskClient } from './slot-desk'

/** A list of members to be slid in over the chart it came from. */
export interface MemberList {
  title: string
  /** A SELECT with member_id first; every column is in `columns`. */
  select: Sql
  columns: readonly MemberListColumn[]
  /** Column to begin sorted by, the largest first. */
  sortBy: string
  /** Where a member may stand on several rows. */
  rows?: SeveralRows
  /** It was computed once, and no rule says who is on it: it is exported, and is no segment. */
  isOnce?: true
}

export interface SeveralRows {
  /** So many of what a row is. */
  counted: (count: string) => Bilingual
  /** The column that tells the rows of a member apart. */
  within: string
}

export interface MemberListColumn {
  key: string
  label: string
  type: 'text' | 'number' | 'money' | 'time'
  /** Writes a value that is a code: the name of a group. */
  format?: (value: string | number | null) => string
}

/** The address of a figure in the metric dictionary: overview.orders. */
export const inDictionary = (figure: string): string => `#/warehouse/dictionary/${figure}`

/** What the host hands to the page of an analysis, `<Id>Page.svelte` in its folder. */
export interface AnalysisPageProps {
  result: RunResult
  lens: Lens
  /** What groupings are called, and those that are no fact, to be offered beside the page's own. */
  groupNames: GroupNames
  /** ISO 4217, or '' when the data does not say. */
  currency: string
  /**
   * Reads result tables. A newer query with the same key takes the place of an older one. What fails is shown by the
   * host, and rejected all the same.
   */
  query: (statement: Sql, key?: string) => Promise<Columns>
  setParameter: (name: string, value: ParameterValue) => void
  /** Those of another analysis, for what was found out here. */
  setParametersOf: (analysis: string, change: Parameters) => void
  openMembers: (list: MemberList) => void
  /** Shows the SELECT of a step, by its name. */
  showSql: (step: string) => void
  /** Of an analysis that looks at one member: her id, chosen above the page or by it. */
  member: string | null
  setMember: (id: string | null) => void
  /** Fills slots from a recommender, in a worker of its own. */
  slotDesk: SlotDeskClient
  /** Keeps what was made beside the steps, an Arrow IPC stream, as a table of the engine; one of the same name goes. */
  keepTable: (name: string, arrow: Uint8Array) => Promise<Sql>
}
