import * as v from 'valibot'
import { TAG_CATEGORIES, type Rule, type Segment, type SegmentBook, type Tag } from '../segments/rule'

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const days = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36_500))
const finite = v.pipe(v.number(), v.finite())
const parameters = v.record(v.string(), v.union([v.string(), v.number()]))

const bound = v.object({ op: v.picklist(['at_least', 'at_most', 'above', 'below']), value: finite })
const between = v.object({ op: v.literal('between'), from: finite, to: finite })
const test = v.variant('op', [
  bound,
  between,
  v.object({ op: v.picklist(['one_of', 'none_of']), values: v.array(v.string()) }),
  v.object({ op: v.picklist(['known', 'unknown']) }),
  v.object({ op: v.picklist(['top', 'bottom']), share }),
])
const goods = v.variant('by', [
  v.object({ by: v.literal('any') }),
  v.object({ by: v.picklist(['category', 'brand', 'product', 'channel']), values: v.array(v.string()) }),
])

const said = v.object({ en: v.string(), zh: v.string() })
const asked = v.union([
  v.object({ what: name, said, levels: v.array(v.string()) }),
  v.object({ what: name, said, op: v.picklist(['at_least', 'at_most']), value: v.number() }),
])

const rule: v.GenericSchema<Rule> = v.lazy(() =>
  v.variant('kind', [
    v.object({ kind: v.picklist(['all', 'any']), of: v.array(rule) }),
    v.object({ kind: v.literal('not'), of: rule }),
    v.object({ kind: v.literal('fact'), fact: name, test }),
    v.object({
      kind: v.literal('bought'),
      goods,
      days: v.nullable(days),
      measure: v.picklist(['orders', 'days', 'amount', 'pieces']),
      test: v.variant('op', [bound, between]),
    }),
    v.object({ kind: v.literal('sequence'), first: goods, then: goods, days }),
    v.object({ kind: v.literal('tag'), tag: name }),
    v.object({ kind: v.literal('segment'), segment: name }),
    v.object({
      kind: v.literal('list'),
      salt: v.pipe(v.string(), v.regex(/^([0-9a-f]{2}){8,64}$/)),
      marks: v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))),
    }),
    v.object({
      kind: v.literal('result'),
      analysis: name,
      parameters,
      select: v.string(),
      title: v.string(),
      within: v.exactOptional(rule),
      asks: v.exactOptional(asked),
    }),
  ]),
)

const part = v.object({ share, seed: v.pipe(v.number(), v.integer()) })

const tagSchema: v.GenericSchema<Tag> = v.object({
  id: name,
  name,
  category: v.picklist(TAG_CATEGORIES),
  rule,
  starter: v.exactOptional(v.literal(true)),
  asOf: v.exactOptional(v.pipe(v.string(), v.isoDate())),
  validDays: v.nullable(days),
})

const segmentSchema: v.GenericSchema<Segment> = v.object({
  id: name,
  name,
  rule,
  sample: v.exactOptional(part),
  holdout: v.exactOptional(part),
  versions: v.array(v.object({ on: v.pipe(v.string(), v.isoDate()), rule })),
})

const TAG_FILE = 'memberlens-tags'

const tagFileSchema = v.object({
  format: v.literal(TAG_FILE),
  version: v.literal(1),
  tags: v.array(tagSchema),
})

/** The tags of a project as a file of their own. */
export const writeTags = (tags: readonly Tag[]): string =>
  `${JSON.stringify({ format: TAG_FILE, version: 1, tags }, null, 2)}\n`

/** The tags of such a file; where it is none, the first place that is wrong. */
export function readTags(text: string): { tags: readonly Tag[] } | { fault: string } {
  try {
    const read = v.safeParse(tagFileSchema, JSON.parse(text) as unknown)
    return read.success ? { tags: read.output.tags } : { fault: faultOf(read.issues[0]) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

/** A rule that somebody wrote; where it is none, the first place that is wrong. */
export function readRule(given: unknown): { rule: Rule } | { fault: string } {
  const read = v.safeParse(rule, given)
  return read.success ? { rule: read.output } : { fault: faultOf(read.issues[0]) }
}

const faultOf = (issue: v.BaseIssue<unknown>): string => `${v.getDotPath(issue) ?? '–'}: ${issue.message}`

/** The tags and segments of a project file. */
export const segmentBookSchema: v.GenericSchema<SegmentBook> = v.object({
  tags: v.array(tagSchema),
  segments: v.array(segmentSchema),
})
