import type { Columns } from '../../engine/database'
import type { Frame } from '../../numerics/kernel'
import type { DeskStatus, Had, ListSettings, Occasion, SlotRequest } from '../../numerics/recommend/slot-desk'
import type { SlotList, SlotName } from '../../numerics/recommend/slot-lists'
import type { StageRule } from '../../numerics/recommend/stages'
import { hasSimd } from '../../numerics/simd/simd'
import { sql } from '../../sql/sql'
import { INTERACTIONS } from '../interactions.sql'
import { planOf, type Planned } from '../recommender-plan'
import { optionsIn, ownOptions } from '../recommender-training'
import { recommenderByName } from '../recommenders'
import type { RunResult } from '../runner'
import type { SlotDeskClient } from '../slot-desk'
import { tableOf, type Query, type SlotsData } from './slots-view'

/** What is said of products on the page, by their numbers. */
export interface Products {
  ids: readonly (string | null)[]
  names: readonly (string | null)[]
  categories: readonly (string | null)[]
  prices: Float64Array
  margins: Float64Array
}

export type Phase = 'filling' | 'training' | 'ready' | 'failed' | 'stopped' | 'refused'

/** What stands in the worker, as the page sees it. */
export class SlotsState {
  phase = $state<Phase>('filling')
  share = $state(0)
  error = $state.raw<unknown>(null)
  /** What a model was refused for, or, while it is trained, what it is to cost. */
  planned = $state.raw<Planned | null>(null)
  status = $state.raw<DeskStatus | null>(null)
  products = $state.raw<Products | null>(null)
  occasions = $state.raw<readonly Occasion[]>([])
  /** Whose lists stand there; −1: somebody nothing is known of. */
  member = $state<number | null>(null)
  history = $state.raw<readonly Had[]>([])
  lists = $state.raw<Readonly<Partial<Record<SlotName, SlotList>>>>({})
  /** Milliseconds that the three lists took, there and back. */
  took = $state(NaN)

  #turn = 0

  constructor(
    private readonly desk: SlotDeskClient,
    private readonly query: Query,
  ) {}

