import type { Bilingual } from './bilingual'
import { overwriteGetLocale, type Locale } from './paraglide/runtime.js'

export type { Bilingual, Locale }

const state = $state<{ locale: Locale }>({ locale: 'en' })
overwriteGetLocale(() => state.locale)

/** The language in use. Read inside a template or an effect, it is reactive; so is every message. */
export const getLocale = (): Locale => state.locale

export function setLocale(locale: Locale) {
  state.locale = locale
}

/** The words for the language in use. */
export const say = (words: Bilingual): string => (state.locale === 'zh-CN' ? words.zh : words.en)
