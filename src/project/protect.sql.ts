import { ident, join, sql, type Sql } from '../sql/sql'
import {
  MAY_BE_SENSITIVE,
  RULES_BY_KIND,
  RULES_BY_VALUE,
  sensitiveKinds,
  type MaskRule,
  type SensitiveKind,
} from '../text/mask'
import { fromSource, type SourceColumn } from './export-columns'
import { pseudonymOf } from './pseudonym.sql'

/** How persons appear in what is exported. */
export interface Protection {
  /** Names, phones, e-mails, addresses and id cards masked, as on screen. */
  mask: boolean
  /** Columns whose values become pseudonyms under the salt; masking leaves these alone. */
  pseudonyms?: { columns: readonly string[]; salt: string } | undefined
}

/** `source` with the same columns in the same order of rows, protected; itself where there is nothing to protect. */
export function protectedSource(
  source: Sql,
  columns: readonly SourceColumn[],
  { mask, pseudonyms }: Protection,
): Sql {
  const kinds = sensitiveKinds(columns.map(({ name }) => name))
  const cells = columns.map((column, i) => {
    if (pseudonyms?.columns.includes(column.name)) return pseudonymOf(ident(column.name), pseudonyms.salt)
    return mask ? maskedColumn(column, kinds[i] ?? null) : null
  })
  if (cells.every((cell) => cell === null)) return source
  const named = columns.map(({ name }, i) => {
    const cell = cells[i] ?? null
    return cell === null ? ident(name) : sql`${cell} as ${ident(name)}`
  })
  return sql`select ${join(named)} from ${fromSource(source)}`
}

/** null: nothing of the column can be a person's. */
function maskedColumn({ name, kind }: SourceColumn, sensitive: SensitiveKind | null): Sql | null {
  if (kind === 'date' || kind === 'time' || kind === 'boolean') return null
  const text = kind === 'text' ? ident(name) : sql`cast(${ident(name)} as varchar)`
  if (sensitive !== null) return maskedText(text, RULES_BY_KIND[sensitive])
  if (kind !== 'text') return null
  return sql`case when not regexp_matches(${text}, ${MAY_BE_SENSITIVE}, 's') then ${text}
${maskingBranches(text, RULES_BY_VALUE)}
else ${text} end`
}

const maskedText = (text: Sql, rules: readonly MaskRule[]): Sql =>
  sql`case when ${text} = '' then ''
${maskingBranches(text, rules)} else ${text} end`

const maskingBranches = (text: Sql, rules: readonly MaskRule[]): Sql =>
  join(
    rules.map(({ pattern, mask }) => {
      const replacement = mask.replaceAll('$', '\\')
      return sql`when regexp_matches(${text}, ${pattern}, 's') then regexp_replace(${text}, ${pattern}, ${replacement}, 's')`
    }),
    '\n',
  )
