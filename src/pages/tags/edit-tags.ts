import { fittingStarters } from '../../analyses/starter-tags'
import { rulesIn, type SegmentBook, type Tag } from '../../segments/rule'
import { say } from '../../text/locale.svelte'
import type { Session } from '../session.svelte'

const STARTER = 'starter:'

/** Adds every starter tag that fits the shop and is not there yet; in the language in use. How many they were. */
export async function addStarterTags(session: Session, signal?: AbortSignal): Promise<number> {
  const { runner, lens } = session.looking
  const { population: _, ...all } = lens
  const fitting = await fittingStarters(runner, await session.engine.get(), all, signal)
  const there = new Set(session.book.present.tags.map(({ id }) => id))
  const added = fitting
    .filter(({ key }) => !there.has(STARTER + key))
    .map(({ key, name, category, rule }): Tag => ({
      id: STARTER + key,
      name: say(name),
      category,
      rule,
      starter: true,
      asOf: lens.asOf,
      validDays: null,
    }))
  if (added.length > 0) session.changeBook((book) => ({ ...book, tags: [...book.tags, ...added] }))
  return added.length
}

/** Puts a tag in the place of the one with its id, or behind the others. */
export const withTag = (book: SegmentBook, tag: Tag): SegmentBook => ({
  ...book,
  tags: book.tags.some(({ id }) => id === tag.id)
    ? book.tags.map((known) => (known.id === tag.id ? tag : known))
    : [...book.tags, tag],
})

export const withoutTag = (book: SegmentBook, id: string): SegmentBook => ({
  ...book,
  tags: book.tags.filter((tag) => tag.id !== id),
})

/** The names of the tags and segments whose rules name this one. */
export function usersOf(book: SegmentBook, kind: 'tag' | 'segment', id: string): readonly string[] {
  const uses = (rule: Tag['rule']) =>
    [...rulesIn(rule)].some((part) =>
      kind === 'tag'
        ? part.kind === 'tag' && part.tag === id
        : part.kind === 'segment' && part.segment === id,
    )
  return [...book.tags, ...book.segments].filter(({ rule }) => uses(rule)).map(({ name }) => name)
}

/** A name that no other has: the name itself, else with a number behind. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  let number = 2
  while (taken.includes(`${name} (${number})`)) number += 1
  return `${name} (${number})`
}

/** Adds the tags of a file: one whose id is there takes its place, another name is made for one that is taken. */
export function withTags(book: SegmentBook, tags: readonly Tag[]): SegmentBook {
  return tags.reduce((made, tag) => {
    const others = made.tags.filter(({ id }) => id !== tag.id).map(({ name }) => name)
    return withTag(made, { ...tag, name: freeName(tag.name, others) })
  }, book)
}
