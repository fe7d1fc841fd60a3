// The memory that the browser's pages took at most: of each process the high-water mark that Linux keeps.
import { readFileSync } from 'node:fs'

/**
 * Bytes of the largest page of a browser so far, workers and engine included; null where the system does not say. A
 * page's process ends with its context: to be asked before that.
 */
export async function peakMemory(browser) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => highWaterMark(id))
  return peaks.includes(null) || peaks.length === 0 ? null : Math.max(...peaks)
}

function highWaterMark(pid) {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found ? Number(found[1]) * 1024 : null
  } catch {
    return null
  }
}

export const gib = (bytes) => (bytes === null ? 'not known here' : `${(bytes / 2 ** 30).toFixed(2)} GiB`)
