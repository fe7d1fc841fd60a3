import type { KpiNode, KpiUnit } from '../../project/kpi-schema'
import { formatMoney, formatNumber, formatPercent } from '../../text/format'
import { say } from '../../text/locale.svelte'
import { m } from '../../text/paraglide/messages.js'
import type { NodeResult, Status } from './evaluate'
import type { LiveFigure } from './figures'

/** How nodes are written: by the figures they are wired to, and the shop's currency. */
export interface Writer {
  figures: ReadonlyMap<string, LiveFigure>
  currency: string
}

export const figureOf = ({ source }: KpiNode, { figures }: Writer): LiveFigure | undefined =>
  source.kind === 'live' ? figures.get(source.figure) : undefined

export function nameOf(node: KpiNode, writer: Writer): string {
  const figure = figureOf(node, writer)
  return node.name || (figure ? say(figure.label) : m.segments_kpi_unnamed())
}

export const unitOf = (node: KpiNode, writer: Writer): KpiUnit =>
  node.source.kind === 'live' ? (figureOf(node, writer)?.unit ?? 'number') : node.source.unit

export function valueText(value: number | null, unit: KpiUnit, { currency }: Writer): string {
  if (value === null) return '–'
  return unit === 'money'
    ? formatMoney(value, currency)
    : unit === 'share'
      ? formatPercent(value)
      : formatNumber(value, digitsOf(Math.abs(value)))
}

/** Two after the point below a hundred, and more where these would be naught. */
const digitsOf = (size: number): number =>
  size >= 100 ? 0 : size >= 0.01 || size === 0 ? 2 : Math.min(8, Math.ceil(-Math.log10(size)))

/** With its sign; shares in percentage points. */
export function signedText(value: number | null, unit: KpiUnit, writer: Writer): string {
  if (value === null) return '–'
  const sign = value > 0 ? '+' : value < 0 ? '−' : '±'
  const size = Math.abs(value)
  return unit === 'share'
    ? `${sign}${m.segments_kpi_points({ points: formatNumber(size * 100, 1) })}`
    : `${sign}${valueText(size, unit, writer)}`
}

/** +5.3 % of what it was; nothing where it was nothing. */
export function relativeText({ change, before }: Pick<NodeResult, 'change' | 'before'>): string {
  if (change === null || before === null || before === 0) return ''
  const share = change / Math.abs(before)
  return `${share > 0 ? '+' : share < 0 ? '−' : '±'}${formatPercent(Math.abs(share))}`
}

export const statusWord = (status: Status): string =>
  ({ met: m.segments_kpi_met, near: m.segments_kpi_near, missed: m.segments_kpi_missed })[status]()

export const statusMark = (status: Status): string => ({ met: '●', near: '◐', missed: '○' })[status]
