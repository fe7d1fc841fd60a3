import { resolved, RuleFault, type Rule, type Segment, type SegmentBook } from './rule'

export interface SegmentPopulation {
  id: string
  name: string
  rule: Rule
  sample?: { share: number; seed: number }
}

/** A segment as it stands, for the lens; null where it is gone, or something it is made of. */
export function populationOf(book: SegmentBook, id: string): SegmentPopulation | null {
  const segment = book.segments.find((known) => known.id === id)
  const rule = segment && ruleOf(segment, book)
  return segment && rule
    ? { id, name: segment.name, rule, ...(segment.sample && { sample: segment.sample }) }
    : null
}

function ruleOf(segment: Segment, book: SegmentBook): Rule | null {
  try {
    return resolved(segment.rule, book, [`segment ${segment.id}`])
  } catch (error) {
    if (error instanceof RuleFault) return null
    throw error
  }
}

/** As a part of a lens: nothing where all members are looked at. */
export function populationIn(book: SegmentBook, id: string | undefined): { population?: SegmentPopulation } {
  const population = id === undefined ? null : populationOf(book, id)
  return population ? { population } : {}
}
