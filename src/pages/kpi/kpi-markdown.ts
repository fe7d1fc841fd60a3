import type { KpiTree } from '../../project/kpi-schema'
import { say } from '../../text/locale.svelte'
import { m } from '../../text/paraglide/messages.js'
import type { NodeResult } from './evaluate'
import { nameOf, relativeText, signedText, statusWord, unitOf, valueText, type Writer } from './format'

/** A tree as a table in Markdown, children indented. */
export function kpiMarkdown(
  tree: KpiTree,
  results: readonly NodeResult[],
  writer: Writer,
  context: string,
): string {
  const byId = new Map(results.map((result) => [result.node.id, result]))
  const head = [
    m.segments_kpi_node(),
    m.segments_kpi_now(),
    m.segments_kpi_before(),
    m.segments_kpi_change(),
    m.segments_kpi_contribution(),
    m.segments_kpi_target(),
    m.segments_kpi_status(),
    m.segments_kpi_source(),
  ]
  const rows = results.map((result) => {
    const unit = unitOf(result.node, writer)
    const within = byId.get(result.within ?? '')
    const shared = within && within !== result
    return [
      `${'  '.repeat(result.depth)}${nameOf(result.node, writer)}`,
      valueText(result.now, unit, writer),
      valueText(result.before, unit, writer),
      [signedText(result.change, unit, writer), relativeText(result)].filter(Boolean).join(' '),
      shared ? signedText(result.contribution, unitOf(within.node, writer), writer) : '',
      valueText(result.node.target, unit, writer),
      result.status ? statusWord(result.status) : '',
      [sourceText(result), result.missing ? say(result.missing) : ''].filter(Boolean).join(' '),
    ]
  })
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return `# ${cell(tree.name)}\n\n${cell(context)}\n\n${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}

export function sourceText({ node: { source } }: NodeResult): string {
  if (source.kind === 'live') return source.figure
  return source.kind === 'typed' ? m.segments_kpi_typed() : ''
}

/** Spaces in front, which a table would drop, stay. */
const cell = (text: string): string =>
  text === '---'
    ? text
    : text
        .replace(/^ +/, (spaces) => '\u00a0'.repeat(spaces.length))
        .replace(/[\\`*_[\]<>|#]/g, (character) => `\\${character}`)
        .replace(/\s*\n\s*/g, ' ')
