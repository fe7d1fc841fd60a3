import { sql, type Sql } from '../../sql/sql'
import { EDGES, narrow, NARROW, WIDE } from '../narrow'
import type { GenderCoding } from '../types'

export const GENDER_WORDS = {
  male: [
    '男',
    '男性',
    '男士',
    '先生',
    '帅哥',
    '公',
    'm',
    'male',
    'man',
    'mr',
    'boy',
    'masculino',
    'maschio',
    'hombre',
    'homme',
    'mann',
    'herr',
    'männlich',
    'masculin',
    'maennlich',
    'homem',
    'uomo',
    'h',
    'senor',
    'señor',
    'monsieur',
  ],
  female: [
    '女',
    '女性',
    '女士',
    '小姐',
    '太太',
    '美女',
    '母',
    'f',
    'female',
    'woman',
    'ms',
    'mrs',
    'miss',
    'girl',
    'feminino',
    'femenino',
    'féminin',
    'feminin',
    'femmina',
    'mujer',
    'femme',
    'frau',
    'weiblich',
    'w',
    'madame',
    'señora',
    'senora',
    'mulher',
    'donna',
  ],
  unknown: [
    '未知',
    '保密',
    '未说明',
    '其他',
    '不详',
    'unknown',
    'u',
    'x',
    'other',
    'secret',
    'n/a',
    'prefer not to say',
    'divers',
    'keine angabe',
    'unbekannt',
    'inconnu',
    'desconocido',
    'otro',
    'autre',
  ],
} as const

const CODES: Record<GenderCoding, Partial<Record<'male' | 'female' | 'unknown', readonly string[]>>> = {
  words: {},
  gb2261: { unknown: ['0', '9'], male: ['1'], female: ['2'] },
  male_1_female_0: { male: ['1'], female: ['0'] },
  male_0_female_1: { male: ['0'], female: ['1'] },
  male_h_female_m: { female: ['m'] },
  digits_unknown: { unknown: ['[0-9]'] },
}

/** Text to `male`, `female` or `unknown`; as written where it says none of them. Null stays null. */
export function genderForm(text: Sql, coding: GenderCoding = 'words'): Sql {
  const is = (level: 'male' | 'female' | 'unknown'): string =>
    `(?:${wordsOf(level, coding).join('|')})[.]?(?:[.]0+)?`
  const word = sql`trim(translate(${text}, ${WIDE}, ${NARROW}), ${EDGES})`
  return sql`case when regexp_full_match(${word}, ${is('male')}, 'i') then 'male' when regexp_full_match(${word}, ${is('female')}, 'i') then 'female' when regexp_full_match(${word}, ${is('unknown')}, 'i') then 'unknown' else ${text} end`
}

/** In Spanish and Portuguese M is a woman beside H: hombre and mujer. */
function wordsOf(level: 'male' | 'female' | 'unknown', coding: GenderCoding): readonly string[] {
  const words: readonly string[] = GENDER_WORDS[level]
  const own = coding === 'male_h_female_m' && level === 'male' ? words.filter((word) => word !== 'm') : words
  return [...own, ...(CODES[coding][level] ?? [])]
}

/** The coding that the values of a column leave open, by their distinct samples: null where words say it all. */
export function openCoding(values: readonly string[]): 'zero_one' | 'one_two' | null {
  const seen = new Set(values.map((value) => value.trim().replace(/\.0+$/, '')))
  const digits = [...seen].filter((value) => /^[0129]$/.test(value))
  if (digits.length === 0 || [...seen].some((value) => !/^[0129]?$/.test(value))) return null
  return seen.has('2') ? 'one_two' : 'zero_one'
}

/**
 * How H and M are read where both stand and no F does; and how the numbers of a column that also has words for genders are read, by its distinct values; null where it holds no
 * such mixture. A 2 is written by GB/T 2261.1 and ISO/IEC 5218 alone, which agree on 0, 1, 2 and 9; without one, 1 may
 * be either.
 */
export function mixedCoding(values: Iterable<string>): GenderCoding | null {
  const seen = new Set<string>()
  for (const value of values) {
    if (seen.size === MOST_SPELLINGS) return null
    seen.add(
      narrow(value)
        .toLowerCase()
        .replace(/[.]0*$/, ''),
    )
  }
  const digits = [...seen].filter((value) => /^\d$/.test(value))
  const words = [...seen].filter((value) => WORDS.has(value))
  seen.delete('')
  if (seen.has('h') && seen.has('m') && !seen.has('f') && words.length === seen.size) return 'male_h_female_m'
  if (digits.length + words.length < seen.size || digits.length === 0) return null
  if (!words.some((word) => !UNKNOWN.has(word))) return null
  return digits.includes('2') && digits.every((digit) => /[0129]/.test(digit)) ? 'gb2261' : 'digits_unknown'
}

const MOST_SPELLINGS = 40
const WORDS = new Set<string>(Object.values(GENDER_WORDS).flat())
const UNKNOWN = new Set<string>(GENDER_WORDS.unknown)

/** Whether a written gender is a number that the coding leaves unknown, or no word at all. Never null. */
export const isUnreadGender = (written: Sql, form: Sql, coding: GenderCoding = 'words'): Sql =>
  coding === 'digits_unknown'
    ? sql`(${form} not in ('male', 'female', 'unknown') or regexp_matches(${written}, '[0-9０-９]'))`
    : sql`(${form} not in ('male', 'female', 'unknown'))`
