import type { KpiNode, KpiTree } from '../../project/kpi-schema'
import type { Bilingual } from '../../text/bilingual'
import { productWeights, type Method, type Pair } from './contribution'

/** A figure read from the data; null where it has no value, with what is missing. */
export interface Reading {
  now: number | null
  before: number | null
  missing: Bilingual | null
}

export type Status = 'met' | 'near' | 'missed'

export interface NodeResult {
  node: KpiNode
  depth: number
  parent: string | null
  now: number | null
  before: number | null
  missing: Bilingual | null
  /** now − before. */
  change: number | null
  status: Status | null
  /** What it adds to the change of the node `within`; null where no formula leads there. */
  contribution: number | null
  /** The highest node that formulas lead to from here: whose change is shared out. */
  within: string | null
  /** Its value less what its children make of it, now; null without a formula, or with a value missing. */
  gap: number | null
  /** The part of its own change, within the same, that its children do not make. 0 where they make it exactly. */
  unexplained: number | null
}

/** Every node of a tree from the top down, with its values and what it adds. `readings` is by the node's id. */
export function evaluate(tree: KpiTree, readings: ReadonlyMap<string, Reading>): NodeResult[] {
  const results = new Map<string, NodeResult>()
  measure(tree.root, 0, null, readings, results)
  share(tree.root, 1, tree.root.id, tree.method, results)
  return [...results.values()]
}

const both = ({ now, before }: { now: number | null; before: number | null }): Pair | null =>
  now === null || before === null ? null : { now, before }

function measure(
  node: KpiNode,
  depth: number,
  parent: string | null,
  readings: ReadonlyMap<string, Reading>,
  results: Map<string, NodeResult>,
): NodeResult {
  const result: NodeResult = {
    node,
    depth,
    parent,
    now: null,
    before: null,
    missing: null,
    change: null,
    status: null,
    contribution: null,
    within: null,
    gap: null,
    unexplained: null,
  }
  // A parent stands before its children.
  results.set(node.id, result)
  const children = node.children.map((child) => measure(child, depth + 1, node.id, readings, results))
  const made = {
    now: combine(
      node,
      children.map(({ now }) => now),
    ),
    before: combine(
      node,
      children.map(({ before }) => before),
    ),
  }
  const reading = node.source.kind === 'live' ? readings.get(node.id) : undefined
  const own =
    node.source.kind === 'typed'
      ? { now: node.source.now, before: node.source.before, missing: null }
      : node.source.kind === 'live'
        ? (reading ?? { now: null, before: null, missing: null })
        : { ...made, missing: null }
  Object.assign(result, own)
  const pair = both(result)
  result.change = pair && pair.now - pair.before
  result.status = statusOf(node, result.now)
  result.gap = result.now === null || made.now === null ? null : result.now - made.now
  return result
}

/** Null without a formula or children, and where one of them has no value. */
function combine({ formula }: KpiNode, values: readonly (number | null)[]): number | null {
  if (formula === 'none' || values.length === 0 || values.includes(null)) return null
  const known = values as readonly number[]
  return formula === 'sum'
    ? known.reduce((sum, value) => sum + value, 0)
    : known.reduce((all, value) => all * value, 1)
}

/** Shares out the change of `within`, of which a unit of this node's change makes `weight`. */
function share(
  node: KpiNode,
  weight: number | null,
  within: string,
  method: Method,
  results: Map<string, NodeResult>,
): void {
  const result = results.get(node.id)
  if (!result) return
  result.within = weight === null ? null : within
  result.contribution = weight === null || result.change === null ? null : weight * result.change
  const children = node.children.flatMap((child) => results.get(child.id) ?? [])
  const pairs = children.map(both)
  const complete =
    node.formula !== 'none' && pairs.length > 0 && result.change !== null && !pairs.includes(null)
  const weights = complete ? weightsOf(node, pairs as Pair[], method) : null
  if (weights && weight !== null) {
    const made = weights.reduce((sum, own, i) => sum + own * (children[i]?.change ?? 0), 0)
    result.unexplained = weight * ((result.change ?? 0) - made)
  }
  node.children.forEach((child, i) => {
    // Where no formula leads up, a child is the top of its own part of the tree.
    if (weights && weight !== null) share(child, weight * (weights[i] ?? 0), within, method, results)
    else share(child, 1, child.id, method, results)
  })
}

const weightsOf = (node: KpiNode, pairs: readonly Pair[], method: Method): number[] =>
  node.formula === 'sum' ? pairs.map(() => 1) : productWeights(pairs, method)

/** Against the target: met, or missed by no more than the share of it that still is near, or missed. */
export function statusOf({ target, better, near }: KpiNode, now: number | null): Status | null {
  if (target === null || now === null) return null
  const short = better === 'higher' ? target - now : now - target
  return short <= 0 ? 'met' : short <= near * Math.abs(target) ? 'near' : 'missed'
}