  /** Brings the shop and the model into the worker, as far as they are not there. A loaded model stays. */
  async prepare(run: RunResult, data: SlotsData, model: string, anew = false): Promise<void> {
    const turn = ++this.#turn
    this.error = null
    try {
      const goods = await this.query(sql`select * from ${tableOf(run, 'slot_goods')} order by item`)
      if (turn !== this.#turn) return
      this.products = productsOf(goods)
      let status = await this.desk.status()
      if (status.shop !== data.key) {
        this.#begin('filling')
        this.status = null
        status = await this.#fill(run, data, goods)
      }
      const chosen = optionsIn(String(run.parameters['options'] ?? ''))
      const key = `${data.key} ${model} ${JSON.stringify(ownOptions(model, chosen))}`
      if (anew || !status.model || (!status.model.isLoaded && status.model.key !== key)) {
        this.planned = planned(model, data, status, chosen)
        if (this.planned && (this.planned.lacks !== null || this.planned.isTooLarge)) {
          this.phase = 'refused'
          this.status = null
          return
        }
        this.#begin('training')
        const usual = (recommenderByName(model)?.options ?? []).map(({ name, initial }) => [name, initial])
        const options = { seed: 1, ...Object.fromEntries(usual), ...ownOptions(model, chosen) }
        status = await this.desk.train(key, model, options, (share) => {
          if (turn === this.#turn) this.share = share
        })
      }
      const occasions = await this.desk.occasions()
      if (turn !== this.#turn) return
      this.occasions = occasions
      this.status = status
      this.phase = 'ready'
    } catch (error) {
      if (turn !== this.#turn) return
      this.phase = isAbort(error) ? 'stopped' : 'failed'
      this.status = null
      this.error = this.phase === 'failed' ? error : null
    }
  }

  /** Ends what is under way; the worker is empty afterwards. */
  stop(): void {
    this.desk.end()
  }

  /** The three lists for a member; answers that come late are not shown. */
  async show(member: number, requests: readonly SlotRequest[]): Promise<void> {
    const [started, turn] = [performance.now(), this.#turn]
    this.member = member
    const [lists, history] = await Promise.all([this.desk.lists(requests), this.desk.history(member)])
    if (turn !== this.#turn || member !== this.member) return
    this.lists = Object.fromEntries(requests.map(({ slot }, i) => [slot, lists[i]]))
    this.history = history
    this.took = performance.now() - started
  }

  async load(key: string, file: Blob): Promise<void> {
    this.status = await this.desk.load(key, new Uint8Array(await file.arrayBuffer()))
  }

  save(until: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.desk.save({ until, level: 'product' })
  }

  everybody(settings: ListSettings, report: (share: number) => void): Promise<Uint8Array> {
    return this.desk.everybodyAsArrow(settings, report)
  }

  stageCounts(rules: readonly StageRule[]): Promise<{ from: number; to: number }[]> {
    return this.desk.stageCounts(rules)
  }

  async #fill(run: RunResult, data: SlotsData, goods: Columns): Promise<DeskStatus> {
    const turn = this.#turn
    const [interactions, members] = await Promise.all([
      this.query(sql`select member::double as member, item::double as item, weight, time
from ${tableOf(run, INTERACTIONS.interactions)} order by member, time, item`),
      this.query(
        sql`select member::double as member, segment from ${tableOf(run, 'slot_members')} order by member`,
      ),
    ])
    return this.desk.fill(
      {
        key: data.key,
        interactions: interactions as Frame,
        items: withNumbers(goods),
        members: withText(members, 'segment'),
        now: Date.parse(`${run.lens.asOf}T00:00:00Z`) / 86_400_000,
        halfLife: Number(run.parameters['halfLife'] ?? 0),
      },
      (share) => {
        if (turn === this.#turn) this.share = share
      },
    )
  }

  #begin(phase: Phase): void {
    this.phase = phase
    this.share = 0
  }
}

function planned(
  model: string,
  { knows }: SlotsData,
  { sizes }: DeskStatus,
  chosen: Readonly<Record<string, number>>,
): Planned | null {
  const words = recommenderByName(model)
  const known = { times: knows.times, texts: knows.texts, segments: knows.segments, simd: hasSimd() }
  return words && sizes ? planOf(words, { ...sizes, asked: 0 }, known, chosen) : null
}

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError'

const TEXTS = ['product_id', 'name', 'category', 'brand']

/** The goods as the worker takes them: an empty column has no type of its own. */
function withNumbers(goods: Columns): Frame {
  return {
    rows: goods.rows,
    columns: goods.columns.map(({ name, values }) => ({
      name,
      values: TEXTS.includes(name) ? texts(values) : numbers(values),
    })),
  }
}

const withText = (columns: Columns, text: string): Frame => ({
  rows: columns.rows,
  columns: columns.columns.map(({ name, values }) => ({
    name,
    values: name === text ? texts(values) : numbers(values),
  })),
})

const texts = (values: Float64Array | (string | null)[]): (string | null)[] =>
  values instanceof Float64Array
    ? Array.from(values, (value) => (Number.isNaN(value) ? null : String(value)))
    : values

const numbers = (values: Float64Array | (string | null)[]): Float64Array =>
  values instanceof Float64Array
    ? values
    : Float64Array.from(values, (value) => (value === null ? NaN : Number(value)))

function productsOf(goods: Columns): Products {
  const of = (name: string) => goods.columns.find((column) => column.name === name)?.values ?? []
  return {
    ids: texts(of('product_id')),
    names: texts(of('name')),
    categories: texts(of('category')),
    prices: numbers(of('price') as Float64Array),
    margins: numbers(of('margin') as Float64Array),
  }
}
