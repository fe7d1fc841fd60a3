import type { RefusalReason } from '../../identity/account'
import { m } from '../../text/paraglide/messages.js'

/** What links records, in the language in use. */
export const kindWord = (kind: string): string =>
  ({ union_id: m.identity_union_id(), phone: m.identity_phone(), email: m.identity_email() })[kind] ?? kind

/** Why an identifier links nobody, as a short sentence. */
export function reasonWord(reason: RefusalReason, shared: number, largest: number): string {
  switch (reason) {
    case 'told':
      return m.identity_reason_told()
    case 'placeholder':
      return m.identity_reason_placeholder()
    case 'shared':
      return m.identity_reason_shared({ shared })
    case 'union_id':
      return m.identity_reason_union_id()
    case 'birthday':
      return m.identity_reason_birthday()
    case 'gender':
      return m.identity_reason_gender()
    case 'member_name':
      return m.identity_reason_member_name()
    case 'too_large':
      return m.identity_reason_too_large({ largest })
    case 'told_distinct':
      return m.identity_reason_told_distinct()
  }
}
