import { frameOf, type Frame } from '../kernel'
import { Cells } from './cells'
import type { Taste } from './interactions'
import type { SlotMaker } from './slot-lists'
import type { Reason } from './slot-reasons'

/**
 * The list of every member, by codes from 0. Out: member (its code), rank (from 1), item, score, reason (a kind of `Reason`),
 * reason_item (empty where it names none), reason_figure (days since, times, index or share) and reason_gap (of what is
 * due), source (model, segment or everybody). A member with nothing to show has no row.
 */
export function listsOfAll(
  members: number,
  tasteOf: (member: number) => Taste,
  maker: SlotMaker,
  report: (share: number) => void,
): Frame {
  const names = ['member', 'rank', 'item', 'score', 'reason_item', 'reason_figure', 'reason_gap'] as const
  const cells = Object.fromEntries(names.map((name) => [name, new Cells()])) as Record<
    (typeof names)[number],
    Cells
  >
  const [reasons, sources]: [string[], string[]] = [[], []]
  for (let member = 0; member < members; member++) {
    if ((member & 63) === 0) report(member / members)
    const { items, source } = maker.list(tasteOf(member))
    items.forEach(({ item, score, reasons: [reason] }, place) => {
      cells.member.add(member)
      cells.rank.add(place + 1)
      cells.item.add(item)
      cells.score.add(score)
      cells.reason_item.add(reason && 'item' in reason ? reason.item : NaN)
      cells.reason_figure.add(figureOf(reason))
      cells.reason_gap.add(reason?.kind === 'due' ? reason.gap : NaN)
      reasons.push(reason?.kind ?? 'model')
      sources.push(source)
    })
  }
  const columns = Object.fromEntries(names.map((name) => [name, cells[name].all()]))
  return frameOf({ ...columns, reason: reasons, source: sources })
}

function figureOf(reason: Reason | undefined): number {
  switch (reason?.kind) {
    case 'due':
    case 'stage':
      return reason.since
    case 'often':
      return reason.times
    case 'context':
      return reason.index
    case 'segment':
    case 'everybody':
      return reason.share
    default:
      return NaN
  }
}
