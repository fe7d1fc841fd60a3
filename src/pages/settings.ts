import type { Locale } from '../text/locale.svelte'

/** What this browser keeps between visits: choices and the recipe, never data. */
interface Kept {
  locale: Locale
  project: string
  /** Mappings saved under a name, as the file of templates. */
  templates: string
}

const PREFIX = 'memberlens.'

/** null where nothing is kept, or where the browser keeps nothing for this page. */
export function recall<K extends keyof Kept>(key: K): string | null {
  try {
    return localStorage.getItem(PREFIX + key)
  } catch {
    return null
  }
}

let keepsProject = true

/** After everything kept was deleted: the recipe of the shop in this tab does not come back by itself. */
export function stopKeepingProject(): void {
  keepsProject = false
}

export const isProjectKept = (): boolean => keepsProject

/** Everything this page keeps in the browser's local storage. */
export function forgetSettings(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
}

export function keep<K extends keyof Kept>(key: K, value: Kept[K] | null): void {
  if (key === 'project' && !keepsProject) return
  try {
    if (value === null) localStorage.removeItem(PREFIX + key)
    else localStorage.setItem(PREFIX + key, value)
  } catch {
    // Private windows may keep nothing; the page works all the same.
  }
}
