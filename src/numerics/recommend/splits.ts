import { denseCodes } from '../csr'
import { seeded } from '../random'

/** Where each line of the data goes. */
export const PART = { train: 0, validation: 1, test: 2, leftOut: 3 } as const

/** Shares of what is split; the rest is for training. */
export interface Shares {
  validation: number
  test: number
}

/**
 * How a split misleads. `future`: one member's training lies after another's test, so a model learns from what was not
 * known yet. `order`: it also learns a member's own later purchases. None for one cut in time.
 */
export type Leak = 'none' | 'future' | 'order'

export interface Split {
  /** A `PART` for each line. */
  parts: Uint8Array
  leak: Leak
  /** Times from which validation and test begin, where there is one cut for all. */
  cuts?: { validation: number; test: number }
}

export const SPLITS = ['time', 'memberTime', 'lastOut', 'random', 'memberRandom'] as const
export type SplitName = (typeof SPLITS)[number]

/**
 * The default: two cuts in time, the same for everybody. What is at a cut or after it lies behind it, so the shares are
 * met as nearly as equal times allow. Lines without a time are left out.
 */
export function splitByTime(times: Float64Array, { validation, test }: Shares): Split {
  const sorted = times.filter(Number.isFinite).sort()
  const cutAt = (share: number) =>
    share > 0
      ? (sorted[Math.min(sorted.length - 1, Math.round((1 - share) * sorted.length))] ?? Infinity)
      : Infinity
  const testCut = cutAt(test)
  const cuts = { validation: Math.min(testCut, cutAt(validation + test)), test: testCut }
  const parts = Uint8Array.from(times, (time) => {
    if (!Number.isFinite(time)) return PART.leftOut
    if (time >= cuts.test) return PART.test
    return time >= cuts.validation ? PART.validation : PART.train
  })
  return { parts, cuts, leak: 'none' }
}

/** The last shares of each member's own lines by time; equal times stay in the order given. */
export function splitByMemberTime(members: Float64Array, times: Float64Array, shares: Shares): Split {
  const parts = new Uint8Array(members.length)
  for (const lines of linesByMember(members, times, parts)) {
    share(
      lines.sort((a, b) => times[a]! - times[b]! || a - b),
      shares,
      parts,
    )
  }
  return { parts, leak: 'future' }
}

/**
 * Leave the last out: what a member had at her last time is the test, at the time before validation. Members with one
 * time stay in training, those with two have no validation.
 */
export function splitLastOut(members: Float64Array, times: Float64Array): Split {
  const parts = new Uint8Array(members.length)
  for (const lines of linesByMember(members, times, parts)) {
    const own = [...new Set(lines.map((line) => times[line]!))].sort((a, b) => b - a)
    if (own.length < 2) continue
    for (const line of lines) {
      if (times[line] === own[0]) parts[line] = PART.test
      else if (times[line] === own[1] && own.length > 2) parts[line] = PART.validation
    }
  }
  return { parts, leak: 'future' }
}

/** Lines by lot, without regard to time or member. */
export function splitRandomly(lines: number, shares: Shares, seed = 1): Split {
  const parts = new Uint8Array(lines)
  share(
    shuffled(
      Array.from({ length: lines }, (_, line) => line),
      seed,
    ),
    shares,
    parts,
  )
  return { parts, leak: 'order' }
}

/** Each member's lines by lot. */
export function splitMembersRandomly(members: Float64Array, shares: Shares, seed = 1): Split {
  const parts = new Uint8Array(members.length)
  linesByMember(members, null, parts).forEach((lines, m) => share(shuffled(lines, seed + m), shares, parts))
  return { parts, leak: 'order' }
}

/**
 * Which of the lines stay when members with fewer than `k` items and items with fewer than `k` members are dropped,
 * over and over until none is. Looks only at lines with `among` set: give it the training part.
 */
export function kCore(members: Float64Array, items: Float64Array, among: Uint8Array, k: number): Uint8Array {
  const [m, i] = [denseCodes(members), denseCodes(items)]
  const kept = among.slice()
  for (;;) {
    const [ofMember, ofItem] = [new Map<number, Set<number>>(), new Map<number, Set<number>>()]
    kept.forEach((keep, line) => {
      if (keep === 0) return
      const [member, item] = [m.codes[line]!, i.codes[line]!]
      ofMember.set(member, (ofMember.get(member) ?? new Set()).add(item))
      ofItem.set(item, (ofItem.get(item) ?? new Set()).add(member))
    })
    let dropped = false
    kept.forEach((keep, line) => {
      const isFew = (sets: Map<number, Set<number>>, code: number) => (sets.get(code)?.size ?? 0) < k
      if (keep === 0 || !(isFew(ofMember, m.codes[line]!) || isFew(ofItem, i.codes[line]!))) return
      kept[line] = 0
      dropped = true
    })
    if (!dropped) return kept
  }
}

/** The last lines to the test, those before to validation; one line at least stays in training. */
function share(lines: readonly number[], { validation, test }: Shares, parts: Uint8Array): void {
  const tests = Math.min(Math.round(test * lines.length), Math.max(0, lines.length - 1))
  const validations = Math.min(Math.round(validation * lines.length), Math.max(0, lines.length - 1 - tests))
  lines.forEach((line, place) => {
    if (place >= lines.length - tests) parts[line] = PART.test
    else if (place >= lines.length - tests - validations) parts[line] = PART.validation
  })
}

/** Lines of each member, in the order given; those without a member or time are left out, and marked so. */
function linesByMember(members: Float64Array, times: Float64Array | null, parts: Uint8Array): number[][] {
  const { codes, ids } = denseCodes(members)
  const lines = Array.from(ids, (): number[] => [])
  codes.forEach((member, line) => {
    if (member < 0 || (times && !Number.isFinite(times[line]))) parts[line] = PART.leftOut
    else lines[member]!.push(line)
  })
  return lines
}

function shuffled(values: number[], seed: number): number[] {
  const random = seeded(seed)
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const [a, b] = [values[i]!, values[j]!]
    values[i] = b
    values[j] = a
  }
  return values
}
