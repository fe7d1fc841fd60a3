/** The pages of the warehouse, by the second part of their address. */
export const SECTIONS = ['coverage', 'profiles', 'quality', 'lineage', 'dictionary'] as const
export type Section = (typeof SECTIONS)[number]

/** warehouse/quality → quality; the first where the address names none. */
export function sectionOf(path: string): Section {
  const named = path.split('/')[1]
  return SECTIONS.find((section) => section === named) ?? 'coverage'
}

/** The entry of the dictionary that an address names: warehouse/dictionary/overview.orders. */
export const entryOf = (path: string): string => decodeURIComponent(path.split('/')[2] ?? '')
