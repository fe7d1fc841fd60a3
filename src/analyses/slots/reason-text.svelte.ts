import type { Reason } from '../../numerics/recommend/slot-reasons'
import { formatNumber, formatPercent } from '../../text/format'
import { say } from '../../text/locale.svelte'
import { REASON_TEXTS } from './reason-words'

/** A reason in words, in the language of the page. */
export function reasonText(reason: Reason, nameOf: (item: number) => string): string {
  const text = say(REASON_TEXTS[reason.kind])
  const days = (value: number) => formatNumber(Math.round(value))
  switch (reason.kind) {
    case 'because':
    case 'with':
      return text.replace('{item}', nameOf(reason.item))
    case 'stage':
      return text.replace('{item}', nameOf(reason.item)).replace('{n}', days(reason.since))
    case 'due':
      return text
        .replace('{n}', days(reason.since))
        .replace('{m}', reason.spread > 0 ? `${days(reason.gap)} ± ${days(reason.spread)}` : days(reason.gap))
    case 'often':
      return text.replace('{n}', formatNumber(reason.times))
    case 'context':
      return text.replace('{n}', formatNumber(reason.index, 1))
    case 'segment':
    case 'everybody':
      return text.replace('{n}', formatPercent(reason.share))
    case 'model':
      return text
  }
}
