import { completeParameters, type Analysis, type Lens, type OutputColumn } from '../analyses/analysis'
import { shopByName } from '../analyses/shop-names'
import { FACT_COLUMNS, MEMBER_FACTS } from '../segments/facts/catalogue'
import { memberFacts } from '../segments/facts/facts.sql'
import { ident } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import { DIMENSIONS } from './checks'
import { SCORE_FORMULA } from './score'

/** One line of the metric dictionary. */
export interface DictionaryEntry {
  /** overview.repeat_rate, or a table's column: member_rfm.recency_days. */
  id: string
  kind: 'figure' | 'column'
  /** The page it belongs to. */
  group: Bilingual
  label: Bilingual
  unit: OutputColumn['type']
  formula: Bilingual
  basis: Bilingual
  exclusions: Bilingual
  version: number
  /** The table and column that hold it, as they are written in SQL. */
  table: string
  column: string
  /** The step's statement under the usual parameters, with the shop's views by the names of their tables. */
  sql: string
}

/**
 * Every figure and every column of every result table, as the registry declares them; a table that two analyses share
 * stands with the first.
 */
export function dictionaryOf(analyses: readonly Analysis[], lens: Lens): DictionaryEntry[] {
  const entries = new Map<string, DictionaryEntry>()
  for (const analysis of analyses) {
    const own = entriesOf(analysis, lens).filter(({ id }) => !entries.has(id))
    for (const entry of own) entries.set(entry.id, entry)
  }
  return [...entries.values(), ...factEntries(lens), ...qualityEntries()]
}

/** The facts of one member, as tags, segments and clusters read them. */
function factEntries(lens: Lens): DictionaryEntry[] {
  const statement = memberFacts(shopByName(lens.asOf), new Set(FACT_COLUMNS)).text
  return MEMBER_FACTS.map((fact) => ({
    id: `member_facts.${fact.name}`,
    kind: 'column',
    group: { en: 'Facts of a member', zh: '会员事实' },
    label: fact.label,
    unit: fact.type === 'category' ? 'text' : fact.type,
    formula: fact.about,
    basis: {
      en: `Orders before ${lens.asOf}, ${lens.basis}; every member of the shop.`,
      zh: `${lens.asOf} 之前的订单,${lens.basis === 'net' ? '净额' : '总额'};店铺全部会员。`,
    },
    exclusions: NOTHING_SAID,
    version: 1,
    table: 'member_facts',
    column: fact.name,
    sql: statement,
  }))
}

function entriesOf(analysis: Analysis, lens: Lens): DictionaryEntry[] {
  const parameters = completeParameters(analysis)
  const basis = analysis.definition(parameters, lens, [])
  const steps = analysis.steps.map((makeStep) =>
    makeStep({ shop: shopByName(lens.asOf), parameters, table: (name) => ident(name) }),
  )
  const figures = (analysis.figures ?? []).map((figure): DictionaryEntry => {
    const [table, column] = figure.from
    const step = steps.find(({ name }) => name === table)
    return {
      id: `${analysis.id}.${figure.name}`,
      kind: 'figure',
      group: analysis.title,
      label: figure.label,
      unit: figure.unit,
      formula: figure.formula,
      basis: figure.basis,
      exclusions: figure.exclusions,
      version: figure.version,
      table,
      column,
      sql: step?.select.text ?? '',
    }
  })
  const columns = steps.flatMap((step) =>
    step.columns.map((column): DictionaryEntry => ({
      id: `${step.name}.${column.name}`,
      kind: 'column',
      group: analysis.title,
      label: column.about,
      unit: column.type,
      formula: step.about,
      basis,
      exclusions: NOTHING_SAID,
      version: 1,
      table: step.name,
      column: column.name,
      sql: step.select.text,
    })),
  )
  return [...figures, ...columns]
}

