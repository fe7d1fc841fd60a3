import type { Frame, KernelOptions } from '../kernel'
import { seeded } from '../random'
import type { InteractionColumns } from './interactions'
import { columnsOf } from './kernels'
import {
  kCore,
  PART,
  splitByMemberTime,
  splitByTime,
  splitLastOut,
  splitMembersRandomly,
  splitRandomly,
  type Split,
} from './splits'
import { trialsOf, type Asked, type Seen, type Trial } from './trial'

/** A trial as its kernels see it. */
export interface Prepared {
  columns: InteractionColumns
  split: Split
  /** Whether a split by time was asked for and there are no times: lines then went by lot. */
  isWithoutTimes: boolean
  /** Lines of training that a k-core left out. */
  outsideCore: number
  tested: 'validation' | 'test'
  trial: (seen: Seen) => Trial
  /** Members asked before some were drawn. */
  all: (seen: Seen) => number
}

/**
 * Lines in, a trial out. Options: split (time, memberTime, lastOut, random, memberRandom), validation and test (shares: .1,
 * .2), tested (test or validation), core (k of a k-core of training, 0 for none), halfLife (days after which the weight of
 * a line of training is half, counted back from the last of training; 0 for none), mostAsked (members asked at most, drawn
 * by the seed; 0 for all), seed. Without a time on any line a split by time goes by lot.
 */
export function prepare(input: Frame, options: KernelOptions): Prepared {
  const given = columnsOf(input)
  const isWithoutTimes = !given.time?.some(Number.isFinite)
  const split = splitOf(given, isWithoutTimes, options)
  const tested = options['tested'] === 'validation' ? 'validation' : 'test'
  const known = split.parts.map((part) => Number(part < PART[tested]))
  const columns = decayed(given, known, Number(options['halfLife'] ?? 0))
  const core = Number(options['core'] ?? 0)
  const keep = core > 1 ? kCore(columns.member, columns.item, known, core) : null
  const whole = trialsOf(columns, split.parts, { tested, ...(keep && { keep }) })
  const [both, counts] = [new Map<Seen, Trial>(), new Map<Seen, number>()]
  for (const seen of ['kept', 'removed'] as const) {
    const trial = whole(seen)
    counts.set(seen, trial.asked.length)
    both.set(seen, { ...trial, asked: drawn(trial.asked, Number(options['mostAsked'] ?? 0), options) })
  }
  return {
    columns,
    split,
    isWithoutTimes,
    outsideCore: keep ? sum(known) - sum(keep) : 0,
    tested,
    trial: (seen) => both.get(seen)!,
    all: (seen) => counts.get(seen) ?? 0,
  }
}

const sum = (values: Uint8Array): number => values.reduce((total, value) => total + value, 0)

function splitOf(
  { member, time }: InteractionColumns,
  isWithoutTimes: boolean,
  options: KernelOptions,
): Split {
  const shares = { validation: Number(options['validation'] ?? 0.1), test: Number(options['test'] ?? 0.2) }
  const seed = Number(options['seed'] ?? 1)
  const times = time ?? new Float64Array(0)
  const byLot = () => splitRandomly(member.length, shares, seed)
  switch (options['split'] ?? 'time') {
    case 'time':
      return isWithoutTimes ? byLot() : splitByTime(times, shares)
    case 'memberTime':
      return isWithoutTimes
        ? splitMembersRandomly(member, shares, seed)
        : splitByMemberTime(member, times, shares)
    case 'lastOut':
      return isWithoutTimes ? splitMembersRandomly(member, shares, seed) : splitLastOut(member, times)
    case 'random':
      return byLot()
    case 'memberRandom':
      return splitMembersRandomly(member, shares, seed)
    default:
      throw new Error(`There is no split called ${String(options['split'])}.`)
  }
}

/** Weights halved for every half-life before the last line that is known; what is asked has no weight to lose. */
export function decayed(
  columns: InteractionColumns,
  known: Uint8Array,
  halfLife: number,
): InteractionColumns {
  const { time, weight } = columns
  if (!(halfLife > 0) || !time) return columns
  const now = time.reduce((latest, at, line) => (known[line] === 1 && at > latest ? at : latest), -Infinity)
  const of = (at: number) => (Number.isFinite(at) ? 0.5 ** (Math.max(0, now - at) / halfLife) : 1)
  return { ...columns, weight: time.map((at, line) => (weight?.[line] ?? 1) * of(at)) }
}

/** At most so many of those asked, by lot; the same ones for the same seed, in their order. */
function drawn(asked: readonly Asked[], most: number, options: KernelOptions): readonly Asked[] {
  if (!(most > 0) || asked.length <= most) return asked
  const random = seeded(Number(options['seed'] ?? 1) + 7919)
  const places = Array.from(asked, (_, at) => at)
  for (let i = 0; i < most; i++) {
    const j = i + random.below(places.length - i)
    const [a, b] = [places[i]!, places[j]!]
    places[i] = b
    places[j] = a
  }
  return places
    .slice(0, most)
    .sort((a, b) => a - b)
    .map((at) => asked[at]!)
}
