import { createServer, type AddressInfo } from 'node:net'
import { defineConfig, devices } from '@playwright/test'
import { ensureBrowser, LAUNCH_FLAGS } from './scripts/find-browser.mjs'

/** The built page is served from a folder below the root, as on most static hosts. */
const BASE = '/some/shop/'

// Worker processes read this file too: the first one to do so settles the port and the browser for all.
const port = (process.env.MEMBERLENS_E2E_PORT ??= String(await freePort()))
const executablePath = (process.env.CHROMIUM_PATH ??= ensureBrowser())
const baseURL = `http://127.0.0.1:${port}${BASE}`

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/browser',
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  // A busy machine makes a test miss its moment now and then; scripts/test.mjs names those that needed the second try.
  retries: process.env.CI ? 1 : 0,
  expect: { timeout: 15_000 },
  use: {
    baseURL,
    // Keeping 36 MB for offline use takes as long as many a test; those on it allow it.
    serviceWorkers: 'block',
    trace: 'off',
    video: 'off',
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
  },
  projects: [
    {
      name: 'chromium',
      use: { ...devices['Desktop Chrome'], launchOptions: { executablePath, args: LAUNCH_FLAGS } },
    },
  ],
  webServer: {
    command: [
      'node scripts/serve.mjs --strict-port --host 127.0.0.1',
      `--port ${port} --base ${BASE} --mount data=tests/data`,
    ].join(' '),
    url: baseURL,
    timeout: 20_000,
    reuseExistingServer: false,
  },
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
