import type { ColumnMetaData, FileMetaData, RowGroup } from 'hyparquet'
import { endOfColumn, leavesIn, startOfColumn, type Root } from './parquet-footer'

const MAGIC = new TextEncoder().encode('PAR1')

/**
 * One row group as a Parquet file of its own: its pages as they are, and a footer that says where they now stand. So a
 * file is read group by group, however long it is, and without columns that the reader of pages does not know. What
 * the writer noted of its own types is left behind, too: some are newer than what reads them here.
 */
export async function groupFile(
  file: Blob,
  metadata: FileMetaData,
  group: RowGroup,
  roots: readonly Root[],
): Promise<Uint8Array> {
  const { ByteWriter } = await import('hyparquet-writer')
  const { writeMetadata } = await import('hyparquet-writer/src/metadata.js')
  const columns = roots.flatMap(({ elements, firstLeaf }) =>
    group.columns
      .slice(firstLeaf, firstLeaf + leavesIn(elements))
      .flatMap(({ meta_data: column }) => column ?? []),
  )
  const start = columns.reduce((least, column) => Math.min(least, startOfColumn(column)), file.size)
  const end = columns.reduce((most, column) => Math.max(most, endOfColumn(column)), start)
  const pages = new Uint8Array(await file.slice(start, end).arrayBuffer())
  const shift = BigInt(MAGIC.length - start)
  const [top = { name: 'schema' }] = metadata.schema
  const footer = new ByteWriter()
  writeMetadata(footer, {
    version: metadata.version,
    schema: [{ ...top, num_children: roots.length }, ...roots.flatMap(({ elements }) => elements)],
    num_rows: group.num_rows,
    row_groups: [movedGroup(group, columns, shift)],
    metadata_length: 0,
  })
  const footerBytes = footer.getBytes()
  const bytes = new Uint8Array(2 * MAGIC.length + pages.length + footerBytes.length)
  bytes.set(MAGIC)
  bytes.set(pages, MAGIC.length)
  bytes.set(footerBytes, MAGIC.length + pages.length)
  bytes.set(MAGIC, bytes.length - MAGIC.length)
  return bytes
}

/** Without statistics and indexes, which nobody asks. */
const movedGroup = (group: RowGroup, columns: readonly ColumnMetaData[], shift: bigint): RowGroup => ({
  total_byte_size: group.total_byte_size,
  num_rows: group.num_rows,
  columns: columns.map((column) => ({
    file_offset: 0n,
    meta_data: {
      type: column.type,
      encodings: column.encodings,
      path_in_schema: column.path_in_schema,
      codec: column.codec,
      num_values: column.num_values,
      total_uncompressed_size: column.total_uncompressed_size,
      total_compressed_size: column.total_compressed_size,
      data_page_offset: column.data_page_offset + shift,
      ...(column.dictionary_page_offset && { dictionary_page_offset: column.dictionary_page_offset + shift }),
    },
  })),
})
