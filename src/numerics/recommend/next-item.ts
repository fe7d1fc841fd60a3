import { causalAttention } from '../neural/attention'
import { fit, type Batch } from '../neural/fit'
import { Graph } from '../neural/graph'
import { gru } from '../neural/gru'
import { sampledCrossEntropy } from '../neural/losses'
import { Parameters, type Tensor } from '../neural/tensor'
import { seeded, type Random } from '../random'
import { scoreOf } from './factors'
import type { Interactions } from './interactions'
import { silent, type ModelParts, type Recommender } from './model'
import { float32, numberOf, type Restore } from './parts'
import {
  endOf,
  GAPS,
  packed,
  piecesOf,
  sequenceFor,
  sequencesIn,
  type Piece,
  type Sequence,
} from './sequences'

export interface NextItemOptions {
  /** Width of the vectors; 32 unless told. */
  factors?: number
  /** Items looked back on; 50 unless told. */
  length?: number
  /** Items drawn to stand for all others in each batch; 256 unless told. */
  candidates?: number
  /** At most so many rounds; 20 unless told. */
  epochs?: number
  /** Step of Adam; .005 unless told. */
  rate?: number
  /** Chance of an entry to be left out in training; .2 unless told. */
  dropout?: number
  /** Rounds without a better validation loss after which it stops; 3 unless told. */
  patience?: number
  seed?: number
}

export interface SasrecOptions extends NextItemOptions {
  /** Layers of attention; 1 unless told. */
  blocks?: number
  /** Heads of each; 2 unless told. The width is made a multiple of them. */
  heads?: number
}

/** Rows of a batch; fewer of few, so that an epoch has steps enough. */
const batchOf = (rows: number): number => Math.min(1024, Math.max(32, Math.ceil(rows / 20)))
/** Members held out for early stopping, and the most of them. */
const HELD_OUT = 0.1
const MOST_HELD_OUT = 1000

/** Turns items with the gaps before them into what is expected after each; sequences end to end. */
type Reader = (graph: Graph, inputs: Tensor, starts: Int32Array) => Tensor

/**
 * GRU4Rec (Hidasi et al. 2016) of small size: a gated recurrent unit reads the member's purchases in their order, with the
 * gaps between them, and gives the chances of the next item by cross-entropy over items drawn to stand for all.
 */
export function trainGru4rec(
  data: Interactions,
  options: NextItemOptions = {},
  report: (share: number) => void = silent,
): Recommender {
  return trainNextItem(data, options, report, { makeReader: recurrent, numbers: {} })
}

/** The model that was saved: members are known by what they have. */
export const restoreGru4rec: Restore = (parts) => restoredNextItem(parts, recurrent)

const recurrent: MakeReader = (parameters, random, { width, dropout }) => {
  const inward = parameters.weights(width, 3 * width)
  const bias = parameters.constant(3 * width, 0)
  const state = parameters.weights(width, 3 * width)
  return (graph, inputs, starts) => {
    const dropped = graph.dropout(inputs, dropout, random)
    return graph.dropout(gru(graph, graph.linear(dropped, inward, bias), state, starts), dropout, random)
  }
}

/**
 * SASRec (Kang & McAuley 2018) of small size: layers of causal self-attention, normalised before each part, over the last
 * purchases with their places and gaps; fitted as `trainGru4rec` is.
 */
export function trainSasrec(
  data: Interactions,
  { blocks = 1, heads = 2, ...options }: SasrecOptions = {},
  report: (share: number) => void = silent,
): Recommender {
  const factors = heads * Math.ceil((options.factors ?? 32) / heads)
  return trainNextItem(data, { ...options, factors }, report, {
    makeReader: attentive(blocks, heads),
    numbers: { blocks, heads },
  })
}

/** As `restoreGru4rec`. */
export const restoreSasrec: Restore = (parts) =>
  restoredNextItem(parts, attentive(numberOf(parts, 'blocks'), numberOf(parts, 'heads')))

const attentive =
  (blocks: number, heads: number): MakeReader =>
  (parameters, random, { width, length, dropout }) => {
    const places = parameters.table(length, width, 0.1)
    const norm = () => [parameters.constant(width, 1), parameters.constant(width, 0)] as const
    const layer = () => [parameters.weights(width, width), parameters.constant(width, 0)] as const
    const parts = Array.from({ length: blocks }, () => ({
      norms: [norm(), norm()] as const,
      attention: [layer(), layer(), layer(), layer()] as const,
      forward: [layer(), layer()] as const,
    }))
    const last = norm()
    return (graph, inputs, starts) => {
      const order = new Int32Array(inputs.rows)
      for (let s = 0; s + 1 < starts.length; s++)
        for (let row = starts[s]!; row < starts[s + 1]!; row++) order[row] = row - starts[s]!
      let x = graph.dropout(graph.add(inputs, graph.gather(places, order)), dropout, random)
      for (const { norms, attention, forward } of parts) {
        const seen = graph.normalised(x, ...norms[0])
        const [queries, keys, values] = [0, 1, 2].map((at) => graph.linear(seen, ...attention[at]!)) as [
          Tensor,
          Tensor,
          Tensor,
        ]
        const found = causalAttention(graph, [queries, keys, values], starts, heads)
        x = graph.add(x, graph.dropout(graph.linear(found, ...attention[3]), dropout, random))
        const hidden = graph.relu(graph.linear(graph.normalised(x, ...norms[1]), ...forward[0]))
        x = graph.add(x, graph.dropout(graph.linear(hidden, ...forward[1]), dropout, random))
      }
      return graph.normalised(x, ...last)
    }
  }

type MakeReader = (
  parameters: Parameters,
  random: Random,
  shape: { width: number; length: number; dropout: number },
) => Reader

