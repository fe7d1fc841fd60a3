import { formatDateTime } from '../../text/format'
import type { KeptCopy } from '../../vault/shelf'

/** The day and time a copy was written, by the clock of this device. */
export function dayOf({ createdAt }: Pick<KeptCopy, 'createdAt'>): string {
  const minutes = new Date(createdAt).getTimezoneOffset()
  return formatDateTime(Math.floor(createdAt / 60_000) * 60_000 - minutes * 60_000).slice(0, 16)
}

/** A copy whose header cannot be read is called by its id. */
export const nameOf = ({ id, name }: Pick<KeptCopy, 'id' | 'name'>): string => (name === '' ? id : name)
