import { codesOf, type Item } from './baskets-view'

/** The name of an item by its code. */
export const nameIn = (items: readonly Item[], item: number): string =>
  items[item]?.name ?? `#${String(item)}`

/** The names of one side of a rule. */
export const sideText = (items: readonly Item[], codes: string | number | null | readonly number[]): string =>
  (Array.isArray(codes) ? (codes as readonly number[]) : codesOf(codes))
    .map((code) => nameIn(items, code))
    .join(' + ')

/** With as many decimals as its neighbours in a column. */
export const fixed = (value: number, digits = 2): string =>
  Number.isNaN(value) ? '–' : value.toFixed(digits)

/** Items whose name holds the text. */
export const itemsNamed = (items: readonly Item[], text: string): Item[] => {
  const wanted = text.trim().toLowerCase()
  return items.filter(({ name, key }) => name.toLowerCase().includes(wanted) || key.toLowerCase() === wanted)
}
