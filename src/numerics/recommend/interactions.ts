import { csrOf, denseCodes, transposed, type Csr } from '../csr'
import { catalogueFor, type Catalogue, type ItemRows, type MemberRows } from './catalogue'

/** Who had what: members by items, one cell each, with what is known of it. All arrays are cell by cell of `byMember`. */
export interface Interactions {
  members: number
  items: number
  /** Weights: 1 or a count, a kind of event, a time decay, as the caller weighs them; above 0. */
  byMember: Csr
  byItem: Csr
  /** How often, first and last when (in any unit of time; NaN where there are no times). */
  times: Float64Array
  first: Float64Array
  last: Float64Array
  /** Ids as given, by code; ascending. */
  memberIds: Float64Array
  itemIds: Float64Array
  /** The lines themselves in the order given, by code: what the cells do not keep, as the order of re-purchases. */
  lines: Lines
  /** What items are, by code; null where nothing was said of any. */
  catalogue: Catalogue | null
  /** The segment of each member, by code; null where no member has one. */
  segments: readonly (string | null)[] | null
}

/** One entry per line; `times` is null where there are none, and NaN where one line has none. */
export interface Lines {
  members: Int32Array
  items: Int32Array
  times: Float64Array | null
}

export interface InteractionColumns {
  member: Float64Array
  item: Float64Array
  /** 1 unless given; a line whose weight is not above 0 is left out. */
  weight?: Float64Array | undefined
  time?: Float64Array | undefined
  /** Above 0 where a line is what recommending is for, and counts as found; every line unless given. */
  target?: Float64Array | undefined
  /** What is said of items and of members; no lines of theirs. */
  about?: ItemRows | undefined
  belonging?: MemberRows | undefined
}

/**
 * Lines in any order to cells: weights of one cell are summed, its lines counted, its times kept as first and last.
 * `keep` says which lines count (all unless given). Members and items get codes from 0 in the order of their ids; those
 * of `itemIds`, where given, are the catalogue, so that codes stay the same between parts of one shop.
 */
export function interactionsOf(
  columns: InteractionColumns,
  keep?: (line: number) => boolean,
  itemIds?: Float64Array,
): Interactions {
  const { member, item, weight, time, about, belonging } = columns
  const lines = Int32Array.from(member.keys()).filter(
    (line) =>
      Number.isFinite(member[line]) &&
      Number.isFinite(item[line]) &&
      (weight?.[line] ?? 1) > 0 &&
      (keep?.(line) ?? true),
  )
  const pick = (values: Float64Array) => Float64Array.from(lines, (line) => values[line]!)
  const members = denseCodes(pick(member))
  const items = itemIds ? codesAmong(pick(item), itemIds) : denseCodes(pick(item))
  const size = [members.ids.length, items.ids.length] as const
  const byMember = csrOf(size, members.codes, items.codes, weight && pick(weight))
  const times = time ? pick(time) : null
  return {
    members: size[0],
    items: size[1],
    byMember,
    byItem: transposed(byMember),
    ...timesOf(byMember, members.codes, items.codes, times),
    memberIds: members.ids,
    itemIds: items.ids,
    lines: { members: members.codes, items: items.codes, times },
    catalogue: about ? catalogueFor(items.ids, about) : null,
    segments: belonging ? segmentsFor(members.ids, belonging) : null,
  }
}

/** What the time and the memory of training depend on: sizes, Σ over members of her items², Σ over items of their members². */
export interface Sizes {
  members: number
  items: number
  cells: number
  lines: number
  pairs: number
  itemPairs: number
}

export function sizesOf({ members, items, byMember, byItem, lines }: Interactions): Sizes {
  const squares = ({ rows, starts }: Csr) => {
    let sum = 0
    for (let row = 0; row < rows; row++) sum += (starts[row + 1]! - starts[row]!) ** 2
    return sum
  }
  return {
    members,
    items,
    cells: byMember.columns.length,
    lines: lines.items.length,
    pairs: squares(byMember),
    itemPairs: squares(byItem),
  }
}

/** Cells of one member: her items and their weights. */
export interface Taste {
  /** Her code in the training data; −1 for somebody new. */
  member: number
  items: Int32Array
  weights: ArrayLike<number>
  times?: ArrayLike<number>
  first?: ArrayLike<number>
  last?: ArrayLike<number>
  /** Her segment, where members have one. */
  segment?: string | null
}

/** What the interactions know of a member. */
export function tasteOf(interactions: Interactions, member: number): Taste {
  const { byMember, times, first, last, segments } = interactions
  const [from, to] = [byMember.starts[member]!, byMember.starts[member + 1]!]
  return {
    member,
    items: byMember.columns.subarray(from, to),
    weights: byMember.values.subarray(from, to),
    times: times.subarray(from, to),
    first: first.subarray(from, to),
    last: last.subarray(from, to),
    segment: segments?.[member] ?? null,
  }
}

function segmentsFor(ids: Float64Array, { member, segment }: MemberRows): (string | null)[] {
  const segmentOf = new Map(Array.from(member, (id, row) => [id, segment[row] ?? null]))
  return Array.from(ids, (id) => segmentOf.get(id) ?? null)
}

function codesAmong(values: Float64Array, ids: Float64Array) {
  const codeOf = new Map(Array.from(ids, (id, code) => [id, code]))
  const codes = Int32Array.from(values, (id) => {
    const code = codeOf.get(id)
    if (code === undefined) throw new Error(`The item ${id} is not in the catalogue.`)
    return code
  })
  return { codes, ids }
}

function timesOf(
  { starts, columns }: Csr,
  members: Int32Array,
  items: Int32Array,
  time: Float64Array | null,
) {
  const times = new Float64Array(columns.length)
  const first = new Float64Array(columns.length).fill(NaN)
  const last = first.slice()
  members.forEach((member, line) => {
    const cell = cellOf(columns, starts[member]!, starts[member + 1]!, items[line]!)
    times[cell]!++
    const at = time?.[line] ?? NaN
    if (Number.isNaN(at)) return
    if (!(first[cell]! <= at)) first[cell] = at
    if (!(last[cell]! >= at)) last[cell] = at
  })
  return { times, first, last }
}

/** The place of a column in a row that has it, by halving. */
function cellOf(columns: Int32Array, from: number, to: number, column: number): number {
  let [low, high] = [from, to - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (columns[middle]! < column) low = middle + 1
    else high = middle
  }
  return low
}
