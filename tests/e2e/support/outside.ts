import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Chromium itself asks there about the fields of any page that has some; no page can cause, see or stop it. */
const BROWSERS_OWN = 'content-autofill.googleapis.com:443'

export interface Outside {
  /** For a new browser context: every request but those to the page's own origin goes through it. */
  proxy: { server: string; bypass: string }
  /** What was asked of other hosts so far, by whichever part of the browser. */
  seen: () => string[]
  close: () => Promise<void>
}

/** A way out that leads nowhere and writes down who wanted to take it. `own` is the address of the page. */
export async function recordOutside(own: string): Promise<Outside> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    response.writeHead(502).end()
  })
  server.on('connect', (request, socket) => {
    if (request.url !== BROWSERS_OWN) seen.push(`CONNECT ${request.url}`)
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    proxy: { server: `http://127.0.0.1:${port}`, bypass: new URL(own).host },
    seen: () => [...seen],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
