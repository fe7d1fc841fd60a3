import * as v from 'valibot'
import type { SourcePlan } from '../cleaning/recipe'
import type { FileReport } from '../ingest/types'
import type { Preset } from '../shop/presets/preset'
import { TABLE_NAMES, type TableName } from '../shop/tables'

/** A mapping that a person saved under a name, to be proposed again for files with the same headers. */
export interface MappingTemplate {
  name: string
  table: TableName
  /** All headers of the file it was made from, as written. */
  headers: string[]
  /** Shop column → header. */
  mapping: Record<string, string>
  /** Shop columns that an order's first row says for its other rows too. */
  fill?: string[]
}

export const TEMPLATES_FORMAT = 'memberlens-templates'
const VERSION = 1

const schema = v.object({
  format: v.literal(TEMPLATES_FORMAT),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  templates: v.array(
    v.object({
      name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
      table: v.picklist(TABLE_NAMES),
      headers: v.pipe(v.array(v.string()), v.minLength(1)),
      mapping: v.record(v.string(), v.string()),
      fill: v.exactOptional(v.array(v.string())),
    }),
  ),
})

/** `unreadable`: no JSON; `newer`: a later version; `invalid`: something in it is missing or wrong, at `path`. */
export class TemplatesError extends Error {
  override readonly name = 'TemplatesError'
  readonly code: 'unreadable' | 'newer' | 'invalid'
  readonly path: string

  constructor(code: 'unreadable' | 'newer' | 'invalid', message: string, path = '') {
    super(message)
    this.code = code
    this.path = path
  }
}

export const writeTemplates = (templates: readonly MappingTemplate[]): string =>
  JSON.stringify({ format: TEMPLATES_FORMAT, version: VERSION, templates }, null, 2)

/** Reads a file of templates; throws a TemplatesError that says what is wrong and where. */
export function readTemplates(text: string): MappingTemplate[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw new TemplatesError('unreadable', cause instanceof Error ? cause.message : String(cause))
  }
  const head = v.safeParse(v.object({ format: v.literal(TEMPLATES_FORMAT), version: v.number() }), parsed)
  if (head.success && head.output.version > VERSION)
    throw new TemplatesError('newer', `Version ${head.output.version}; this page reads up to ${VERSION}.`)
  const outcome = v.safeParse(schema, parsed)
  if (outcome.success) return outcome.output.templates
  const [issue] = outcome.issues
  throw new TemplatesError('invalid', issue.message, v.getDotPath(issue) ?? '')
}

/** Templates with others added; one of the same name gives way to the newer. */
export const mergeTemplates = (
  known: readonly MappingTemplate[],
  added: readonly MappingTemplate[],
): MappingTemplate[] => [
  ...added.filter(({ name }, i) => added.findIndex((other) => other.name === name) === i),
  ...known.filter(({ name }) => !added.some((other) => other.name === name)),
]

/** What a plan decided of a file, by its headers. Null while it is decided that the file is no shop table. */
export function templateOf(name: string, plan: SourcePlan, report: FileReport): MappingTemplate | null {
  if (plan.table === null) return null
  const headers = new Map(report.columns.map((column) => [column.name, column.header]))
  const mapping = Object.fromEntries(
    Object.entries(plan.mapping).flatMap(([role, column]) => {
      const header = headers.get(column)
      return header === undefined || header.trim() === '' ? [] : [[role, header] as const]
    }),
  )
  const written = report.columns.map(({ header }) => header).filter((header) => header.trim() !== '')
  return { name, table: plan.table, headers: written, mapping, ...(plan.fill && { fill: plan.fill }) }
}

/** A template as what files are recognised by: every header it maps must be there. */
export const presetOf = ({ name, table, headers, mapping }: MappingTemplate): Preset => ({
  id: templateId(name),
  name: { en: name, zh: name },
  table,
  telling: Object.values(mapping).map((header) => [header]),
  headers,
  mapping: Object.fromEntries(Object.entries(mapping).map(([role, header]) => [role, [header]])),
  own: true,
})

export const templateId = (name: string): string => `template:${name}`
