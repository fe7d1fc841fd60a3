import type { Asked, ResultRule } from '../segments/rule'
import { money, percent } from '../segments/value-words'
import type { TableName } from '../shop/tables'
import { ident, list, sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import { completeParameters, computedFrom, type Analysis, type Parameters } from './analysis'
import { lackOf } from './lacks'
import type { MemberGroups } from './member-groups'

/** What an analysis says of every member, and a rule may ask: a group, or the score of a model. */
export interface Standing {
  /** Names it in a rule. */
  what: string
  label: Bilingual
  kind: 'group' | 'share' | 'money'
  analysis: string
  parameters: Parameters
  step: string
  column: string
  /** What stands there for members in no group. */
  none?: string
  level: (level: string) => Bilingual
}

const SCORES = [
  {
    analysis: 'clv',
    step: 'member_clv',
    column: 'p_alive',
    kind: 'share',
    label: { en: 'Probability of being a customer still', zh: '仍活跃的概率' },
  },
  {
    analysis: 'clv',
    step: 'member_clv',
    column: 'clv',
    kind: 'money',
    label: { en: 'Expected value', zh: '预期价值' },
  },
  {
    analysis: 'prediction',
    step: 'member_prediction',
    column: 'logistic',
    kind: 'share',
    label: { en: 'Probability of buying within the window', zh: '窗口内购买的概率' },
  },
] as const

/** The score that a rule names, and where it stands. */
export const scoreOf = (what: string): (typeof SCORES)[number] | undefined =>
  SCORES.find(({ step, column }) => `${step}.${column}` === what)

/** What can be asked of a shop with these tables, by the parameters as they stand. */
export function offeredStandings(
  groups: readonly MemberGroups[],
  tables: readonly TableName[],
  parameters: Readonly<Record<string, Partial<Parameters>>>,
  analysisById: (id: string) => Analysis | undefined,
): Standing[] {
  const ofGroups = groups.flatMap(({ label, level, source }): Standing[] => {
    if (source.kind !== 'result') return []
    const { kind: _, ...from } = source
    return [{ what: `${from.step}.${from.column}`, label, kind: 'group', level, ...from }]
  })
  const ofModels = SCORES.flatMap((score): Standing[] => {
    const analysis = analysisById(score.analysis)
    if (!analysis || lackOf(analysis, tables)) return []
    const computed = computedFrom(analysis, completeParameters(analysis, parameters[score.analysis]))
    const level = (value: string) => ({ en: value, zh: value })
    return [{ what: `${score.step}.${score.column}`, ...score, parameters: computed, level }]
  })
  return [...ofGroups, ...ofModels]
}

/** A rule to begin with: nobody's group, half of a share, any money. */
export const firstAsking = (standing: Standing, currency: string): ResultRule =>
  standing.kind === 'group'
    ? askingLevels(standing, [])
    : askingScore(standing, 'at_least', standing.kind === 'share' ? 0.5 : 0, currency)

/** The rule that asks for some groups; `wordsOf` names them where the analysis has better names than its own. */
export const askingLevels = (
  standing: Standing,
  levels: readonly string[],
  wordsOf: (level: string) => Bilingual = standing.level,
): ResultRule =>
  askingRule(standing, {
    what: standing.what,
    levels,
    said: groupSaid(standing.label, levels.map(wordsOf)),
  })

/** The rule that asks for a score. */
export const askingScore = (
  standing: Standing,
  op: 'at_least' | 'at_most',
  value: number,
  currency: string,
): ResultRule =>
  askingRule(standing, {
    what: standing.what,
    op,
    value,
    said: scoreSaid(standing.label, op, scoreText(standing, value, currency)),
  })

/** A score as it is written. */
export const scoreText = ({ kind }: Pick<Standing, 'kind'>, value: number, currency: string): string =>
  kind === 'share' ? percent(value) : money(value, currency)

/** The rule that asks it. */
export function askingRule(standing: Standing, asks: Asked): ResultRule {
  const { analysis, parameters, step } = standing
  const select = selectOf(standing, asks).text.replaceAll(ident(step).text, `{{${step}}}`)
  return { kind: 'result', analysis, parameters, select, title: asks.said.en, asks }
}

function selectOf({ step, column }: Standing, asks: Asked): Sql {
  const members = sql`select member_id from ${ident(step)}`
  if ('levels' in asks)
    return asks.levels.length === 0
      ? sql`${members} where false`
      : sql`${members} where list_contains(${list(asks.levels)}, cast(${ident(column)} as varchar))`
  return asks.op === 'at_least'
    ? sql`${members} where ${ident(column)} >= ${asks.value}`
    : sql`${members} where ${ident(column)} <= ${asks.value}`
}

/** One row for each level, the largest first: level, n. */
export const levelCounts = (
  table: Sql,
  { column, none = '' }: Standing,
): Sql => sql`select cast(${ident(column)} as varchar) as level, count(*) as n
from ${table} where nullif(cast(${ident(column)} as varchar), ${none}) is not null
group by 1 order by n desc, 1`

/** The words of a group: Lifecycle state: “mature” or “declining”. */
export function groupSaid(label: Bilingual, levels: readonly Bilingual[]): Bilingual {
  const en = levels.map((level) => `“${level.en}”`).join(' or ') || 'none'
  const zh = levels.map((level) => `“${level.zh}”`).join('或') || '无'
  return { en: `${lowered(label.en)}: ${en}`, zh: `${label.zh}:${zh}` }
}

/** The words of a score, with its value as it is written. */
export const scoreSaid = (label: Bilingual, op: 'at_least' | 'at_most', value: string): Bilingual => ({
  en: `${lowered(label.en)} ${op === 'at_least' ? 'at least' : 'at most'} ${value}`,
  zh: `${label.zh}${op === 'at_least' ? '不少于' : '不超过'} ${value}`,
})

/** Within a sentence; an abbreviation stays. */
const lowered = (text: string): string =>
  /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