function trainNextItem(
  data: Interactions,
  {
    factors: width = 32,
    length = 50,
    candidates = 256,
    epochs = 20,
    rate = 0.005,
    dropout = 0.2,
    patience = 3,
    seed = 1,
  }: NextItemOptions,
  report: (share: number) => void,
  { makeReader, numbers }: { makeReader: MakeReader; numbers: Readonly<Record<string, number>> },
): Recommender {
  const { items } = data
  const random = seeded(seed)
  const network = networkOf({ items, width, length, dropout }, makeReader, random)
  const { parameters, state, ofItems, biases } = network
  const sequences = sequencesIn(data)
  const { kept, heldOut } = splitPieces(
    sequences.map((sequence) => piecesOf(sequence, length)),
    random,
  )
  const drawing = new Drawing(items, candidates)
  const batchOf = (pieces: readonly Piece[], drawn: Int32Array): Batch => {
    const rows = packed(pieces)
    return {
      size: rows.items.length,
      loss: (graph) => {
        const states = state(graph, rows.items, rows.gaps, rows.starts)
        return sampledCrossEntropy(graph, states, [ofItems, biases], rows.next, drawn)
      },
    }
  }
  const lesson = {
    heldOut: inBatches(heldOut).map((pieces) => batchOf(pieces, drawing.next(random))),
    batches: () => inBatches(shuffled(kept, random)).map((pieces) => batchOf(pieces, drawing.next(random))),
  }
  const learning = fit(parameters, lesson, { epochs, patience, rate, decay: 0 }, report)
  return { ...ofNetwork(network, sequences, { ...numbers, items, width, length }), learning }
}

/** The network with its parameters as they begin. */
function networkOf(
  { items, ...shape }: { items: number; width: number; length: number; dropout: number },
  makeReader: MakeReader,
  random: Random,
) {
  const { width } = shape
  const parameters = new Parameters(random)
  const ofItems = parameters.table(items, width, 1 / Math.sqrt(width))
  const biases = parameters.table(items, 1, 0)
  const gaps = parameters.table(GAPS, width, 0.1)
  const read = makeReader(parameters, random, shape)
  const state = (graph: Graph, itemRow: Int32Array, gapRow: Int32Array, starts: Int32Array) =>
    read(graph, graph.add(graph.gather(ofItems, itemRow), graph.gather(gaps, gapRow)), starts)
  return { parameters, state, ofItems, biases }
}

function ofNetwork(
  { parameters, state, ofItems, biases }: ReturnType<typeof networkOf>,
  sequences: readonly Sequence[],
  numbers: Readonly<Record<string, number>> & { items: number; width: number; length: number },
): Recommender {
  const { items, width, length } = numbers
  const graph = new Graph(32, false)
  const vector = new Float64Array(width)
  const arrays = Object.fromEntries(
    parameters.all.map(({ values }, at) => [`weights${at}`, Float32Array.from(values)]),
  )
  return {
    items,
    floor: -Infinity,
    bytes: parameters.bytes,
    parts: { numbers, arrays },
    score: (taste, into) => {
      const read = endOf(sequenceFor(taste, sequences), length)
      const rows = read.items.length
      const states = state(graph, read.items, read.gaps, Int32Array.of(0, rows))
      vector.set(states.values.subarray((rows - 1) * width, rows * width))
      graph.reset()
      scoreOf(vector, ofItems.values as Float32Array, into, biases.values as Float32Array)
    },
  }
}

function restoredNextItem(parts: ModelParts, makeReader: MakeReader): Recommender {
  const [items, width, length] = [
    numberOf(parts, 'items'),
    numberOf(parts, 'width'),
    numberOf(parts, 'length'),
  ]
  const network = networkOf({ items, width, length, dropout: 0 }, makeReader, seeded(1))
  network.parameters.restore(network.parameters.all.map((_, at) => float32(parts, `weights${at}`)))
  return ofNetwork(network, [], { ...parts.numbers, items, width, length })
}

/** Items by lot without repetition; all of them where there are no more. */
class Drawing {
  readonly #order: Int32Array

  constructor(
    items: number,
    private readonly count: number,
  ) {
    this.#order = Int32Array.from({ length: items }, (_, item) => item)
  }

  next(random: Random): Int32Array {
    const order = this.#order
    const n = Math.min(this.count, order.length)
    if (n === order.length) return order.slice()
    for (let at = 0; at < n; at++) {
      const other = at + random.below(order.length - at)
      ;[order[at], order[other]] = [order[other]!, order[at]!]
    }
    return order.slice(0, n)
  }
}

function splitPieces(ofMembers: readonly Piece[][], random: Random): { kept: Piece[]; heldOut: Piece[] } {
  const withPieces = ofMembers.filter((pieces) => pieces.length > 0)
  const share = Math.min(HELD_OUT, MOST_HELD_OUT / Math.max(1, withPieces.length))
  const [kept, heldOut]: [Piece[], Piece[]] = [[], []]
  for (const pieces of withPieces) (random.unit() < share ? heldOut : kept).push(...pieces)
  return { kept, heldOut }
}

function inBatches(pieces: readonly Piece[]): Piece[][] {
  const batches: Piece[][] = []
  const most = batchOf(pieces.reduce((sum, { items }) => sum + items.length, 0))
  let rows = most
  for (const piece of pieces) {
    if (rows + piece.items.length > most) {
      batches.push([])
      rows = 0
    }
    batches[batches.length - 1]!.push(piece)
    rows += piece.items.length
  }
  return batches
}

function shuffled<T>(values: readonly T[], random: Random): T[] {
  const out = [...values]
  for (let at = out.length - 1; at > 0; at--) {
    const other = random.below(at + 1)
    ;[out[at], out[other]] = [out[other]!, out[at]!]
  }
  return out
}
