import { sensitiveKinds } from '../../text/mask'
import { shownValue } from '../../ui/masking.svelte'

/** The examples of each column of a file by its name, persons masked as in every list. */
export function shownExamples(
  columns: readonly { name: string; examples: readonly string[] }[],
): ReadonlyMap<string, readonly string[]> {
  const kinds = sensitiveKinds(columns.map(({ name }) => name))
  return new Map(
    columns.map(({ name, examples }, i) => [
      name,
      examples.map((example) => shownValue(example, kinds[i] ?? null)),
    ]),
  )
}
