/** What a saved file holds of members, where it holds any. */
export interface DownloadAbout {
  rows?: number
  masked?: boolean
  pseudonymous?: boolean
  note?: string
}

type Listener = (filename: string, bytes: number, about: DownloadAbout) => void

const listeners = new Set<Listener>()

/** Calls `listener` for every file that is saved, from now on. */
export const hearDownloads = (listener: Listener): void => void listeners.add(listener)

/** Saves a blob under a name, as a click on a download link would. */
export function download(blob: Blob, filename: string, about: DownloadAbout = {}): void {
  const address = URL.createObjectURL(blob)
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = safeFilename(filename)
  document.body.append(anchor)
  anchor.click()
  for (const heard of listeners) heard(anchor.download, blob.size, about)
  anchor.remove()
  setTimeout(() => URL.revokeObjectURL(address), RELEASE_AFTER_MS)
}

/** A name that every file system takes; letters of any script stay. */
export function safeFilename(name: string): string {
  const safe = name
    .replace(/[\p{Cc}\\/:*?"<>|]+/gu, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s-]+|[.\s]+$/g, '')
    .slice(0, 120)
  return safe || 'chart'
}

/** Some browsers read the blob only after the click has returned. */
const RELEASE_AFTER_MS = 30_000
