import * as v from 'valibot'
import { CONTRADICTIONS, IDENTIFIER_KINDS } from '../cleaning/identity-plan'
import { KIND_IDS, RULE_ACTIONS } from '../cleaning/kinds/kind'
import { defaultRules, type Recipe } from '../cleaning/recipe'
import { TABLE_NAMES } from '../shop/tables'
import { ENCODINGS, GENDER_CODINGS } from '../ingest/types'
import type { RuleCounts } from '../cleaning/replay'
import { isStoredType } from '../ingest/typed-values.sql'
import type { StoredType } from '../ingest/types'
import type { SegmentBook } from '../segments/rule'
import type { Bilingual } from '../text/bilingual'
import { kpiBookSchema, type KpiBook } from './kpi-schema'
import { segmentBookSchema } from './segment-schema'

/** The version written. A file of a later version is refused, for it may say what this one cannot read. */
export const PROJECT_VERSION = 1

const NO_DAY = 'is no date like 2025-06-30'
const NO_CURRENCY = 'is no currency code like CNY'
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, NO_DAY), v.check(isInCalendar, NO_DAY))

/** The engine refuses 30 February, so it must not get as far. */
function isInCalendar(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const sourceSchema = v.object({
  file: v.object({ name: v.string(), size: v.number(), records: v.number() }),
  dialect: v.object({
    encoding: v.picklist(ENCODINGS),
    delimiter: v.pipe(v.string(), v.minLength(1), v.maxLength(2)),
    quote: v.picklist(['"', "'", '']),
    header: v.boolean(),
    headerRows: v.exactOptional(v.picklist([1, 2])),
    skip: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    comment: v.exactOptional(v.string()),
    footer: v.exactOptional(v.boolean()),
  }),
  table: v.nullable(v.picklist(TABLE_NAMES)),
  mapping: v.record(v.string(), v.string()),
  shape: v.exactOptional(v.string()),
  fill: v.exactOptional(v.array(v.string())),
  asWritten: v.exactOptional(v.literal(true)),
  system: v.exactOptional(v.string()),
  columns: v.array(
    v.object({
      name: v.string(),
      type: v.picklist(['empty', 'integer', 'decimal', 'date', 'time', 'boolean', 'text']),
      dateFormats: v.array(v.string()),
      clockFormats: v.exactOptional(v.array(v.string())),
      year: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1900), v.maxValue(2199))),
      missingWords: v.exactOptional(v.array(v.string())),
      coding: v.exactOptional(v.picklist(GENDER_CODINGS)),
      marked: v.exactOptional(v.number()),
      decimal: v.picklist(['.', ',']),
      currency: v.string(),
      stored: v.exactOptional(v.custom<StoredType>((type) => typeof type === 'string' && isStoredType(type))),
    }),
  ),
})

const mark = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/))
const identityKind = v.picklist(IDENTIFIER_KINDS)

const identitySchema = v.object({
  on: v.boolean(),
  kinds: v.array(identityKind),
  shared: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  largest: v.pipe(v.number(), v.integer(), v.minValue(2)),
  contradictions: v.array(v.picklist(CONTRADICTIONS)),
  hashed: v.boolean(),
  likeness: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  decisions: v.array(
    v.variant('decision', [
      v.object({ decision: v.picklist(['link', 'distinct']), members: v.tuple([mark, mark]) }),
      v.object({ decision: v.literal('unlink'), member: mark }),
      v.object({ decision: v.picklist(['accept', 'refuse']), kind: identityKind, value: mark }),
    ]),
  ),
})

const changesSchema = v.object({
  added: v.array(
    v.object({
      id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
      kind: v.picklist(KIND_IDS),
      table: v.picklist(['sales', 'details', 'members', 'products']),
      action: v.picklist(RULE_ACTIONS),
      on: v.boolean(),
      parameters: v.record(v.string(), v.union([v.string(), v.number()])),
    }),
  ),
  order: v.array(v.string()),
  reasons: v.record(v.string(), v.string()),
  days: v.exactOptional(v.record(v.string(), v.pipe(v.string(), v.isoDate()))),
})

const saltSchema = v.pipe(v.string(), v.regex(/^([0-9a-f]{2}){16,64}$/))

const deletedSchema = v.object({
  salt: saltSchema,
  members: v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))),
})

const countSchema = v.object({ rows: v.number(), of: v.number() })

