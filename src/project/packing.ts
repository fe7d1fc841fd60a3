import type { FileReport } from '../ingest/types'

/** Tables of this much text, unpacked, come near to what a tab may have: 300 MB of orders take up to 1.8 GB. */
const PACKED_FROM_BYTES = 450e6
/** A cell of a file stored by columns, as text. */
const CELL_BYTES = 10

/** Whether files hold so much text that the engine has to keep it packed (`CoreOptions.packsText`). */
export const needsPacking = (reports: readonly FileReport[]): boolean =>
  reports.reduce((sum, report) => sum + textBytes(report), 0) > PACKED_FROM_BYTES

const textBytes = ({ size, storage, records, columns }: FileReport): number =>
  storage === undefined ? size : records * columns.length * CELL_BYTES
