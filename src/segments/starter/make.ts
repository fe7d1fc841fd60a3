import type { Rule, TagCategory, Test } from '../rule'
import type { StarterTag } from './starter'

/** Keeps a line of the starter set short: the name as English, Chinese; its rules hold together. */
export const starter = (
  category: TagCategory,
  key: string,
  name: [en: string, zh: string],
  ...rules: readonly Rule[]
): StarterTag => ({
  key,
  name: { en: name[0], zh: name[1] },
  category,
  rule: rules.length === 1 && rules[0] ? rules[0] : { kind: 'all', of: rules },
})

const fact = (name: string, test: Test): Rule => ({ kind: 'fact', fact: name, test })

export const atLeast = (name: string, value: number): Rule => fact(name, { op: 'at_least', value })
export const atMost = (name: string, value: number): Rule => fact(name, { op: 'at_most', value })
export const above = (name: string, value: number): Rule => fact(name, { op: 'above', value })
export const below = (name: string, value: number): Rule => fact(name, { op: 'below', value })
export const between = (name: string, from: number, to: number): Rule =>
  fact(name, { op: 'between', from, to })
/** The highest share of those that have a value. */
export const top = (name: string, share: number): Rule => fact(name, { op: 'top', share })
export const bottom = (name: string, share: number): Rule => fact(name, { op: 'bottom', share })
export const not = (rule: Rule): Rule => ({ kind: 'not', of: rule })
