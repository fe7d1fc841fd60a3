import { existsSync } from 'node:fs'
import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

export const textFile = (content: string | Uint8Array<ArrayBuffer>, name = 'test.csv'): File =>
  new File([content], name)

const SHARED = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))

/** The path of a file of real data beside the project, or null, with a printed reason, where it is absent. */
export function sharedPath(path: string): string | null {
  if (existsSync(SHARED + path)) return SHARED + path
  process.stdout.write(`skipped: ../shared/data/${path} is not here\n`)
  return null
}

export const openFile = async (path: string): Promise<File> =>
  new File([await openAsBlob(path)], basename(path))

/** The lines of a file as its own small parts of CSV, for generators: hostile to every rule of quoting. */
export const HOSTILE = [
  'a',
  'b1',
  ',',
  ',',
  '"',
  '"',
  '""',
  '\n',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\t',
  ';',
  '中',
  '😀',
  '\u0000',
  "'",
  '-',
  '0.5',
]
