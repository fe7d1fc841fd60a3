import { utf8Chunks } from './chunks'
import { concat } from '../engine/concat'
import { evidentLegacy } from './encoding'
import { LineCutter } from './lines'
import { tableOf } from './transcode-tables'
import { MIXED, partnerOf, type LegacyEncoding, type MixedEncoding, type Partner } from './types'
import { countSequences, type Sequences } from './utf8'

const SAMPLE_BYTES = 128 * 1024

/**
 * UTF-8 and what else, of a file whose lines are in two encodings; null for any other. Reads the whole file. Throws
 * the signal's reason when aborted.
 */
export async function mixedEncoding(
  file: Blob,
  signal: AbortSignal | undefined,
): Promise<MixedEncoding | null> {
  const tally = new LineTally()
  const cutter = new LineCutter((bytes, start, end, ascii) => {
    if (!ascii) tally.add(bytes, start, end)
  })
  for await (const chunk of utf8Chunks(file, 'utf-8', { signal })) cutter.push(chunk)
  cutter.end()
  return tally.verdict()
}

class LineTally {
  /** Sequences in lines of well-formed UTF-8, and in lines that are anything but that. */
  readonly #sound: Sequences = { invalid: 0, short: 0, long: 0, cut: 0 }
  readonly #foreign: Sequences = { invalid: 0, short: 0, long: 0, cut: 0 }
  readonly #soundSample = new Sample()
  readonly #foreignSample = new Sample()

  add(bytes: Uint8Array, start: number, end: number): void {
    const found = countSequences(bytes, start, end)
    if (found.invalid > 0 && found.invalid <= found.long) return
    sum(found.invalid === 0 ? this.#sound : this.#foreign, found)
    const sample = found.invalid === 0 ? this.#soundSample : this.#foreignSample
    sample.add(bytes, start, end)
  }

  verdict(): MixedEncoding | null {
    const sound = this.#sound
    const foreign = this.#foreign
    // Three bytes amiss may be dirt; characters that lack their ends were cut from UTF-8.
    if (foreign.invalid < 3 || 2 * foreign.cut > foreign.invalid) return null
    const partner = this.#partner()
    if (partner === null) return null
    // Other encodings make short sequences by chance, and hardly ever long ones.
    const isWestern = partner.startsWith('windows')
    const evidence = isWestern ? sound.short + sound.long : sound.long
    const chance = isWestern ? 0.01 : 0.0001
    return evidence >= 3 && evidence > chance * foreign.invalid ? `utf-8+${partner}` : null
  }

  #partner(): Partner | null {
    const written = new TextDecoder().decode(concat(this.#soundSample.lines))
    const found = evidentLegacy([concat(this.#foreignSample.lines)], (encoding) =>
      canWrite(written, encoding),
    )
    if (found === null) return null
    const western = found === 'windows-1252' || found === 'iso-8859-1'
    if ((western || found === 'windows-1251') && this.#looksCut()) return null
    const partner = western ? 'windows-1252' : found
    return MIXED.map(partnerOf).find((one) => one === partner) ?? null
  }

  /** Whether the bytes that stand alone are what is left of Chinese or Japanese characters, or bytes of no letter. */
  #looksCut(): boolean {
    const cjk = this.#sound.long > 10 * this.#sound.short
    const isLetter = (byte: number) => byte >= 0x80 && byte < 0xfe && !(cjk && byte >= 0xe3 && byte <= 0xe9)
    return !this.#foreignSample.lines.some((line) => line.some(isLetter))
  }
}

class Sample {
  readonly lines: Uint8Array[] = []
  #bytes = 0

  add(bytes: Uint8Array, start: number, end: number): void {
    if (this.#bytes > SAMPLE_BYTES) return
    this.lines.push(bytes.slice(start, end))
    this.#bytes += end - start
  }
}

/**
 * The share, squared, of the different characters of a text that an encoding has: what is in UTF-8 in one part of a
 * file is likely to be of the other part's language.
 */
function canWrite(text: string, encoding: LegacyEncoding): number {
  const used = new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0))
  const beyond = [...used].filter((code) => code >= 0x80)
  const { singles, pairs } = tableOf(encoding)
  const known = new Set([...singles, ...pairs])
  const found = beyond.filter((code) => known.has(code)).length
  return beyond.length === 0 ? 1 : (found / beyond.length) ** 2
}

function sum(into: Sequences, { invalid, short, long, cut }: Sequences): void {
  into.invalid += invalid
  into.short += short
  into.long += long
  into.cut += cut
}
