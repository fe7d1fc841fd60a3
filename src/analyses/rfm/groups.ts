import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'

/** A group of members by their scores. `test` is over r5, f5 (1–5, recent and frequent is 5) or r_high, f_high, m_high. */
export interface RfmGroup {
  id: string
  label: Bilingual
  /** The rule in words. */
  rule: Bilingual
  test: Sql
}

const byScores = (
  id: string,
  en: string,
  zh: string,
  r: [number, number],
  f: [number, number],
): RfmGroup => ({
  id,
  label: { en, zh },
  rule: { en: `R ${range(r)}, F ${range(f)}`, zh: `R ${range(r)},F ${range(f)}` },
  test: sql`r5 between ${r[0]} and ${r[1]} and f5 between ${f[0]} and ${f[1]}`,
})

const range = ([from, to]: [number, number]) => (from === to ? String(from) : `${from}–${to}`)

/** The common ten groups over R and F in fives. Every one of the 25 cells is in exactly one. */
export const TEN_GROUPS: readonly RfmGroup[] = [
  byScores('champions', 'Champions', '冠军', [5, 5], [4, 5]),
  byScores('loyal', 'Loyal', '忠诚', [3, 4], [4, 5]),
  byScores('potential_loyalist', 'Potential loyalists', '潜力忠诚', [4, 5], [2, 3]),
  byScores('new', 'New', '新会员', [5, 5], [1, 1]),
  byScores('promising', 'Promising', '有希望', [4, 4], [1, 1]),
  byScores('need_attention', 'Need attention', '需关注', [3, 3], [3, 3]),
  byScores('about_to_sleep', 'About to sleep', '即将沉睡', [3, 3], [1, 2]),
  byScores('cant_lose', 'Can’t lose', '不能失去', [1, 2], [5, 5]),
  byScores('at_risk', 'At risk', '有流失风险', [1, 2], [3, 4]),
  byScores('hibernating', 'Hibernating', '沉睡', [1, 2], [1, 2]),
]

/** The eight groups of Chinese practice: recent, frequent, much, each above its cut or not. Their rules follow from the bits. */
export const EIGHT_GROUPS: readonly RfmGroup[] = (
  [
    ['111', 'Key value', '重要价值'],
    ['101', 'Key to develop', '重要发展'],
    ['011', 'Key to keep', '重要保持'],
    ['001', 'Key to win back', '重要挽留'],
    ['110', 'General value', '一般价值'],
    ['100', 'General to develop', '一般发展'],
    ['010', 'General to keep', '一般保持'],
    ['000', 'General to win back', '一般挽留'],
  ] as const
).map(([bits, en, zh]) => {
  const [r, f, m] = [...bits].map((bit) => bit === '1') as [boolean, boolean, boolean]
  return {
    id: bits,
    label: { en, zh },
    rule: {
      en: `${r ? 'recent' : 'not recent'}, ${f ? 'often' : 'seldom'}, ${m ? 'much' : 'little'}`,
      zh: `${r ? '近' : '远'}、${f ? '频' : '疏'}、${m ? '多' : '少'}`,
    },
    test: sql`r_high = ${r} and f_high = ${f} and m_high = ${m}`,
  }
})

/** CASE over a map of groups. Total, because the groups are exhaustive; disjoint, because they are tested to be. */
export const groupCase = (groups: readonly RfmGroup[]): Sql =>
  groups.reduceRight<Sql>(
    (rest, group) => sql`case when ${group.test} then ${group.id} else ${rest} end`,
    sql`null`,
  )

export const groupsOf = (map: string): readonly RfmGroup[] => (map === 'eight' ? EIGHT_GROUPS : TEN_GROUPS)
