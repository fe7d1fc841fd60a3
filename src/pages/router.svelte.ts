const state = $state({ path: read() })

function read(): string {
  const hash = typeof location === 'undefined' ? '' : location.hash
  return hash.replace(/^#\/?/, '').split('?')[0] ?? ''
}

/** The page shown: 'import', 'cleaning', 'sql', 'privacy', 'warehouse/…', or the id of an analysis; '' for the door. */
export const currentPath = (): string => state.path

export function goTo(path: string): void {
  if (state.path === path) return
  history.pushState(null, '', `#/${path}`)
  state.path = path
  scrollTo(0, 0)
}

/** The address of a hosted project in the link, or null. */
export function linkedProject(): string | null {
  const query = location.hash.split('?')[1]
  return query ? new URLSearchParams(query).get('project') : null
}

export function listenToHistory(): void {
  addEventListener('popstate', () => (state.path = read()))
  addEventListener('hashchange', () => (state.path = read()))
}
