import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { formatNumber, formatPercent } from '../../text/format'
import { tellsLeaving, type FittedModel } from '../buying-models'
import { LEAST_GAPS } from '../order-days.sql'
import type { RunResult } from '../runner'
import { DEFINITIONS, type DefinitionId } from './definitions'
import type { Limits } from './rules.svelte'
import { words } from './words'

export interface DefinitionRow {
  id: DefinitionId
  judged: number
  churned: number
  share: number
  spent: number
  valueAtRisk: number
  /** What they would bring as customers: more cannot be at risk. */
  valueIfCustomer: number
}

export interface Agreement {
  judged: number
  inBoth: number
  onlyOne: number
  onlyOther: number
  inNeither: number
  agree: number
  kappa: number
}

export interface Hazard {
  /** Order day or days of silence. */
  at: number
  n: number
  silent: number
  share: number
}

export interface BeforeRow {
  dimension: string
  value: string
  here: number
  shareHere: number
  other: number
  shareOther: number
  index: number
  adjusted: number
}

export interface ChurnData {
  buyers: number
  /** The fixed days of silence, as given. */
  days: number
  limits: Limits
  /** Whether days of their own stand in the place of a quantile of too few gaps. */
  fewGaps: boolean
  model: FittedModel
  definitions: DefinitionRow[]
  /** By "one other". */
  agreement: ReadonlyMap<string, Agreement>
  byOrder: Hazard[]
  bySilence: Hazard[]
  /** The values with the smallest p, and how many were tested. */
  before: BeforeRow[]
  tested: number
  contact: number
  holdout: number
}

const MOST_SHOWN = 15

