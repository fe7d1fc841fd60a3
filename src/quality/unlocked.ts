import type { Analysis } from '../analyses/analysis'
import { shopTable, type TableName } from '../shop/tables'
import type { Bilingual } from '../text/bilingual'

/** Whether an analysis can run on what is loaded, and what it still needs. */
export interface Unlocked {
  id: string
  title: Bilingual
  open: boolean
  /** What is missing whatever else is there; of those with `either`, one is enough. */
  missing: { either: boolean; table: TableName; label: Bilingual; headers: Bilingual }[]
}

/** For each analysis of the registry, the tables that no file supplies, with the headers such a file would have. */
export const unlockedBy = (analyses: readonly Analysis[], tables: readonly TableName[]): Unlocked[] =>
  analyses.map(({ id, title, needs, needsOne = [] }) => {
    const isMissing = (table: TableName) => !tables.includes(table)
    const told = (either: boolean) => (table: TableName) => ({
      either,
      table,
      label: shopTable(table).label,
      headers: headersFor(table),
    })
    const missing = [
      ...needs.filter(isMissing).map(told(false)),
      ...(needsOne.every(isMissing) ? needsOne.map(told(true)) : []),
    ]
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
