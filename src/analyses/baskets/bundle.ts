/** What somebody has put together, by the keys of items, which stay when baskets are chosen anew. */
export interface Bundle {
  items: readonly string[]
  /** What was stated in place of the price, the cost, and the stock of a piece, by key. */
  prices: Readonly<Record<string, number>>
  costs: Readonly<Record<string, number>>
  stock: Readonly<Record<string, number>>
  /** Null: a tenth below the sum of prices. */
  offered: number | null
}

const USUAL_DISCOUNT = 0.1

/** The bundle as the project holds it; what is no bundle is an empty one. */
export function readBundle(text: string): Bundle {
  const given = parsed(text)
  const items = given['items']
  const offered = given['offered']
  return {
    items: Array.isArray(items) ? items.filter((key): key is string => typeof key === 'string') : [],
    prices: numbersIn(given['prices']),
    costs: numbersIn(given['costs']),
    stock: numbersIn(given['stock']),
    offered: typeof offered === 'number' && offered >= 0 ? offered : null,
  }
}

/** The keys in a cart. */
export function readCart(text: string): string[] {
  const given = parsed(`{"cart":${text === '' ? '[]' : text}}`)['cart']
  return Array.isArray(given) ? given.filter((key): key is string => typeof key === 'string') : []
}

function parsed(text: string): Record<string, unknown> {
  try {
    const given: unknown = JSON.parse(text === '' ? '{}' : text)
    return typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function numbersIn(given: unknown): Record<string, number> {
  if (typeof given !== 'object' || given === null) return {}
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  )
}

export interface BundleItem {
  /** Of a piece; NaN where neither the shop nor anybody says. */
  price: number
  cost: number
  stock: number
  /** Share of baskets with it. */
  support: number
}

export interface BundleFigures {
  /** Baskets with all of them, if independent, and how many times as many there are. */
  expected: number
  lift: number
  sum: number
  offered: number
  discount: number
  marginApart: number
  margin: number
  /**
   * How many more bundles than joint baskets now earn the same; Infinity where a bundle earns nothing, NaN where costs
   * are not known.
   */
  uplift: number
  /** Bundles the stock is enough for; NaN where it is not stated for each. */
  feasible: number
}

/**
 * With all who buy everything today taking the bundle, and everybody else new: N·margin apart = N·(1 + uplift)·margin.
 */
export function bundleFigures(
  items: readonly BundleItem[],
  { joint, baskets, offered: asked }: { joint: number; baskets: number; offered: number | null },
): BundleFigures {
  const total = (value: (item: BundleItem) => number) => items.reduce((sum, item) => sum + value(item), 0)
  const expected = baskets * items.reduce((share, { support }) => share * support, 1)
  const sum = total(({ price }) => price)
  const offered = asked ?? Math.round(sum * (1 - USUAL_DISCOUNT) * 100) / 100
  const cost = total((item) => item.cost)
  const [marginApart, margin] = [sum - cost, offered - cost]
  return {
    expected,
    lift: joint / expected,
    sum,
    offered,
    discount: 1 - offered / sum,
    marginApart,
    margin,
    uplift: margin > 0 ? Math.max(0, marginApart) / margin - 1 : Number.isNaN(margin) ? NaN : Infinity,
    feasible: items.some(({ stock }) => Number.isNaN(stock))
      ? NaN
      : Math.min(...items.map(({ stock }) => stock)),
  }
}
