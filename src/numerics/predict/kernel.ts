import { fitBetaGeometric } from '../btyd/bg-nbd'
import { modelOf, PARAMETERS } from '../btyd/model'
import { frameOf, numbers, texts, type Frame, type Kernel } from '../kernel'
import { fitBoosted, predictBoosted } from './boosted-trees'
import { fitLogistic, predictLogistic } from './logistic'
import { stabilityIndex } from './stability'

/** Rows that models are fitted to at most: the first, so they have to come in an order without meaning. */
const MOST_ROWS = 50_000
/** Fewer of either kind teach nothing. */
const LEAST_OF_A_KIND = 50

const CUTS = ['train', 'test', 'now'] as const
type Cut = (typeof CUTS)[number]

/**
 * Who buys within so many days, by three models, split in time. In: cut (train, test or now), member_id, label (1, 0,
 * NaN for now), x, tx, t (days), and the features named in option `features`, separated by commas; finite numbers.
 * Options: `features`, `days`, `unit` (days). Logistic regression and trees fitted on train score test, fitted on test
 * score now; MBG/NBD needs no labels and is fitted at each cut. Out: rows of kind `score` (cut, member_id, label,
 * logistic, trees, mbg) for test and now; rows of kind `effect` (feature, coefficient with its standard error, gain,
 * drift from test to now). NaN where there is no model: too few of a kind, nobody who came back, no maximum. O(trees × depth × rows fitted × features + rows).
 */
export const purchasePrediction: Kernel = (input, options, report) => {
  const names = String(options['features']).split(',')
  const days = Number(options['days'])
  const unit = Number(options['unit'])
  const parts = Object.fromEntries(CUTS.map((cut) => [cut, partOf(input, cut, names)])) as Record<Cut, Part>
  const first = fitBoth(parts.train, (share) => report(share / 2))
  const second = fitBoth(parts.test, (share) => report((1 + share) / 2))
  const scored = [
    { cut: 'test', part: parts.test, models: first },
    { cut: 'now', part: parts.now, models: second },
  ].map(({ cut, part, models }) => ({ cut, part, scores: scoreBy(models, part, days, unit) }))
  const scoreRows = scored.reduce((sum, { part }) => sum + part.rows, 0)
  const rows = scoreRows + names.length
  const texts = () => new Array<string | null>(rows).fill(null)
  const blanks = () => new Float64Array(rows).fill(NaN)
  const out = {
    kind: texts(),
    cut: texts(),
    member_id: texts(),
    label: blanks(),
    logistic: blanks(),
    trees: blanks(),
    mbg: blanks(),
    feature: texts(),
    coefficient: blanks(),
    error: blanks(),
    gain: blanks(),
    drift: blanks(),
  }
  let at = 0
  for (const { cut, part, scores } of scored) {
    for (let i = 0; i < part.rows; i++, at++) {
      out.kind[at] = 'score'
      out.cut[at] = cut
      out.member_id[at] = part.members[i] ?? null
      out.label[at] = part.label[i] ?? NaN
      out.logistic[at] = scores.logistic[i] ?? NaN
      out.trees[at] = scores.trees[i] ?? NaN
      out.mbg[at] = scores.mbg[i] ?? NaN
    }
  }
  names.forEach((name, j) => {
    const row = scoreRows + j
    out.kind[row] = 'effect'
    out.feature[row] = name
    out.coefficient[row] = second?.logistic.coefficients[j + 1] ?? NaN
    out.error[row] = second?.logistic.errors[j + 1] ?? NaN
    out.gain[row] = second?.trees.gains[j] ?? NaN
    out.drift[row] = stabilityIndex(
      parts.test.features[j] ?? new Float64Array(0),
      parts.now.features[j] ?? new Float64Array(0),
    )
  })
  return frameOf(out)
}

interface Part {
  rows: number
  members: (string | null)[]
  label: Float64Array
  x: Float64Array
  tx: Float64Array
  t: Float64Array
  features: Float64Array[]
}

function partOf(input: Frame, cut: Cut, names: readonly string[]): Part {
  const cuts = texts(input, 'cut')
  const places: number[] = []
  cuts.forEach((value, i) => value === cut && places.push(i))
  const pick = (values: Float64Array) => Float64Array.from(places, (i) => values[i] ?? NaN)
  const members = texts(input, 'member_id')
  return {
    rows: places.length,
    members: places.map((i) => members[i] ?? null),
    label: pick(numbers(input, 'label')),
    x: pick(numbers(input, 'x')),
    tx: pick(numbers(input, 'tx')),
    t: pick(numbers(input, 't')),
    features: names.map((name) => pick(numbers(input, name))),
  }
}

type Models = { logistic: ReturnType<typeof fitLogistic>; trees: ReturnType<typeof fitBoosted> } | null

function fitBoth(part: Part, report: (share: number) => void): Models {
  const rows = Math.min(part.rows, MOST_ROWS)
  const label = part.label.subarray(0, rows)
  const buyers = label.reduce((sum, value) => sum + value, 0)
  if (Math.min(buyers, rows - buyers) < LEAST_OF_A_KIND) return null
  const features = part.features.map((values) => values.subarray(0, rows))
  return { logistic: fitLogistic(features, label), trees: fitBoosted(features, label, {}, report) }
}

function scoreBy(models: Models, part: Part, days: number, unit: number) {
  const none = new Float64Array(part.rows).fill(NaN)
  return {
    logistic: models ? predictLogistic(models.logistic, part.features) : none,
    trees: models ? predictBoosted(models.trees, part.features) : none,
    mbg: (part.x.some((x) => x > 0) && buysByMbg(part, days, unit)) || none,
  }
}

/**
 * P(a purchase within `days`) of MBG/NBD: still a customer, and not silent for so long, as her rate is gamma(r + x,
 * α + T). She cannot leave before she buys. Null where the likelihood has no maximum.
 */
function buysByMbg({ rows, x, tx, t }: Part, days: number, unit: number): Float64Array | null {
  const inUnits = (values: Float64Array) => values.map((value) => value / unit)
  const fit = fitBetaGeometric(
    { x, tx: inUnits(tx), T: inUnits(t), n: new Float64Array(rows).fill(1) },
    'mbg',
  )
  if (!fit.converged) return null
  const none = Object.fromEntries(PARAMETERS.map((name) => [name, NaN])) as Parameters<typeof modelOf>[1]
  const parameters = { ...none, ...fit.parameters }
  const model = modelOf('mbg', parameters)
  const { r, alpha } = parameters
  return Float64Array.from({ length: rows }, (_, i) => {
    const T = (t[i] ?? 0) / unit
    const silent = ((alpha + T) / (alpha + T + days / unit)) ** (r + (x[i] ?? 0))
    return model.alive(x[i] ?? 0, (tx[i] ?? 0) / unit, T) * (1 - silent)
  })
}
