/** Who had something of one kind will want something of another, so many days later. */
export interface StageRule {
  /** Words of which one is in the name or the category of a product, in any case. */
  from: readonly string[]
  to: readonly string[]
  /** Days after the last purchase of the first kind: from when, until when. */
  after: number
  until: number
}

/** A rule with the items it speaks of. */
export interface Stage extends StageRule {
  isFrom: Uint8Array
  isTo: Uint8Array
}

/** What the rules mean in a catalogue. `words` are the names and categories of its items in lower case. */
export const stagesOf = (rules: readonly StageRule[], words: readonly string[]): Stage[] =>
  rules.map((rule) => ({ ...rule, isFrom: matching(rule.from, words), isTo: matching(rule.to, words) }))

function matching(asked: readonly string[], words: readonly string[]): Uint8Array {
  const wanted = asked.map((word) => word.trim().toLowerCase()).filter((word) => word !== '')
  return Uint8Array.from(words, (text) => Number(wanted.some((word) => text.includes(word))))
}