/** Reads what the page shows from the result tables: some hundred rows. */
export async function readChurn(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<ChurnData> {
  const table = (name: string) => run.tables[name] ?? sql`(select 1 where false)`
  const [
    limits = [],
    model = [],
    definitions = [],
    agreement = [],
    byOrder = [],
    bySilence = [],
    before = [],
    arms = [],
  ] = (
    await Promise.all([
      query(sql`select * from ${table('churn_limits')}`),
      query(sql`select model, converged from ${table('churn_model')}`),
      query(sql`select * from ${table('churn_definitions')}`),
      query(sql`select * from ${table('churn_agreement')}`),
      query(
        sql`select order_day as at, members as n, silent, share from ${table('churn_by_order')} order by 1`,
      ),
      query(
        sql`select since as at, silences as n, silent, share from ${table('churn_by_silence')} order by 1`,
      ),
      query(sql`select *, count(*) over () as tested from ${table('churn_before')}
order by p_adjusted nulls last, p nulls last, here desc, dimension, value limit ${MOST_SHOWN}`),
      query(sql`select count(*) as buyers, count(*) filter (where arm = 'contact') as contact,
  count(*) filter (where arm = 'holdout') as holdout
from ${table('member_churn')}`),
    ])
  ).map(rowObjects)
  const one = limits[0] ?? {}
  const byId = new Map(definitions.map((row) => [row['definition'], row]))
  return {
    buyers: of(arms[0] ?? {}, 'buyers'),
    days: Number(run.parameters['days']),
    limits: {
      gaps: of(one, 'gaps'),
      median: of(one, 'median'),
      p80: of(one, 'p80'),
      km80: of(one, 'km80'),
      quantileDays: of(one, 'quantile_days'),
      watch: of(one, 'watch'),
      reach: of(one, 'reach'),
      periodBefore: of(one, 'period_before'),
      periodBegins: of(one, 'period_begins'),
      periodEnds: of(one, 'period_ends'),
    },
    fewGaps: of(one, 'gaps') < LEAST_GAPS && run.parameters['gaps'] !== 'all',
    model: { model: String(model[0]?.['model'] ?? ''), converged: of(model[0] ?? {}, 'converged') === 1 },
    definitions: DEFINITIONS.map(({ id }) => {
      const row = byId.get(id) ?? {}
      return {
        id,
        judged: of(row, 'judged'),
        churned: of(row, 'churned'),
        share: of(row, 'share'),
        spent: of(row, 'spent'),
        valueAtRisk: of(row, 'value_at_risk'),
        valueIfCustomer: of(row, 'value_if_customer'),
      }
    }),
    agreement: new Map(
      agreement.map((row) => [
        `${String(row['one'])} ${String(row['other'])}`,
        {
          judged: of(row, 'judged'),
          inBoth: of(row, 'in_both'),
          onlyOne: of(row, 'only_one'),
          onlyOther: of(row, 'only_other'),
          inNeither: of(row, 'in_neither'),
          agree: of(row, 'agree'),
          kappa: of(row, 'kappa'),
        },
      ]),
    ),
    byOrder: byOrder.map(hazard),
    bySilence: bySilence.map(hazard),
    before: before.map((row) => ({
      dimension: String(row['dimension']),
      value: String(row['value']),
      here: of(row, 'here'),
      shareHere: of(row, 'share_here'),
      other: of(row, 'other'),
      shareOther: of(row, 'share_other'),
      index: of(row, 'index'),
      adjusted: of(row, 'p_adjusted'),
    })),
    tested: of(before[0] ?? { tested: 0 }, 'tested'),
    contact: of(arms[0] ?? {}, 'contact'),
    holdout: of(arms[0] ?? {}, 'holdout'),
  }
}

const of = (row: Record<string, unknown>, name: string): number =>
  row[name] == null ? NaN : Number(row[name])

const hazard = (row: Record<string, unknown>): Hazard => ({
  at: of(row, 'at'),
  n: of(row, 'n'),
  silent: of(row, 'silent'),
  share: of(row, 'share'),
})

/** The page's title and its line of context, from the figures, by rule. */
export function findings(data: ChurnData, chosen: string): { title: Bilingual; context: Bilingual } {
  const row = data.definitions.find(({ id }) => id === chosen)
  const label = DEFINITIONS.find(({ id }) => id === chosen)?.label
  if (data.buyers === 0 || !row || !label) return { title: words.titleNone, context: words.buyersAbout }
  const shares = data.definitions.map(({ share }) => share).filter((share) => !Number.isNaN(share))
  const range =
    shares.length > 1
      ? words.context(shares.length, formatPercent(Math.min(...shares)), formatPercent(Math.max(...shares)))
      : NOTHING
  if (row.judged === 0)
    return { title: words.titleUnjudged(label), context: joined(unjudged(row.id, data), range) }
  const share = formatPercent(row.share)
  return {
    title:
      row.id === 'quantile' && data.fewGaps
        ? words.titleFew(share, formatNumber(data.limits.quantileDays))
        : words.title(share, label),
    context: joined(range, comeBack(row.id, data)),
  }
}

const NOTHING: Bilingual = { en: '', zh: '' }

const joined = (one: Bilingual, other: Bilingual): Bilingual => ({
  en: [one.en, other.en].filter(Boolean).join(' '),
  zh: one.zh + other.zh,
})

/** Why a definition judges nobody. */
function unjudged(id: DefinitionId, { limits, model, days }: ChurnData): Bilingual {
  switch (id) {
    case 'fixed':
      return words.tooLong(formatNumber(days), limits.reach)
    case 'quantile':
      return Number.isNaN(limits.quantileDays)
        ? words.neverReached
        : words.tooLong(formatNumber(limits.quantileDays), limits.reach)
    case 'own':
      return words.noGaps
    case 'alive':
      return tellsLeaving(model) ? NOTHING : words.noAlive
    case 'calendar':
      return words.nobodyThen
  }
}

/**
 * What those called churned did so far: of the silences that had just become long enough, how many still ended. Known
 * where the wait of the chart is the limit of the definition, and enough silences were seen through it.
 */
function comeBack(id: DefinitionId, { limits, bySilence, days }: ChurnData): Bilingual {
  const limit = id === 'fixed' ? days : id === 'quantile' ? limits.quantileDays : NaN
  const at = limit === limits.watch ? bySilence.find((row) => row.at === limit) : undefined
  if (!at || at.n < LEAST_SILENCES) return NOTHING
  return words.comeBack(formatNumber(at.n), formatNumber(limit), formatPercent(1 - at.share))
}

/** Of fewer a share says little. */
const LEAST_SILENCES = 30
