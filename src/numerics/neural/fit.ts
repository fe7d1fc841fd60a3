import { Graph } from './graph'
import type { Parameters } from './tensor'

/** Mean loss by epoch, and the place of the epoch whose weights were kept: the least validation loss. */
export interface Learning {
  epochs: { train: number; validation: number }[]
  kept: number
}

export interface FitOptions {
  /** At most so many. */
  epochs: number
  /** Epochs without a better validation loss after which it stops. */
  patience: number
  /** Step of Adam, and the share of it that weights lose each step. */
  rate: number
  decay: number
}

/** What is learnt: batches of an epoch, and those held out. Each runs the network and gives its mean loss. */
export interface Lesson {
  batches: (epoch: number) => readonly Batch[]
  heldOut: readonly Batch[]
}

export interface Batch {
  /** What its loss is a mean over. */
  size: number
  loss: (graph: Graph) => number
}

/**
 * Fits by stochastic gradient, stops early, and keeps the weights of the best epoch by the held-out batches; by the
 * training loss, where nothing is held out. `report` takes the share of the epochs done; a throw from it stops.
 */
export function fit(
  parameters: Parameters,
  { batches, heldOut }: Lesson,
  { epochs, patience, rate, decay }: FitOptions,
  report: (share: number) => void,
): Learning {
  const [graph, plain] = [new Graph(32), new Graph(32, false)]
  const learning: Learning = { epochs: [], kept: -1 }
  let best = Infinity
  let weights = parameters.copy()
  let steps = 0
  for (let epoch = 0; epoch < epochs && epoch - learning.kept <= patience; epoch++) {
    const own = batches(epoch)
    const train = new Mean()
    own.forEach((batch, place) => {
      report((epoch + place / own.length) / epochs)
      train.add(batch.loss(graph), batch.size)
      graph.backward()
      graph.reset()
      parameters.step(rate, decay, ++steps)
    })
    const validation = new Mean()
    for (const batch of heldOut) {
      validation.add(batch.loss(plain), batch.size)
      plain.reset()
    }
    learning.epochs.push({ train: train.value, validation: validation.value })
    const judged = heldOut.length > 0 ? validation.value : train.value
    if (!(judged < best)) continue
    best = judged
    learning.kept = epoch
    weights = parameters.copy()
  }
  parameters.restore(weights)
  return learning
}

class Mean {
  #sum = 0
  #n = 0

  add(value: number, times: number): void {
    this.#sum += value * times
    this.#n += times
  }

  get value(): number {
    return this.#sum / this.#n
  }
}
