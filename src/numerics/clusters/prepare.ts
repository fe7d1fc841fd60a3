import { categoriesOf, type Categories } from '../association/categories'
import { numbers, texts, type Frame, type KernelOptions } from '../kernel'
import { Unfit } from '../unfit'
import { contentOrder } from './content-order'
import type { MixedPoints } from './k-prototypes'
import { completePoints, sideBySide, take, type Points } from './points'
import { principalComponents, project, type PrincipalComponents } from './principal-components'
import { applyScales, fitScales, SCALINGS, varying, type FeatureScale, type Scaling } from './scale'

/** A frame made ready for clustering. Points are in content order; `places[i]` is the row of the frame of point i. */
export interface Prepared {
  features: string[]
  places: Int32Array
  rows: number
  leftOut: number
  distinct: number
  /** As they came, one coordinate a feature. */
  raw: Points
  scales: FeatureScale[]
  /** Scaled, without features that do not vary. */
  scaled: Points
  /** Places in `features` of the coordinates of `scaled`. */
  kept: number[]
  components: PrincipalComponents | null
  /** What is clustered: scaled, and reduced if asked for. */
  points: Points
  /** Names of its coordinates. */
  coordinates: string[]
  categories: { name: string; categories: Categories }[]
  mixed: MixedPoints
}

/**
 * Options: `features` and `categories` (names of columns, separated by commas), `scaling` (none, standard, robust, log
 * or rank; standard without it), `components` (how many principal components to keep; 0 for none), `seed`. Rows with a
 * feature that is missing or infinite are left out; a missing category is a category of its own. Throws `Unfit`.
 */
export function prepare(input: Frame, options: KernelOptions): Prepared {
  const features = namesIn(options['features'])
  const categoryNames = namesIn(options['categories'])
  const columns = features.map((name) => numbers(input, name))
  const seed = Number(options['seed'] ?? 1)
  if (features.length + categoryNames.length === 0) throw new Unfit('noFeatures', 0)
  const { points: unordered, places: unplaced } =
    columns.length > 0 ? completePoints(columns) : blankPoints(input.rows)
  const read = categoryNames.map((name) => ({ name, categories: categoriesOf(texts(input, name)) }))
  const codes = codesOf(read, unplaced)
  const joined = sideBySide(unordered, codes)
  const { order, distinct } = contentOrder(joined, seed)
  const raw = take(unordered, order)
  const scales = fitScales(raw, scalingOf(options['scaling']))
  const { points: scaled, kept } = varying(applyScales(raw, scales), scales)
  if (kept.length === 0 && categoryNames.length === 0) throw new Unfit('noFeatures', features.length)
  const wanted = Math.min(Number(options['components'] ?? 0), kept.length)
  const components = wanted > 0 ? principalComponents(scaled) : null
  const points = components ? project(components, scaled, wanted) : scaled
  return {
    features,
    places: order.map((at) => unplaced[at]!),
    rows: input.rows,
    leftOut: input.rows - unordered.rows,
    distinct,
    raw,
    scales,
    scaled,
    kept,
    components,
    points,
    coordinates: components
      ? Array.from({ length: wanted }, (_, c) => `component_${String(c + 1)}`)
      : kept.map((j) => features[j]!),
    categories: read.map(({ name, categories }) => ({
      name,
      categories: { ...categories, codes: order.map((at) => categories.codes[unplaced[at]!]!) },
    })),
    mixed: { numeric: points, codes: take(codes, order) },
  }
}

export const namesIn = (option: string | number | undefined): string[] =>
  option === undefined || option === '' ? [] : String(option).split(',')

export const scalingOf = (option: string | number | undefined): Scaling =>
  SCALINGS.find((scaling) => scaling === option) ?? 'standard'

function blankPoints(rows: number): { points: Points; places: Int32Array } {
  if (rows === 0) throw new Unfit('noCompleteRows', 0)
  return {
    points: { rows, width: 0, values: new Float64Array(0) },
    places: Int32Array.from({ length: rows }, (_, i) => i),
  }
}

/** Codes from 1, missing 0. */
function codesOf(read: readonly { categories: Categories }[], places: Int32Array): Points {
  const width = read.length
  const values = new Float64Array(places.length * width)
  read.forEach(({ categories }, j) => {
    places.forEach((row, i) => (values[i * width + j] = categories.codes[row]! + 1))
  })
  return { rows: places.length, width, values }
}
