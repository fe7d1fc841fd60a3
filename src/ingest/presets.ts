import { recognisePresets, type Preset, type RecognisedPreset } from '../shop/presets/preset'
import { shopTable } from '../shop/tables'
import { settleDiscounts } from './discounts'
import type { Matches } from './propose'
import { isAboutMasked, questionsAbout } from './questions'
import { matchRole } from './roles'
import type { ColumnMatch, FileReport, SourceProposal } from './types'

/** The presets and templates that a file could be read by, the likeliest first. */
export const presetsFor = (report: FileReport, presets: readonly Preset[]): RecognisedPreset[] =>
  report.dialect.header && report.columns.length > 0
    ? recognisePresets(
        report.columns.map((column) => column.header),
        presets,
      )
    : []

/**
 * What a file is by a preset. Its columns are trusted as far as their values allow; attributes of buyers and products
 * that the preset does not speak of are those found by header.
 */
export function proposeByPreset(
  report: FileReport,
  { preset, score, mapping }: RecognisedPreset,
  found: Matches,
): SourceProposal {
  const { columns } = shopTable(preset.table)
  const byHeader = new Map(report.columns.map((column) => [column.header, column]))
  const given = new Map<string, ColumnMatch>()
  for (const role of columns) {
    const column = byHeader.get(mapping[role.name] ?? '')
    if (!column) continue
    const match = matchRole({ ...role, words: [column.header] }, column, [])
    if (match)
      given.set(role.name, {
        ...match,
        confidence: Math.max(match.confidence, 0.4),
        reasons: [because(preset), ...match.reasons.slice(1)],
      })
  }
  const ofDiscounts = columns.some(({ name, of }) => of === 'amount' && preset.mapping[name] !== undefined)
  const taken = new Set([...given.values()].map(({ column }) => column))
  for (const { name, of } of columns) {
    const match = found.get(name)
    if (of === 'amount' && ofDiscounts) continue
    if (of && match && !given.has(name) && !taken.has(match.column) && preset.mapping[name] === undefined)
      given.set(name, match)
  }
  settleDiscounts(preset.table, report, given, null, ofDiscounts)
  const share = Math.round(score * 100)
  return {
    table: preset.table,
    confidence: Math.min(1, 0.7 + 0.3 * score),
    reasons: [
      because(preset),
      {
        en: `${share} % of the headers of that export are in the file`,
        zh: `文件里有该导出 ${share}% 的表头`,
      },
    ],
    matches: columns.flatMap((role) => given.get(role.name) ?? []),
    preset: { id: preset.id, name: preset.name, own: preset.own ?? false },
    questions: questionsAbout(report, preset.table, given, null).filter(
      (question) =>
        isAboutMasked(report, question) ||
        !['which_amount', 'which_member', 'which_grain'].includes(question.code),
    ),
  }
}

const because = ({ name, own }: Preset) =>
  own
    ? { en: `your template “${name.en}”`, zh: `你的模板“${name.zh}”` }
    : { en: `preset “${name.en}”`, zh: `预设“${name.zh}”` }
