/**
 * Dates that strptime cannot read as they stand: months in German, French, Spanish, Italian and Portuguese, years of the
 * Republic of China, years of Japanese eras. Each is rewritten first, here and on the engine by the same patterns, and
 * its format bears the name of its calendar: `words:%d %m %Y`, `roc:%Y-%m-%d`, `era:%Y-%m-%d`.
 */
export const CALENDARS = ['words', 'roc', 'era'] as const
export type Calendar = (typeof CALENDARS)[number]

/** The names of months, January first, in lower case and without accents; those that a file shortens too. */
export const MONTH_NAMES: readonly string[] = [
  'january|janvier|januar|janner|jaenner|gennaio|janeiro|enero|janv|jan|ene|gen',
  'february|fevrier|februar|febrero|febbraio|fevereiro|fevr|feber|feb|fev',
  'march|marzo|marco|maerz|marz|mars|mrz|mar',
  'april|aprile|avril|abril|apr|avr|abr',
  'maggio|mayo|maio|may|mai|mag',
  'june|juni|juin|junio|giugno|junho|jun|giu',
  'july|juli|juillet|julio|luglio|julho|juil|jul|lug',
  'august|aout|agosto|aug|ago',
  'september|septembre|septiembre|settembre|setembro|sept|sep|set',
  'october|oktober|octobre|octubre|ottobre|outubro|oct|okt|ott|out',
  'november|novembre|noviembre|novembro|nov',
  'december|dezember|decembre|diciembre|dicembre|dezembro|dec|dez|dic',
]

/** Day, month, year and what follows, of a text in lower case without accents. */
export const WORDED = `^(?:[a-z]+[.]?,? (?:den |le )?)?([0-9]{1,2})(?:[.]|er|st|nd|rd|th|º|°|ª)?[ -]?(?:de |di |of |d')?(${MONTH_NAMES.join('|')})[.]?,?[ -]?(?:de |del |di )?([0-9]{4}|[0-9]{2})(?:,| -| a| um| a las| alle| as| at)?( [0-9].*)?$`
/** Year, month, day and what follows, with or without 民國 before. */
export const ROC =
  '^(?:中[華华])?(?:民[國国])? ?([0-9]{2,3}) ?(?:年|[-/.]) ?([0-9]{1,2}) ?(?:月|[-/.]) ?([0-9]{1,2})(?: ?日)?(.*)$'
export const ROC_OFFSET = 1911
/** Era, year, month, day and what follows: 令和6年5月6日, R6.5.6; the first year of an era is 元. */
export const ERA =
  '^(令和|平成|昭和|大正|明治|[RHSTMrhstm])[. ]?([0-9]{1,2}|元)(?:年|[-/.]) ?([0-9]{1,2})(?:月|[-/.]) ?([0-9]{1,2})日?(.*)$'
export const ERA_OFFSETS: readonly (readonly [names: readonly string[], offset: number])[] = [
  [['令和', 'R', 'r'], 2018],
  [['平成', 'H', 'h'], 1988],
  [['昭和', 'S', 's'], 1925],
  [['大正', 'T', 't'], 1911],
  [['明治', 'M', 'm'], 1867],
]

/** What a text says in such a calendar: the day in this one, and what follows it. */
export interface CalendarDay {
  calendar: Calendar
  /** Two or four digits in `words`. */
  year: string
  month: string
  day: string
  rest: string
}

/**
 * A date in one of these calendars; null for any other text. That the day exists is not looked at.
 * @param text trimmed and half-width
 * @param bare whether 113/05/06 counts, which only a whole column tells
 */
export function calendarDay(text: string, bare = false): CalendarDay | null {
  if (/[a-z\u00c0-\u024f]{3}/i.test(text)) {
    const found = worded.exec(
      text
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .toLowerCase(),
    )
    if (found) {
      const [, day = '', name = '', year = '', rest = ''] = found
      const month = MONTH_NAMES.findIndex((names) => names.split('|').includes(name)) + 1
      return { calendar: 'words', year, month: String(month), day, rest }
    }
  }
  if (bare || /民[國国]/.test(text)) {
    const [all, year, month = '', day = '', rest = ''] = roc.exec(text) ?? []
    if (all !== undefined)
      return { calendar: 'roc', year: String(Number(year) + ROC_OFFSET), month, day, rest }
  }
  const [all, name = '', count = '', month = '', day = '', rest = ''] = era.exec(text) ?? []
  const offset = ERA_OFFSETS.find(([names]) => names.includes(name))?.[1]
  if (all === undefined || offset === undefined) return null
  const year = String(offset + (count === '元' ? 1 : Number(count)))
  return { calendar: 'era', year, month, day, rest }
}

const [worded, roc, era] = [new RegExp(WORDED), new RegExp(ROC), new RegExp(ERA)]

/** The calendar of a format, and the format without its name. */
export function calendarOf(format: string): { calendar: Calendar | null; plain: string } {
  const calendar = CALENDARS.find((name) => format.startsWith(`${name}:`)) ?? null
  return { calendar, plain: calendar === null ? format : format.slice(calendar.length + 1) }
}

/**
 * Whether the dates of a column are bare years of the Republic of China, 113/05/06: all lie in 2001 to 2041 by it, and
 * one of them has three digits for a year.
 */
export function beginWithRocYear(texts: readonly string[]): boolean {
  const years = texts.flatMap((text) => /^(\d{2,3})([-/.])\d{1,2}\2\d{1,2}(?!\d)/.exec(text)?.[1] ?? [])
  return (
    years.length === texts.length &&
    years.some((year) => year.length === 3) &&
    years.every((year) => Number(year) >= 90 && Number(year) <= 130)
  )
}

/** Whether headers are in the characters of Taiwan. */
export const isTaiwanese = (headers: readonly string[]): boolean =>
  headers.some((header) => /民國|[訂會號單價額買賣區縣門電話機時間數]/.test(header))
