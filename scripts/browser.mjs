// Builds the page and runs the browser tests on it. `--built` takes dist/ as it is; all else goes to Playwright.
import { spawnSync } from 'node:child_process'
import { ensureBrowser } from './find-browser.mjs'

const rest = process.argv.slice(2).filter((argument) => argument !== '--built')
const shell = process.platform === 'win32'

if (rest.length === process.argv.length - 2) {
  const { status } = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell })
  if (status !== 0) process.exit(status ?? 1)
}
const env = { ...process.env, CHROMIUM_PATH: ensureBrowser() }
const { status } = spawnSync('npx', ['--no-install', 'playwright', 'test', ...rest], {
  stdio: 'inherit',
  env,
  shell,
})
process.exit(status ?? 1)
