import type { TableName } from '../tables'
import type { Bilingual } from '../../text/bilingual'

/** The export of one shop system: how its headers give it away, and what its columns mean. */
export interface Preset {
  readonly id: string
  /** As people call it: “有赞 订单导出”. */
  readonly name: Bilingual
  readonly table: TableName
  /** One of each line must be there. */
  readonly telling: readonly (readonly string[])[]
  /** Headers of the export; the share that a file has says how surely it is one. */
  readonly headers: readonly string[]
  /** Shop column → the headers it may stand under, the likeliest first. */
  readonly mapping: Readonly<Record<string, readonly string[]>>
  /** A template that the user saved: it goes before what the product knows. */
  readonly own?: boolean
}

export interface RecognisedPreset {
  preset: Preset
  /** Share of the preset's headers that the file has, 0 to 1. */
  score: number
  /** Shop column → the header as the file writes it. */
  mapping: Record<string, string>
}

/** Below this share of its headers a file is no export of the kind. */
const LEAST = 0.6

/** The presets that headers speak of, the surest first; of two as sure, the first given. */
export function recognisePresets(written: readonly string[], presets: readonly Preset[]): RecognisedPreset[] {
  const byName = new Map(written.map((header) => [plain(header), header]))
  const find = (names: readonly string[]) =>
    names.map((name) => byName.get(plain(name))).find((header) => header !== undefined)
  const found = presets.flatMap((preset): RecognisedPreset[] => {
    if (!preset.telling.every((names) => find(names) !== undefined)) return []
    const there = preset.headers.filter((header) => find([header]) !== undefined).length
    const score = there / preset.headers.length
    if (score < LEAST) return []
    const mapping: Record<string, string> = {}
    for (const [role, names] of Object.entries(preset.mapping)) {
      const header = find(names)
      if (header !== undefined && !Object.values(mapping).includes(header)) mapping[role] = header
    }
    return [{ preset, score, mapping }]
  })
  return found.sort(
    (a, b) => Number(b.preset.own ?? false) - Number(a.preset.own ?? false) || b.score - a.score,
  )
}

/** A header but for its case, its width and its blanks. What stands in brackets counts: it tells two totals apart. */
const plain = (header: string): string =>
  header
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\ufeff_-]+/g, ' ')
    .trim()
    .toLowerCase()

/** A list of headers written in one line, separated by commas. */
export const headers = (line: string): readonly string[] => line.split(',').map((header) => header.trim())