const NOTHING_SAID: Bilingual = {
  en: 'Rows that a cleaning rule sets aside.',
  zh: '被清洗规则搁置的行。',
}
const WAREHOUSE: Bilingual = { en: 'Warehouse', zh: '数据仓库' }
const AS_DELIVERED: Bilingual = {
  en: 'Every loaded row of the files, as delivered, before any cleaning rule.',
  zh: '文件的每一载入行,按原样,在任何清洗规则之前。',
}
const REJECTED: Bilingual = {
  en: 'Records that could not be read as rows.',
  zh: '无法读成行的记录。',
}

function qualityEntries(): DictionaryEntry[] {
  const entry = (
    column: string,
    label: Bilingual,
    unit: OutputColumn['type'],
    formula: Bilingual,
  ): DictionaryEntry => ({
    id: `quality.${column}`,
    kind: 'figure',
    group: WAREHOUSE,
    label,
    unit,
    formula,
    basis: AS_DELIVERED,
    exclusions: REJECTED,
    version: 1,
    table: 'quality()',
    column,
    sql: '',
  })
  return [
    entry('score', { en: 'Quality score', zh: '质量得分' }, 'number', SCORE_FORMULA),
    ...DIMENSIONS.map(({ id, label, about }) =>
      entry(id, label, 'share', {
        en: `${about.en} Mean over the checks of (n − failing) ÷ n.`,
        zh: `${about.zh}各项检查 (n − 不通过) ÷ n 的平均值。`,
      }),
    ),
  ]
}

/** Entries that hold every word of the search, in any language, in any of their texts. */
export function searchDictionary(entries: readonly DictionaryEntry[], search: string): DictionaryEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter((entry) => {
    const text = [entry.id, entry.table, ...bilingualsOf(entry).flatMap(({ en, zh }) => [en, zh])]
      .join('\n')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

const bilingualsOf = ({ group, label, formula, basis, exclusions }: DictionaryEntry): Bilingual[] => [
  group,
  label,
  formula,
  basis,
  exclusions,
]

const HEADERS = [
  'id',
  'kind',
  'page_en',
  'page_zh',
  'label_en',
  'label_zh',
  'unit',
  'formula_en',
  'formula_zh',
  'basis_en',
  'basis_zh',
  'exclusions_en',
  'exclusions_zh',
  'version',
  'table',
  'column',
] as const

/** The dictionary as records: a header, and a line per entry, both languages side by side. */
export const dictionaryRecords = (entries: readonly DictionaryEntry[]): (string | number)[][] => [
  [...HEADERS],
  ...entries.map((entry) => [
    entry.id,
    entry.kind,
    ...bilingualsOf({ ...entry })
      .slice(0, 2)
      .flatMap(({ en, zh }) => [en, zh]),
    entry.unit,
    ...bilingualsOf(entry)
      .slice(2)
      .flatMap(({ en, zh }) => [en, zh]),
    entry.version,
    entry.table,
    entry.column,
  ]),
]

/** The dictionary as Markdown in one language, a section per page. */
export function dictionaryMarkdown(
  entries: readonly DictionaryEntry[],
  say: (words: Bilingual) => string,
): string {
  const word = (en: string, zh: string) => say({ en, zh })
  const groups = [...new Set(entries.map(({ group }) => say(group)))]
  const sections = groups.map((group) => {
    const own = entries.filter((entry) => say(entry.group) === group)
    return [`## ${inline(group)}`, ...own.map(section)].join('\n\n')
  })
  return `${[`# ${word('Metric dictionary', '指标字典')}`, ...sections].join('\n\n')}\n`

  function section(entry: DictionaryEntry): string {
    return [
      `### ${inline(say(entry.label))} (\`${entry.id}\`)`,
      [
        `- ${word('Formula', '公式')}: ${inline(say(entry.formula))}`,
        `- ${word('Basis', '口径')}: ${inline(say(entry.basis))}`,
        `- ${word('Left out', '不含')}: ${inline(say(entry.exclusions))}`,
        `- ${word('Unit', '单位')}: ${entry.unit}; ${word('version', '版本')} ${entry.version}; \`${entry.table}.${entry.column}\``,
      ].join('\n'),
    ].join('\n\n')
  }
}

/** What Markdown would take for its own signs is escaped. */
const inline = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&')
