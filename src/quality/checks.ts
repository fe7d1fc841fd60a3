import { sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'

/** The six sides of quality (after DAMA UK, The Six Primary Dimensions for Data Quality Assessment, 2013). */
export type Dimension =
  'completeness' | 'uniqueness' | 'validity' | 'consistency' | 'timeliness' | 'integrity'

export const DIMENSIONS: readonly { id: Dimension; label: Bilingual; about: Bilingual }[] = [
  {
    id: 'completeness',
    label: { en: 'Completeness', zh: '完整性' },
    about: { en: 'Cells that hold something.', zh: '有内容的单元格。' },
  },
  {
    id: 'uniqueness',
    label: { en: 'Uniqueness', zh: '唯一性' },
    about: { en: 'Rows and keys that stand there once.', zh: '只出现一次的行与主键。' },
  },
  {
    id: 'validity',
    label: { en: 'Validity', zh: '有效性' },
    about: {
      en: 'Cells that can be read as their type, within possible limits and in a known form.',
      zh: '能按类型读出、在可能范围内、格式正确的单元格。',
    },
  },
  {
    id: 'consistency',
    label: { en: 'Consistency', zh: '一致性' },
    about: { en: 'Values that do not contradict each other.', zh: '彼此不矛盾的取值。' },
  },
  {
    id: 'timeliness',
    label: { en: 'Timeliness', zh: '时效性' },
    about: { en: 'Days with rows, up to the as-of date.', zh: '直到截止日为止,有数据的日子。' },
  },
  {
    id: 'integrity',
    label: { en: 'Referential integrity', zh: '引用完整性' },
    about: { en: 'Ids that are found in the table they refer to.', zh: '能在所指的表中找到的编号。' },
  },
]

/** What n counts. */
export type CheckUnit = 'rows' | 'orders' | 'products' | 'members' | 'days'

/** One question to the data: of n, how many fail. */
export interface Check {
  /** Within its subject: validity.amount_readable. */
  id: string
  dimension: Dimension
  /** The shop's column, or the file's, where it is about one. */
  column: string | null
  label: Bilingual
  /** How it is counted. */
  about: Bilingual
  unit: CheckUnit
  /** SELECT of one row: n, failing. */
  count: Sql
  /** SELECT of what fails; with source and source_row where it is rows. */
  failing: Sql
  /** For checks of single rows: over the subject's rows. */
  row: { applies: Sql; fails: Sql } | null
}

/** A check with its outcome; plain data. */
export interface CheckResult {
  id: string
  dimension: Dimension
  column: string | null
  label: Bilingual
  about: Bilingual
  unit: CheckUnit
  n: number
  failing: number
  /** Share that passes, 0 to 1; null where there was nothing to check. */
  passing: number | null
  /** The statement behind n and failing. */
  sql: string
  /** The statement for what fails. */
  failingSql: string
}

export interface RowCheckWords {
  id: string
  dimension: Dimension
  column: string | null
  label: Bilingual
  about: Bilingual
}

/** A check that looks at one row at a time; many of them are counted in one pass. */
export function rowCheck(rows: Sql, readable: Sql, words: RowCheckWords, applies: Sql, fails: Sql): Check {
  return {
    ...words,
    unit: 'rows',
    row: { applies, fails },
    count: sql`select
  count(*) filter (where ${applies}) as n,
  count(*) filter (where ${applies} and ${fails}) as failing
from (
${rows}
)`,
    failing: sql`select ${readable}
from (
${rows}
)
where ${applies} and ${fails}
order by source, source_row`,
  }
}
