import type { Part } from '../types'
import { byKind } from './kinds'
import { unpackedCells } from './packed'
import { headOf } from './rows'
import { longPart } from './wide'

/** The tables in a part of delimited text whose rows or cells hold several records; the part itself where they do not. */
export async function reshaped(part: Part, signal?: AbortSignal): Promise<Part[]> {
  const { format } = part.origin
  if (format === 'parquet' || format === 'arrow' || part.file.size === 0) return [part]
  if (part.original || part.notices.some(({ level }) => level === 'error')) return [part]
  const head = await headOf(part)
  if (!head || head.rows.length < 2) return [part]
  const long = await longPart(part, head, signal)
  if (long) return [long]
  return (await byKind(part, head, signal)) ?? (await unpackedCells(part, head, signal)) ?? [part]
}
