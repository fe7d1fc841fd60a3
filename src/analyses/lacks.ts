import { shopTable, type TableName } from '../shop/tables'
import type { Bilingual } from '../text/bilingual'
import type { Analysis } from './analysis'

/** What a shop with these tables lacks for an analysis, by the names of tables; null where it lacks nothing. */
export function lackOf(
  { needs, needsOne = [] }: Pick<Analysis, 'needs' | 'needsOne'>,
  tables: readonly TableName[],
): Bilingual | null {
  const missing = needs.filter((table) => !tables.includes(table)).map((table) => shopTable(table).label)
  const one = needsOne.some((table) => tables.includes(table))
    ? []
    : needsOne.map((table) => shopTable(table).label)
  const all = one.length === 0 ? missing : [...missing, together(one, ' or ', '或')]
  return all.length === 0 ? null : together(all, ', ', '、')
}

const together = (labels: readonly Bilingual[], en: string, zh: string): Bilingual => ({
  en: labels.map((label) => label.en).join(en),
  zh: labels.map((label) => label.zh).join(zh),
})
