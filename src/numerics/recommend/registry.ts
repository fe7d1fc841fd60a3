import { trainAls } from './als'
import { trainAtRandom } from './at-random'
import { trainBpr } from './bpr'
import { trainContent } from './content'
import { trainCopurchase } from './copurchase'
import { trainEase } from './ease'
import type { Interactions } from './interactions'
import { trainItemBased, trainWalk } from './item-based'
import { unknownItems, withoutUnknown } from './known-items'
import type { Recommender } from './model'
import { SIMILARITIES, type NeighbourOptions } from './neighbours'
import { trainNeumf } from './neumf'
import { trainGru4rec, trainSasrec } from './next-item'
import { trainPersonal } from './personal'
import { trainPopular } from './popular'
import { trainAgain, trainPopularInSegment, trainPopularRecently } from './recent'
import { trainUserBased } from './user-based'

export type ModelOptions = Readonly<Record<string, string | number>>
type TrainByName = (
  interactions: Interactions,
  options: ModelOptions,
  report: (share: number) => void,
) => Recommender

const NEXT_ITEM = [
  'factors',
  'length',
  'candidates',
  'epochs',
  'rate',
  'dropout',
  'patience',
  'seed',
] as const

/** Recommenders by name; options not among a model's own are not looked at. A new one is a line here. */
export const RECOMMENDERS = {
  atRandom: (data, options) => trainAtRandom(data, numbersOf(options, ['seed'])),
  popular: (data) => trainPopular(data),
  popularRecently: (data, options) => trainPopularRecently(data, numbersOf(options, ['days'])),
  popularInSegment: (data) => trainPopularInSegment(data),
  again: (data) => trainAgain(data),
  copurchase: (data, options, report) =>
    trainCopurchase(data, numbersOf(options, ['k', 'shrinkage']), report),
  content: (data, options) =>
    trainContent(data, numbersOf(options, ['halfLife', 'word', 'category', 'brand', 'price', 'bands'])),
  itemBased: (data, options, report) => trainItemBased(data, neighbourOptions(options), report),
  userBased: (data, options) => trainUserBased(data, neighbourOptions(options)),
  walk: (data, options, report) => trainWalk(data, numbersOf(options, ['alpha', 'beta', 'k']), report),
  ease: (data, options, report) => trainEase(data, numbersOf(options, ['ridge', 'mostItems']), report),
  als: (data, options, report) =>
    trainAls(data, numbersOf(options, ['factors', 'ridge', 'alpha', 'epochs', 'seed']), report),
  bpr: (data, options, report) =>
    trainBpr(data, numbersOf(options, ['factors', 'rate', 'ridge', 'epochs', 'seed']), report),
  personal: (data, options) => trainPersonal(data, numbersOf(options, ['now', 'tempo', 'others', 'k'])),
  neumf: (data, options, report) =>
    trainNeumf(
      data,
      numbersOf(options, ['factors', 'negatives', 'epochs', 'rate', 'decay', 'patience', 'seed']),
      report,
    ),
  gru4rec: (data, options, report) => trainGru4rec(data, numbersOf(options, NEXT_ITEM), report),
  sasrec: (data, options, report) =>
    trainSasrec(data, numbersOf(options, [...NEXT_ITEM, 'blocks', 'heads']), report),
} satisfies Record<string, TrainByName>

/** Those that begin with vectors drawn by lot. */
const BY_VECTORS: ReadonlySet<string> = new Set(['als', 'bpr', 'neumf', 'gru4rec', 'sasrec'])

export type RecommenderName = keyof typeof RECOMMENDERS

export const isRecommender = (name: string): name is RecommenderName => Object.hasOwn(RECOMMENDERS, name)

export function trainByName(
  name: string,
  interactions: Interactions,
  options: ModelOptions,
  report: (share: number) => void,
): Recommender {
  if (!isRecommender(name)) throw new Error(`There is no recommender called ${name}.`)
  const train: TrainByName = RECOMMENDERS[name]
  const model = train(interactions, options, report)
  return BY_VECTORS.has(name) ? withoutUnknown(model, unknownItems(interactions)) : model
}

function numbersOf<Name extends string>(options: ModelOptions, names: readonly Name[]) {
  const given = names.filter((name) => name in options).map((name) => [name, Number(options[name])] as const)
  return Object.fromEntries(given) as { [name in Name]?: number }
}

function neighbourOptions(options: ModelOptions): NeighbourOptions {
  const similarity = SIMILARITIES.find((name) => name === options['similarity'])
  return { ...numbersOf(options, ['k', 'shrinkage']), ...(similarity ? { similarity } : {}) }
}
