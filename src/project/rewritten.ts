import { rawTable } from '../cleaning/load.sql'
import type { SourcePlan } from '../cleaning/recipe'
import type { StatementOptions } from '../engine/database'
import { sql, type Sql } from '../sql/sql'

/** What writing a file needs of an engine. */
interface CopiesOut {
  copyOut(statement: Sql, path: string, options?: StatementOptions): Promise<Uint8Array>
}

const PATH = 'out/rewritten.csv'

/**
 * The rows that are left of a source as a CSV file, every cell as it stands in the raw table, with the plan by which it
 * is read: for a file that held rows of a deleted member, and so cannot be kept as it is. Records that could not be
 * read are not in it, for nobody knows whose they are.
 */
export async function rewriteSource(
  engine: CopiesOut,
  plan: SourcePlan,
  index: number,
): Promise<{ file: File; plan: SourcePlan }> {
  const bytes = await engine.copyOut(
    sql`copy (select * from ${rawTable(index)} order by rowid) to ${PATH} (format csv, header, force_quote *, use_tmp_file false)`,
    PATH,
  )
  const name = /\.(csv|tsv|txt)$/i.test(plan.file.name) ? plan.file.name : `${plan.file.name}.csv`
  const file = new File([bytes as Uint8Array<ArrayBuffer>], name, { type: 'text/csv' })
  return {
    file,
    plan: {
      ...plan,
      file: { ...plan.file, name, size: file.size },
      dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', header: true },
    },
  }
}
