import type { Bilingual } from '../text/bilingual'

/** Whom a tag or a segment holds: a condition on one member, or several put together. Plain data, kept in the project. */
export type Rule =
  /** Every one of them; without any, everybody. */
  | { readonly kind: 'all'; readonly of: readonly Rule[] }
  /** At least one of them; without any, nobody. */
  | { readonly kind: 'any'; readonly of: readonly Rule[] }
  | { readonly kind: 'not'; readonly of: Rule }
  | FactRule
  | BoughtRule
  | SequenceRule
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'segment'; readonly segment: string }
  | ListRule
  | ResultRule

export type RuleKind = Rule['kind']

/** A fact of `member_facts` (facts/catalogue.ts) passes a test. */
export interface FactRule {
  readonly kind: 'fact'
  readonly fact: string
  readonly test: Test
}

/**
 * What a value may be asked. A missing value passes `unknown` alone. `top` and `bottom` are shares from 0 to 1 of the
 * members that have a value, equal values together.
 */
export type Test =
  | { readonly op: 'at_least' | 'at_most' | 'above' | 'below'; readonly value: number }
  | { readonly op: 'between'; readonly from: number; readonly to: number }
  | { readonly op: 'one_of' | 'none_of'; readonly values: readonly string[] }
  | { readonly op: 'known' | 'unknown' }
  | { readonly op: 'top' | 'bottom'; readonly share: number }

/** Which order lines, or with `any` and `channel`, which orders. */
export type Goods =
  | { readonly by: 'any' }
  | { readonly by: 'category' | 'brand' | 'product' | 'channel'; readonly values: readonly string[] }

/** Purchases of these goods in a window before the as-of date, null for all days, added up. 0 where there are none. */
export interface BoughtRule {
  readonly kind: 'bought'
  readonly goods: Goods
  readonly days: number | null
  readonly measure: 'orders' | 'days' | 'amount' | 'pieces'
  readonly test: Extract<Test, { value: number } | { op: 'between' }>
}

/** Bought `first`, and on a later day, at most `days` after it, `then`. */
export interface SequenceRule {
  readonly kind: 'sequence'
  readonly first: Goods
  readonly then: Goods
  readonly days: number
}

/** Members chosen by hand. The project holds no ids, only md5(salt ‖ id), in hexadecimal. */
export interface ListRule {
  readonly kind: 'list'
  readonly salt: string
  readonly marks: readonly string[]
}

/**
 * The members of a list that a page showed. `select` is its SELECT, member_id first, with {{step}} in place of each
 * result table and {{shop.orders}} in that of a table of the shop; the analysis is run for it under the lens as it is.
 */
export interface ResultRule {
  readonly kind: 'result'
  readonly analysis: string
  readonly parameters: Readonly<Record<string, string | number>>
  readonly select: string
  readonly title: string
  /** The members it was run for, where those were not all. */
  readonly within?: Rule
  /** What it asks, where that was chosen and is no list of a page. */
  readonly asks?: Asked
}

/** What is asked of something that an analysis says of each member; `said` says it in a clause. */
export type Asked = { readonly what: string; readonly said: Bilingual } & (
  { readonly levels: readonly string[] } | { readonly op: 'at_least' | 'at_most'; readonly value: number }
)

/** A rule under a name, in a place of the taxonomy. */
export interface Tag {
  readonly id: string
  readonly name: string
  readonly category: TagCategory
  readonly rule: Rule
  /** Whether the product proposed it; nothing is known of who wrote it otherwise. */
  readonly starter?: true
  /** The as-of date, YYYY-MM-DD, for which it was made, or found good again. */
  readonly asOf?: string
  /** For how many days from its as-of date it is to be used; null: for good. */
  readonly validDays: number | null
}

export const TAG_CATEGORIES = [
  'attribute',
  'consumption',
  'preference',
  'activity',
  'value',
  'risk',
  'own',
] as const
export type TagCategory = (typeof TAG_CATEGORIES)[number]

/** Members to look at, to compare or to send to. Its earlier rules stay, the newest last. */
export interface Segment {
  readonly id: string
  readonly name: string
  readonly rule: Rule
  /** A random part of them, by a seed: the same members each time. */
  readonly sample?: { readonly share: number; readonly seed: number }
  /** A random part is left out of lists to send, to measure against. */
  readonly holdout?: { readonly share: number; readonly seed: number }
  readonly versions: readonly { readonly on: string; readonly rule: Rule }[]
}

/** The tags and segments of a project. */
export interface SegmentBook {
  readonly tags: readonly Tag[]
  readonly segments: readonly Segment[]
}

export const NO_SEGMENTS: SegmentBook = { tags: [], segments: [] }

/** Whether an as-of date lies beyond the days for which a tag was made. */
export function isExpired({ asOf, validDays }: Tag, on: string): boolean {
  if (asOf === undefined || validDays === null) return false
  return Date.parse(on) > Date.parse(asOf) + validDays * 86_400_000
}

/** Every rule that a rule is put together from, itself first; not those a list was made within. */
export function* rulesIn(rule: Rule): Generator<Rule> {
  yield rule
  if (rule.kind === 'not') yield* rulesIn(rule.of)
  else if (rule.kind === 'all' || rule.kind === 'any') for (const part of rule.of) yield* rulesIn(part)
}

/** What stands in the way of evaluating a rule. */
export class RuleFault extends Error {
  override readonly name = 'RuleFault'
  /** `gone`: a tag, segment or fact that is not there (any more); `circle`: it is part of its own definition. */
  readonly code: 'gone' | 'circle'
  /** What is gone, or where the circle closes. */
  readonly what: string

  constructor(code: 'gone' | 'circle', what: string) {
    super(code === 'gone' ? `There is no ${what}.` : `${what} is part of its own definition.`)
    this.code = code
    this.what = what
  }
}

/**
 * The rule with the rules of the tags and segments it names in their place.
 * @throws RuleFault
 */
export function resolved(rule: Rule, book: SegmentBook, within: readonly string[] = []): Rule {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { kind: rule.kind, of: rule.of.map((part) => resolved(part, book, within)) }
    case 'not':
      return { kind: 'not', of: resolved(rule.of, book, within) }
    case 'tag':
      return named(`tag ${rule.tag}`, book.tags.find(({ id }) => id === rule.tag)?.rule, book, within)
    case 'segment':
      return named(
        `segment ${rule.segment}`,
        book.segments.find(({ id }) => id === rule.segment)?.rule,
        book,
        within,
      )
    case 'result':
      return rule.within ? { ...rule, within: resolved(rule.within, book, within) } : rule
    default:
      return rule
  }
}

function named(what: string, rule: Rule | undefined, book: SegmentBook, within: readonly string[]): Rule {
  if (!rule) throw new RuleFault('gone', what)
  if (within.includes(what)) throw new RuleFault('circle', what)
  return resolved(rule, book, [...within, what])
}
