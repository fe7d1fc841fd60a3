import type { ModelParts, PartArray, Recommender } from './model'
import { restoreAls } from './als'
import { restoreAtRandom } from './at-random'
import { restoreBpr } from './bpr'
import { restoreContent } from './content'
import { restoreEase } from './ease'
import { restoreNeighbours } from './item-based'
import { restoreNeumf } from './neumf'
import { withoutUnknown } from './known-items'
import { restoreGru4rec, restoreSasrec } from './next-item'
import type { Restore } from './parts'
import { restorePopular } from './popular'
import { restoreAgain, restorePopularInSegment } from './recent'

/** A trained model apart from the shop it was trained on. */
export interface SavedModel {
  /** Its name in the registry. */
  model: string
  /** Products by the model's own codes. */
  products: readonly string[]
  /** What it was trained on, to be said where it is loaded. */
  about: { members: number; lines: number; until: string; level: string }
  parts: ModelParts
}

/** Makes models again; those that ask the histories of other members (userBased, personal) are not among them. */
const RESTORE: Readonly<Record<string, Restore>> = {
  atRandom: restoreAtRandom,
  popular: restorePopular,
  popularRecently: restorePopular,
  popularInSegment: restorePopularInSegment,
  again: restoreAgain,
  copurchase: restoreNeighbours,
  content: restoreContent,
  itemBased: restoreNeighbours,
  walk: restoreNeighbours,
  ease: restoreEase,
  als: restoreAls,
  bpr: restoreBpr,
  neumf: restoreNeumf,
  gru4rec: restoreGru4rec,
  sasrec: restoreSasrec,
}

export const canSave = (model: string, { parts }: Recommender): boolean =>
  parts !== undefined && Object.hasOwn(RESTORE, model)

export function restored({ model, parts }: SavedModel): Recommender {
  const restore = Object.hasOwn(RESTORE, model) ? RESTORE[model] : undefined
  if (!restore) throw new ModelFileError('unknown', model)
  const unknown = parts.arrays['unknown']
  return withoutUnknown(restore(parts), unknown instanceof Int32Array ? unknown : new Int32Array(0))
}

/** Why a file is no model: not of ours, of a later version, cut short or changed, or of a model not known here. */
export type ModelFault = 'foreign' | 'newer' | 'broken' | 'unknown'

export class ModelFileError extends Error {
  override readonly name = 'ModelFileError'
  constructor(
    readonly fault: ModelFault,
    detail: string,
  ) {
    super(`${fault}: ${detail}`)
  }
}

const MAGIC = 'memberlens model\n'
const VERSION = 1
/** Arrays begin at multiples of it, so that they can be read where they lie. */
const ALIGN = 8

const KINDS = { f32: Float32Array, f64: Float64Array, i32: Int32Array } as const
type Kind = keyof typeof KINDS

interface Header {
  version: number
  model: string
  products: string[]
  about: SavedModel['about']
  numbers: Record<string, number>
  texts?: Record<string, readonly string[]>
  arrays: { name: string; kind: Kind; length: number }[]
  /** FNV-1a of the arrays' bytes. */
  check: number
}

/** Words, the length of the header (4 bytes, little-endian), the header as JSON, and the arrays, each at a multiple of 8. */
export function writeModel({ model, products, about, parts }: SavedModel): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(parts.arrays)
  const bodies = entries.map(([, array]) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
  const header: Header = {
    version: VERSION,
    model,
    products: [...products],
    about,
    numbers: { ...parts.numbers },
    ...(parts.texts && { texts: parts.texts }),
    arrays: entries.map(([name, array]) => ({ name, kind: kindOf(array), length: array.length })),
    check: bodies.reduce(checksum, SEED),
  }
  const head = new TextEncoder().encode(JSON.stringify(header))
  const start = aligned(MAGIC.length + 4 + head.length)
  const bytes = new Uint8Array(bodies.reduce((at, body) => aligned(at + body.length), start))
  bytes.set(new TextEncoder().encode(MAGIC))
  new DataView(bytes.buffer).setUint32(MAGIC.length, head.length, true)
  bytes.set(head, MAGIC.length + 4)
  bodies.reduce((at, body) => {
    bytes.set(body, at)
    return aligned(at + body.length)
  }, start)
  return bytes
}

/** Throws a ModelFileError that says what is wrong. */
export function readModel(bytes: Uint8Array): SavedModel {
  if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw new ModelFileError('foreign', 'it does not begin as a model does')
  const header = headerOf(bytes)
  let at = aligned(MAGIC.length + 4 + header.size)
  let check = SEED
  const arrays: Record<string, PartArray> = {}
  for (const { name, kind, length } of header.json.arrays) {
    const size = length * KINDS[kind].BYTES_PER_ELEMENT
    if (at + size > bytes.length) throw new ModelFileError('broken', `${name} is cut short`)
    // A copy begins at a multiple of eight wherever the bytes did.
    const body = bytes.slice(at, at + size)
    check = checksum(check, body)
    arrays[name] = new KINDS[kind](body.buffer)
    at = aligned(at + size)
  }
  const { model, products, about, numbers, texts } = header.json
  if (check !== header.json.check) throw new ModelFileError('broken', 'its bytes were changed')
  return { model, products, about, parts: { numbers, arrays, ...(texts && { texts }) } }
}

function headerOf(bytes: Uint8Array): { json: Header; size: number } {
  const from = MAGIC.length + 4
  if (bytes.length < from) throw new ModelFileError('broken', 'it has no header')
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true)
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(from, from + size)))
    if (typeof json === 'object' && json !== null && 'version' in json && Number(json.version) > VERSION)
      throw new ModelFileError('newer', `version ${String(json.version)}`)
    if (!isHeader(json)) throw new ModelFileError('broken', 'its header lacks something')
    return { json, size }
  } catch (error) {
    throw error instanceof ModelFileError ? error : new ModelFileError('broken', 'its header is cut short')
  }
}

function isHeader(json: unknown): json is Header {
  const header = json as Partial<Header> | null
  return (
    typeof header?.model === 'string' &&
    isTexts(header.products) &&
    typeof header.numbers === 'object' &&
    Object.values(header.texts ?? {}).every(isTexts) &&
    typeof header.about === 'object' &&
    Array.isArray(header.arrays) &&
    header.arrays.every(
      ({ name, kind, length }) =>
        typeof name === 'string' && Object.hasOwn(KINDS, kind) && Number.isInteger(length) && length >= 0,
    )
  )
}

const isTexts = (values: unknown): boolean =>
  Array.isArray(values) && values.every((value) => typeof value === 'string')

const aligned = (at: number): number => Math.ceil(at / ALIGN) * ALIGN

const kindOf = (array: PartArray): Kind =>
  array instanceof Float32Array ? 'f32' : array instanceof Float64Array ? 'f64' : 'i32'

const SEED = 0x811c9dc5

function checksum(hash: number, bytes: Uint8Array): number {
  let next = hash
  for (const byte of bytes) next = Math.imul(next ^ byte, 0x01000193)
  return next >>> 0
}
