import type { ColumnMetaData, FileMetaData, SchemaElement } from 'hyparquet'
import {
  ColumnarError,
  damaged,
  encrypted,
  hugeGroup,
  truncated,
  unknownCodec,
  type LeftOut,
  type LeftOutWhy,
} from './problems'

/** A column at the top, with what is inside it. */
export interface Root {
  name: string
  elements: SchemaElement[]
  /** Which of the row group's columns is its first. */
  firstLeaf: number
}

/** What the end of a Parquet file says of it. */
export interface Footer {
  metadata: FileMetaData
  /** Rows of each row group. */
  groups: number[]
  /** Columns at the top that can be read, in the file's order. */
  roots: Root[]
  leftOut: LeftOut[]
}

const TAIL = 8
/** Of a row group, unpacked: it lies in memory as a whole, some times over. */
const MOST_BYTES = 1_000_000_000
const CODECS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'LZ4', 'LZ4_RAW', 'ZSTD']

/** Reads the footer and judges it before anything else is read; throws a ColumnarError. */
export async function readFooter(file: Blob): Promise<Footer> {
  await checkMagic(file)
  const metadata = await readMetadata(file)
  for (const { columns } of metadata.row_groups) {
    for (const { meta_data: column, crypto_metadata: key } of columns) {
      if (key !== undefined) throw new ColumnarError(encrypted())
      if (!column) throw new ColumnarError(damaged('a column chunk without metadata'))
      if (endOfColumn(column) > file.size) throw new ColumnarError(truncated())
      if (!CODECS.includes(column.codec))
        throw new ColumnarError(unknownCodec(column.path_in_schema.join('.'), column.codec ?? '?'))
    }
  }
  if (metadata.row_groups.some(({ total_byte_size: bytes }) => Number(bytes) > MOST_BYTES))
    throw new ColumnarError(hugeGroup())
  const groups = metadata.row_groups.map((group) => Number(group.num_rows))
  if (groups.reduce((sum, rows) => sum + rows, 0) !== Number(metadata.num_rows))
    throw new ColumnarError(damaged('its row groups do not add up to its rows'))
  return { metadata, groups, ...rootsOf(metadata.schema) }
}

/** Where the pages of a column begin; some writers say 0 for a dictionary that is not there. */
export const startOfColumn = ({
  dictionary_page_offset: dictionary,
  data_page_offset: data,
}: ColumnMetaData): number => Number(dictionary ? (dictionary < data ? dictionary : data) : data)

export const endOfColumn = (column: ColumnMetaData): number =>
  startOfColumn(column) + Number(column.total_compressed_size)

/** PAR1 at both ends, PARE where the footer is encrypted. */
async function checkMagic(file: Blob): Promise<void> {
  const head = await file.slice(0, 4).text()
  const tail = new DataView(await file.slice(Math.max(4, file.size - TAIL)).arrayBuffer())
  const magic = new TextDecoder('latin1').decode(tail).slice(-4)
  if (head === 'PARE' || magic === 'PARE') throw new ColumnarError(encrypted())
  if (magic !== 'PAR1' || tail.byteLength < TAIL) throw new ColumnarError(truncated())
  if (tail.getUint32(0, true) > file.size - TAIL - 4) throw new ColumnarError(damaged('its footer'))
}

async function readMetadata(file: Blob): Promise<FileMetaData> {
  const { parquetMetadataAsync } = await import('hyparquet')
  const buffer = {
    byteLength: file.size,
    slice: (start: number, end?: number) => file.slice(start, end).arrayBuffer(),
  }
  try {
    return await parquetMetadataAsync(buffer, { geoparquet: false })
  } catch (cause) {
    throw new ColumnarError(damaged('its footer'), { cause })
  }
}

/** The schema comes depth first, each element with the number of its children. */
function rootsOf(schema: readonly SchemaElement[]): Pick<Footer, 'roots' | 'leftOut'> {
  const roots: Root[] = []
  const leftOut: LeftOut[] = []
  let at = 1
  while (at < schema.length) {
    const end = endOf(schema, at)
    const elements = schema.slice(at, end)
    const name = schema[at]?.name ?? ''
    const why = roots.some((root) => root.name === name) ? 'duplicate' : whyNot(elements)
    if (why) leftOut.push({ name, why })
    else roots.push({ name, elements, firstLeaf: leavesIn(schema.slice(1, at)) })
    at = end
  }
  return { roots, leftOut }
}

/** Elements that hold values; a row group has a column for each, in their order. */
export const leavesIn = (elements: readonly SchemaElement[]): number =>
  elements.filter(({ type }) => type !== undefined).length

function endOf(schema: readonly SchemaElement[], at: number): number {
  let end = at + 1
  for (let child = 0; child < (schema[at]?.num_children ?? 0); child++) end = endOf(schema, end)
  return end
}

function whyNot(elements: readonly SchemaElement[]): LeftOutWhy | null {
  for (const { repetition_type, logical_type, converted_type, precision } of elements) {
    const kind = logical_type?.type
    if (repetition_type === 'REPEATED' || kind === 'LIST' || kind === 'MAP') return 'list'
    if (kind === 'VARIANT') return 'variant'
    if (kind === 'FLOAT16') return 'half'
    const digits = kind === 'DECIMAL' ? logical_type.precision : (precision ?? 0)
    if ((kind === 'DECIMAL' || converted_type === 'DECIMAL') && digits > 38) return 'wide_decimal'
  }
  return null
}
