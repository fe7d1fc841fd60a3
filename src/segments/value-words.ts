import type { Bilingual } from '../text/bilingual'
import type { MemberFact } from './facts/fact'

/** The currency of the shop's money: ISO 4217, or '' where the data does not say. */
export interface ValueContext {
  currency: string
}

const same = (text: string): Bilingual => ({ en: text, zh: text })

const CODES: Readonly<Record<string, Readonly<Record<string, Bilingual>>>> = {
  gender: {
    female: { en: 'female', zh: '女' },
    male: { en: 'male', zh: '男' },
    unknown: { en: 'unknown', zh: '未知' },
  },
}

/** A value of a category as people say it: the stored code where it has no other words. */
export function valueWords(fact: string, value: string): Bilingual {
  if (fact === 'birth_month' && /^(0[1-9]|1[0-2])$/.test(value)) return monthWords(Number(value))
  return CODES[fact]?.[value] ?? same(value)
}

function monthWords(month: number): Bilingual {
  const day = new Date(Date.UTC(2000, month - 1, 1))
  return {
    en: new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(day),
    zh: `${month} 月`,
  }
}

/** A number of a fact with what it counts: 3 orders, 12.5 %, ¥1,200, 30 days. */
export function numberWords(
  { type, unit, label, plain }: MemberFact,
  value: number,
  context: ValueContext,
): Bilingual {
  const bare = bareNumber({ type, plain }, value, context)
  if (!unit) return same(bare)
  // “Days since the last order at most 30” counts days already.
  const said = label.en.toLowerCase().split(' ').includes(unit.en)
  const counted = value === 1 ? unit.en.replace(/s$/, '') : unit.en
  return { en: said ? bare : `${bare} ${counted}`, zh: `${bare} ${unit.zh}` }
}

/** A number as its type is written, the same in both languages. */
export function bareNumber(
  { type, plain }: Pick<MemberFact, 'type'> & { plain?: true | undefined },
  value: number,
  { currency }: ValueContext,
): string {
  if (type === 'share') return percent(value)
  if (type === 'money') return money(value, currency)
  return new Intl.NumberFormat('en', { maximumFractionDigits: 4, useGrouping: !plain }).format(value)
}

/** 0.1234 → "12.34 %". */
export const percent = (share: number): string =>
  `${new Intl.NumberFormat('en', { maximumFractionDigits: 2 }).format(share * 100)} %`

export function money(value: number, currency: string): string {
  const digits = Number.isInteger(value) ? 0 : 2
  return new Intl.NumberFormat('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    ...(currency && { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }),
  }).format(value)
}
