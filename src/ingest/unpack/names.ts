import type { Origin } from './types'

/** The name of a part: the dropped file, then what leads to the table inside it. The same file gives the same names. */
export const partName = ({ file, member, sheet, path }: Origin): string =>
  [file, member, sheet, path].filter((step) => step !== undefined).join(SEPARATOR)

/** The name of the dropped file that a part's name begins with. */
export const fileOfPart = (name: string): string => name.split(SEPARATOR)[0] ?? name

const SEPARATOR = ' / '
