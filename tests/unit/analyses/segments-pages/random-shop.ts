import fc from 'fast-check'
import type { Line, Person, Product } from '../../segments/small-shop'

export const PRODUCTS: readonly Product[] = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'].map((id, i) => ({
  id,
  category: ['tea', 'cups', 'tea', 'books', 'cups', 'tea'][i] ?? '',
  brand: i < 4 ? 'ours' : 'theirs',
}))

const day = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().slice(0, 10)

/** The day after the last that an order may have. */
export const AS_OF = day(500)

const line = fc.record({
  member: fc.integer({ min: 0, max: 14 }),
  at: fc.integer({ min: 0, max: 499 }),
  product: fc.integer({ min: 0, max: PRODUCTS.length - 1 }),
  price: fc.integer({ min: 1, max: 60 }),
  quantity: fc.integer({ min: 1, max: 3 }),
})

const person = fc.record({
  gender: fc.option(fc.constantFrom('female', 'male'), { freq: 4 }),
  tier: fc.option(fc.constantFrom('gold', 'plain', 'silver'), { freq: 4 }),
})

/** Fifteen members, some of whom never buy; a line is an order of its own. */
export const randomShop = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 60 }), fc.array(person, { minLength: 15, maxLength: 15 }))
  .map(([lines, people]) => ({
    lines: lines.map(({ member, at, product, price, quantity }, i): Line => ({
      order: `o${i}`,
      member: `m${member}`,
      at: `${day(at)} 10:00`,
      product: `p${product}`,
      price,
      quantity,
    })),
    people: people.map(({ gender, tier }, i): Person => ({
      id: `m${i}`,
      ...(gender && { gender }),
      ...(tier && { tier }),
    })),
  }))

/** Type 7, as R and numpy have it. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? NaN
  return low + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? NaN) - low)
}

export const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

export const spentOf = (lines: readonly Line[], member: string): number =>
  sum(lines.filter((one) => one.member === member).map(({ price, quantity }) => price * quantity))
