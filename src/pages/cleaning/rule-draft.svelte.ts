import { baseOf } from '../../cleaning/added-steps'
import { addRule, replaceRule } from '../../cleaning/edit-rules'
import type { Field, RuleAction, RuleKind, RuleParameters } from '../../cleaning/kinds/kind'
import { actionsOf, fieldsOf, initialParameters, kindById, KINDS } from '../../cleaning/kinds/kinds'
import type { Recipe } from '../../cleaning/recipe'
import { countHits } from '../../cleaning/rule-hits.sql'
import { ruleList, type AddedRule, type RuleSet, type RuleTable } from '../../cleaning/rule-list'
import { hasDetails, hasSales } from '../../cleaning/shop.sql'
import { isCancelled } from '../../engine/errors'
import { rowObjects } from '../../sql/rows'
import type { Session } from '../session.svelte'

/** What a rule would catch, of the rows that no rule before it sets aside. */
export interface Preview {
  rows: number
  of: number
  members: number
  orders: number
  amount: number
}

/** A rule being written: its answers so far, what it would catch, and what is wrong with it. */
export class RuleDraft {
  kind = $state.raw<RuleKind>(KINDS[0]!)
  table = $state<RuleTable>('sales')
  action = $state<RuleAction>('flag')
  parameters = $state.raw<RuleParameters>({})
  reason = $state('')
  preview = $state.raw<Preview | null>(null)
  fault = $state.raw<unknown>(null)
  counting = $state(false)
  readonly #session: Session
  readonly #edited: AddedRule | null
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(session: Session, edited: AddedRule | null, reason: string, column: string | null) {
    this.#session = session
    this.#edited = edited
    this.reason = reason
    if (edited) {
      this.kind = kindById(edited.kind)
      this.table = edited.table
      this.action = edited.action
      this.parameters = edited.parameters
      this.#count()
    } else {
      this.choose(column === null ? (this.kinds[0]?.id ?? 'condition') : 'missing')
      if (column !== null) this.set('column', column)
    }
  }

  get recipe(): Recipe {
    return this.#session.recipe!
  }

  /** Kinds that have something to look at in these files. */
  get kinds(): readonly RuleKind[] {
    return KINDS.filter(
      (kind) =>
        this.#tablesOf(kind).length > 0 &&
        kind.fields.every(
          (field) => field.kind !== 'choice' || field.when || this.#options(kind, field).length > 0,
        ),
    )
  }

  get tables(): readonly RuleTable[] {
    return this.#tablesOf(this.kind)
  }

  /** The tables that a kind looks at and that these files have. */
  #tablesOf(kind: RuleKind): RuleTable[] {
    const { recipe } = this
    const has: Record<RuleTable, boolean> = {
      sales: hasSales(recipe),
      details: hasDetails(recipe),
      members: recipe.sources.some(({ table }) => table === 'members'),
      products: recipe.sources.some(({ table }) => table === 'products'),
    }
    return kind.tables.filter((table) => has[table])
  }

  get actions(): RuleAction[] {
    return actionsOf(this.kind, this.parameters)
  }

  get fields(): Field[] {
    return fieldsOf(this.kind, this.parameters, this.action)
  }

  options(field: Field & { kind: 'choice' }) {
    return field.options(this.recipe, this.table, this.parameters)
  }

  #options(kind: RuleKind, field: Field & { kind: 'choice' }) {
    return this.#tablesOf(kind).flatMap((table) => field.options(this.recipe, table, initialParameters(kind)))
  }

  choose(id: string): void {
    const kind = KINDS.find((candidate) => candidate.id === id)
    if (!kind) return
    this.kind = kind
    if (!this.tables.includes(this.table)) this.table = this.tables[0] ?? 'sales'
    this.action = kind.actions[0] ?? 'flag'
    this.parameters = initialParameters(kind)
    this.#settle()
  }

  setTable(table: RuleTable): void {
    this.table = table
    this.#settle()
  }

  setAction(action: RuleAction): void {
    this.action = action
    this.#settle()
  }

  set(name: string, value: string | number): void {
    this.parameters = { ...this.parameters, [name]: value }
    this.#settle()
  }

  /** The list with this rule in it. */
  applyTo(set: RuleSet): RuleSet {
    const { table, action, parameters, reason } = this
    const rule = { kind: this.kind.id, table, action, on: this.#edited?.on ?? true, parameters }
    return this.#edited
      ? replaceRule(set, { ...rule, id: this.#edited.id }, reason)
      : addRule(set, rule, reason)
  }

  /** Answers that are none any more take the first that is one. */
  #settle(): void {
    for (const field of this.kind.fields) {
      if (field.kind !== 'choice') continue
      const options = this.options(field)
      const known = options.some(({ value }) => value === this.parameters[field.name])
      if (!known && options[0]) this.parameters = { ...this.parameters, [field.name]: options[0].value }
    }
    if (!this.actions.includes(this.action)) this.action = this.actions[0] ?? 'flag'
    this.#count()
  }

  #count(): void {
    clearTimeout(this.#timer)
    this.counting = true
    this.#timer = setTimeout(() => void this.#countNow(++this.#turn), 250)
  }

  async #countNow(turn: number): Promise<void> {
    try {
      const recipe = { ...this.recipe, ...this.applyTo(this.recipe) }
      const listed = this.#edited
        ? ruleList(recipe).find(({ id }) => id === this.#edited?.id)
        : ruleList(recipe).find(
            ({ added }) => added && !ruleList(this.recipe).some(({ id }) => id === added.id),
          )
      if (!listed?.added) return
      const statement = countHits(recipe, { ...listed, added: listed.added }, baseOf(this.table))
      const [row] = rowObjects(await this.#session.query(statement, 'rule preview'))
      if (turn !== this.#turn) return
      this.preview = {
        rows: Number(row?.['rows']),
        of: Number(row?.['stage']),
        members: Number(row?.['members']),
        orders: Number(row?.['orders']),
        amount: Number(row?.['amount']),
      }
      this.fault = null
    } catch (error) {
      if (turn !== this.#turn || isCancelled(error)) return
      this.preview = null
      this.fault = this.#unwritten() ? null : error
    } finally {
      if (turn === this.#turn) this.counting = false
    }
  }

  /** A condition of which nothing is written yet is no mistake. */
  #unwritten(): boolean {
    return this.kind.id === 'condition' && String(this.parameters['condition'] ?? '').trim() === ''
  }
}
