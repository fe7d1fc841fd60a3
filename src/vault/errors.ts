import type { Bilingual } from '../text/bilingual'

/**
 * - `wrong_passphrase`: the copy is whole, but this is not its passphrase
 * - `cut`: bytes are missing at its end, or were added
 * - `damaged`: bytes of it have changed
 * - `foreign`: it is no kept copy
 * - `newer`: a later version of the page wrote it
 * - `gone`: it is no longer there
 * - `no_room`: the browser grants this page no more room
 * - `unreadable`: a file to be kept can no longer be read
 * - `unsupported`: this browser has no private file system, or the page is not served securely
 */
export type VaultFault =
  | 'wrong_passphrase'
  | 'cut'
  | 'damaged'
  | 'foreign'
  | 'newer'
  | 'gone'
  | 'no_room'
  | 'unreadable'
  | 'unsupported'

export class VaultError extends Error {
  override readonly name = 'VaultError'
  readonly code: VaultFault
  /** What is wrong in particular: a file's name, the bytes wanted and free. */
  readonly detail: string

  constructor(code: VaultFault, detail = '', options?: ErrorOptions) {
    super(detail === '' ? SENTENCES[code].en : `${SENTENCES[code].en} (${detail})`, options)
    this.code = code
    this.detail = detail
  }

  /** What happened, why, and what to do. */
  get sentence(): Bilingual {
    const { en, zh } = SENTENCES[this.code]
    return this.detail === '' ? { en, zh } : { en: `${en} (${this.detail})`, zh: `${zh}(${this.detail})` }
  }
}

/** Errors cross the worker's boundary as plain values. */
export interface VaultFailure {
  code: VaultFault | 'cancelled' | 'failed'
  detail: string
}

export function vaultFailureOf(error: unknown): VaultFailure {
  if (error instanceof VaultError) return { code: error.code, detail: error.detail }
  if (error instanceof DOMException && error.name === 'AbortError') return { code: 'cancelled', detail: '' }
  return { code: 'failed', detail: error instanceof Error ? error.message : String(error) }
}

export function vaultErrorOf({ code, detail }: VaultFailure): Error {
  if (code === 'cancelled') return new DOMException('Cancelled.', 'AbortError')
  return code === 'failed' ? new Error(detail) : new VaultError(code, detail)
}

const SENTENCES: Record<VaultFault, Bilingual> = {
  wrong_passphrase: {
    en: 'This is not the passphrase of this copy. Nothing was opened. There is no other way to open it.',
    zh: '口令不对,什么都没有打开。除了口令,没有别的办法打开这份副本。',
  },
  cut: {
    en: 'The kept copy is incomplete: it was cut, or never written to its end. Nothing was opened. Delete it, and keep the shop again from its files.',
    zh: '保存的副本不完整:被截断了,或当时没有写完。什么都没有打开。请删除它,再用原文件重新保存。',
  },
  damaged: {
    en: 'The kept copy has changed since it was written, so none of it is used. Delete it, and keep the shop again from its files.',
    zh: '保存的副本在写入之后被改动过,因此一点也不采用。请删除它,再用原文件重新保存。',
  },
  foreign: {
    en: 'This is no copy that memberlens has kept.',
    zh: '这不是会员透镜保存的副本。',
  },
  newer: {
    en: 'A later version of this page wrote this copy. Load the page anew, then open it.',
    zh: '这份副本由更新版本的页面写成。请先刷新页面再打开。',
  },
  gone: {
    en: 'The kept copy is no longer there: it was deleted here or by the browser.',
    zh: '保存的副本已经不在了:在这里或被浏览器删除了。',
  },
  no_room: {
    en: 'The browser grants this page no room for the copy. Nothing was kept. Delete older copies or free space on the disk, and try again.',
    zh: '浏览器给本页的空间不够存放副本,什么都没有保存。请删除旧的副本或腾出磁盘空间后再试。',
  },
  unreadable: {
    en: 'A file can no longer be read: it was moved, deleted or changed after it was opened. Nothing was kept. Open the files again, then keep them.',
    zh: '有一个文件已经读不到了:打开之后被移动、删除或改动过。什么都没有保存。请重新打开文件后再保存。',
  },
  unsupported: {
    en: 'This browser gives the page no private storage: it is too old, in a private window, or the page is not served over https.',
    zh: '浏览器没有给本页私有存储:版本太旧、处于无痕窗口,或页面不是通过 https 打开的。',
  },
}
