import type { FileDatabase } from '../../engine/database'
import { cell } from '../../sql/rows'
import { numbersOf, textsOf, withFile } from '../columns'
import type { IdentityKernels } from '../kernels'
import { FIELDS } from './compare'
import {
  compared,
  comparedRecords,
  likeness,
  MOST_PAIRS,
  pairColumns,
  pairs,
  skippedBlocks,
} from './pairs.sql'
import { LEAST_PAIRS, type LikenessReport } from './score'

/**
 * Compares records that share a block, and scores each pair by Fellegi and Sunter's model: `identity_likeness`.
 * Needs the tables of `findLinks`. null: there are too few pairs to estimate anything.
 */
export async function findLikeness(
  db: FileDatabase,
  kernels: IdentityKernels,
  signal?: AbortSignal,
): Promise<LikenessReport | null> {
  await db.run(compared, { signal })
  await db.run(pairs, { signal })
  const [a, b] = (await db.query(pairColumns, { signal })).columns.map(numbersOf)
  if (!a || !b || a.length < LEAST_PAIRS) {
    await withFile(db, 'in/likeness.csv', new Blob(['a,b,weight,probability,levels\n']), likeness)
    return null
  }
  const { columns } = await db.query(comparedRecords, { signal })
  const column = (name: string) => columns.find((candidate) => candidate.name === name)
  const { report, csv } = await kernels.likeness({
    a,
    b,
    records: numbersOf(column('record')),
    texts: FIELDS.map(({ name }) => textsOf(column(name))),
  })
  signal?.throwIfAborted()
  await withFile(db, 'in/likeness.csv', csv, likeness)
  const skipped = Number(cell((await db.query(skippedBlocks)).columns[0], 0) ?? 0)
  return { ...report, skipped, cut: a.length >= MOST_PAIRS }
}
