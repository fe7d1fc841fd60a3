import type { Bilingual } from '../../text/bilingual'
import { editDistance, jaroWinkler } from './strings'

/** What two records are compared in. Level 0: one of them says nothing; 1: they differ; higher: they agree better. */
export interface ComparedField {
  name: 'name' | 'phone' | 'email' | 'birthday' | 'city' | 'address'
  label: Bilingual
  /** Words for level 1 and up. */
  levels: readonly Bilingual[]
  compare: (a: string, b: string) => number
}

const EXACT: Bilingual = { en: 'the same', zh: '相同' }
const DIFFERS: Bilingual = { en: 'different', zh: '不同' }

export const FIELDS: readonly ComparedField[] = [
  {
    name: 'name',
    label: { en: 'Name', zh: '姓名' },
    levels: [
      DIFFERS,
      { en: 'alike (Jaro–Winkler ≥ 0.80)', zh: '较像(Jaro–Winkler ≥ 0.80)' },
      {
        en: 'one letter or character apart (Jaro–Winkler ≥ 0.92)',
        zh: '只差一字(或 Jaro–Winkler ≥ 0.92)',
      },
      EXACT,
    ],
    compare: compareNames,
  },
  {
    name: 'phone',
    label: { en: 'Phone', zh: '手机号' },
    levels: [DIFFERS, { en: 'one digit or one swap apart', zh: '差一位或相邻两位颠倒' }, EXACT],
    compare: (a, b) => (a === b ? 3 : editDistance(a, b) === 1 ? 2 : 1),
  },
  {
    name: 'email',
    label: { en: 'E-mail', zh: '邮箱' },
    levels: [DIFFERS, { en: 'the same before the @', zh: '@ 前相同' }, EXACT],
    compare: compareEmails,
  },
  {
    name: 'birthday',
    label: { en: 'Birthday', zh: '生日' },
    levels: [
      DIFFERS,
      { en: 'one of year, month, day apart, or day and month swapped', zh: '年月日差其一,或月日颠倒' },
      EXACT,
    ],
    compare: compareBirthdays,
  },
  {
    name: 'city',
    label: { en: 'City', zh: '城市' },
    levels: [DIFFERS, EXACT],
    compare: (a, b) => (a.replace(/市$/, '') === b.replace(/市$/, '') ? 2 : 1),
  },
  {
    name: 'address',
    label: { en: 'Address', zh: '地址' },
    levels: [
      DIFFERS,
      { en: 'alike (Jaro–Winkler ≥ 0.85)', zh: '较像(Jaro–Winkler ≥ 0.85)' },
      { en: 'the same but for a slip (Jaro–Winkler ≥ 0.95)', zh: '几乎相同(Jaro–Winkler ≥ 0.95)' },
    ],
    compare: (a, b) => {
      const likeness = jaroWinkler(a, b)
      return likeness >= 0.95 ? 3 : likeness >= 0.85 ? 2 : 1
    },
  },
]

const HAN = /\p{Script=Han}/u

/** Chinese names are two to four characters: Jaro–Winkler is too kind to a shared surname, so they go by character. */
function compareNames(a: string, b: string): number {
  if (a === b) return 4
  if (!HAN.test(a) || !HAN.test(b)) {
    const likeness = jaroWinkler(a, b)
    return likeness >= 0.92 ? 3 : likeness >= 0.8 ? 2 : 1
  }
  const [one, other] = [[...a], [...b]]
  const longest = Math.max(one.length, other.length)
  const apart = editDistance(a, b)
  if (apart === 1 && longest >= 3 && one[0] === other[0]) return 3
  return apart === 1 && longest >= 3 ? 2 : 1
}

function compareEmails(a: string, b: string): number {
  if (a === b) return 3
  const [one, other] = [a.split('@')[0] ?? '', b.split('@')[0] ?? '']
  return one === other && one.length >= 4 ? 2 : 1
}

/** YYYY-MM-DD. */
function compareBirthdays(a: string, b: string): number {
  if (a === b) return 3
  const [one, other] = [a.split('-'), b.split('-')]
  const same = one.filter((part, i) => part === other[i]).length
  const swapped = one[0] === other[0] && one[1] === other[2] && one[2] === other[1]
  return same === 2 || swapped ? 2 : 1
}
