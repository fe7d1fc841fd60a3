import type { IdentityPlan, IdentifierKind } from '../cleaning/identity-plan'
import { hasBuyerAttributes } from '../cleaning/attributes.sql'
import type { Recipe } from '../cleaning/recipe'
import type { Column, FileDatabase } from '../engine/database'
import type { Sql } from '../sql/sql'
import { cell, rowArrays } from '../sql/rows'
import { accountForLinks, type IdentityAccount, type RefusalReason } from './account'
import { buyerAttributes, clearLinks, crosswalk, members, mergeListed, relabel } from './apply.sql'
import { LINKED, TOLD_DISTINCT, TOO_LARGE, type LinkOutcome, type LinkProblem } from './clusters'
import { proposeShared, type SharedBy } from './distribution'
import {
  attributeCodes,
  clusters,
  groups,
  identifiers,
  markedRecords,
  outcomeOfIdentifiers,
} from './identifiers.sql'
import { HERE, type IdentityKernels } from './kernels'
import { distribution, evidence, hashedKinds, records, tuples } from './records.sql'
import { identitySources } from './sources'

export interface LinkOptions {
  kernels?: IdentityKernels
  signal?: AbortSignal | undefined
  onProgress?: (share: number) => void
}

/**
 * Finds which records of all files are one person's, from the rows as they were read: by the strongest identifier
 * first, each whole or not at all. Leaves `member_crosswalk` and the `identity_…` tables; the shop's rows are not
 * touched (see `applyLinks`).
 */
export async function findLinks(
  db: FileDatabase,
  recipe: Recipe,
  plan: IdentityPlan,
  { kernels = HERE, signal, onProgress }: LinkOptions = {},
): Promise<IdentityAccount> {
  const sources = identitySources(recipe)
  let done = 0
  const run = async (statement: Sql) => {
    await db.run(statement, { signal })
    onProgress?.(Math.min(1, ++done / STATEMENTS))
  }
  for (const statement of clearLinks) await db.run(statement)
  await run(tuples(sources))
  await run(records)
  await run(evidence(plan.kinds, await kindsAsHashes(db, plan)))
  const shares = await readDistribution(db)
  const proposedShared = proposeShared(shares)
  const shared = plan.shared ?? proposedShared
  await run(identifiers(plan, shared))
  const { problem, ids } = await readProblem(db, plan)
  signal?.throwIfAborted()
  const outcome = await kernels.cluster(problem)
  signal?.throwIfAborted()
  await writeOutcome(db, plan, ids, outcome)
  await run(members)
  await run(crosswalk(sources))
  return accountForLinks(db, { shared, proposedShared, distribution: shares })
}

const STATEMENTS = 6

/** Puts the linked ids into the rows as they were read: to be run once after reading, before the rules. */
export async function applyLinks(
  db: FileDatabase,
  recipe: Recipe,
  { signal }: LinkOptions = {},
): Promise<void> {
  const sources = identitySources(recipe)
  for (const source of sources) for (const statement of relabel(source)) await db.run(statement, { signal })
  if (sources.some(({ plan }) => plan.table === 'members')) {
    for (const statement of mergeListed) await db.run(statement, { signal })
  }
  if (hasBuyerAttributes(recipe)) await db.run(buyerAttributes, { signal })
}

async function kindsAsHashes(db: FileDatabase, plan: IdentityPlan): Promise<Set<IdentifierKind>> {
  if (plan.hashed) return new Set(plan.kinds)
  const { columns } = await db.query(hashedKinds)
  return new Set(
    plan.kinds.filter(
      (kind) =>
        cell(
          columns.find(({ name }) => name === kind),
          0,
        ) === 'true',
    ),
  )
}

async function readDistribution(db: FileDatabase): Promise<SharedBy[]> {
  return rowArrays(await db.query(distribution)).map(([kind, count, number]) => ({
    kind: String(kind),
    records: Number(count),
    identifiers: Number(number),
  }))
}

/** The problem for the kernel, and the identifier that each of its groups stands for. */
async function readProblem(
  db: FileDatabase,
  plan: IdentityPlan,
): Promise<{ problem: LinkProblem; ids: number[] }> {
  const attributes = await db.query(attributeCodes)
  const linking = await db.query(groups)
  const marked = new Map(
    rowArrays(await db.query(markedRecords(plan))).map(([mark, record]) => [String(mark), Number(record)]),
  )
  const [identifier, forcedColumn, record] = linking.columns.map(numbersOf)
  const ids: number[] = []
  const offsets: number[] = []
  const forced: number[] = []
  for (let i = 0; i < linking.rows; i++) {
    const id = identifier?.[i] ?? 0
    if (ids.length > 0 && ids[ids.length - 1] === id) continue
    ids.push(id)
    offsets.push(i)
    forced.push(forcedColumn?.[i] ?? 0)
  }
  offsets.push(linking.rows)
  const apart = new Uint8Array(attributes.rows)
  for (const made of plan.decisions) {
    const taken = made.decision === 'unlink' ? marked.get(made.member) : undefined
    if (taken !== undefined) apart[taken] = 1
  }
  const pairs = (decision: 'link' | 'distinct') =>
    Uint32Array.from(
      plan.decisions.flatMap((made) => {
        if (made.decision !== decision) return []
        const found = made.members.map((mark) => marked.get(mark))
        return found.every((one) => one !== undefined) ? found : []
      }),
    )
  const problem = {
    records: attributes.rows,
    offsets: Uint32Array.from(offsets),
    members: Uint32Array.from(record ?? []),
    forced: Uint8Array.from(forced),
    attributes: plan.contradictions.map((name) =>
      codesOf(attributes.columns.find((column) => column.name === name)),
    ),
    apart,
    together: pairs('link'),
    distinct: pairs('distinct'),
    largest: plan.largest,
  }
  return { problem, ids }
}

const numbersOf = (column: Column): Float64Array =>
  column.values instanceof Float64Array ? column.values : Float64Array.from(column.values, Number)

const codesOf = (column: Column | undefined): Int32Array =>
  Int32Array.from(column ? numbersOf(column) : [], (value) => (Number.isNaN(value) ? -1 : value))

async function writeOutcome(
  db: FileDatabase,
  plan: IdentityPlan,
  ids: readonly number[],
  { cluster, refused, joined }: LinkOutcome,
): Promise<void> {
  const reason = (code: number): RefusalReason | '' => {
    if (code === LINKED) return ''
    if (code === TOO_LARGE) return 'too_large'
    return code === TOLD_DISTINCT ? 'told_distinct' : (plan.contradictions[code - 1] ?? '')
  }
  const told = ids.map((id, group) => `${id},${reason(refused[group] ?? 0)},${joined[group] ?? 0}`)
  await withCsv(db, 'in/identifiers.csv', 'identifier,reason,joined', told, outcomeOfIdentifiers)
  const size = new Uint32Array(cluster.length)
  for (const label of cluster) size[label] = (size[label] ?? 0) + 1
  const linked: string[] = []
  cluster.forEach((label, record) => {
    if ((size[label] ?? 0) > 1) linked.push(`${record},${label}`)
  })
  await withCsv(db, 'in/clusters.csv', 'record,cluster', linked, clusters)
}

async function withCsv(
  db: FileDatabase,
  path: string,
  header: string,
  lines: readonly string[],
  statement: (path: string) => Sql,
): Promise<void> {
  await db.register(path, new Blob([[header, ...lines, ''].join('\n')]))
  try {
    await db.run(statement(path))
  } finally {
    await db.drop(path)
  }
}
