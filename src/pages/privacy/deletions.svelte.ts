import type { DeletedMembers, Recipe } from '../../cleaning/recipe'
import { idsOfMember, rowsOfMember, withDeleted } from '../../project/deleted-members'
import { m } from '../../text/paraglide/messages.js'
import type { Session } from '../session.svelte'

/** What would go with a member: rows by file. */
export interface Footprint {
  id: string
  ids: readonly string[]
  rows: readonly { file: string; rows: number }[]
}

/** A deletion of this session. The id is nowhere else. */
interface Deletion {
  id: string
  rows: number
  /** Epoch milliseconds. */
  at: number
  before: readonly DeletedMembers[]
  after: readonly DeletedMembers[]
}

/** Members deleted in this session; with it goes the way back. */
class Deletions {
  done = $state.raw<readonly Deletion[]>([])

  /** When the last member was deleted: copies kept before may still hold her. 0: none was. */
  get latest(): number {
    return this.done.at(-1)?.at ?? 0
  }

  async look(session: Session, id: string): Promise<Footprint> {
    const recipe = recipeOf(session)
    const engine = await session.engine.get()
    const ids = await idsOfMember(engine, recipe, id)
    const counts = await rowsOfMember(engine, recipe, ids)
    const rows = recipe.sources.map(({ file }, i) => ({ file: file.name, rows: counts[i] ?? 0 }))
    return { id, ids, rows: rows.filter((row) => row.rows > 0) }
  }

  /** Reads the files anew without the member: no table, view or result made before is left. */
  async delete(session: Session, { id, ids, rows }: Footprint): Promise<void> {
    const recipe = recipeOf(session)
    const next = await withDeleted(await session.engine.get(), recipe, ids)
    await session.load(next)
    const sum = rows.reduce((total, row) => total + row.rows, 0)
    const change = { before: recipe.deleted ?? [], after: next.deleted ?? [] }
    this.done = [...this.done, { id, rows: sum, at: Date.now(), ...change }]
  }

  async undo(session: Session, deletion: Deletion): Promise<void> {
    const kept = new Set(deletion.before.flatMap(({ members }) => members))
    const undone = new Set(
      deletion.after.flatMap(({ members }) => members.filter((member) => !kept.has(member))),
    )
    const { deleted = [], ...recipe } = recipeOf(session)
    const rest = deleted
      .map(({ salt, members }) => ({ salt, members: members.filter((member) => !undone.has(member)) }))
      .filter(({ members }) => members.length > 0)
    await session.load({ ...recipe, ...(rest.length > 0 && { deleted: rest }) })
    this.done = this.done.filter((other) => other !== deletion)
  }
}

export const deletions = new Deletions()

function recipeOf(session: Session): Recipe {
  if (!session.recipe || session.stage !== 'ready') throw new Error(m.privacy_no_shop())
  return session.recipe
}
