import { sql, type Sql } from '../../sql/sql'
import { EDGES, NARROW, WIDE } from '../narrow'
import type { GenderCoding } from '../types'

export const GENDER_WORDS = {
  male: ['男', '男性', '男士', '先生', '帅哥', '公', 'm', 'male', 'man', 'mr', 'boy', 'masculino'],
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
  ],
} as const

const CODES: Record<GenderCoding, Partial<Record<'male' | 'female' | 'unknown', readonly string[]>>> = {
  words: {},
  gb2261: { unknown: ['0', '9'], male: ['1'], female: ['2'] },
  male_1_female_0: { male: ['1'], female: ['0'] },
  male_0_female_1: { male: ['0'], female: ['1'] },
}

/** Text to `male`, `female` or `unknown`; as written where it says none of them. Null stays null. */
export function genderForm(text: Sql, coding: GenderCoding = 'words'): Sql {
  const is = (level: 'male' | 'female' | 'unknown'): string =>
    `(?:${[...GENDER_WORDS[level], ...(CODES[coding][level] ?? [])].join('|')})[.]?(?:[.]0+)?`
  const word = sql`trim(translate(${text}, ${WIDE}, ${NARROW}), ${EDGES})`
  return sql`case when regexp_full_match(${word}, ${is('male')}, 'i') then 'male' when regexp_full_match(${word}, ${is('female')}, 'i') then 'female' when regexp_full_match(${word}, ${is('unknown')}, 'i') then 'unknown' else ${text} end`
}

/** The coding that the values of a column leave open, by their distinct samples: null where words say it all. */
export function openCoding(values: readonly string[]): 'zero_one' | 'one_two' | null {
  const seen = new Set(values.map((value) => value.trim().replace(/\.0+$/, '')))
  const digits = [...seen].filter((value) => /^[0129]$/.test(value))
  if (digits.length === 0 || [...seen].some((value) => !/^[0129]?$/.test(value))) return null
  return seen.has('2') ? 'one_two' : 'zero_one'
}
