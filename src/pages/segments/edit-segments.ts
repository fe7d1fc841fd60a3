import type { Rule, Segment, SegmentBook } from '../../segments/rule'

/** Two sets put together: in both, in either, in the first alone, in exactly one. */
export type SetOperation = 'and' | 'or' | 'without' | 'one'

export function combined(a: Rule, operation: SetOperation, b: Rule): Rule {
  switch (operation) {
    case 'and':
      return { kind: 'all', of: [a, b] }
    case 'or':
      return { kind: 'any', of: [a, b] }
    case 'without':
      return { kind: 'all', of: [a, { kind: 'not', of: b }] }
    case 'one':
      return {
        kind: 'all',
        of: [
          { kind: 'any', of: [a, b] },
          { kind: 'not', of: { kind: 'all', of: [a, b] } },
        ],
      }
  }
}

/** Puts a segment in the place of the one with its id, or behind the others; a new rule is a new version. */
export function withSegment(book: SegmentBook, segment: Segment, on: string): SegmentBook {
  const before = book.segments.find(({ id }) => id === segment.id)
  const last = segment.versions.at(-1)?.rule
  const changed = JSON.stringify(last) !== JSON.stringify(segment.rule)
  const kept: Segment = changed
    ? { ...segment, versions: [...segment.versions, { on, rule: segment.rule }] }
    : segment
  return {
    ...book,
    segments: before
      ? book.segments.map((known) => (known.id === segment.id ? kept : known))
      : [...book.segments, kept],
  }
}

export const withoutSegment = (book: SegmentBook, id: string): SegmentBook => ({
  ...book,
  segments: book.segments.filter((segment) => segment.id !== id),
})
