import { KPI_SPANS, type KpiNode, type KpiTree } from '../../project/kpi-schema'
import { rowObjects } from '../../sql/rows'
import { say } from '../../text/locale.svelte'
import { m } from '../../text/paraglide/messages.js'
import { analyses } from '../analyses.svelte'
import type { Session } from '../session.svelte'
import { Job } from '../warehouse/job.svelte'
import {
  movedNode,
  nodeById,
  nodesOf,
  placedBeside,
  placedUnder,
  withChild,
  withNode,
  withoutNode,
  type Move,
} from './edit'
import { evaluate, type NodeResult, type Reading } from './evaluate'
import { liveFigures, type LiveFigure } from './figures'
import type { Writer } from './format'
import { newNode, readyTree, type ReadyId } from './ready'
import { readFigures } from './read-figures'
import { orderCounts } from './shop-figures.sql'
import { words } from './words'

/** What the page of KPI trees holds: the tree that is shown, its live figures, and what is done to it. */
export class KpiDesk {
  readonly job = new Job<Map<string, Reading>>()
  readonly #session: Session
  #chosen = $state('')
  #selected = $state('')
  /** The first tree, until a change makes it part of the project. */
  #draft = $state.raw<KpiTree | null>(null)

  readonly #figures = $derived.by(() => liveFigures(analyses.list))
  readonly trees = $derived.by(() => this.#session.kpi.present.trees)
  readonly tree = $derived.by(
    () => this.trees.find(({ id }) => id === this.#chosen) ?? this.trees.at(-1) ?? this.#draft,
  )
  readonly writer = $derived.by<Writer>(() => ({
    figures: new Map(this.#figures.map((figure) => [figure.id, figure])),
    currency: this.#session.recipe?.currency ?? '',
  }))
  /** The live figures that the tables of the shop allow. */
  readonly possible = $derived.by<readonly LiveFigure[]>(() =>
    this.#figures.filter(({ needs }) => needs.every((table) => this.#session.tables.includes(table))),
  )
  readonly #wired = $derived.by(() => [...new Set(this.tree ? liveIn(this.tree.root) : [])].toSorted())
  readonly #key = $derived.by(() => {
    const parameters = [...new Set(this.#wired.map((id) => id.split('.')[0] ?? ''))].map(
      (id) => this.#session.parameters[id] ?? {},
    )
    return JSON.stringify([
      this.#session.version,
      this.#session.lens,
      this.tree?.days,
      this.#wired,
      parameters,
    ])
  })
  readonly results = $derived.by<readonly NodeResult[]>(() =>
    this.tree ? evaluate(this.tree, this.#readings(this.tree)) : [],
  )
  /** The node whose fields are open. */
  readonly current = $derived.by(
    () => this.results.find(({ node }) => node.id === this.#selected) ?? this.results[0],
  )

  constructor(session: Session) {
    this.#session = session
  }

  /** Makes the first tree where the project has none. */
  async begin(): Promise<void> {
    if (this.trees.length > 0 || this.#draft !== null) return
    const made = await this.#make('revenue')
    this.#draft ??= made
  }

  /** What the figures are read for; another is another reading. Null while there is nothing to read. */
  get wanted(): { key: string; days: number } | null {
    const days = this.tree?.days
    if (days === undefined || this.#session.recleaning || this.#session.stage !== 'ready') return null
    return { key: this.#key, days }
  }

  read({ key, days }: { key: string; days: number }): void {
    this.job.ensure(key, (signal) => this.#read(days, signal))
  }

  readAgain(): void {
    const { wanted } = this
    if (wanted) void this.job.run(wanted.key, (signal) => this.#read(wanted.days, signal))
  }

  choose(tree: string): void {
    this.#chosen = tree
  }

  select(node: string): void {
    this.#selected = node
  }

  /** Adds a ready tree, or an empty one. */
  async add(id: ReadyId | 'empty'): Promise<void> {
    const made = id === 'empty' ? emptyTree() : await this.#make(id)
    this.#session.changeKpi((book) => ({ trees: [...book.trees, made] }))
    this.#chosen = made.id
    this.#selected = made.root.id
  }

  rename(name: string): void {
    if (name.trim()) this.#change((tree) => ({ ...tree, name: name.trim().slice(0, 200) }))
  }

  setDays(value: string): void {
    this.#change((tree) => ({
      ...tree,
      days: KPI_SPANS.find((days) => String(days) === value) ?? tree.days,
    }))
  }

  setMethod(method: string): void {
    this.#change((tree) => ({ ...tree, method: method === 'shapley' ? 'shapley' : 'log' }))
  }

  deleteTree(): void {
    const gone = this.tree?.id
    this.#session.changeKpi((book) => ({ trees: book.trees.filter(({ id }) => id !== gone) }))
    this.#draft = null
    this.#chosen = ''
  }

  edit(change: Partial<Omit<KpiNode, 'id'>>): void {
    const { current } = this
    if (current) this.#change((tree) => withNode(tree, current.node.id, change))
  }

  addChild(): void {
    const { current } = this
    if (!current) return
    const child = newNode({ name: m.segments_kpi_new_node() })
    this.#change((tree) => withChild(tree, current.node.id, child))
    this.#selected = child.id
  }

  remove(): void {
    const { current } = this
    if (!current || current.parent === null) return
    const { parent } = current
    this.#change((tree) => withoutNode(tree, current.node.id))
    this.#selected = parent
  }

  move(move: Move): void {
    const { current } = this
    if (current) this.#change((tree) => movedNode(tree, current.node.id, move))
  }

  drop(id: string, target: string, place: 'under' | 'beside'): void {
    this.#change((tree) => {
      const node = nodeById(tree, id)
      if (!node) return tree
      return place === 'under' ? placedUnder(tree, node, target) : placedBeside(tree, node, target)
    })
  }

  /** Changes the tree that is shown; a draft becomes part of the project. */
  #change(edit: (tree: KpiTree) => KpiTree): void {
    const before = this.tree
    if (!before) return
    const after = edit(before)
    if (after === before) return
    this.#session.changeKpi((book) => ({
      trees: book.trees.some(({ id }) => id === before.id)
        ? book.trees.map((one) => (one.id === before.id ? after : one))
        : [...book.trees, after],
    }))
    this.#chosen = after.id
  }

