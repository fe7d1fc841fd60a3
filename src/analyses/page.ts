import type { Columns } from '../engine/database'
import type { Sql } from '../sql/sql'
import type { Lens, ParameterValue } from './analysis'
import type { RunResult } from './runner'

/** A list of members to be slid in over the chart it came from. */
export interface MemberList {
  title: string
  /** A SELECT with member_id first; every column is in `columns`. */
  select: Sql
  columns: readonly MemberListColumn[]
  /** Column to begin sorted by, the largest first. */
  sortBy: string
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
  /** ISO 4217, or '' when the data does not say. */
  currency: string
  /**
   * Reads result tables. A newer query with the same key takes the place of an older one. What fails is shown by the
   * host, and rejected all the same.
   */
  query: (statement: Sql, key?: string) => Promise<Columns>
  setParameter: (name: string, value: ParameterValue) => void
  openMembers: (list: MemberList) => void
  /** Shows the SELECT of a step, by its name. */
  showSql: (step: string) => void
}
