import type { Csr } from '../csr'
import type { Interactions } from './interactions'
import { nearest } from './neighbours'

/** What a shop says of its products beside who had them, by item. NaN where it is not known. */
export interface Goods {
  /** (price − cost) ⁄ price. */
  margin: Float64Array
  /** Pieces that can be sold. */
  stock: Float64Array
  /** Median days between two purchases by the same member, and half the distance of its quartiles. */
  gap: Float64Array
  spread: Float64Array
}

/** All that slots are filled from, but for the model. Codes of items and members are those of the interactions. */
export interface SlotShop {
  data: Interactions
  goods: Goods
  prices: Float64Array
  /** Category of each item; −1 where it has none. */
  category: Int32Array
  /** Names of the categories by their codes. */
  categories: readonly string[]
  /** Name and category of each item in lower case, for words of rules. */
  words: readonly string[]
  /** When each item was last had; NaN for never. */
  lastHad: Float64Array
  /** When any item was last had; −Infinity without times. */
  newest: number
  /** The day that slots are filled for, in days since 1970. */
  now: number
  /** Nearest items of each, by the cosine of who had them. */
  similar: Csr
  /** Members who had each item within the last `RECENT_DAYS` days of the data, by segment; the last row is everybody. */
  popular: { segments: ReadonlyMap<string, number>; counts: Float64Array[]; members: number[] }
}

/** What is popular is what members had so lately. */
export const RECENT_DAYS = 90
const NEIGHBOURS = 100

export function slotShop(
  data: Interactions,
  goods: Goods,
  now: number,
  report: (share: number) => void,
): SlotShop {
  const { catalogue, items } = data
  const latest = lastHad(data)
  const named = catalogue?.categories ?? []
  const codes = new Map<string, number>()
  const category = Int32Array.from({ length: items }, (_, item) => {
    const name = named[item]
    if (name == null) return -1
    if (!codes.has(name)) codes.set(name, codes.size)
    return codes.get(name)!
  })
  return {
    data,
    goods,
    prices: catalogue?.prices ?? new Float64Array(items).fill(NaN),
    category,
    categories: [...codes.keys()],
    words: Array.from({ length: items }, (_, item) =>
      `${catalogue?.names[item] ?? ''}\n${named[item] ?? ''}`.toLowerCase(),
    ),
    lastHad: latest,
    newest: newest(latest),
    now,
    similar: nearest(data.byItem, data.byMember, { k: NEIGHBOURS }, report),
    popular: popularity(data, newest(latest)),
  }
}

function lastHad({ items, byMember, last }: Interactions): Float64Array {
  const latest = new Float64Array(items).fill(NaN)
  byMember.columns.forEach((item, cell) => {
    if (!(latest[item]! >= last[cell]!)) latest[item] = last[cell]!
  })
  return latest
}

const newest = (times: Float64Array): number => times.reduce((most, at) => (at > most ? at : most), -Infinity)

/** Counts members, each once; where the data has no times, over all of it. */
function popularity({ items, members, byMember, last, segments }: Interactions, end: number) {
  const rows = new Map<string, number>()
  for (const name of segments ?? []) if (name !== null && !rows.has(name)) rows.set(name, rows.size)
  const all = rows.size
  const counts = Array.from({ length: all + 1 }, () => new Float64Array(items))
  const sizes = new Array<number>(all + 1).fill(0)
  for (let member = 0; member < members; member++) {
    const own = rows.get(segments?.[member] ?? '') ?? -1
    sizes[all]!++
    if (own >= 0) sizes[own]!++
    for (let cell = byMember.starts[member]!; cell < byMember.starts[member + 1]!; cell++) {
      if (last[cell]! < end - RECENT_DAYS) continue
      const item = byMember.columns[cell]!
      counts[all]![item]!++
      if (own >= 0) counts[own]![item]!++
    }
  }
  return { segments: rows, counts, members: sizes }
}
