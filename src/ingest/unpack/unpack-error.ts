import type { Bilingual } from '../../text/bilingual'
import type { FileNotice } from '../types'

/** A file that cannot be unpacked; the notice says why and what to do. */
export class UnpackError extends Error {
  override readonly name = 'UnpackError'
  readonly notice: FileNotice

  constructor(notice: FileNotice, options?: ErrorOptions) {
    super(notice.sentence.en, options)
    this.notice = notice
  }
}

export const refusal = (code: string, sentence: Bilingual, options?: ErrorOptions): UnpackError =>
  new UnpackError({ level: 'error', code, sentence }, options)

export const remark = (level: 'warning' | 'info', code: string, en: string, zh: string): FileNotice => ({
  level,
  code,
  sentence: { en, zh },
})

/** The first few of a list of names, and how many more there are. */
export function listed(names: readonly string[]): Bilingual {
  const shown = names.slice(0, 6).map((name) => (name.length > 80 ? `${name.slice(0, 80)}…` : name))
  const more = names.length - shown.length
  return {
    en: shown.join(', ') + (more > 0 ? ` and ${more} more` : ''),
    zh: shown.join('、') + (more > 0 ? ` 等 ${names.length} 个` : ''),
  }
}
