import { gammaQ } from '../incomplete'
import { festivalsBetween, type FestivalKind } from '../festivals'
import { numbers, texts, type Frame } from '../kernel'
import { adapted } from './adapted'
import { listsOfAll } from './all-lists'
import { interactionsOf, sizesOf, tasteOf, type Sizes, type Taste } from './interactions'
import type { Recommender } from './model'
import { canSave, readModel, restored, writeModel, type SavedModel } from './model-file'
import { decayed } from './prepared'
import { trainByName, type ModelOptions } from './registry'
import { festivalById, festivalWindows, liftIn, seasonWindows, type Lift } from './season'
import { SlotMaker, type SlotList, type SlotName, type SlotSettings } from './slot-lists'
import { slotShop, type SlotShop } from './slot-shop'
import { stagesOf, type StageRule } from './stages'

/** What slots are filled from. `key` tells one shop from another, whatever the caller means by it. */
export interface DeskShop {
  key: string
  /** member, item, weight, time: see `recommendations`. Codes from 0 without a gap. */
  interactions: Frame
  /** By item, in the order of the codes: product_id, name, category, brand, price, margin, stock, gap, spread. */
  items: Frame
  /** member, segment. */
  members: Frame
  /** Days since 1970. */
  now: number
  /** Days before the last line after which a line weighs half; 0 for no decay. */
  halfLife: number
}

export interface DeskModel {
  /** Tells what it was asked for; for a loaded one the name of its file. */
  key: string
  model: string
  isLoaded: boolean
  trainMs: number
  bytes: number
  /** Whether it can be saved: see `model-file.ts`. */
  savable: boolean
  /** Of a loaded model: products of this shop that it knows, and those of its own that this shop does not have. */
  known: number
  gone: number
  about: SavedModel['about'] | null
}

export interface DeskStatus {
  shop: string | null
  model: DeskModel | null
  members: number
  items: number
  lines: number
  /** What training costs depends on it; null without a shop. */
  sizes: Sizes | null
}

export interface ListSettings extends SlotSettings {
  /** '' for none, 'season', or the id of a festival. */
  occasion: string
  rules: readonly StageRule[]
}

export interface SlotRequest {
  slot: SlotName
  /** Code of the member; −1 for somebody nothing is known of. */
  member: number
  about: readonly number[]
  settings: ListSettings
}

/** A day ahead that people buy for, and what the same weeks of earlier years held. */
export interface Occasion {
  id: string
  kind: FestivalKind | 'season'
  day: number
  /** Earlier years in the data. */
  years: number
  /** Lines in them. */
  lines: number
  /** Items with the highest index there, best first; categories (and item −1) where no single item says anything. */
  rising: { item: number; category: string | null; index: number; lines: number }[]
}

export interface Had {
  item: number
  times: number
  last: number
}

type Report = (share: number) => void

const HORIZON = 365
const RISING = 5
/** Lines in the windows that an item needs to be named. */
const LEAST_OF_ITEM = 5
const NOBODY: Taste = { member: -1, items: new Int32Array(0), weights: [] }

/** Holds one shop and one model, and fills slots from them: what stands in the worker behind the page of slots. */
export class SlotDesk {
  #key: string | null = null
  #sizes: Sizes | null = null
  #shop: SlotShop | null = null
  #products: string[] = []
  #model: { recommender: Recommender; about: DeskModel } | null = null
  readonly #lifts = new Map<string, Lift>()

  status(): DeskStatus {
    const data = this.#shop?.data
    return {
      shop: this.#key,
      model: this.#model?.about ?? null,
      members: data?.members ?? 0,
      items: data?.items ?? 0,
      lines: data?.lines.items.length ?? 0,
      sizes: this.#sizes,
    }
  }

