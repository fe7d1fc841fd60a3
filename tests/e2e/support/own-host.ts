import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** A host of the built page of its own, which can go away in the middle of a test. */
export async function startHost(base = '/shop/'): Promise<{ address: string; stop: () => Promise<void> }> {
  const host = spawn(
    process.execPath,
    ['scripts/serve.mjs', '--host', '127.0.0.1', '--port', '0', '--strict-port', '--base', base],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const gone = new Promise<void>((resolve) => host.once('exit', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    host.stdout.on('data', (text: Buffer) => {
      const found = /http:\S+/.exec(text.toString())
      if (found) resolve(found[0])
    })
    void gone.then(() => reject(new Error('The host did not start.')))
  })
  return {
    address,
    stop: async () => {
      host.kill()
      await gone
    },
  }
}
