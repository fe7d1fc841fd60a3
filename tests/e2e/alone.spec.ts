// The page and nobody else: no request beyond its own origin, and none at all once it has been loaded.
import { expect, test, type Page } from '@playwright/test'
import { words } from '../../src/analyses/rfm/words'
import { figure, goToPage, loadDemo, loadFiles, openPage, saveBy } from './support/app'
import { startHost } from './support/own-host'
import { recordOutside } from './support/outside'
import { INVOICES, PURCHASES } from './support/shops'
import { numberText } from './support/words'

test.use({ serviceWorkers: 'allow' })

test('a whole journey asks nothing of anybody else, and sends nothing to its own host', async ({
  browser,
  baseURL: given,
}) => {
  const baseURL = given ?? ''
  const outside = await recordOutside(baseURL)
  const context = await browser.newContext({ proxy: outside.proxy, baseURL, serviceWorkers: 'allow' })
  const asked: string[] = []
  const sent: string[] = []
  const workers: string[] = []
  context.on('request', (request) => {
    const url = request.url()
    if (!/^(blob|data):/.test(url)) asked.push(url)
    if (request.method() !== 'GET' || request.postDataBuffer() !== null) sent.push(url)
  })
  const page = await context.newPage()
  page.on('worker', (worker) => workers.push(worker.url()))
  page.on('websocket', (socket) => asked.push(socket.url()))

  await wholeJourney(page)

  const origin = new URL(baseURL).origin
  expect(workers.length, 'workers that ran').toBeGreaterThanOrEqual(2)
  expect(
    asked.some((url) => url.endsWith('.wasm')),
    'requests of workers are seen, too',
  ).toBe(true)
  expect([...new Set(asked)].filter((url) => !url.startsWith(`${origin}/`))).toEqual([])
  expect(sent, 'requests that carry something').toEqual([])
  expect(outside.seen(), 'what the way out to other hosts saw').toEqual([])

  await test.step('had there been such a request, it would have been seen', async () => {
    const other = await context.newPage()
    await other.goto('http://other.example/').catch(() => undefined)
    expect(outside.seen().join(' ')).toContain('other.example')
  })
  await context.close()
  await outside.close()
})

test('the engine refuses to fetch anything, in words, and goes on', async ({ page }) => {
  const asked: string[] = []
  page.context().on('request', (request) => asked.push(request.url()))
  await openPage(page)
  await loadFiles(page, [PURCHASES.file])
  const refusals = await page.evaluate(async () => {
    const said: string[] = []
    for (const text of [
      "select * from 'https://other.example/x.parquet'",
      "select * from read_csv('http://other.example/x.csv')",
      "select '{}'::json",
    ]) {
      said.push(await window.memberlens.sql(text).then(String, (error: Error) => error.message))
    }
    return said
  })
  expect(refusals.every((said) => said.length > 10 && !said.includes('[object'))).toBe(true)
  const after = await page.evaluate(async () =>
    (await window.memberlens.sql('select count(*) as n from orders')).rows(),
  )
  expect(after).toEqual([{ n: PURCHASES.orders }])
  expect(asked.filter((url) => url.includes('other.example') || url.includes('duckdb.org'))).toEqual([])
})

test('loaded once, the page works with its host gone: a file is read, RFM is drawn', async ({ page }) => {
  const host = await startHost()
  await page.goto(host.address)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await expect
    .poll(() => page.evaluate(async () => (await caches.keys()).length), { timeout: 20_000 })
    .toBeGreaterThan(0)
  await host.stop()

  await page.reload()
  await loadFiles(page, [INVOICES.file])
  await goToPage(page, 'rfm')
  await expect(figure(page, 'en', words.members.en)).toHaveText(numberText(INVOICES.members))
  await expect(page.getByRole('grid', { name: words.heat.en }).getByRole('gridcell')).toHaveCount(25)
  await goToPage(page, 'sql')
  await expect(page.getByRole('textbox', { name: 'SQL query' })).toBeVisible()
})

/** Through every page, with exports: whatever might load something does so once. */
async function wholeJourney(page: Page): Promise<void> {
  await openPage(page)
  await loadDemo(page)
  await goToPage(page, 'overview')
  await goToPage(page, 'rfm')
  const chart = page.getByRole('figure', { name: words.heat.en })
  await saveBy(page, chart.getByRole('button', { name: 'Export', exact: true }), 'PNG picture')
  const groups = page.getByRole('region', { name: words.groups.en })
  await groups.getByRole('row').nth(1).getByRole('button').click()
  const list = page.getByRole('dialog')
  await saveBy(page, list.getByRole('button', { name: 'Export', exact: true }), 'Parquet')
  await list.getByRole('button', { name: 'Close' }).click()
  await goToPage(page, 'sql')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Result of the query' })).toBeVisible()
  await saveBy(page, page.getByRole('button', { name: 'Project' }), /^Save the project/)
}
