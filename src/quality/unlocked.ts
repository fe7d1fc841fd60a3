import type { Analysis } from '../analyses/analysis'
import { shopTable, type TableName } from '../shop/tables'
import type { Bilingual } from '../text/bilingual'

/** Whether an analysis can run on what is loaded, and what it still needs. */
export interface Unlocked {
  id: string
  title: Bilingual
  open: boolean
  missing: { table: TableName; label: Bilingual; headers: Bilingual }[]
}

/** For each analysis of the registry, the tables that no file supplies, with the headers such a file would have. */
export const unlockedBy = (analyses: readonly Analysis[], tables: readonly TableName[]): Unlocked[] =>
  analyses.map(({ id, title, needs }) => {
    const missing = needs
      .filter((table) => !tables.includes(table))
      .map((table) => ({ table, label: shopTable(table).label, headers: headersFor(table) }))
    return { id, title, open: missing.length === 0, missing }
  })

/** How many headers are named: those that come first matter most. */
const HEADERS = 4

/** Headers a file of the table is known by: the usual English word, and the usual Chinese one. */
function headersFor(table: TableName): Bilingual {
  const columns = shopTable(table)
    .columns.filter(({ of }) => of === undefined)
    .slice(0, HEADERS)
  const chinese = columns.map(
    ({ words, label }) => words.find((word) => /\p{Script=Han}/u.test(word)) ?? label.zh,
  )
  return {
    en: columns.map(({ name }) => name).join(', '),
    zh: chinese.join('、'),
  }
}
