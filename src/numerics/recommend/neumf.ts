import { fit, type Batch } from '../neural/fit'
import { Graph } from '../neural/graph'
import { binaryCrossEntropy } from '../neural/losses'
import { Parameters, type Parameter, type Tensor } from '../neural/tensor'
import { seeded, type Random } from '../random'
import { absentItem, weightedDraw } from './draws'
import type { Interactions, Taste } from './interactions'
import { silent, type Recommender } from './model'
import { float32, numberOf, type Restore } from './parts'

export interface NeumfOptions {
  /** Width of the vectors of each part; 16 unless told. */
  factors?: number
  /** Items the member does not have for each that she has; 4 unless told. */
  negatives?: number
  /** At most so many rounds over the cells; 20 unless told. */
  epochs?: number
  /** Step of Adam; .002 unless told. */
  rate?: number
  /** Share of a step that weights lose; .3 unless told. */
  decay?: number
  /** Rounds without a better validation loss after which it stops; 3 unless told. */
  patience?: number
  seed?: number
}

/** Pairs of a batch; fewer of few, so that an epoch has steps enough. */
const batchOf = (pairs: number): number => Math.min(512, Math.max(32, Math.ceil(pairs / 50)))
/** Held out for early stopping: this share of the cells, so many at most. */
const HELD_OUT = 0.05
const MOST_HELD_OUT = 5000
const FOLD_STEPS = 40
const FOLD_RATE = 0.05

interface Pairs {
  members: Int32Array
  items: Int32Array
  labels: Float32Array
}

/**
 * Neural matrix factorisation (He et al. 2017): the log-odds of a cell from the product of two vectors, entry by entry (GMF),
 * beside a network of two layers on two other vectors (MLP), fitted together by binary cross-entropy on cells drawn in
 * proportion to their weight and, for each, items drawn from those the member does not have. A member who was not there
 * has her vectors fitted when asked, all else as it is.
 */
export function trainNeumf(
  data: Interactions,
  {
    factors = 16,
    negatives = 4,
    epochs = 20,
    rate = 0.002,
    decay = 0.3,
    patience = 3,
    seed = 1,
  }: NeumfOptions = {},
  report: (share: number) => void = silent,
): Recommender {
  const { items } = data
  const random = seeded(seed)
  const network = new Network(data.members, items, factors, random)
  const cells = splitCells(data, random)
  const heldOut = pairsOf(data, Array.from(cells.heldOut), negatives, random)
  const draw = weightedDraw(Float64Array.from(cells.kept, (cell) => data.byMember.values[cell]!))
  const lesson = {
    heldOut: network.batches(heldOut),
    batches: () => {
      const drawn = Array.from(cells.kept, () => cells.kept[draw(random)]!)
      return network.batches(pairsOf(data, drawn, negatives, random))
    },
  }
  const learning = fit(network.parameters, lesson, { epochs, patience, rate, decay }, report)
  return { ...ofNetwork(network, { items, factors, seed }, true), learning }
}

/** The model that was saved: everybody is somebody new to it, and begins with the mean of all members. */
export const restoreNeumf: Restore = (parts) => {
  const [items, factors, seed] = [
    numberOf(parts, 'items'),
    numberOf(parts, 'factors'),
    numberOf(parts, 'seed'),
  ]
  const network = new Network(1, items, factors, seeded(seed))
  network.parameters.restore(network.parameters.all.map((_, at) => float32(parts, `weights${at}`)))
  return ofNetwork(network, { items, factors, seed }, false)
}

function ofNetwork(
  network: Network,
  numbers: Readonly<Record<'items' | 'factors' | 'seed', number>>,
  knowsMembers: boolean,
): Recommender {
  const { items, seed } = numbers
  const graph = new Graph(32, false)
  const allItems = Int32Array.from({ length: items }, (_, item) => item)
  return {
    items,
    floor: -Infinity,
    bytes: network.parameters.bytes,
    parts: { numbers, arrays: network.savedArrays() },
    score: (taste, into) => {
      const isKnown = knowsMembers && taste.member >= 0
      const [vectors, member] = isKnown
        ? [network.ofMembers, taste.member]
        : [network.fold(taste, items, seed), 0]
      into.set(network.odds(graph, vectors, new Int32Array(items).fill(member), allItems).values)
      graph.reset()
    },
  }
}

type MemberVectors = readonly [product: Parameter, layers: Parameter]

class Network {
  readonly parameters: Parameters
  readonly ofMembers: MemberVectors
  readonly #means = new Map<Parameter, Float32Array>()
  readonly #ofItems: MemberVectors
  readonly #layers: { weights: Parameter; bias: Parameter }[]
  readonly #last: { weights: Parameter; bias: Parameter }

  constructor(
    members: number,
    items: number,
    private readonly factors: number,
    random: Random,
  ) {
    const made = (this.parameters = new Parameters(random))
    const layer = (from: number, to: number) => ({
      weights: made.weights(from, to),
      bias: made.constant(to, 0),
    })
    this.ofMembers = [made.table(members, factors, 0.1), made.table(members, factors, 0.1)]
    this.#ofItems = [made.table(items, factors, 0.1), made.table(items, factors, 0.1)]
    const half = Math.ceil(factors / 2)
    this.#layers = [layer(2 * factors, factors), layer(factors, half)]
    this.#last = layer(factors + half, 1)
  }

