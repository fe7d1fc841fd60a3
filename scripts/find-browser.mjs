import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

/** What Chromium needs to run headless as root, and to make no request of its own. */
export const LAUNCH_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A Chromium that is there already: `CHROMIUM_PATH`, then Playwright's own, then the system's.
 * @returns {string | null}
 */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (isExecutable(named)) return named
    throw new Error(`CHROMIUM_PATH is ${named}, and there is no program there.`)
  }
  const own = chromium.executablePath()
  if (own && isExecutable(own)) return own
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable)
    if (found) return found
  }
  return null
}

/**
 * The same, and where there is none, one is installed. Throws one sentence that says what to do when that fails.
 * @returns {string}
 */
export function ensureBrowser() {
  const present = findBrowser()
  if (present) return present
  const ways = isRootOnDebian() ? [installWithApt, installWithPlaywright] : [installWithPlaywright]
  for (const install of ways) {
    install()
    const installed = findBrowser()
    if (installed) return installed
  }
  throw new Error(
    'No Chromium was found and none could be installed: set CHROMIUM_PATH to one and run this again.',
  )
}

function installWithApt() {
  console.log('No Chromium found; installing the one of Debian.')
  if (run('apt-get', ['update'])) run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
}

function installWithPlaywright() {
  console.log("No Chromium found; installing Playwright's.")
  run('npx', ['playwright', 'install', 'chromium'])
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const shell = process.platform === 'win32'
  return spawnSync(command, args, { stdio: 'inherit', env, shell }).status === 0
}

/** Debian only: the `chromium` package of its relatives is a wrapper around another package system. */
function isRootOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false
  return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
