import { tableOf } from './transcode-tables'
import { MixedTranscoder } from './transcode-mixed'
import { TableTranscoder } from './transcode-table'
import { isMixed, partnerOf, type Encoding } from './types'
import { replacementAt } from './utf8'

/** Turns a stream of bytes of one encoding into UTF-8, wherever the stream is cut. */
export interface Transcoder {
  push(bytes: Uint8Array): Uint8Array<ArrayBuffer>
  /** What a character cut off by the end of the stream leaves. */
  end(): Uint8Array<ArrayBuffer>
  /** How many U+FFFD have been written so far for what could not be read. */
  readonly replaced: number
  /** Where the first of them stands in what was returned last, or -1. */
  readonly firstReplaced: number
  /** Whether it has read what UTF-8 is likely to be taken for. */
  readonly mayBeUtf8: boolean
}

/** null for UTF-8, which needs nothing done. */
export function transcoderFor(encoding: Encoding): Transcoder | null {
  if (encoding === 'utf-8') return null
  if (isMixed(encoding)) {
    const partner = partnerOf(encoding)
    return new MixedTranscoder(partner, tableOf(partner))
  }
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return new WideTranscoder(encoding)
  return new TableTranscoder(encoding, tableOf(encoding))
}

/** UTF-16, whose decoder and encoder are as fast as anything of our own. */
class WideTranscoder implements Transcoder {
  replaced = 0
  firstReplaced = -1
  readonly mayBeUtf8 = false
  readonly #decoder: TextDecoder
  readonly #encoder = new TextEncoder()

  constructor(encoding: 'utf-16le' | 'utf-16be') {
    this.#decoder = new TextDecoder(encoding)
  }

  push(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    return this.#encode(this.#decoder.decode(bytes, { stream: true }))
  }

  end(): Uint8Array<ArrayBuffer> {
    return this.#encode(this.#decoder.decode())
  }

  #encode(text: string): Uint8Array<ArrayBuffer> {
    const bytes = this.#encoder.encode(text)
    const before = this.replaced
    for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) this.replaced++
    this.firstReplaced = this.replaced > before ? replacementAt(bytes, 0) : -1
    return bytes
  }
}
