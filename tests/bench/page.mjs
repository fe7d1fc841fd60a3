// The built page, served from this process' child and driven in Chromium.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { ensureBrowser, LAUNCH_FLAGS } from '../../scripts/find-browser.mjs'
import { recorder } from './recorder.mjs'

const ROOT = join(import.meta.dirname, '../..')

/** Serves a built page; `address` is where it is. */
export async function servePage(dist) {
  const server = spawn(process.execPath, [join(ROOT, 'scripts/serve.mjs'), '--port', '4900', '--dir', dist])
  server.stderr.pipe(process.stderr)
  const said = await Promise.race([
    once(createInterface(server.stdout), 'line').then(([line]) => line),
    once(server, 'exit').then(() => null),
  ])
  if (said === null) throw new Error(`There is no built page in ${dist}.`)
  return { address: said.match(/http\S+/)[0], stop: () => server.kill() }
}

export const openBrowser = () => chromium.launch({ executablePath: ensureBrowser(), args: LAUNCH_FLAGS })

/** A page with nothing kept from before, the recorder in it. */
export async function freshPage(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error('The page failed:', error.message))
  await page.addInitScript(recorder)
  await page.goto(address, { waitUntil: 'commit' })
  return page
}

/** With its engine up, and two seconds later: as long as somebody takes to find her file. */
export async function readyPage(browser, address) {
  const page = await freshPage(browser, address)
  await page.waitForFunction(() => window.memberlens)
  await page.evaluate(() => window.memberlens.ready)
  await page.waitForTimeout(2000)
  return page
}

/** Hands a file to the page by an input of its own: `window.benchFiles`. */
export async function giveFile(page, path) {
  await page.evaluate(() => {
    const input = document.createElement('input')
    Object.assign(input, { type: 'file', id: 'bench-input', hidden: true })
    input.onchange = () => (window.benchFiles = [...input.files])
    document.body.append(input)
  })
  await page.setInputFiles('#bench-input', path)
  await page.waitForFunction(() => window.benchFiles?.length > 0)
}
