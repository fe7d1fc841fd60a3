import type { IdentityPlan, IdentifierKind } from '../cleaning/identity-plan'
import { hasBuyerAttributes } from '../cleaning/attributes.sql'
import type { Recipe } from '../cleaning/recipe'
import type { FileDatabase } from '../engine/database'
import type { Sql } from '../sql/sql'
import { cell, rowArrays } from '../sql/rows'
import { accountForLinks, type IdentityAccount } from './account'
import { buyerAttributes, clearLinks, crosswalk, members, mergeListed, relabel } from './apply.sql'
import { numbersOf, withFile } from './columns'
import { proposeShared, type SharedBy } from './distribution'
import {
  alike,
  alikePairs,
  attributeCodes,
  clusters,
  groups,
  identifiers,
  markedRecords,
  outcomeOfIdentifiers,
} from './identifiers.sql'
import { findLikeness } from './likeness/find'
import { HERE, type IdentityKernels } from './kernels'
import { distribution, evidence, hashedKinds, records, tuples } from './records.sql'
import type { LinkColumns } from './solve'
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
  const likeness = plan.likeness === null ? undefined : await findLikeness(db, kernels, signal)
  const result = await kernels.solve(await readColumns(db, plan))
  signal?.throwIfAborted()
  await withFile(db, 'in/identifiers.csv', result.identifiers, outcomeOfIdentifiers)
  await withFile(db, 'in/clusters.csv', result.clusters, clusters)
  await withFile(db, 'in/alike.csv', result.alike, alike)
  await run(members)
  await run(crosswalk(sources, plan.likeness !== null))
  return accountForLinks(db, { shared, proposedShared, distribution: shares, likeness: likeness ?? null })
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

/** What the kernel takes: who has which identifier, and what was told of records by hand. */
async function readColumns(db: FileDatabase, plan: IdentityPlan): Promise<LinkColumns> {
  const attributes = await db.query(attributeCodes(plan.contradictions))
  const linking = await db.query(groups)
  const likely = plan.likeness === null ? null : await db.query(alikePairs(plan.likeness))
  const marked = new Map(
    rowArrays(await db.query(markedRecords(plan))).map(([mark, record]) => [String(mark), Number(record)]),
  )
  const known = (marks: readonly string[]): number[] => {
    const found = marks.flatMap((mark) => marked.get(mark) ?? [])
    // A record that is in no file any more takes its decision along.
    return found.length === marks.length ? found : []
  }
  const [identifier, forced, record] = linking.columns.map(numbersOf)
  const [a, b] = likely?.columns.map(numbersOf) ?? []
  return {
    identifier: identifier ?? new Float64Array(0),
    forced: forced ?? new Float64Array(0),
    record: record ?? new Float64Array(0),
    attributes: plan.contradictions.map((name) => ({
      name,
      codes: numbersOf(attributes.columns.find((column) => column.name === name)),
    })),
    records: attributes.rows,
    apart: plan.decisions.flatMap((made) => (made.decision === 'unlink' ? known([made.member]) : [])),
    together: plan.decisions.flatMap((made) => (made.decision === 'link' ? known(made.members) : [])),
    distinct: plan.decisions.flatMap((made) => (made.decision === 'distinct' ? known(made.members) : [])),
    alike: { a: a ?? new Float64Array(0), b: b ?? new Float64Array(0) },
    largest: plan.largest,
  }
}
