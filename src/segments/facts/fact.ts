import type { TableName } from '../../shop/tables'
import type { Bilingual } from '../../text/bilingual'

/** What a fact speaks of: who a member is, what she spends, when she buys, what, and what she does beside it. */
export type FactGroup = 'attribute' | 'spending' | 'tempo' | 'preference' | 'price' | 'activity'

export type FactType = 'integer' | 'number' | 'money' | 'share' | 'date' | 'category'

/** A column of `member_facts`: one value for each member, null where nothing says it. */
export interface MemberFact {
  readonly name: string
  readonly group: FactGroup
  readonly type: FactType
  readonly label: Bilingual
  /** How it comes about: columns, window, what counts. */
  readonly about: Bilingual
  /** The columns, table.column, without a value in which it says nothing. */
  readonly from: readonly `${TableName}.${string}`[]
  /** Of an integer or a number: what it counts, behind the value. */
  readonly unit?: Bilingual
  /** Its numbers name something, as years do: written without thousands separators. */
  readonly plain?: true
}

/** Keeps a line of the catalogue short: labels and explanations as English, Chinese. */
export const fact = (
  group: FactGroup,
  type: FactType,
  name: string,
  label: [en: string, zh: string],
  about: [en: string, zh: string],
  from: MemberFact['from'],
  unit?: Bilingual,
): MemberFact => ({
  name,
  group,
  type,
  label: { en: label[0], zh: label[1] },
  about: { en: about[0], zh: about[1] },
  from,
  ...(unit && { unit }),
})

export const DAYS: Bilingual = { en: 'days', zh: '天' }
export const ORDERS: Bilingual = { en: 'orders', zh: '单' }
export const PIECES: Bilingual = { en: 'pieces', zh: '件' }
export const TIMES_DONE: Bilingual = { en: 'times', zh: '次' }
export const TIMES: Bilingual = { en: '×', zh: '倍' }
