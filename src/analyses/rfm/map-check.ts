import { BIT_AXES, describeBoxes, SCORE_AXES, type Box, type RfmGroup } from './groups'
import type { Bilingual } from '../../text/bilingual'

/** What is wrong with a map: scores that no group takes, and scores that two take. */
export interface MapFaults {
  /** In words, each once. */
  nobody: Bilingual[]
  twice: { cell: Bilingual; groups: readonly [string, string] }[]
}

interface Cell {
  r: number
  f: number
  m: number
  fm: number
  recent: boolean
  often: boolean
  much: boolean
}

/** Looks at every combination of scores and bits: 1,000 of them. */
export function checkMap(groups: readonly RfmGroup[]): MapFaults {
  const nobody = new Map<string, Bilingual>()
  const twice = new Map<string, MapFaults['twice'][number]>()
  for (const cell of allCells()) {
    const [first, second] = groups.filter(({ boxes }) => boxes.some((box) => holds(box, cell)))
    if (first && !second) continue
    const words = describeBoxes([shown(cell, groups)])
    if (!first) nobody.set(words.en, words)
    else if (second) {
      twice.set(`${words.en} ${first.id} ${second.id}`, { cell: words, groups: [first.id, second.id] })
    }
  }
  return { nobody: [...nobody.values()], twice: [...twice.values()] }
}

export const isPartition = (groups: readonly RfmGroup[]): boolean => {
  const { nobody, twice } = checkMap(groups)
  return nobody.length === 0 && twice.length === 0
}

const FIVE = [1, 2, 3, 4, 5]
const BOTH = [false, true]

const allCells = (): Cell[] =>
  FIVE.flatMap((r) =>
    FIVE.flatMap((f) =>
      FIVE.flatMap((m) =>
        BOTH.flatMap((recent) =>
          BOTH.flatMap((often) =>
            BOTH.map((much) => ({ r, f, m, fm: Math.floor((f + m + 1) / 2), recent, often, much })),
          ),
        ),
      ),
    ),
  )

const holds = (box: Box, cell: Cell): boolean =>
  SCORE_AXES.every((axis) => {
    const range = box[axis]
    return !range || (cell[axis] >= range[0] && cell[axis] <= range[1])
  }) && BIT_AXES.every((axis) => box[axis] === undefined || box[axis] === cell[axis])

/** The cell by the axes that the map goes by. */
function shown(cell: Cell, groups: readonly RfmGroup[]): Box {
  const boxes = groups.flatMap((group) => group.boxes)
  const used = (axis: keyof Box) => boxes.some((box) => box[axis] !== undefined)
  return {
    ...Object.fromEntries(SCORE_AXES.filter(used).map((axis) => [axis, [cell[axis], cell[axis]]])),
    ...Object.fromEntries(BIT_AXES.filter(used).map((axis) => [axis, cell[axis]])),
  }
}
