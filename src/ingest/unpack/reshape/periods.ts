/** The stretch of time that a header names: 2025年1月, Jan-2025 sales, 2025 Q1. */
export interface Period {
  /** Its first day, as ISO writes it. */
  start: string
  grain: 'day' | 'week' | 'month' | 'quarter' | 'year'
  /** What the header says beside the period: the measure, or ''. */
  rest: string
  /** Whether the header names no year, so that the given one was taken. */
  yearless: boolean
}

type Read = (found: RegExpExecArray, year: number) => { start: string; yearless?: boolean } | null

const MONTHS = 'jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec'.split(',')
const HAN = '一,二,三,四,五,六,七,八,九,十,十一,十二'.split(',')
const YEAR = String.raw`(?<!\d)((?:19|20)\d{2})`
const NAMED = String.raw`\b(${MONTHS.join('|')})(?:[a-z]{0,6}\b\.?|(?=[-'\d]))`

const FORMS: readonly (readonly [Period['grain'], RegExp, Read])[] = [
  [
    'day',
    new RegExp(String.raw`${YEAR}[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)日?(?:[ T]00:00(?::00)?)?`),
    ([, y, month, day]) => first(Number(y), Number(month), Number(day)),
  ],
  [
    'week',
    new RegExp(String.raw`${YEAR}[- 年]*(?:W|第)(\d{1,2})(?!\d)周?`, 'i'),
    ([, y, week]) => monday(Number(y), Number(week)),
  ],
  [
    'quarter',
    new RegExp(String.raw`${YEAR}[-/ 年]*(?:Q([1-4])(?!\d)|第?([1-4一二三四])季度?)`, 'i'),
    ([, y, digit, word = '']) => first(Number(y), 3 * Number(digit ?? (HAN.indexOf(word) + 1 || word)) - 2),
  ],
  [
    'quarter',
    /\bQ([1-4])[-/ ']*((?:20)?\d{2})(?!\d)/i,
    ([, quarter, y]) => first(fullYear(y), 3 * Number(quarter) - 2),
  ],
  [
    'month',
    new RegExp(String.raw`${YEAR}[-/._ 年]+(\d{1,2})(?![\d.,])(?:月份?)?`),
    ([, y, month]) => first(Number(y), Number(month)),
  ],
  ['month', /(?<!\d)(\d{2})年(\d{1,2})月份?/, ([, y, month]) => first(fullYear(y), Number(month))],
  ['month', new RegExp(String.raw`${YEAR}(\d{2})(?!\d)`), ([, y, month]) => first(Number(y), Number(month))],
  [
    'month',
    /(?<![\d./-])(\d{1,2})[-/.]((?:19|20)\d{2})(?!\d)/,
    ([, month, y]) => first(Number(y), Number(month)),
  ],
  [
    'month',
    new RegExp(String.raw`${NAMED}[-/ ,.']*((?:20)?\d{2})(?!\d)`, 'i'),
    ([, month, y]) => first(fullYear(y), named(month)),
  ],
  [
    'month',
    new RegExp(String.raw`(?<!\d)((?:20)?\d{2})[-/ ']*${NAMED}`, 'i'),
    ([, y, month]) => first(fullYear(y), named(month)),
  ],
  ['month', /(?<![\d年-])(\d{1,2})月份?(?!\d)/, ([, month], year) => yearless(first(year, Number(month)))],
  [
    'month',
    new RegExp(String.raw`(?<![${HAN.join('')}年])(${[...HAN].reverse().join('|')})月份?`),
    ([, month = ''], year) => yearless(first(year, HAN.indexOf(month) + 1)),
  ],
  [
    'month',
    /^(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?$/i,
    ([, month], year) => yearless(first(year, named(month))),
  ],
  ['year', /^(?:FY ?)?((?:19|20)\d{2})(?:年度?)?$/i, ([, y]) => first(Number(y), 1)],
  ['year', /(?<!\d)((?:19|20)\d{2})年度?/, ([, y]) => first(Number(y), 1)],
]

/**
 * The period that a header names; null where it names none.
 * @param year taken where the header names a month alone.
 */
export function periodOf(header: string, year: number): Period | null {
  const text = header.normalize('NFKC').trim()
  if (text.length > 40) return null
  for (const [grain, form, read] of FORMS) {
    const found = form.exec(text)
    const period = found && read(found, year)
    if (!found || !period) continue
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`
    // A clock, a second number: the header names no period, or more than one.
    if (/\d/.test(rest)) return null
    return { start: period.start, grain, yearless: period.yearless ?? false, rest: bare(rest) }
  }
  return null
}

const bare = (rest: string): string =>
  rest
    .replace(/[()[\]【】_/:|,-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const yearless = (period: { start: string } | null) => period && { ...period, yearless: true }

const fullYear = (digits = ''): number => (digits.length === 2 ? 2000 : 0) + Number(digits)
const named = (month = ''): number => MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1

/** Null for a month or a day that no calendar has. */
function first(year: number, month: number, day = 1): { start: string } | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (month < 1 || month > 12 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return { start: date.toISOString().slice(0, 10) }
}

/** The Monday of a week as ISO 8601 counts them. */
function monday(year: number, week: number): { start: string } | null {
  if (week < 1 || week > 53) return null
  const fourth = new Date(Date.UTC(year, 0, 4))
  const weekday = (fourth.getUTCDay() + 6) % 7
  return { start: new Date(Date.UTC(year, 0, 4 - weekday + 7 * (week - 1))).toISOString().slice(0, 10) }
}