  #read(days: number, signal: AbortSignal): Promise<Map<string, Reading>> {
    const figures = this.#wired.flatMap((id) => this.writer.figures.get(id) ?? [])
    return readFigures(this.#session, figures, days, signal)
  }

  /** By node; figures that are gone say so. */
  #readings(tree: KpiTree): Map<string, Reading> {
    const gone = { now: null, before: null, missing: words.missing.unknown }
    return new Map(
      nodesOf(tree.root).flatMap(({ id, source }): [string, Reading][] => {
        if (source.kind !== 'live') return []
        const found = this.writer.figures.has(source.figure) ? this.job.result?.get(source.figure) : gone
        return found ? [[id, found]] : []
      }),
    )
  }

  async #make(id: ReadyId): Promise<KpiTree> {
    const shop = await this.#session.shop()
    const rows = rowObjects(await this.#session.query(orderCounts(shop, 90)))
    return readyTree(id, say, {
      itemsKnown: rows[0]?.['items_known'] === 1,
      others: rows.some((row) => Number(row['other_amount']) !== 0),
    })
  }
}

const liveIn = (root: KpiNode): string[] =>
  nodesOf(root).flatMap(({ source }) => (source.kind === 'live' ? [source.figure] : []))

const emptyTree = (): KpiTree => ({
  id: crypto.randomUUID(),
  name: m.segments_kpi_new_tree(),
  days: 90,
  method: 'log',
  root: newNode({ name: m.segments_kpi_goal_name() }),
})