  /** Takes a shop in; the model of another is put away. */
  fill({ key, interactions, items, members, now, halfLife }: DeskShop, report: Report): DeskStatus {
    const about = {
      item: numbers(items, 'item'),
      name: texts(items, 'name'),
      category: texts(items, 'category'),
      brand: texts(items, 'brand'),
      price: numbers(items, 'price'),
    }
    const columns = {
      member: numbers(interactions, 'member'),
      item: numbers(interactions, 'item'),
      weight: numbers(interactions, 'weight'),
      time: numbers(interactions, 'time'),
      about,
      belonging: { member: numbers(members, 'member'), segment: texts(members, 'segment') },
    }
    const all = new Uint8Array(columns.member.length).fill(1)
    const data = interactionsOf(decayed(columns, all, halfLife), undefined, about.item)
    const [margin, stock, gap, spread] = ['margin', 'stock', 'gap', 'spread'].map((name) =>
      numbers(items, name),
    ) as [Float64Array, Float64Array, Float64Array, Float64Array]
    this.#shop = slotShop(data, { margin, stock, gap, spread }, now, report)
    this.#products = texts(items, 'product_id').map((id) => id ?? '')
    this.#key = key
    this.#sizes = sizesOf(data)
    this.#model = null
    this.#lifts.clear()
    return this.status()
  }

  train(key: string, model: string, options: ModelOptions, report: Report): DeskStatus {
    const started = performance.now()
    const recommender = trainByName(model, this.#theShop.data, options, report)
    this.#model = {
      recommender,
      about: {
        key,
        model,
        isLoaded: false,
        trainMs: performance.now() - started,
        bytes: recommender.bytes,
        savable: canSave(model, recommender),
        known: this.#products.length,
        gone: 0,
        about: null,
      },
    }
    return this.status()
  }

