import type { Dialect, ValueType } from '../../../../src/ingest/types'

/** A file that somebody once exported, and what has to become of it. */
export interface HostileCase {
  name: string
  content: () => string | Uint8Array<ArrayBuffer>
  /** The dialect a user set; the rest is sniffed. */
  given?: Partial<Dialect>
  filename?: string
  /** The code of the error that keeps it from loading. Without one it loads. */
  error?: string
  loaded?: number
  rejected?: number
  /** Codes of notices, in any order; others may not come. Left out: not looked at. */
  notices?: string[]
  dialect?: Partial<Dialect>
  columns?: string[]
  types?: ValueType[]
  /** Cells of the first records. */
  rows?: string[][]
  skipped?: string[]
}

export const hostile = (
  name: string,
  content: HostileCase['content'] | string,
  outcome: Omit<HostileCase, 'name' | 'content'>,
): HostileCase => ({
  name,
  content: typeof content === 'string' ? () => content : content,
  ...outcome,
})
