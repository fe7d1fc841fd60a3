import { readClusterNames } from '../../../analyses/clusters/names'
import { levelCounts, type Standing } from '../../../analyses/member-standing'
import { factByName, isNumeric, knownFacts, MEMBER_FACTS } from '../../../segments/facts/catalogue'
import type { MemberFact } from '../../../segments/facts/fact'
import { categoryProfile, frequentGoods, frequentValues, numberProfile } from '../../../segments/profile.sql'
import type { Goods } from '../../../segments/rule'
import { valueWords } from '../../../segments/value-words'
import { rowObjects } from '../../../sql/rows'
import { sql, type Sql } from '../../../sql/sql'
import type { Bilingual } from '../../../text/bilingual'
import { say } from '../../../text/locale.svelte'
import { lensOfAll } from '../../member/read'
import type { Session } from '../../session.svelte'

/** How a fact is spread over the members. */
export type FactProfile =
  | {
      kind: 'number'
      n: number
      missing: number
      low: number
      q1: number
      median: number
      q3: number
      high: number
    }
  | { kind: 'category'; n: number; missing: number; values: number }

/** A value that can be chosen, with how many members or lines have it. */
export interface ValueOption {
  value: string
  label: string
  n: number
}

/** A level of a group, with its words in both languages. */
export interface LevelOption extends ValueOption {
  words: Bilingual
}

/** As many values as can be offered; others can be typed. */
const MOST_VALUES = 2000

/** What the editor of a rule asks the shop: each thing once, as long as the shop and how it is seen stay. */
export class RuleFacts {
  readonly #session: Session
  readonly #kept = new Map<string, Promise<unknown>>()

  constructor(session: Session) {
    this.#session = session
  }

  /** The facts the shop can say anything of. */
  async known(): Promise<ReadonlySet<string>> {
    return (await this.#session.facts()).known
  }

  profile(name: string): Promise<FactProfile | null> {
    return this.#once(`profile ${name}`, async () => {
      const { table, known } = await this.#session.facts()
      const fact = factByName(name)
      if (!fact || !known.has(name)) return null
      const numeric = isNumeric(fact)
      const [row = {}] = rowObjects(
        await this.#session.query(numeric ? numberProfile(table, name) : categoryProfile(table, name)),
      )
      const of = (key: string) => Number(row[key] ?? NaN)
      const [n, missing] = [of('n'), of('missing')]
      if (!numeric) return { kind: 'category', n, missing, values: of('values') }
      return {
        kind: 'number',
        n,
        missing,
        low: of('low'),
        q1: of('q1'),
        median: of('median'),
        q3: of('q3'),
        high: of('high'),
      }
    })
  }

  /** The values of a category fact, the most frequent first. */
  valuesOf(name: string): Promise<ValueOption[]> {
    return this.#once(`values ${name}`, async () => {
      const { table, known } = await this.#session.facts()
      if (!known.has(name)) return []
      const rows = rowObjects(await this.#session.query(frequentValues(table, [name], MOST_VALUES)))
      return rows.map(({ value, n }) => ({
        value: String(value),
        label: say(valueWords(name, String(value))),
        n: Number(n),
      }))
    })
  }

  /** What was bought, the most frequent first. */
  goods(by: Exclude<Goods['by'], 'any'>): Promise<ValueOption[]> {
    return this.#once(`goods ${by}`, async () => {
      const shop = await this.#session.shop()
      const rows = rowObjects(await this.#session.query(frequentGoods(by, shop, MOST_VALUES)))
      return rows.map(({ value, label, n }) => ({
        value: String(value),
        label: label === null || label === value ? String(value) : `${label} (${value})`,
        n: Number(n),
      }))
    })
  }

  /** The levels of a group that an analysis put members in, the largest first. */
  levels(standing: Standing): Promise<LevelOption[]> {
    const { what, analysis, parameters, step } = standing
    return this.#once(`levels ${what} ${JSON.stringify(parameters)}`, async () => {
      const run = await this.#session.runUnder(lensOfAll(this.#session), analysis, parameters)
      const table = run.tables[step]
      if (!table) return []
      const query = (statement: Sql) => this.#session.query(statement)
      const names =
        analysis === 'clusters' ? await readClusterNames(run, query) : new Map<number, Bilingual>()
      const wordsOf = (level: string): Bilingual => {
        const name = names.get(Number(level))
        return name ? { en: `${level} ${name.en}`, zh: `${level} ${name.zh}` } : standing.level(level)
      }
      return rowObjects(await query(levelCounts(table, standing))).map(({ level, n }) => {
        const words = wordsOf(String(level))
        return { value: String(level), label: say(words), words, n: Number(n) }
      })
    })
  }

  /** How many members there are. */
  members(): Promise<number> {
    return this.#once('members', async () => {
      const { table } = await this.#session.facts()
      const [row] = rowObjects(await this.#session.query(sql`select count(*) as n from ${table}`))
      return Number(row?.['n'] ?? 0)
    })
  }

  #once<T>(what: string, work: () => Promise<T>): Promise<T> {
    const { version, lens } = this.#session
    const key = JSON.stringify([what, version, lens?.asOf, lens?.from, lens?.basis])
    const known = this.#kept.get(key) as Promise<T> | undefined
    if (known) return known
    const asked = work()
    this.#kept.set(key, asked)
    asked.catch(() => this.#kept.delete(key))
    return asked
  }
}

const kept = new WeakMap<Session, RuleFacts>()

export function ruleFactsOf(session: Session): RuleFacts {
  const known = kept.get(session) ?? new RuleFacts(session)
  kept.set(session, known)
  return known
}

/** All facts in the order of the catalogue; those the shop says nothing of last. */
export const factsInOrder = (known: ReadonlySet<string>): readonly MemberFact[] => [
  ...knownFacts(known),
  ...MEMBER_FACTS.filter(({ name }) => !known.has(name)),
]
