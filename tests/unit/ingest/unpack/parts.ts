import { unpack } from '../../../../src/ingest/unpack/unpack'
import type { Part } from '../../../../src/ingest/unpack/types'

export const fileOf = (content: string | Uint8Array<ArrayBuffer>, name: string): File =>
  new File([content], name, { lastModified: 1_700_000_000_000 })

export const unpacked = (content: string | Uint8Array<ArrayBuffer>, name: string): Promise<Part[]> =>
  unpack(fileOf(content, name))

/** The text of each part by its name. */
export async function texts(parts: readonly Part[]): Promise<Record<string, string>> {
  return Object.fromEntries(
    await Promise.all(parts.map(async ({ file }) => [file.name, await file.text()] as const)),
  )
}

export const codes = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ notices }) => notices.map(({ code }) => code))

/** Every sentence is there in both languages. */
export const sentences = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ notices }) => notices.flatMap(({ sentence }) => [sentence.en, sentence.zh]))