const schema = v.object({
  format: v.literal('memberlens-project', 'is no memberlens project'),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  recipe: v.object({
    sources: v.array(sourceSchema),
    rules: v.record(v.string(), v.boolean()),
    changes: v.exactOptional(changesSchema),
    today: day,
    currency: v.pipe(v.string(), v.regex(/^([A-Z]{3})?$/, NO_CURRENCY)),
    identity: v.exactOptional(identitySchema),
    deleted: v.exactOptional(v.array(deletedSchema)),
    pseudonymSalt: v.exactOptional(saltSchema),
  }),
  /** `asOf` null: the day after the last order (of a shop without orders, of what else happened), whichever files are opened. */
  lens: v.nullable(
    v.object({
      asOf: v.nullable(day),
      from: v.nullable(day),
      basis: v.picklist(['gross', 'net']),
      population: v.exactOptional(v.string()),
    }),
  ),
  parameters: v.record(v.string(), v.record(v.string(), v.union([v.string(), v.number()]))),
  /** Addresses of data files beside a hosted project, relative to the project file. */
  data: v.optional(v.array(v.string()), []),
  /** How many rows each rule caught when the project was saved. */
  counts: v.exactOptional(v.record(v.string(), countSchema)),
  book: v.exactOptional(segmentBookSchema),
  kpi: v.exactOptional(kpiBookSchema),
})

export interface Project {
  recipe: Recipe
  /** `population`: the id of a segment of the book; all members without. */
  lens: { asOf: string | null; from: string | null; basis: 'gross' | 'net'; population?: string } | null
  parameters: Record<string, Record<string, string | number>>
  data: string[]
  counts?: RuleCounts
  /** Its tags and segments. */
  book?: SegmentBook
  /** Its KPI trees. */
  kpi?: KpiBook
}

/** `unreadable`: no JSON; `newer`: a later version; `invalid`: something in it is missing or wrong, at `path`. */
export class ProjectError extends Error {
  override readonly name = 'ProjectError'
  readonly code: 'unreadable' | 'newer' | 'invalid'
  readonly path: string
  /** What is wrong at `path`, to follow its name in a sentence. */
  readonly reason: Bilingual

  constructor(
    code: 'unreadable' | 'newer' | 'invalid',
    message: string,
    path = '',
    reason: Bilingual = { en: message, zh: message },
  ) {
    super(message)
    this.code = code
    this.path = path
    this.reason = reason
  }
}

/** In the words of the schema where it has its own, else whether it is missing or of another kind. */
function reasonOf({ message, received }: v.BaseIssue<unknown>): Bilingual {
  if (message in REASONS) return { en: message, zh: REASONS[message] ?? message }
  return received === 'undefined'
    ? { en: 'is missing', zh: '缺失' }
    : { en: 'is not what it should be', zh: '不符合要求' }
}

const REASONS: Record<string, string> = {
  [NO_DAY]: '不是 2025-06-30 这样的日期',
  [NO_CURRENCY]: '不是 CNY 这样的币种代码',
}

export const writeProject = (project: Project): string =>
  JSON.stringify({ format: 'memberlens-project', version: PROJECT_VERSION, ...project }, null, 2)

/** Reads a project file; throws a ProjectError that says what is wrong and where. */
export function readProject(text: string): Project {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw new ProjectError('unreadable', cause instanceof Error ? cause.message : String(cause))
  }
  const head = v.safeParse(
    v.object({ format: schema.entries.format, version: schema.entries.version }),
    parsed,
  )
  if (head.success && head.output.version > PROJECT_VERSION) {
    throw new ProjectError(
      'newer',
      `Version ${head.output.version}; this page reads up to ${PROJECT_VERSION}.`,
    )
  }
  const outcome = v.safeParse(schema, parsed)
  if (!outcome.success) {
    const issue = outcome.issues[0]
    throw new ProjectError('invalid', issue.message, v.getDotPath(issue) ?? '', reasonOf(issue))
  }
  const { recipe, lens, parameters, data, counts, book, kpi } = outcome.output
  // A rule added since the file was written takes its default; one that is gone is dropped.
  const rules = Object.fromEntries(
    Object.entries(defaultRules(recipe.sources)).map(([id, usual]) => [id, recipe.rules[id] ?? usual]),
  ) as Recipe['rules']
  return {
    recipe: { ...recipe, rules },
    lens,
    parameters,
    data,
    ...(counts && { counts }),
    ...(book && { book }),
    ...(kpi && { kpi }),
  }
}
