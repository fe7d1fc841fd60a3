import { categoriesOf } from '../association/categories'
import { namesIn } from '../clusters/prepare'
import { numbers, texts, type Kernel } from '../kernel'
import { LongRows, problemRow, unlessUnfit } from '../long-rows'
import { segmentTree } from './segment-tree'

/**
 * Segments that differ in a target. In: `target` (numbers; 1 and 0 for a yes or no) and the columns named in options
 * `features` (numbers) and `categories` (text). Options: `depth`, `least_leaf`, `bins`, `seed`, `hold_out` (share).
 * Out, as facts (kind, cluster, position, name, label, value), a segment's number from 1 in `cluster`:
 * - problem: name is an `UnfitCode`, value its number; then nothing else.
 * - figure: name is rows, held_out_rows, mean, held_out_r2, leaves.
 * - n, mean, deviation, held_out_n, held_out_mean of each segment.
 * - above, up_to: its range of a number feature (name); empty where open. level: one row for each of its categories
 *   (name, label). missing: 1 where rows without the feature belong to it, else 0. A feature with `missing` 1, and
 *   `above` infinite, holds those alone. Conditions of a segment all hold together.
 * - alpha, step_leaves, step_error, step_held_out_error by position (from 1), and step_chosen (value 1) at one of them.
 */
export const segments: Kernel = (input, options) =>
  unlessUnfit(() => {
    const names = namesIn(options['features'])
    const kinds = namesIn(options['categories'])
    const features = [
      ...names.map((name) => ({ values: numbers(input, name) })),
      ...kinds.map((name) => categoriesOf(texts(input, name))),
    ]
    const given = (name: string, as: string) => (name in options ? { [as]: Number(options[name]) } : {})
    const tree = segmentTree(features, numbers(input, 'target'), {
      ...given('depth', 'depth'),
      ...given('least_leaf', 'leastLeaf'),
      ...given('bins', 'bins'),
      ...given('seed', 'seed'),
      ...given('hold_out', 'holdOut'),
    })
    const rows = new LongRows()
    const figure = (name: string, value: number) => rows.add('figure', value, { name })
    figure('rows', tree.rows)
    figure('held_out_rows', tree.heldOutRows)
    figure('mean', tree.mean)
    figure('held_out_r2', tree.heldOutR2)
    figure('leaves', tree.segments.length)
    tree.segments.forEach((segment, at) => {
      const cluster = at + 1
      rows.add('n', segment.n, { cluster })
      rows.add('mean', segment.mean, { cluster })
      rows.add('deviation', segment.deviation, { cluster })
      rows.add('held_out_n', segment.heldOutN, { cluster })
      rows.add('held_out_mean', segment.heldOutMean, { cluster })
      for (const condition of segment.conditions) {
        const name = [...names, ...kinds][condition.feature] ?? ''
        rows.add('missing', Number(condition.withMissing), { cluster, name })
        if (condition.kind === 'range') {
          rows.add('above', condition.above === -Infinity ? NaN : condition.above, { cluster, name })
          rows.add('up_to', condition.upTo === Infinity ? NaN : condition.upTo, { cluster, name })
        } else {
          const feature = features[condition.feature]
          const levels = feature && 'levels' in feature ? feature.levels : []
          condition.levels.forEach((code, position) =>
            rows.add('level', code, { cluster, position: position + 1, name, label: levels[code] ?? '' }),
          )
        }
      }
    })
    tree.steps.forEach(({ alpha, leaves, error, heldOutError }, at) => {
      const position = at + 1
      rows.add('alpha', alpha, { position })
      rows.add('step_leaves', leaves, { position })
      rows.add('step_error', error, { position })
      rows.add('step_held_out_error', heldOutError, { position })
      if (at === tree.chosen) rows.add('step_chosen', 1, { position })
    })
    return rows.frame()
  }, problemRow)
