import type { SourcePlan } from '../../cleaning/recipe'
import type { Dialect } from '../../ingest/types'
import { readProject } from '../../project/project-file'
import { askToPersist, deleteCopy, listCopies, roomLeft, type KeptCopy, type Room } from '../../vault/shelf'
import { loadShown } from '../open'
import { goTo } from '../router.svelte'
import type { Session } from '../session.svelte'
import { parcelOf } from './parcel-of'
import { keepInVault, openFromVault } from './vault-client'

/** The encrypted copies on this device, and the one being written or opened. */
class KeptCopies {
  copies = $state.raw<readonly KeptCopy[]>([])
  room = $state.raw<Room | null>(null)
  /** Share of the work under way, 0 to 1; null: none. */
  share = $state<number | null>(null)
  #stop: AbortController | null = null

  async refresh(): Promise<void> {
    this.copies = await listCopies()
    this.room = await roomLeft()
  }

  /** Keeps the loaded shop; one that it replaces goes once the new one is whole. */
  async keep(session: Session, name: string, passphrase: string, replaces: string | null): Promise<void> {
    const parcel = await parcelOf(session)
    await askToPersist()
    await this.#working((options) =>
      keepInVault(parcel, { name, createdAt: Date.now() }, passphrase, options),
    )
    if (replaces !== null) await deleteCopy(replaces)
    await this.refresh()
  }

  /** Opens a copy in place of what is loaded, up to the same figures. Until all of it is decrypted, nothing changes. */
  async open(session: Session, id: string, passphrase: string): Promise<void> {
    const parcel = await this.#working((options) => openFromVault(id, passphrase, options))
    const project = readProject(parcel.project)
    session.reset()
    await session.adopt(project)
    goTo('import')
    await session.open(parcel.files)
    await readAsBefore(session, project.recipe.sources)
    if (session.canLoad) await loadShown(session)
  }

  async remove(id: string): Promise<void> {
    await deleteCopy(id)
    await this.refresh()
  }

  cancel(): void {
    this.#stop?.abort()
  }

  async #working<T>(
    work: (options: { onProgress: (done: number, total: number) => void; signal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    this.cancel()
    const stop = new AbortController()
    this.#stop = stop
    this.share = 0
    const onProgress = (done: number, total: number) => {
      if (this.#stop === stop) this.share = total > 0 ? done / total : 1
    }
    try {
      return await work({ onProgress, signal: stop.signal })
    } finally {
      if (this.#stop === stop) this.share = null
    }
  }
}

export const keptCopies = new KeptCopies()

/** The files of a copy stand in the order of its sources; each is read with the encoding and delimiter kept with it. */
async function readAsBefore(session: Session, sources: readonly SourcePlan[]): Promise<void> {
  for (const [index, { dialect }] of sources.entries()) {
    const seen = session.held[index]?.report.dialect
    const keys = Object.keys(dialect) as (keyof Dialect)[]
    if (seen && keys.some((key) => seen[key] !== dialect[key])) await session.reinspect(index, dialect)
  }
}
