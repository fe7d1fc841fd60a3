import { stateLabel, stateRule } from '../../analyses/lifecycle/states'
import { inDictionary } from '../../analyses/page'
import { mapsOf } from '../../analyses/rfm/edits'
import { labelOf, MAP_IDS, type MapId } from '../../analyses/rfm/maps'
import { words as rfmWords } from '../../analyses/rfm/words'
import { formatDate, formatMoney, formatNumber, formatPercent } from '../../text/format'
import { say } from '../../text/locale.svelte'
import { m } from '../../text/paraglide/messages.js'
import type { readLifecycle, readRfm, readValue, Row } from './read'
import type { SheetRow } from './sheet'

const GROUP_COLUMNS: Readonly<Record<MapId, string>> = {
  four: 'group4',
  eight: 'group8',
  ten: 'group10',
  eleven: 'group11',
}

const numberIn = (row: Row, name: string): number | null => {
  const value = row[name]
  return value == null || Number.isNaN(Number(value)) ? null : Number(value)
}

/** R, F and M with their scores, and the groups of every map with their rules. */
export function rfmRows(
  { row, parameters }: Awaited<ReturnType<typeof readRfm>>,
  currency: string,
): SheetRow[] {
  if (!row) return []
  const bins = Number(parameters['bins'])
  const scored = (axis: 'r' | 'f' | 'm') =>
    m.segments_member_score({ score: formatNumber(numberIn(row, axis)), of: bins })
  const maps = mapsOf(String(parameters['maps'] ?? ''))
  return [
    {
      key: 'recency_days',
      label: `R · ${say(rfmWords.recency)}`,
      value: m.segments_member_days({ count: formatNumber(numberIn(row, 'recency_days')) }),
      note: scored('r'),
      more: inDictionary('rfm.recency'),
    },
    {
      key: 'frequency',
      label: `F · ${m.segments_member_frequency()}`,
      value: formatNumber(numberIn(row, 'frequency')),
      note: scored('f'),
      more: inDictionary('rfm.frequency'),
    },
    {
      key: 'monetary',
      label: `M · ${say(rfmWords.money)}`,
      value: formatMoney(numberIn(row, 'monetary'), currency),
      note: scored('m'),
      more: inDictionary('rfm.monetary'),
    },
    ...MAP_IDS.map((map): SheetRow => {
      const id = String(row[GROUP_COLUMNS[map]] ?? '')
      const group = maps[map].find((known) => known.id === id)
      return {
        key: map,
        label: m.segments_member_group({ map: say(rfmWords[map]).toLowerCase() }),
        value: say(labelOf(maps[map], id)),
        ...(group && { note: say(group.rule) }),
        more: '#/rfm',
      }
    }),
  ]
}

/** The state with its rule in numbers, and the one before. */
export function stateRows({ row, thresholds }: Awaited<ReturnType<typeof readLifecycle>>): SheetRow[] {
  if (!row) return []
  const state = String(row['state'])
  return [
    {
      key: 'state',
      label: m.segments_member_state(),
      value: say(stateLabel(state)),
      ...(thresholds && { note: say(stateRule(state, thresholds)) }),
      more: '#/lifecycle',
    },
    {
      key: 'state_before',
      label: m.segments_member_state_before(),
      value: say(stateLabel(String(row['state_before']))),
      more: '#/lifecycle',
    },
  ]
}

/** What may be expected. Nothing where the fit did not converge: the remark says so. */
export function valueRows(
  { row, converged, months }: Awaited<ReturnType<typeof readValue>>,
  currency: string,
): SheetRow[] {
  if (!row || !converged) return []
  const two = (name: string) => formatNumber(numberIn(row, name), 2)
  const money = (name: string) => formatMoney(numberIn(row, name), currency)
  const next = numberIn(row, 'next_order')
  return [
    {
      key: 'p_alive',
      label: m.segments_member_alive(),
      value: formatPercent(numberIn(row, 'p_alive')),
      more: inDictionary('clv.p_alive'),
    },
    {
      key: 'expected',
      label: m.segments_member_expected({ months }),
      value: two('expected'),
      note: m.segments_member_expected_note({
        interval: `${two('expected_low')}–${two('expected_high')}`,
        range: `${formatNumber(numberIn(row, 'orders_low'))}–${formatNumber(numberIn(row, 'orders_high'))}`,
      }),
      more: inDictionary('clv.expected'),
    },
    {
      key: 'clv',
      label: m.segments_member_value({ months }),
      value: money('clv'),
      note: m.segments_member_interval({ interval: `${money('clv_low')}–${money('clv_high')}` }),
      more: inDictionary('clv.clv'),
    },
    {
      key: 'next_order',
      label: m.segments_member_next_order(),
      value: next === null ? m.segments_member_next_none() : formatDate(next),
      note: m.segments_member_next_note(),
      more: inDictionary('member_clv.next_order'),
    },
  ]
}
