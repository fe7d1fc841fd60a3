import { factByName } from '../../../segments/facts/catalogue'
import type { Rule } from '../../../segments/rule'
import { ruleWords } from '../../../segments/words'
import type { Bilingual } from '../../../text/bilingual'
import { getLocale, say } from '../../../text/locale.svelte'
import { analyses } from '../../analyses.svelte'
import type { Session } from '../../session.svelte'

/** The definition of a rule, in both languages. */
export const definitionOf = (session: Session, rule: Rule): Bilingual =>
  ruleWords(rule, {
    book: session.book.present,
    currency: session.recipe?.currency ?? '',
    analysisTitle: (id) => analyses.byId(id)?.title,
  })

/** The same in the language in use, with its full stop. */
export const sentence = (session: Session, rule: Rule): string =>
  `${say(definitionOf(session, rule))}${getLocale() === 'zh-CN' ? '。' : '.'}`

/** Facts by their labels: Age, City. */
export const factNames = (names: readonly string[]): string =>
  names
    .map((name) => say(factByName(name)?.label ?? { en: name, zh: name }))
    .join(getLocale() === 'zh-CN' ? '、' : ', ')
