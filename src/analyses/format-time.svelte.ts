import { formatNumber } from '../text/format'
import { say } from '../text/locale.svelte'

/** Milliseconds in the unit they are thought of. */
export function formatTime(ms: number): string {
  if (Number.isNaN(ms)) return '–'
  if (ms < 1) return say({ en: `${formatNumber(ms, 3)} ms`, zh: `${formatNumber(ms, 3)} 毫秒` })
  if (ms < 1000) return say({ en: `${formatNumber(ms)} ms`, zh: `${formatNumber(ms)} 毫秒` })
  if (ms < 120_000)
    return say({
      en: `${formatNumber(ms / 1000, ms < 10_000 ? 1 : 0)} s`,
      zh: `${formatNumber(ms / 1000, ms < 10_000 ? 1 : 0)} 秒`,
    })
  return say({ en: `${formatNumber(ms / 60_000)} min`, zh: `${formatNumber(ms / 60_000)} 分钟` })
}