  odds(
    graph: Graph,
    [product, layers]: MemberVectors,
    members: ArrayLike<number>,
    items: ArrayLike<number>,
  ): Tensor {
    const gmf = graph.times(graph.gather(product, members), graph.gather(this.#ofItems[0], items))
    let mlp = graph.joined(graph.gather(layers, members), graph.gather(this.#ofItems[1], items))
    for (const { weights, bias } of this.#layers) mlp = graph.relu(graph.linear(mlp, weights, bias))
    return graph.linear(graph.joined(gmf, mlp), this.#last.weights, this.#last.bias)
  }

  batches({ members, items, labels }: Pairs): Batch[] {
    const size = batchOf(members.length)
    return Array.from({ length: Math.ceil(members.length / size) }, (_, batch) => {
      const [from, to] = [batch * size, Math.min((batch + 1) * size, members.length)]
      const part = [members.subarray(from, to), items.subarray(from, to)] as const
      return {
        size: to - from,
        loss: (graph) =>
          binaryCrossEntropy(graph, this.odds(graph, this.ofMembers, ...part), labels.subarray(from, to)),
      }
    })
  }

  /** Vectors of somebody new, from the mean of all, by Adam on her items and as many drawn for each as she has. */
  fold(taste: Taste, items: number, seed: number): MemberVectors {
    const made = new Parameters(seeded(seed))
    const own = this.ofMembers.map((table) => {
      const vector = made.table(1, this.factors, 0)
      vector.values.set(this.#mean(table))
      return vector
    }) as unknown as MemberVectors
    if (taste.items.length === 0 || taste.items.length >= items) return own
    const random = seeded(seed)
    const sorted = taste.items.slice().sort()
    const graph = new Graph(32)
    const places = Int32Array.from({ length: 5 * sorted.length }, (_, at) => sorted[at % sorted.length]!)
    const labels = Float32Array.from(places, (_, at) => Number(at < sorted.length))
    for (let step = 1; step <= FOLD_STEPS; step++) {
      for (let at = sorted.length; at < places.length; at++)
        places[at] = absentItem(sorted, 0, sorted.length, items, random)
      binaryCrossEntropy(graph, this.odds(graph, own, new Int32Array(places.length), places), labels)
      graph.backward()
      graph.reset()
      made.step(FOLD_RATE, 0, step)
    }
    return own
  }

  /** All weights in their order, with the mean of the members in place of each of them. */
  savedArrays(): Record<string, Float32Array> {
    return Object.fromEntries(
      this.parameters.all.map((parameter, at) => [
        `weights${at}`,
        this.ofMembers.includes(parameter) ? this.#mean(parameter) : Float32Array.from(parameter.values),
      ]),
    )
  }

  /** Of the vectors of all members, once they are trained; kept, for it is asked for everybody who is new. */
  #mean(table: Parameter): Float32Array {
    const known = this.#means.get(table)
    if (known) return known
    const mean = new Float32Array(this.factors)
    table.values.forEach((value, at) => (mean[at % this.factors]! += value / Math.max(1, table.rows)))
    this.#means.set(table, mean)
    return mean
  }
}

/** Cells to learn from and cells held out, by lot; a member's only cell is not held out. */
function splitCells({ byMember: { rows, starts, columns } }: Interactions, random: Random) {
  const share = Math.min(HELD_OUT, MOST_HELD_OUT / Math.max(1, columns.length))
  const [kept, heldOut]: [number[], number[]] = [[], []]
  for (let member = 0; member < rows; member++) {
    for (let cell = starts[member]!; cell < starts[member + 1]!; cell++) {
      const isAlone = starts[member + 1]! - starts[member]! < 2
      const drawn = random.unit() < share && !isAlone
      ;(drawn ? heldOut : kept).push(cell)
    }
  }
  return { kept: Int32Array.from(kept), heldOut: Int32Array.from(heldOut) }
}

/** Each cell with label 1, then items the member does not have with label 0, in an order by lot. */
function pairsOf(
  { items, byMember: { rows, starts, columns } }: Interactions,
  cells: readonly number[],
  negatives: number,
  random: Random,
): Pairs {
  const memberOf = new Int32Array(columns.length)
  for (let member = 0; member < rows; member++) memberOf.fill(member, starts[member], starts[member + 1])
  const order = Int32Array.from({ length: cells.length * (1 + negatives) }, (_, at) => at)
  for (let at = order.length - 1; at > 0; at--) {
    const other = random.below(at + 1)
    ;[order[at], order[other]] = [order[other]!, order[at]!]
  }
  const pairs = {
    members: new Int32Array(order.length),
    items: new Int32Array(order.length),
    labels: new Float32Array(order.length),
  }
  order.forEach((place, at) => {
    const cell = cells[Math.floor(place / (1 + negatives))]!
    const member = memberOf[cell]!
    const isHad = place % (1 + negatives) === 0
    const absent = isHad ? -1 : absentItem(columns, starts[member]!, starts[member + 1]!, items, random)
    pairs.members[at] = member
    pairs.items[at] = absent < 0 ? columns[cell]! : absent
    pairs.labels[at] = Number(absent < 0)
  })
  return pairs
}
