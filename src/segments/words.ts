import type { Bilingual } from '../text/bilingual'
import { capitalised } from './capitalised'
import { factByName, labelInSentence } from './facts/catalogue'
import type { MemberFact } from './facts/fact'
import { boughtWords, sequenceWords } from './bought-words'
import type { Rule, SegmentBook, Test } from './rule'
import { afterHan, beforeHan } from './in-chinese'
import { bareNumber, numberWords, percent, valueWords, type ValueContext } from './value-words'

export interface WordContext extends ValueContext {
  /** For the names of tags and segments. */
  book: SegmentBook
  /** The title of an analysis, for lists that it made. */
  analysisTitle?: (id: string) => Bilingual | undefined
}

/** A rule as a sentence without its full stop, for whoever knows the shop and not the product. */
export function ruleWords(rule: Rule, context: WordContext): Bilingual {
  const words = phrase(rule, context)
  return { en: capitalised(words.en), zh: words.zh }
}

function phrase(rule: Rule, context: WordContext): Bilingual {
  switch (rule.kind) {
    case 'all':
      return rule.of.length === 0
        ? { en: 'every member', zh: '全部会员' }
        : together(rule.of, context, ', and ', ',且')
    case 'any':
      return rule.of.length === 0
        ? { en: 'nobody', zh: '没有会员' }
        : together(rule.of, context, ', or ', ',或')
    case 'not':
      return opposite(rule.of, context)
    case 'fact':
      return factWords(rule.fact, rule.test, context)
    case 'bought':
      return boughtWords(rule, context)
    case 'sequence':
      return sequenceWords(rule)
    case 'tag':
      return named(context.book.tags, rule.tag, 'has the tag', 'a tag that is gone', [
        '具有标签',
        '已删除的标签',
      ])
    case 'segment':
      return named(context.book.segments, rule.segment, 'is in the segment', 'a segment that is gone', [
        '属于分群',
        '已删除的分群',
      ])
    case 'list':
      return listWords(rule.marks.length)
    case 'result':
      return resultWords(rule, context)
  }
}

/** Parts side by side, in brackets where they are put together of parts themselves. */
function together(parts: readonly Rule[], context: WordContext, en: string, zh: string): Bilingual {
  const phrases = parts.map((part) =>
    parts.length > 1 && isSeveral(part) ? bracketed(phrase(part, context)) : phrase(part, context),
  )
  return { en: phrases.map((words) => words.en).join(en), zh: phrases.map((words) => words.zh).join(zh) }
}

const isSeveral = (rule: Rule): boolean => (rule.kind === 'all' || rule.kind === 'any') && rule.of.length > 1
const bracketed = ({ en, zh }: Bilingual): Bilingual => ({ en: `(${en})`, zh: `(${zh})` })

function opposite(rule: Rule, context: WordContext): Bilingual {
  if (rule.kind === 'not') return phrase(rule.of, context)
  const inner = phrase(rule, context)
  return { en: `not (${inner.en})`, zh: `非(${inner.zh})` }
}

function named(
  list: readonly { id: string; name: string }[],
  id: string,
  has: string,
  gone: string,
  [hasZh, goneZh]: [string, string],
): Bilingual {
  const found = list.find((known) => known.id === id)
  if (!found) return { en: `${has.replace(/ the \w+$/, '')} ${gone}`, zh: `${hasZh.slice(0, 2)}${goneZh}` }
  return { en: `${has} “${found.name}”`, zh: `${hasZh}“${found.name}”` }
}

function listWords(count: number): Bilingual {
  const number = new Intl.NumberFormat('en').format(count)
  return {
    en: count === 1 ? 'is the 1 member chosen by hand' : `is one of ${number} members chosen by hand`,
    zh: `属于手工选定的 ${number} 位会员`,
  }
}

