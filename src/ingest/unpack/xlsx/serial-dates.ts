/** What the number format of a cell makes of its number. */
export type NumberKind = 'number' | 'date' | 'datetime' | 'time' | 'duration'

const DAY_SECONDS = 86_400
/** 31 December 9999, where the serial numbers end. */
const LAST_DAY = 2_958_465

/**
 * The date or time that a serial number stands for, as ISO writes it, to the second; null for a number that is none.
 * Days count from 1900 with a 29 February 1900 that never was, or from 1904. ECMA-376 part 1, 18.17.4.
 */
export function serialDate(serial: number, kind: NumberKind, from1904: boolean): string | null {
  if (!Number.isFinite(serial)) return null
  const seconds = Math.round(serial * DAY_SECONDS)
  if (kind === 'duration') return duration(seconds)
  if (seconds < 0 || serial >= LAST_DAY + 1) return null
  const day = Math.floor(seconds / DAY_SECONDS)
  const time = clock(seconds - day * DAY_SECONDS)
  if (kind === 'time' && day === 0) return time
  const date = calendarDay(day, from1904)
  if (date === null) return null
  return kind === 'date' && seconds % DAY_SECONDS === 0 ? date : `${date} ${time}`
}

function calendarDay(day: number, from1904: boolean): string | null {
  if (!from1904 && (day === 0 || day === 60)) return null
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30)
  return new Date(epoch + day * DAY_SECONDS * 1000).toISOString().slice(0, 10)
}

const two = (n: number): string => String(n).padStart(2, '0')

const clock = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`

/** Hours go on beyond 24. */
const duration = (seconds: number): string => (seconds < 0 ? '-' : '') + clock(Math.abs(seconds))

/** The kind of a number format code such as `yyyy/m/d h:mm` or `[h]:mm`. ECMA-376 part 1, 18.8.31. */
export function kindOfFormat(code: string): NumberKind {
  const [positive = ''] = code.split(';')
  if (/\[(h+|m+|s+)\]/i.test(positive)) return 'duration'
  const bare = positive
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/AM\/PM|A\/P|上午\/下午/gi, 'h')
  if (/general/i.test(bare) || /[0#?]/.test(bare.replace(/\.0+/g, ''))) return 'number'
  const time = /[hs]/i.test(bare)
  const date = /[ydeg年月日]/i.test(bare) || (/m/i.test(bare) && !time)
  if (date) return time ? 'datetime' : 'date'
  return time ? 'time' : 'number'
}

/** Formats known by number alone; those of East Asian versions included. ECMA-376 part 1, 18.8.30. */
export function builtInKind(id: number): NumberKind {
  if (id === 22) return 'datetime'
  if (id === 46) return 'duration'
  if ((id >= 18 && id <= 21) || id === 45 || id === 47 || (id >= 32 && id <= 35) || id === 55 || id === 56)
    return 'time'
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return 'date'
  return 'number'
}
