import { rawTable } from '../cleaning/load.sql'
import type { DeletedMembers, Recipe } from '../cleaning/recipe'
import type { Database } from '../engine/database'
import { cell, rowObjects } from '../sql/rows'
import { list, sql, type Sql } from '../sql/sql'
import { findDeleted, goes, isDeleted } from './deleted-members.sql'
import { newSalt, pseudonymOf } from './pseudonym.sql'

/**
 * Takes the rows of deleted members out of the raw tables, before anything is made of them. To be run once after the
 * files are read. Resolves with the rows taken out of each source.
 */
export async function takeOutDeleted(db: Database, recipe: Recipe): Promise<number[]> {
  const deleted = recipe.deleted ?? []
  if (deleted.length === 0) return recipe.sources.map(() => 0)
  for (const statement of findDeleted(recipe, isDeleted(deleted))) await db.run(statement)
  const counts = await countGoing(db, recipe)
  for (const [index, source] of recipe.sources.entries())
    if (counts[index]) await db.run(sql`delete from ${rawTable(index)} where ${goes(recipe, source)}`)
  for (const statement of forgetFound) await db.run(statement)
  // Rows get their final places now, and keep them: they are their numbers from here on.
  await db.run(sql`checkpoint`)
  return counts
}

/** Rows of each source that would go with these ids of one member. Changes nothing. */
export async function rowsOfMember(db: Database, recipe: Recipe, ids: readonly string[]): Promise<number[]> {
  for (const statement of findDeleted(recipe, (id) => sql`${id} in (select unnest(${list(ids)}))`))
    await db.run(statement)
  const counts = await countGoing(db, recipe)
  for (const statement of forgetFound) await db.run(statement)
  return counts
}

/** Every id a member goes by in the files: its own, and where records are linked, those of the linked ones. */
export async function idsOfMember(db: Database, recipe: Recipe, id: string): Promise<string[]> {
  if (!recipe.identity?.on) return [id]
  const rows = rowObjects(
    await db.query(
      sql`select distinct original_id from identity_members
where original_id is not null and cluster in (select cluster from identity_members where member_id = ${id} or original_id = ${id})`,
    ),
  )
  return [...new Set([id, ...rows.map((row) => String(row['original_id']))])]
}

/** The recipe with these ids deleted; it holds salted hashes of them, not the ids. */
export async function withDeleted(db: Database, recipe: Recipe, ids: readonly string[]): Promise<Recipe> {
  const [first, ...rest] = recipe.deleted ?? []
  const { salt, members } = first ?? { salt: newSalt(), members: [] }
  const hashed = await db.query(
    sql`select ${pseudonymOf(sql`id`, salt)} as hash from (select unnest(${list(ids)}) as id)`,
  )
  const hashes = Array.from({ length: hashed.rows }, (_, row) => String(cell(hashed.columns[0], row)))
  return { ...recipe, deleted: [{ salt, members: [...new Set([...members, ...hashes])] }, ...rest] }
}

/** The deletions of several recipes together: who was deleted once stays deleted when other files join. */
export function deletedOfAll(...lists: readonly (readonly DeletedMembers[] | undefined)[]): DeletedMembers[] {
  const bySalt = new Map<string, Set<string>>()
  for (const { salt, members } of lists.flatMap((deleted) => deleted ?? []))
    bySalt.set(salt, new Set([...(bySalt.get(salt) ?? []), ...members]))
  return [...bySalt].map(([salt, members]) => ({ salt, members: [...members] }))
}

async function countGoing(db: Database, recipe: Recipe): Promise<number[]> {
  const counts: number[] = []
  for (const [index, source] of recipe.sources.entries()) {
    const { columns } = await db.query(
      sql`select count(*) from ${rawTable(index)} where ${goes(recipe, source)}`,
    )
    counts.push(Number(cell(columns[0], 0) ?? 0))
  }
  return counts
}

/** The plain ids do not outlive their use. */
const forgetFound: readonly Sql[] = [
  sql`drop table if exists temp.deleted_ids`,
  sql`drop table if exists temp.deleted_orders`,
]
