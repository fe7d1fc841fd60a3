import type { Columns, Database } from '../engine/database'
import { factsOf, FACT_COLUMNS } from '../segments/facts/catalogue'
import { filledColumns, memberFacts } from '../segments/facts/facts.sql'
import type { ShopRelations } from '../segments/relations'
import { resultSelect } from '../segments/result-rule'
import { rulesIn, type ResultRule, type Rule } from '../segments/rule'
import {
  boughtValues,
  isPart,
  listMembers,
  membersByRule,
  membersWhere,
  sequenceMembers,
  type PartRule,
  type RuleContext,
} from '../segments/rule.sql'
import { ident, sql, type Sql } from '../sql/sql'
import { hashText } from './hash'
import { once } from './once'
import { ownFacts, withOwnFacts, type PointAtPersons } from './own-facts'

/** member_facts under a lens: where it stands, and the facts that the shop can say anything of. */
export interface FactTable {
  table: Sql
  known: ReadonlySet<string>
}

/** What a list needs to be made again: the tables its analysis leaves, by step, and the shop that it saw. */
export type ResultTables = (
  rule: ResultRule,
) => Promise<{ tables: Readonly<Record<string, Sql>>; shop: ShopRelations }>

/**
 * Members by rule, under one lens of all members. What a rule reads beside the facts is kept as a table of its own,
 * so that changing a test counts anew within milliseconds.
 */
export class MemberSets {
  readonly #db: Database
  readonly #shop: ShopRelations
  readonly #key: string
  readonly #results: ResultTables
  readonly #pointAtPersons: PointAtPersons
  readonly #tables = new Map<string, Promise<Sql>>()
  readonly #facts = new Map<string, Promise<FactTable>>()

  /** @param key of the lens, for the names of its tables. */
  constructor(
    db: Database,
    shop: ShopRelations,
    key: string,
    results: ResultTables,
    pointAtPersons: PointAtPersons,
  ) {
    this.#db = db
    this.#shop = shop
    this.#key = key
    this.#results = results
    this.#pointAtPersons = pointAtPersons
  }

  facts(signal?: AbortSignal): Promise<FactTable> {
    return once(this.#facts, this.#key, () => this.#makeFacts(signal))
  }

  async #makeFacts(signal: AbortSignal | undefined): Promise<FactTable> {
    const request = signal ? { signal } : {}
    const filled = filledNames(await this.#db.query(filledColumns(this.#shop, FACT_COLUMNS), request))
    const table = ident('lens', `member_facts_${this.#key}`)
    const own = await ownFacts(this.#db, this.#pointAtPersons, request)
    const known = factsOf(filled).filter(({ name }) => name !== 'income' || !own.numericIncome)
    await this.#db.run(
      sql`create or replace table ${table} as\n${withOwnFacts(memberFacts(this.#shop, filled), own.columns)}`,
      request,
    )
    return { table, known: new Set([...known, ...own.columns].map(({ name }) => name)) }
  }

  /** SELECT of member_id: for whom a resolved rule holds. The tables it reads are there when it resolves. */
  async select(rule: Rule, signal?: AbortSignal): Promise<Sql> {
    return membersWhere(rule, await this.#context([rule], signal))
  }

  /** SELECT of member_id and t0, t1, …: of every member, whether each of the resolved rules holds. */
  async flags(rules: readonly Rule[], signal?: AbortSignal): Promise<Sql> {
    return membersByRule(rules, await this.#context(rules, signal))
  }

  async #context(rules: readonly Rule[], signal: AbortSignal | undefined): Promise<RuleContext> {
    const { table, known } = await this.facts(signal)
    const parts = new Map<PartRule, Sql>()
    for (const rule of rules)
      for (const part of rulesIn(rule)) if (isPart(part)) parts.set(part, await this.#part(part, signal))
    return {
      facts: table,
      known,
      part: (wanted) => {
        const found = parts.get(wanted)
        if (!found) throw new Error('A part of the rule has no table.')
        return found
      },
    }
  }

  #part(rule: PartRule, signal: AbortSignal | undefined): Promise<Sql> {
    const key = hashText(JSON.stringify([this.#key, withoutTest(rule)]))
    return once(this.#tables, key, () => this.#makePart(rule, ident('lens', `part_${key}`), signal))
  }

  async #makePart(rule: PartRule, table: Sql, signal: AbortSignal | undefined): Promise<Sql> {
    const select = await this.#partSelect(rule)
    await this.#db.run(sql`create or replace table ${table} as\n${select}`, signal ? { signal } : {})
    return table
  }

  async #partSelect(rule: PartRule): Promise<Sql> {
    switch (rule.kind) {
      case 'bought':
        return boughtValues(rule, this.#shop)
      case 'sequence':
        return sequenceMembers(rule, this.#shop)
      case 'list':
        return listMembers(rule, this.#shop)
      case 'result':
        return resultSelect(rule, await this.#results(rule))
    }
  }
}

/** What the table of a part depends on. */
const withoutTest = (rule: PartRule): unknown => (rule.kind === 'bought' ? { ...rule, test: null } : rule)

function filledNames({ columns }: Columns): Set<string> {
  return new Set(
    columns
      .filter(
        (column) => (column.type === 'boolean' || column.type === 'text') && column.values[0] === 'true',
      )
      .map(({ name }) => name),
  )
}
