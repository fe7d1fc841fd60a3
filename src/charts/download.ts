/** Saves a blob under a name, as a click on a download link would. */
export function download(blob: Blob, filename: string): void {
  const address = URL.createObjectURL(blob)
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = safeFilename(filename)
  document.body.append(anchor)
  anchor.click()
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
