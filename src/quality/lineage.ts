import type { Analysis } from '../analyses/analysis'
import { completeParameters } from '../analyses/analysis'
import type { Recipe } from '../cleaning/recipe'
import { readingSteps, rulingSteps } from '../cleaning/steps'
import { shopByName } from '../analyses/shop-names'
import { FACT_COLUMNS } from '../segments/facts/catalogue'
import { memberFacts } from '../segments/facts/facts.sql'
import { SHOP_TABLES } from '../shop/tables'
import { ident, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'

/** What stands on the way from a file to a figure. */
export interface LineageNode {
  id: string
  kind: 'file' | 'raw' | 'making' | 'shop' | 'result'
  /** The table's name in SQL, or the file's name. */
  name: string
  about: Bilingual | null
  /** The statement that makes it, where one does. */
  sql: string | null
}

export interface LineageEdge {
  from: string
  to: string
}

export interface LineageGraph {
  nodes: LineageNode[]
  edges: LineageEdge[]
}

/**
 * Which table is made of which, read off the recipe's own statements and the registry's own steps: nothing of it is
 * written by hand. `analyses`: those whose result tables are to be shown.
 */
export function lineageOf(recipe: Recipe, analyses: readonly Analysis[]): LineageGraph {
  const graph: LineageGraph = { nodes: [], edges: [] }
  addFiles(graph, recipe)
  addCleaning(graph, recipe)
  for (const analysis of analyses) addAnalysis(graph, analysis)
  const tied = new Set(graph.edges.flatMap(({ from, to }) => [from, to]))
  // Tables that are there for rules nobody added lead nowhere.
  return { ...graph, nodes: graph.nodes.filter(({ id, kind }) => kind !== 'making' || tied.has(id)) }
}

function addFiles({ nodes, edges }: LineageGraph, recipe: Recipe) {
  recipe.sources.forEach((source, index) => {
    const raw = `raw.file_${index + 1}`
    nodes.push({ id: `file ${index}`, kind: 'file', name: source.file.name, about: null, sql: null })
    nodes.push({ id: raw, kind: 'raw', name: raw, about: RAW, sql: null })
    edges.push({ from: `file ${index}`, to: raw })
  })
}

const RAW: Bilingual = {
  en: 'The file as it is, every cell as text.',
  zh: '文件原样,每一格都是文本。',
}

function addCleaning(graph: LineageGraph, recipe: Recipe) {
  const shop: readonly string[] = SHOP_TABLES.map(({ name }) => name)
  const steps = [...readingSteps(recipe), ...rulingSteps(recipe)]
  for (const { label, statement } of steps) {
    const made = madeBy(statement)
    if (made === null) continue
    const known = graph.nodes.find(({ id }) => id === made)
    if (!known) {
      const kind = shop.includes(made) ? 'shop' : 'making'
      graph.nodes.push({ id: made, kind, name: made, about: label, sql: statement.text })
    }
    for (const from of readBy(statement)) connect(graph, from, made)
  }
}

/** The table that a statement makes or fills, or null. */
function madeBy(statement: Sql): string | null {
  const name = /^\s*(?:create (?:or replace )?(?:table|view)|insert into) ("[^"]+"|\w+)/i.exec(
    statement.text,
  )?.[1]
  return name === undefined ? null : name.replaceAll('"', '')
}

/** The names that follow FROM and JOIN: tables, and names of the statement's own, which no node has. */
function readBy(statement: Sql): string[] {
  const code = statement.text.replace(/'(?:[^']|'')*'/g, "''")
  const names = [...code.matchAll(/\b(?:from|join)\s+((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)/gi)]
  return [...new Set(names.map((match) => (match[1] ?? '').replaceAll('"', '')))]
}

/** Only what is a node already comes before another. */
function connect({ nodes, edges }: LineageGraph, from: string, to: string) {
  if (from === to || !nodes.some(({ id }) => id === from)) return
  if (!edges.some((edge) => edge.from === from && edge.to === to)) edges.push({ from, to })
}

/** The steps are declared with names of ours in place of the shop's views, and say by them what they read. */
function addAnalysis(graph: LineageGraph, analysis: Analysis) {
  const parameters = completeParameters(analysis)
  const shop = shopByName(ANY_DAY, 'shop')
  if (analysis.usesFacts) addFacts(graph)
  for (const makeStep of analysis.steps) {
    const { name, about, select } = makeStep({ shop, parameters, table: (step) => ident('step', step) })
    // Two analyses may share a step.
    if (graph.nodes.some(({ id }) => id === name)) continue
    graph.nodes.push({ id: name, kind: 'result', name, about, sql: select.text })
    for (const from of readBy(select)) connect(graph, from.replace(/^(step|shop)\./, ''), name)
  }
}

/** What is said of one member, which several analyses read. */
function addFacts(graph: LineageGraph) {
  if (graph.nodes.some(({ id }) => id === 'member_facts')) return
  const select = memberFacts(shopByName(ANY_DAY, 'shop'), new Set(FACT_COLUMNS))
  graph.nodes.push({
    id: 'member_facts',
    kind: 'result',
    name: 'member_facts',
    about: FACTS,
    sql: select.text,
  })
  for (const from of readBy(select)) connect(graph, from.replace(/^shop\./, ''), 'member_facts')
}

const FACTS: Bilingual = {
  en: 'What is known of each member, one row each.',
  zh: '每位会员的已知事实,一行一人。',
}
const ANY_DAY = '2000-01-01'
