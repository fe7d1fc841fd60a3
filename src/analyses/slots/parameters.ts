import type { Analysis } from '../analysis'
import { RECOMMENDER_WORDS } from '../recommenders'
import { SPLITS, type Split } from '../splits.sql'
import { TRAINING, type TRAINING_NAMES } from '../recommender-training'
import { rulesIn } from './stage-rules'
import { settingsIn } from './settings'

/** A type, not an interface: parameters are indexed by name. */
export type SlotsParameters = {
  /** A recommender by its name. */
  model: string
  /** Days ahead in which what is due again is listed. */
  ahead: number
  /** Members are told apart by it: what their group has lately stands in where nothing is known of somebody. */
  group: Split
  /** Filters and weights as JSON; what is not in it is as proposed. */
  settings: string
  /** Rules of life stages, one a line. */
  stages: string
} & Record<(typeof TRAINING_NAMES)[number], string>

export const parameters: Analysis<SlotsParameters>['parameters'] = {
  model: {
    kind: 'choice',
    label: { en: 'Model', zh: '模型' },
    initial: 'itemBased',
    options: RECOMMENDER_WORDS.map(({ name, label, about }) => ({ value: name, label, about })),
  },
  ahead: {
    kind: 'number',
    label: { en: 'Due within, days', zh: '未来到期天数' },
    min: 1,
    max: 365,
    initial: 30,
  },
  group: { kind: 'text', initial: 'tier', valid: (text) => SPLITS.some(({ value }) => value === text) },
  settings: { kind: 'text', initial: '', valid: (text) => settingsIn(text) !== null, aside: true },
  stages: { kind: 'text', initial: '', valid: (text) => rulesIn(text) !== null, aside: true },
  ...TRAINING,
}
