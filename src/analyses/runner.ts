import type { Database, FileDatabase } from '../engine/database'
import type { TableName } from '../shop/tables'
import type { ShopRelations } from '../segments/relations'
import { RuleFault, type ResultRule, type Rule } from '../segments/rule'
import { sampled } from '../segments/sampled.sql'
import { empty, ident, script, sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import {
  completeParameters,
  computedFrom,
  type Analysis,
  type GroupTable,
  type Lens,
  type Parameters,
  type Population,
  type ShopViews,
  type Step,
} from './analysis'
import { FlagTables } from './flag-tables'
import { hashText } from './hash'
import { once } from './once'
import { MemberSets, type FactTable } from './member-sets'
import { factsView, groupedFactsView, lensViews, memberOrderViews, shopViews } from './lens'
import { makeMemberOrders } from './member-orders'
import {
  chosenGroups,
  groupSources,
  inOrOut,
  levelsIn,
  plainGroups,
  type GroupSource,
  type MemberGroups,
} from './member-groups'
import type { PointAtPersons } from './own-facts'

/** What a run left behind: its tables, still in the engine, and how they came to be. */
export interface RunResult {
  analysis: string
  parameters: Parameters
  lens: Lens
  /** Step name → the table that holds it. */
  tables: Record<string, Sql>
  /** Step name → the SELECT that made it. */
  statements: Record<string, Sql>
  definition: Bilingual
}

export interface RunOptions {
  onStep?: (step: Pick<Step, 'name' | 'about'>, index: number, count: number) => void
  /** The share done, 0 to 1, of a step that is a kernel's, as often as the kernel says it. */
  onShare?: (name: string, share: number) => void
  signal?: AbortSignal
  /** The groups that parameters may name; without it all that the runner knows of. */
  groups?: readonly MemberGroups[]
}

/** Runs kernels, in the page in a worker of their own. */
export interface Numerics {
  /** From an Arrow IPC stream, which it takes over, to one of the kernel's columns. */
  run(
    kernel: string,
    input: Uint8Array,
    options: Readonly<Record<string, string | number>>,
    request?: { signal?: AbortSignal | undefined; onProgress?: ((share: number) => void) | undefined },
  ): Promise<Uint8Array>
}

/** An engine that also gives a kernel what it reads, and takes in what it has made: bytes that go from worker to worker. */
export type ResultDatabase = Database & Pick<FileDatabase, 'arrow' | 'insertArrow'>

interface Run {
  result: Promise<RunResult>
  /** Ends it, while it is under way. */
  signal: AbortSignal | undefined
}

/**
 * Runs analyses and keeps their tables, by data version, lens and parameters: asking twice costs nothing. The
 * latest result of each step is also a view under the step's own name, for the SQL page.
 */
export class AnalysisRunner {
  readonly #db: ResultDatabase
  readonly #numerics: Numerics
  readonly #analysisById: (id: string) => Analysis | undefined
  readonly #tables: readonly TableName[]
  readonly #pointAtPersons: PointAtPersons
  readonly #groups: () => readonly MemberGroups[]
  readonly #results = new Map<string, Run>()
  /** Table of a step → the work that makes it. Steps of the same statement share it, whatever else was asked for. */
  readonly #steps = new Map<string, Promise<void>>()
  /** Ends every run when the tables they read from go. */
  readonly #end = new AbortController()
  /** Key of a lens → its views, ready. */
  readonly #lenses = new Map<string, Promise<void>>()
  /** Key of a lens of all members → its sets of members. */
  readonly #sets = new Map<string, MemberSets>()
  /** Tables of resolved rules by member, under the lens with its population. */
  readonly flags: FlagTables
  /** Step name → the key of the result that its view shows. */
  readonly #shown = new Map<string, string>()

  /** One runner per data version: when the shop's tables change, make a new one and call `forget` on the old. */
  constructor(
    db: ResultDatabase,
    tables: readonly TableName[],
    numerics: Numerics,
    analysisById: (id: string) => Analysis | undefined = () => undefined,
    pointAtPersons: PointAtPersons = () => [],
    groups: () => readonly MemberGroups[] = () => [],
  ) {
    this.#db = db
    this.#analysisById = analysisById
    this.#numerics = numerics
    this.#pointAtPersons = pointAtPersons
    this.#groups = groups
    this.#tables = tables
    this.flags = new FlagTables(db, numerics, (rules, lens, signal) => this.#selectFlags(rules, lens, signal))
  }

  run(
    analysis: Analysis,
    lens: Lens,
    given: Partial<Parameters> = {},
    options: RunOptions = {},
  ): Promise<RunResult> {
    const { groups = this.#groups() } = options
    const parameters = completeParameters(analysis, given, groups)
    const key = resultKey(analysis, lens, parameters, groups)
    const known = this.#results.get(key)
    // One that is being cancelled is of no use to whoever asks for it again.
    if (known && !known.signal?.aborted) {
      return known.result.then(async (found) => {
        const result = withParameters(found, parameters)
        await this.#show(result, key)
        return result
      })
    }
    const signal = options.signal ? AbortSignal.any([options.signal, this.#end.signal]) : this.#end.signal
    const result = this.#compute(analysis, lens, parameters, key, { ...options, groups, signal })
    const run: Run = { result, signal: options.signal }
    this.#results.set(key, run)
    result.then(
      // Once it is there, whoever asked for it may end her signal.
      () => (run.signal = undefined),
      // A run that failed or was cancelled is forgotten, so that it can be asked for again.
      () => this.#results.get(key) === run && this.#results.delete(key),
    )
    return result
  }

  /** Whether this was run, or is being run, so that asking for it costs nothing more. */
  has(analysis: Analysis, lens: Lens, given: Partial<Parameters> = {}): boolean {
    const groups = this.#groups()
    return this.#results.has(resultKey(analysis, lens, completeParameters(analysis, given, groups), groups))
  }

  /** Drops every lens and result of this runner: to be called before the shop's tables change. */
  async forget(): Promise<void> {
    this.#end.abort()
    const names = new Set<string>()
    for (const result of await Promise.allSettled([...this.#results.values()].map((run) => run.result))) {
      if (result.status === 'fulfilled') Object.keys(result.value.tables).forEach((name) => names.add(name))
    }
    this.#results.clear()
    this.#steps.clear()
    this.#lenses.clear()
    this.#sets.clear()
    this.#shown.clear()
    const views = [...names].map((name) => sql`drop view if exists ${ident(name)}`)
    const schemas = [sql`drop schema if exists result cascade`, sql`drop schema if exists lens cascade`]
    await this.#db.run(script([...views, ...this.flags.forget(), ...schemas]))
  }

  async #compute(
    analysis: Analysis,
    lens: Lens,
    parameters: Parameters,
    key: string,
    { onStep, onShare, signal, groups = [] }: RunOptions,
  ): Promise<RunResult> {
    const chosen = chosenGroups(analysis, parameters, groups)
    const shop = await this.#lookGrouped(lens, analysis, chosen, signal)
    const tables: Record<string, Sql> = {}
    const statements: Record<string, Sql> = {}
    const table = (name: string): Sql => {
      const found = tables[name]
      if (!found) throw new Error(`Step ${name} of ${analysis.id} is used before it is made.`)
      return found
    }
    for (const [index, makeStep] of analysis.steps.entries()) {
      signal?.throwIfAborted()
      const step = makeStep({ shop, parameters, table })
      onStep?.(step, index, analysis.steps.length)
      tables[step.name] = await this.#make(step, signal, (share) => onShare?.(step.name, share))
      statements[step.name] = step.select
    }
    const result = {
      analysis: analysis.id,
      parameters,
      lens,
      tables,
      statements,
      definition: analysis.definition(parameters, lens, chosen),
    }
    await this.#show(result, key)
    return result
  }

  /** The shop under a lens: its views, and the facts of members where they are asked for. */
  async #look(
    lens: Lens,
    { usesFacts, usesMemberOrders }: Pick<Analysis, 'usesFacts' | 'usesMemberOrders'>,
    signal: AbortSignal | undefined,
  ): Promise<ShopViews> {
    const key = keyOf(lens)
    const population = lens.population && ident('lens', `population_${key}`)
    await once(this.#lenses, key, async () => {
      const schemas = [sql`create schema if not exists lens`, sql`create schema if not exists result`]
      const members = lens.population
        ? [
            sql`create or replace table ${population ?? empty} as\n${await this.#populate(lens.population, lens, signal)}`,
          ]
        : []
      await this.#db.run(script([...schemas, ...members, ...lensViews(key, lens, this.#tables, population)]))
    })
    if (usesMemberOrders) {
      await this.#sortOrders(signal)
      await once(this.#lenses, `member orders ${key}`, () =>
        this.#db.run(script(memberOrderViews(key, lens, population))),
      )
    }
    if (!usesFacts) return shopViews(key, lens)
    const { table, known } = await this.facts(lens, signal)
    await once(this.#lenses, `facts_${key}`, () => this.#db.run(factsView(key, table, population)))
    return shopViews(key, lens, known)
  }

  /** The same with the members in groups, where parameters name any. */
  async #lookGrouped(
    lens: Lens,
    analysis: Analysis,
    chosen: readonly MemberGroups[],
    signal: AbortSignal | undefined,
  ): Promise<ShopViews> {
    const shop = await this.#look(lens, analysis, signal)
    if (chosen.length === 0) return shop
    const groups: GroupTable[] = []
    for (const { id, label, order, source } of chosen)
      groups.push({ id, label, order, levels: await this.#levels(source, lens, signal) })
    if (!analysis.usesFacts) return { ...shop, groups }
    const name = `facts_${keyOf(lens)}_${hashText(JSON.stringify(groups.map(({ id, levels }) => [id, levels.text])))}`
    const facts = ident('lens', name)
    await once(this.#lenses, name, () => this.#db.run(groupedFactsView(shop.facts, facts, groups)))
    return { ...shop, facts, groups }
  }

  /** member_id, level: the group of each member. */
  async #levels(source: GroupSource, lens: Lens, signal: AbortSignal | undefined): Promise<Sql> {
    if (source.kind === 'result') {
      const analysis = this.#analysisById(source.analysis)
      if (!analysis) throw new Error(`There is no analysis called ${source.analysis}.`)
      const { tables } = await this.run(analysis, lens, source.parameters, signal ? { signal } : {})
      return levelsIn(tables[source.step] ?? empty, source.column, source.none)
    }
    const name = `levels_${hashText(JSON.stringify([source, lens]))}`
    const table = ident('lens', name)
    await once(this.#lenses, name, async () => {
      const { table: facts } = await this.facts(lens, signal)
      const members = await this.#populate(source, lens, signal)
      await this.#db.run(
        sql`create or replace table ${table} as\n${inOrOut(facts, members)}`,
        signal ? { signal } : {},
      )
    })
    return table
  }

  /** Makes what most analyses read, before anybody asks for one. */
  async prepare(): Promise<void> {
    if (!this.#tables.includes('orders')) return
    await this.#db.run(sql`create schema if not exists lens`, { signal: this.#end.signal })
    await this.#sortOrders(this.#end.signal)
  }

  #sortOrders(signal: AbortSignal | undefined): Promise<void> {
    return once(this.#lenses, 'member orders', () => makeMemberOrders(this.#db, this.#tables, signal))
  }

  async #populate(
    population: Pick<Population, 'rule' | 'sample'>,
    lens: Lens,
    signal: AbortSignal | undefined,
  ): Promise<Sql> {
    const members = await this.members(population.rule, lens, signal)
    return population.sample ? sampled(sql`(${members})`, population.sample) : members
  }

  /** member_facts of all members, under the lens without its population. */
  async facts(lens: Lens, signal?: AbortSignal): Promise<FactTable> {
    return (await this.#setsOf(lens, signal)).facts(signal)
  }

  /** SELECT of member_id: of all members those for whom a resolved rule holds, whatever the population. */
  async members(rule: Rule, lens: Lens, signal?: AbortSignal): Promise<Sql> {
    return (await this.#setsOf(lens, signal)).select(rule, signal)
  }

  async #selectFlags(rules: readonly Rule[], lens: Lens, signal: AbortSignal | undefined): Promise<Sql> {
    const select = await (await this.#setsOf(lens, signal)).flags(rules, signal)
    if (!lens.population) return select
    const { members } = await this.#look(lens, {}, signal)
    return sql`${select}\nwhere f.member_id in (select member_id from ${members})`
  }

  /** The shop's tables under a lens, for queries beside the analyses. Its facts are there once `facts` was asked. */
  shop(lens: Lens, signal?: AbortSignal): Promise<ShopRelations> {
    return this.#look(lens, {}, signal)
  }

  async #setsOf({ population: _, ...all }: Lens, signal: AbortSignal | undefined): Promise<MemberSets> {
    const key = keyOf(all)
    const shop = await this.#look(all, { usesMemberOrders: true }, signal)
    const known = this.#sets.get(key)
    if (known) return known
    const results = async (rule: ResultRule) => {
      const analysis = this.#analysisById(rule.analysis)
      if (!analysis) throw new RuleFault('gone', `analysis ${rule.analysis}`)
      const lens = rule.within ? { ...all, population: { id: '', name: '', rule: rule.within } } : all
      const { tables } = await this.run(analysis, lens, rule.parameters, {
        groups: plainGroups(this.#groups()),
      })
      return { tables, shop: await this.#look(lens, {}, undefined) }
    }
    const sets = new MemberSets(this.#db, shop, key, results, this.#pointAtPersons)
    this.#sets.set(key, sets)
    return sets
  }

  /** The table of a step, by what it is made of: a parameter that a step does not read does not make it anew. */
  async #make(
    step: Step,
    signal: AbortSignal | undefined,
    onProgress: (share: number) => void,
  ): Promise<Sql> {
    const { select, kernel, view } = step
    const table = `${step.name}_${hashText(JSON.stringify([select.text, kernel, view]))}`
    await once(this.#steps, table, () => this.#fill(step, table, signal, onProgress))
    return ident('result', table)
  }

  async #fill(
    { select, kernel, view }: Step,
    table: string,
    signal: AbortSignal | undefined,
    onProgress: (share: number) => void,
  ): Promise<void> {
    const target = ident('result', table)
    const request = signal ? { signal } : {}
    if (!kernel) {
      await this.#db.run(
        sql`create or replace ${view ? sql`view` : sql`table`} ${target} as\n${select}`,
        request,
      )
      return
    }
    const input = await this.#db.arrow(select, request)
    const made = await this.#numerics.run(kernel.name, input, kernel.options, { ...request, onProgress })
    await this.#db.run(sql`drop table if exists ${target}`)
    await this.#db.insertArrow({ schema: 'result', name: table }, made, { create: true })
  }

  /** Lets the views under the steps' own names be those of this result. */
  async #show(result: RunResult, key: string): Promise<void> {
    const others = Object.entries(result.tables).filter(([name]) => this.#shown.get(name) !== key)
    if (others.length === 0) return
    const view = ([name, table]: [string, Sql]) =>
      sql`create or replace view ${ident(name)} as select * from ${table}`
    await this.#db.run(script(others.map(view)))
    for (const [name] of others) this.#shown.set(name, key)
  }
}

const resultKey = (
  analysis: Analysis,
  lens: Lens,
  parameters: Parameters,
  groups: readonly MemberGroups[],
): string =>
  hashText(
    JSON.stringify([
      analysis.id,
      lens,
      computedFrom(analysis, parameters),
      groupSources(analysis, parameters, groups),
    ]),
  )

const keyOf = (lens: Lens): string => hashText(JSON.stringify(lens))

/** The same tables beside other remarks: the result itself where none differs. */
const withParameters = (result: RunResult, parameters: Parameters): RunResult =>
  JSON.stringify(result.parameters) === JSON.stringify(parameters) ? result : { ...result, parameters }
