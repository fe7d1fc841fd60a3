/** The formats with every month-first date read day-first: %m/%d/%Y becomes %d/%m/%Y. */
export const dayFirstFormats = (formats: readonly string[]): string[] =>
  unique(formats.map((format) => format.replace(/%m([/.-])%d([/.-])/, '%d$1%m$2')))

/** The formats with every day-first date read month-first. */
export const monthFirstFormats = (formats: readonly string[]): string[] =>
  unique(formats.map((format) => format.replace(/%d([/.-])%m([/.-])/, '%m$1%d$2')))

export const isDayFirst = (formats: readonly string[]): boolean => /^%d[/.-]%m/.test(formats[0] ?? '')

const unique = (formats: string[]): string[] => [...new Set(formats)]
