import type { InteractionColumns } from '../../../../src/numerics/recommend/interactions'
import { seeded } from '../../../../src/numerics/random'

const day = (n: number) => 20_000 + n

interface Line {
  member: number
  item: number
  time: number
}

const columnsOf = (lines: readonly Line[]): InteractionColumns => ({
  member: Float64Array.from(lines, ({ member }) => member),
  item: Float64Array.from(lines, ({ item }) => item),
  time: Float64Array.from(lines, ({ time }) => time),
})

const KINDS = ['tea', 'cups', 'books', 'lamps', 'shoes']
const STYLES = ['plain', 'blue', 'large', 'old', 'striped', 'round']
const EACH = 8

/**
 * Members who each like one style of one kind of product; from day 100 on the shop sells new products alone, so that only
 * what products are like tells who wants them.
 */
export function coldShop(seed = 1): InteractionColumns {
  const random = seeded(seed)
  const lines: Line[] = []
  for (let member = 0; member < 240; member++) {
    const taste = member % (KINDS.length * STYLES.length)
    for (let visit = 0; visit < 12; visit++)
      lines.push({ member, item: 100 * taste + random.below(EACH), time: day(random.below(100)) })
    for (let visit = 0; visit < 3; visit++)
      lines.push({ member, item: 100 * taste + 50 + random.below(EACH), time: day(100 + random.below(20)) })
  }
  const items = [...new Set(lines.map(({ item }) => item))]
  const taste = (item: number) => Math.floor(item / 100)
  const kind = (item: number) => KINDS[taste(item) % KINDS.length] ?? ''
  return {
    ...columnsOf(lines),
    about: {
      item: Float64Array.from(items),
      name: items.map((item) => `${STYLES[Math.floor(taste(item) / KINDS.length)] ?? ''} ${kind(item)}`),
      category: items.map(kind),
      brand: items.map(() => null),
      price: Float64Array.from(items, () => NaN),
    },
  }
}

/**
 * Members who walk round the same ring of products for ever, one to three steps at a time: all have had all, and what comes
 * next follows from what came last alone.
 */
export function orderedShop(seed = 1): InteractionColumns {
  const random = seeded(seed)
  const ring = 40
  const lines: Line[] = []
  for (let member = 0; member < 150; member++) {
    let at = random.below(ring)
    for (let step = 0; step < 50; step++) {
      lines.push({ member, item: (at * 7) % ring, time: day(2 * step + random.unit()) })
      at += 1 + random.below(3)
    }
  }
  return columnsOf(lines)
}

/** Members with eight staples of their own among 200 products, each bought again after its own gap; tastes are not shared. */
export function staplesShop(seed = 1): InteractionColumns {
  const random = seeded(seed)
  const lines: Line[] = []
  for (let member = 0; member < 200; member++) {
    for (let staple = 0; staple < 8; staple++) {
      const item = Math.floor(200 * random.unit() ** 1.3)
      const gap = 7 + random.below(30)
      for (let at = random.below(gap); at < 180; at += gap + random.below(4))
        lines.push({ member, item, time: day(at) })
    }
    for (let once = 0; once < 6; once++)
      lines.push({ member, item: random.below(200), time: day(random.below(180)) })
  }
  return columnsOf(lines)
}

/** Two kinds of members who share the products of their kind, each product as often as the others. */
export function sharedTasteShop(seed = 1): InteractionColumns {
  const random = seeded(seed)
  const lines: Line[] = []
  for (let member = 0; member < 300; member++) {
    const kind = member % 12
    const had = new Set<number>()
    while (had.size < 14) had.add(kind * 25 + random.below(25))
    ;[...had].forEach((item, i) => lines.push({ member, item, time: day(10 * i + random.below(10)) }))
  }
  return columnsOf(lines)
}
