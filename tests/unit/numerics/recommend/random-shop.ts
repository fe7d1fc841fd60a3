import fc from 'fast-check'
import {
  interactionsOf,
  type Interactions,
  type Taste,
} from '../../../../src/numerics/recommend/interactions'
import type { Recommender } from '../../../../src/numerics/recommend/model'

/** Lines of small shops: up to 9 members, 7 items, weights 1 to 3, whole times. */
export const shopLines = fc.array(
  fc.tuple(fc.nat(8), fc.nat(6), fc.integer({ min: 1, max: 3 }), fc.nat(20)),
  {
    minLength: 1,
    maxLength: 50,
  },
)

export type Lines = readonly (readonly [member: number, item: number, weight: number, time: number])[]

export const columnsOf = (lines: Lines) => ({
  member: Float64Array.from(lines, ([member]) => member),
  item: Float64Array.from(lines, ([, item]) => item),
  weight: Float64Array.from(lines, ([, , weight]) => weight),
  time: Float64Array.from(lines, ([, , , time]) => time),
})

export const shopOf = (lines: Lines): Interactions => interactionsOf(columnsOf(lines))

/** Members by items as a full matrix. */
export function matrixOf({ members, items, byMember }: Interactions): number[][] {
  const full = Array.from({ length: members }, () => new Array<number>(items).fill(0))
  for (let member = 0; member < members; member++) {
    for (let at = byMember.starts[member]!; at < byMember.starts[member + 1]!; at++)
      full[member]![byMember.columns[at]!] = byMember.values[at]!
  }
  return full
}

/**
 * A shop of `tastes` groups, each with its own items, described by a category; every member has some of hers, a few a day.
 */
export function tasteShop(tastes: number, members: number, itemsEach: number): Interactions {
  const lines = Array.from({ length: members }, (_, member) =>
    Array.from({ length: itemsEach }, (__, item) => item)
      .filter((item) => (member * 7 + item * 3) % 5 < 3)
      .map(
        (item) =>
          [
            member,
            (member % tastes) * itemsEach + item,
            1,
            Math.floor(((item * 5 + member) % itemsEach) / 6),
          ] as const,
      ),
  ).flat()
  const item = Float64Array.from({ length: tastes * itemsEach }, (_, code) => code)
  const nothing = Array.from(item, () => null)
  const about = {
    ...{ item, name: nothing, brand: nothing, price: item.map(() => NaN) },
    category: Array.from(item, (code) => `taste ${Math.floor(code / itemsEach)}`),
  }
  return interactionsOf({ ...columnsOf(lines), about })
}

/** Scores of all items. */
export function scoresOf(model: Recommender, taste: Taste): number[] {
  const scores = new Float64Array(model.items)
  model.score(taste, scores)
  return [...scores]
}
