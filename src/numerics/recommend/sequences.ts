import type { Interactions, Lines, Taste } from './interactions'

/** Items in the order they were had, with times (NaN where there are none). */
export interface Sequence {
  items: Int32Array
  times: Float64Array
}

/**
 * What each member had, by time, of one time by code; the same item twice at one time is once. By member code. Lines
 * without times stay in the order given.
 */
export function sequencesOf({ members, items, times }: Lines, count: number): Sequence[] {
  const linesOf = Array.from({ length: count }, (): number[] => [])
  members.forEach((member, line) => linesOf[member]!.push(line))
  return linesOf.map((lines) => {
    if (times) lines.sort((a, b) => times[a]! - times[b]! || items[a]! - items[b]!)
    const kept = lines.filter(
      (line, at) =>
        at === 0 || items[line] !== items[lines[at - 1]!] || !(times?.[line] === times?.[lines[at - 1]!]),
    )
    return {
      items: Int32Array.from(kept, (line) => items[line]!),
      times: Float64Array.from(kept, (line) => times?.[line] ?? NaN),
    }
  })
}

/** As far as a taste tells it: each item at its first and at its last time. */
export function sequenceOfTaste({ items, first, last }: Taste): Sequence {
  const events = Array.from(items).flatMap((item, i) => {
    const [from, to] = [first?.[i] ?? NaN, last?.[i] ?? NaN]
    return to > from
      ? [
          { item, time: from },
          { item, time: to },
        ]
      : [{ item, time: to }]
  })
  events.sort((a, b) => (a.time || 0) - (b.time || 0) || a.item - b.item)
  return {
    items: Int32Array.from(events, ({ item }) => item),
    times: Float64Array.from(events, ({ time }) => time),
  }
}

/** What a member's score is made from: her own sequence where she was there, else what her taste tells. */
export const sequenceFor = (taste: Taste, known: readonly Sequence[]): Sequence =>
  known[taste.member] ?? sequenceOfTaste(taste)

export const GAPS = 14

/** Classes of the time since the item before: 0 for none, 1 at one time, then by doubling from 1. */
export function gapsOf({ times }: Sequence): Int32Array {
  return Int32Array.from(times, (time, at) => {
    const gap = at === 0 ? NaN : time - times[at - 1]!
    if (Number.isNaN(gap)) return 0
    return gap <= 0 ? 1 : Math.min(GAPS - 1, 2 + Math.max(0, Math.ceil(Math.log2(gap))))
  })
}

/** What stands before the first item. */
const BEGINNING = -1

/** What is read of a sequence: items, the beginning among them, with the classes of the gaps before them. */
export interface Reading {
  items: Int32Array
  gaps: Int32Array
}

/** The last `length` of a sequence; its beginning where it is short enough. */
export function endOf(sequence: Sequence, length: number): Reading {
  const whole = fromBeginning(sequence)
  const from = Math.max(0, whole.items.length - length)
  return { items: whole.items.subarray(from), gaps: whole.gaps.subarray(from) }
}

/** Pieces of a sequence, `length` at most, with what follows each item; every item follows something once. */
export interface Piece extends Reading {
  next: Int32Array
}

export function piecesOf(sequence: Sequence, length: number): Piece[] {
  const { items, gaps } = fromBeginning(sequence)
  const last = items.length - 1
  return Array.from({ length: Math.ceil(last / length) }, (_, piece) => {
    const [from, to] = [piece * length, Math.min((piece + 1) * length, last)]
    return {
      items: items.subarray(from, to),
      gaps: gaps.subarray(from, to),
      next: items.subarray(from + 1, to + 1),
    }
  })
}

function fromBeginning(sequence: Sequence): Reading {
  const n = sequence.items.length
  const [items, gaps] = [new Int32Array(n + 1).fill(BEGINNING), new Int32Array(n + 1)]
  items.set(sequence.items, 1)
  gaps.set(gapsOf(sequence), 1)
  return { items, gaps }
}

/** Pieces end to end, the longest first. */
export function packed(pieces: readonly Piece[]) {
  const sorted = [...pieces].sort((a, b) => b.items.length - a.items.length)
  const starts = new Int32Array(sorted.length + 1)
  sorted.forEach(({ items }, s) => (starts[s + 1] = starts[s]! + items.length))
  const rows = starts[sorted.length]!
  const out = { starts, items: new Int32Array(rows), gaps: new Int32Array(rows), next: new Int32Array(rows) }
  sorted.forEach((piece, s) => {
    out.items.set(piece.items, starts[s])
    out.gaps.set(piece.gaps, starts[s])
    out.next.set(piece.next, starts[s])
  })
  return out
}

export const sequencesIn = (data: Interactions): Sequence[] => sequencesOf(data.lines, data.members)