function resultWords(
  { analysis, title, within, asks }: Extract<Rule, { kind: 'result' }>,
  context: WordContext,
): Bilingual {
  if (asks) return asks.said
  const by = context.analysisTitle?.(analysis) ?? { en: analysis, zh: analysis }
  const among = within && phrase(within, context)
  return {
    en: `is in the list “${title}” of ${by.en}${among ? `, made among members for whom: ${among.en}` : ''}`,
    zh: `在${by.zh}的名单“${title}”中${among ? `(范围:${among.zh})` : ''}`,
  }
}

function factWords(name: string, test: Test, context: WordContext): Bilingual {
  const fact = factByName(name)
  if (!fact) return { en: `${name}, which is no longer known`, zh: `已不存在的指标 ${name}` }
  const label = labelInSentence(name)
  const passed = testWords(fact, test, context)
  if (test.op === 'top' || test.op === 'bottom')
    return { en: `${passed.en} by ${label.en}`, zh: `${beforeHan(label.zh)}${passed.zh}` }
  return { en: `${label.en} ${passed.en}`, zh: `${beforeHan(label.zh)}${passed.zh}` }
}

/** What is asked of a value, without its name. */
export function testWords(fact: MemberFact, test: Test, context: ValueContext): Bilingual {
  const value = (number: number) => numberWords(fact, number, context)
  switch (test.op) {
    case 'at_least':
      return { en: `at least ${value(test.value).en}`, zh: `不少于 ${value(test.value).zh}` }
    case 'at_most':
      return { en: `at most ${value(test.value).en}`, zh: `不超过 ${value(test.value).zh}` }
    case 'above':
      return { en: `more than ${value(test.value).en}`, zh: `大于 ${value(test.value).zh}` }
    case 'below':
      return { en: `less than ${value(test.value).en}`, zh: `小于 ${value(test.value).zh}` }
    case 'between': {
      if (test.from === test.to)
        return { en: `exactly ${value(test.to).en}`, zh: `恰为 ${value(test.to).zh}` }
      const from = bareNumber(fact, test.from, context)
      return { en: `from ${from} to ${value(test.to).en}`, zh: `介于 ${from} 至 ${value(test.to).zh}` }
    }
    case 'one_of': {
      const words = test.values.map((each) => valueWords(fact.name, each))
      if (words.length === 0) return { en: 'is one of no values', zh: '为空列表之一' }
      return { en: `is ${listed(words, 'en', 'or')}`, zh: `为${afterHan(listed(words, 'zh', '或'))}` }
    }
    case 'none_of': {
      const words = test.values.map((each) => valueWords(fact.name, each))
      if (words.length === 0) return testWords(fact, { op: 'known' }, context)
      return {
        en: `is known and not ${listed(words, 'en', 'or')}`,
        zh: `已知且不是${afterHan(listed(words, 'zh', '或'))}`,
      }
    }
    case 'known':
      return { en: 'is known', zh: '已知' }
    case 'unknown':
      return { en: 'is not known', zh: '未知' }
    case 'top':
      return { en: `among the highest ${percent(test.share)}`, zh: `排在最高的 ${percent(test.share)}` }
    case 'bottom':
      return { en: `among the lowest ${percent(test.share)}`, zh: `排在最低的 ${percent(test.share)}` }
  }
}

/** a, b or c; of a long list the first few and how many more. */
export function listed(words: readonly Bilingual[], language: 'en' | 'zh', or: string): string {
  const texts = words.map((each) => each[language])
  const [comma, space] = language === 'en' ? [', ', ' '] : ['、', '']
  if (texts.length > MOST_NAMED) {
    const more = texts.length - MOST_NAMED
    const tail = language === 'en' ? `${more} more` : `另外 ${more} 个`
    return `${texts.slice(0, MOST_NAMED).join(comma)}${space}${or}${space}${tail}`
  }
  const last = texts.at(-1) ?? ''
  if (texts.length < 2) return last
  const before = language === 'en' ? ` ${or} ${last}` : `${or}${afterHan(last)}`
  return `${texts.slice(0, -1).join(comma)}${before}`
}

const MOST_NAMED = 8
