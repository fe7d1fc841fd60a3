// The built page, served from this process' child and driven in Chromium.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
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

const VIEW = { viewport: { width: 1440, height: 900 }, locale: 'en-GB' }

/** A page with nothing kept from before, the recorder in it. */
export async function freshPage(browser, address) {
  return pageAt(await browser.newContext(VIEW), address)
}

/** With its engine up, and two seconds later: as long as somebody takes to find her file. */
export const readyPage = async (browser, address) => settled(await freshPage(browser, address))

/**
 * A browser of its own that keeps what it is given, as an analyst's does from one day to the next: `visit` opens a
 * ready page in it, `leave` closes the page once the browser has had time to keep what it compiled.
 */
export async function openProfile() {
  const folder = await mkdtemp(join(tmpdir(), 'memberlens-bench-'))
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: ensureBrowser(),
    args: LAUNCH_FLAGS,
    ...VIEW,
  })
  return {
    visit: async (address) => settled(await pageAt(context, address)),
    leave: async (page) => {
      await page.waitForTimeout(3000)
      await page.close()
    },
    close: async () => {
      await context.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function pageAt(context, address) {
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error('The page failed:', error.message))
  await page.addInitScript(recorder)
  await page.goto(address, { waitUntil: 'commit' })
  return page
}

async function settled(page) {
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
