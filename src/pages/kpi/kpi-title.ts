import { m } from '../../text/paraglide/messages.js'
import type { NodeResult } from './evaluate'
import { nameOf, relativeText, signedText, unitOf, valueText, type Writer } from './format'

/** What the tree says, in a sentence: how the goal moved, and the leaf that moved it most; null where nothing did. */
export function kpiTitle(results: readonly NodeResult[], writer: Writer): string | null {
  const top = results.find(({ now }) => now !== null)
  if (!top || top.change === null) return null
  const unit = unitOf(top.node, writer)
  const text = {
    name: nameOf(top.node, writer),
    value: valueText(top.now, unit, writer),
    change: (unit !== 'share' && relativeText(top)) || signedText(top.change, unit, writer),
  }
  const most = mostMoving(results, top)
  return most
    ? m.segments_kpi_title_most({
        ...text,
        part: nameOf(most.node, writer),
        amount: signedText(most.contribution, unit, writer),
      })
    : m.segments_kpi_title(text)
}

const mostMoving = (results: readonly NodeResult[], top: NodeResult): NodeResult | undefined =>
  results
    .filter(
      ({ node, within, contribution }) =>
        node.children.length === 0 && within === top.node.id && contribution,
    )
    .toSorted((a, b) => Math.abs(b.contribution ?? 0) - Math.abs(a.contribution ?? 0))
    .find(({ node }) => node.id !== top.node.id)
