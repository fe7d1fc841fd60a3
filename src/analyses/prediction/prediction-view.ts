import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { RunResult } from '../runner'

export interface Quality {
  model: string
  members: number
  buyers: number
  expected: number
  auc: number
  aucLow: number
  aucHigh: number
  precision: number
  precisionLow: number
  precisionHigh: number
  brier: number
  logLoss: number
}

export interface Tenth {
  model: string
  tenth: number
  expected: number
  share: number
  low: number
  high: number
  lift: number
  gain: number
}

export interface PredictionData {
  quality: Quality[]
  tenths: Tenth[]
  effects: { feature: string; coefficient: number; error: number; gain: number; drift: number }[]
  totals: { model: string; members: number; expected: number; topExpected: number }[]
  /** The model with the lowest log loss on the window it had not seen; else one that can say something; else null. */
  best: string | null
}

/** Reads what the page shows: some dozens of rows. */
export async function readPrediction(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<PredictionData> {
  const read = async (name: string) =>
    rowObjects(await query(sql`select * from ${run.tables[name] ?? sql`(select 1 where false)`}`))
  const [quality = [], tenths = [], effects = [], totals = []] = await Promise.all(
    ['prediction_quality', 'prediction_tenths', 'prediction_effects', 'prediction_summary'].map(read),
  )
  const number = (value: unknown) => (value === null || value === undefined ? NaN : Number(value))
  const judged = quality.map((row) => ({
    model: String(row['model']),
    members: number(row['members']),
    buyers: number(row['buyers']),
    expected: number(row['expected']),
    auc: number(row['auc']),
    aucLow: number(row['auc_low']),
    aucHigh: number(row['auc_high']),
    precision: number(row['precision']),
    precisionLow: number(row['precision_low']),
    precisionHigh: number(row['precision_high']),
    brier: number(row['brier']),
    logLoss: number(row['log_loss']),
  }))
  const sums = totals.map((row) => ({
    model: String(row['model']),
    members: number(row['members']),
    expected: number(row['expected']),
    topExpected: number(row['top_expected']),
  }))
  const able = judged.filter(({ model }) => sums.some((total) => total.model === model))
  const best = able.reduce<Quality | null>(
    (least, row) => (least && least.logLoss <= row.logLoss ? least : row),
    null,
  )
  return {
    quality: judged,
    tenths: tenths.map((row) => ({
      model: String(row['model']),
      tenth: number(row['tenth']),
      expected: number(row['expected']),
      share: number(row['share']),
      low: number(row['low']),
      high: number(row['high']),
      lift: number(row['lift']),
      gain: number(row['gain']),
    })),
    effects: effects.map((row) => ({
      feature: String(row['feature']),
      coefficient: number(row['coefficient']),
      error: number(row['error']),
      gain: number(row['gain']),
      drift: number(row['drift']),
    })),
    totals: sums,
    best: best?.model ?? sums[0]?.model ?? null,
  }
}