  /** Takes a model from its file; throws a ModelFileError. */
  load(key: string, bytes: Uint8Array): DeskStatus {
    const saved = readModel(bytes)
    const { recommender, known, gone } = adapted(restored(saved), saved.products, this.#products)
    const { model, about } = saved
    const figures = { trainMs: NaN, bytes: recommender.bytes, savable: false }
    this.#model = { recommender, about: { key, model, isLoaded: true, ...figures, known, gone, about } }
    return this.status()
  }

  /** The model as a file. */
  save(about: Pick<SavedModel['about'], 'until' | 'level'>): Uint8Array<ArrayBuffer> {
    const { recommender, about: standing } = this.#theModel
    const { members, lines } = this.#theShop.data
    if (!recommender.parts) throw new Error(`The model ${standing.model} cannot be saved.`)
    return writeModel({
      model: standing.model,
      products: this.#products,
      about: { ...about, members, lines: lines.items.length },
      parts: recommender.parts,
    })
  }

  /** One list for each request. */
  lists(requests: readonly SlotRequest[]): SlotList[] {
    return requests.map(({ slot, member, about, settings }) =>
      this.#maker(slot, settings).list(this.#taste(member), about),
    )
  }

  /** What a member had, the latest first. */
  history(member: number): Had[] {
    const { items, times, last } = this.#taste(member)
    return Array.from(items, (item, i) => ({
      item,
      times: times?.[i] ?? 1,
      last: last?.[i] ?? NaN,
    })).sort((a, b) => (b.last || 0) - (a.last || 0) || b.times - a.times)
  }

  /** The home list of every member: see `listsOfAll`. */
  everybody(settings: ListSettings, report: Report): Frame {
    const maker = this.#maker('home', settings)
    return listsOfAll(this.#theShop.data.members, (member) => this.#taste(member), maker, report)
  }

  /** The season now and the festivals of the year ahead, with what earlier years say of them. */
  occasions(): Occasion[] {
    const { data, now } = this.#theShop
    const first = this.#first()
    const season: Occasion = { ...this.#rising('season'), id: 'season', kind: 'season', day: now }
    const ahead = festivalsBetween(now, now + HORIZON).map(({ festival, day }) => ({
      ...this.#rising(festival.id),
      id: festival.id,
      kind: festival.kind,
      day,
    }))
    return data.lines.times === null || !Number.isFinite(first) ? ahead : [season, ...ahead]
  }

  #rising(id: string): Pick<Occasion, 'years' | 'lines' | 'rising'> {
    const { lines, ...lift } = this.#lift(id)
    const items = highest(lift.index, lift.within, lift.expected).map((one) => ({
      ...one,
      item: one.place,
      category: null,
    }))
    const categories = highest(lift.ofCategory, lift.withinCategory, lift.expectedOfCategory).map((one) => ({
      ...one,
      item: -1,
      category: this.#theShop.categories[one.place] ?? null,
    }))
    const rising = (items.length > 0 ? items : categories).map(({ place: _, ...one }) => one)
    return { years: this.#windows(id).length, lines, rising }
  }

  /** How many items each rule of life stages finds on either side. */
  stageCounts(rules: readonly StageRule[]): { from: number; to: number }[] {
    const count = (mask: Uint8Array) => mask.reduce((sum, one) => sum + one, 0)
    return stagesOf(rules, this.#theShop.words).map(({ isFrom, isTo }) => ({
      from: count(isFrom),
      to: count(isTo),
    }))
  }

  #maker(slot: SlotName, settings: ListSettings): SlotMaker {
    const shop = this.#theShop
    const lift = this.#lift(settings.occasion)
    const stages = stagesOf(settings.rules, shop.words)
    return new SlotMaker(shop, this.#theModel.recommender, slot, settings, { lift, stages })
  }

  #lift(id: string): Lift {
    const known = this.#lifts.get(id)
    if (known) return known
    const { data, category } = this.#theShop
    const lift = liftIn(this.#windows(id), category, data.lines.items, data.lines.times)
    this.#lifts.set(id, lift)
    return lift
  }

  #windows(id: string) {
    const [first, { now }] = [this.#first(), this.#theShop]
    if (!Number.isFinite(first)) return []
    const festival = festivalById(id)
    if (festival) return festivalWindows(festival, first, now)
    return id === 'season' ? seasonWindows(first, now) : []
  }

  /** The first day of the data; Infinity where there are no times. */
  #first(): number {
    return this.#theShop.data.first.reduce((least, time) => (time < least ? time : least), Infinity)
  }

  /** Codes of members are those of the interactions: everybody in them has a line. */
  #taste(member: number): Taste {
    const { data } = this.#theShop
    const taste = member >= 0 && member < data.members ? tasteOf(data, member) : NOBODY
    return this.#model?.about.isLoaded ? { ...taste, member: -1 } : taste
  }

  get #theShop(): SlotShop {
    if (!this.#shop) throw new Error('The desk has no shop yet.')
    return this.#shop
  }

  get #theModel() {
    if (!this.#model) throw new Error('The desk has no model yet.')
    return this.#model
  }
}

/** A rise that is less is none to plan by. */
const LEAST_RISE = 1.2
/** Chance, over all that are looked at, that one is named for nothing. */
const LEVEL = 0.05

/** Those that rise beyond chance: their lines in the windows by Poisson's upper tail, corrected by Bonferroni. */
function highest(index: Float64Array, lines: Float64Array, expected: Float64Array) {
  const looked = lines.reduce((sum, n) => sum + Number(n >= LEAST_OF_ITEM), 0)
  const isBeyondChance = (place: number) =>
    expected[place]! > 0 && 1 - gammaQ(lines[place]!, expected[place]!) < LEVEL / looked
  return Array.from(index.keys())
    .filter((place) => index[place]! >= LEAST_RISE && lines[place]! >= LEAST_OF_ITEM && isBeyondChance(place))
    .sort((a, b) => index[b]! - index[a]! || a - b)
    .slice(0, RISING)
    .map((place) => ({ place, index: index[place]!, lines: lines[place]! }))
}
