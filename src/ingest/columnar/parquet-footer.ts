import type { FileMetaData, SchemaElement } from 'hyparquet'
import {
  ColumnarError,
  damaged,
  encrypted,
  truncated,
  unknownCodec,
  type LeftOut,
  type LeftOutWhy,
} from './problems'

/** What the end of a Parquet file says of it. */
export interface Footer {
  /** Rows of each row group. */
  groups: number[]
  /** Columns at the top that can be read, in the file's order. */
  roots: string[]
  leftOut: LeftOut[]
}

const TAIL = 8
const CODECS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'LZ4', 'LZ4_RAW', 'ZSTD']

/** Reads the footer and judges it before anything else is read; throws a ColumnarError. */
export async function readFooter(file: Blob): Promise<Footer> {
  await checkMagic(file)
  const metadata = await readMetadata(file)
  for (const { columns } of metadata.row_groups) {
    for (const { meta_data: column, crypto_metadata: key } of columns) {
      if (key !== undefined) throw new ColumnarError(encrypted())
      if (!column) throw new ColumnarError(damaged('a column chunk without metadata'))
      const start = column.dictionary_page_offset ?? column.data_page_offset
      if (Number(start + column.total_compressed_size) > file.size) throw new ColumnarError(truncated())
      if (!CODECS.includes(column.codec))
        throw new ColumnarError(unknownCodec(column.path_in_schema.join('.'), column.codec ?? '?'))
    }
  }
  const groups = metadata.row_groups.map((group) => Number(group.num_rows))
  if (groups.reduce((sum, rows) => sum + rows, 0) !== Number(metadata.num_rows))
    throw new ColumnarError(damaged('its row groups do not add up to its rows'))
  return { groups, ...rootsOf(metadata.schema) }
}

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
  const roots: string[] = []
  const leftOut: LeftOut[] = []
  let at = 1
  while (at < schema.length) {
    const end = endOf(schema, at)
    const name = schema[at]?.name ?? ''
    const why = roots.includes(name) ? 'duplicate' : whyNot(schema.slice(at, end))
    if (why) leftOut.push({ name, why })
    else roots.push(name)
    at = end
  }
  // Columns are asked for by name: both of one name would come.
  const twice = leftOut.filter(({ why }) => why === 'duplicate').map(({ name }) => name)
  return {
    roots: roots.filter((name) => !twice.includes(name)),
    leftOut,
  }
}

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
