import type { OutputColumn } from './analysis'

type Make = (name: string, en: string, zh: string) => OutputColumn

const of =
  (type: OutputColumn['type']): Make =>
  (name, en, zh) => ({ name, type, about: { en, zh } })

/** Columns of result tables, by type, with what they hold in both languages. */
export const money = of('money')
export const integer = of('integer')
export const number = of('number')
export const share = of('share')
export const text = of('text')
export const date = of('date')
export const time = of('time')

export const memberId: OutputColumn = { name: 'member_id', type: 'id', about: { en: 'Member', zh: '会员' } }
