import type { Sql } from '../../sql/sql'
import { emailForm, phoneForm } from './contacts.sql'
import type { GenderCoding } from '../types'
import { genderForm } from './gender.sql'
import { placeForm } from './place-names.sql'

/** The roles whose values are brought to one form. */
export const STANDARD_ROLES = ['gender', 'province', 'city', 'region', 'phone', 'email'] as const
export type StandardRole = (typeof STANDARD_ROLES)[number]

export const isStandardRole = (role: string): role is StandardRole =>
  (STANDARD_ROLES as readonly string[]).includes(role)

/** A text of a role in its one form; what has none stays as written, and null stays null. */
export function standardForm(role: StandardRole, text: Sql, coding?: GenderCoding): Sql {
  switch (role) {
    case 'gender':
      return genderForm(text, coding)
    case 'province':
    case 'city':
      return placeForm(text, role)
    case 'region':
      // Of a sale: a province in most files, a city in others.
      return placeForm(text, 'city')
    case 'phone':
      return phoneForm(text)
    case 'email':
      return emailForm(text)
  }
}
