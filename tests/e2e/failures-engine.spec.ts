// The engine cannot be fetched, cannot start, or is lost on the way: a sentence, a new engine, the same figures.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test, type Page, type Route } from '@playwright/test'
import { words as overviewWords } from '../../src/analyses/overview/words'
import {
  acceptProposal,
  chooseFiles,
  dropFiles,
  figure,
  goToPage,
  loadFiles,
  openPage,
  settled,
  waitForCleaning,
} from './support/app'
import { largeFile, made, orders } from './support/broken-files'
import {
  balances,
  cancelButton,
  count,
  expectDoor,
  runQuery,
  stop,
  watch,
  workerOf,
} from './support/failures'
import { fileRegion } from './support/journey'
import { numberText, word, wordPattern } from './support/words'

// What the tests answer in the host's place must not be answered by the page's own store.
test.use({ serviceWorkers: 'block' })

const WASM = createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm')
const SHOP = made('orders.csv', orders(200))
const startFailed = (page: Page) => page.getByText(wordPattern('en', 'pages_error_start'))

const WRONG_ANSWERS: Record<string, (route: Route) => Promise<void>> = {
  'is missing': (route) => route.fulfill({ status: 404, body: 'Not found' }),
  'is answered with a page': (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html><title>Home</title>' }),
  'cannot be reached': (route) => route.abort('connectionrefused'),
  'is cut off': (route) =>
    route.fulfill({
      status: 200,
      contentType: 'application/wasm',
      body: readFileSync(WASM).subarray(0, 200_000),
    }),
}

for (const [what, answer] of Object.entries(WRONG_ANSWERS)) {
  test(`the engine's download ${what}: a sentence, and another try`, async ({ page }) => {
    const { faults } = watch(page)
    await page.route('**/*.wasm', answer)
    await openPage(page)
    await expect(startFailed(page)).toBeVisible()
    await dropFiles(page, [SHOP])
    await acceptProposal(page)
    await expect(page.getByRole('alert')).toContainText(wordPattern('en', 'pages_error_start'))
    await expect(fileRegion(page, SHOP)).toBeVisible()

    await page.unroute('**/*.wasm')
    await acceptProposal(page)
    await waitForCleaning(page)
    await expect(page.getByRole('alert')).toHaveCount(0)
    expect(await balances(page)).toMatchObject([{ read: 200, kept: 200 }])
    expect(faults).toEqual([])
  })
}

for (const [what, hangs] of [
  ['never answers', (route: Route) => route.request().headers()['range'] !== undefined],
  ['stops to arrive', (route: Route) => route.request().headers()['range'] === undefined],
] as const) {
  test(`the engine's download ${what}: a sentence after a while`, async ({ page }) => {
    // Half a minute of waiting passes in half a second.
    await page.addInitScript(() => {
      const hurry = window as { unhurried?: boolean }
      const shorter = (ms: number) => (ms >= 20_000 && !hurry.unhurried ? ms / 60 : ms)
      const timeout = AbortSignal.timeout.bind(AbortSignal)
      AbortSignal.timeout = (ms) => timeout(shorter(ms))
      const later = window.setTimeout.bind(window)
      window.setTimeout = ((run: TimerHandler, ms = 0, ...rest: unknown[]) =>
        later(run, shorter(ms), ...rest)) as typeof window.setTimeout
    })
    await page.route('**/*.wasm', (route) => (hangs(route) ? undefined : route.fallback()))
    await openPage(page)
    await expect(startFailed(page)).toBeVisible()
    await page.unroute('**/*.wasm')
    await page.evaluate(() => Object.assign(window, { unhurried: true }))
    await page.getByRole('button', { name: word('en', 'pages_try_again') }).click()
    await expect(startFailed(page)).toHaveCount(0)
    await loadFiles(page, [SHOP])
  })
}

test('scripts of the workers are missing: a sentence for each, and another try', async ({ page }) => {
  const { faults } = watch(page)
  const missing = (route: Route) => route.fulfill({ status: 404, body: '' })
  for (const kind of ['engine', 'ingest', 'demo']) await page.route(`**/assets/${kind}-*.js`, missing)
  await openPage(page)
  await expect(startFailed(page)).toBeVisible()
  await chooseFiles(page, [SHOP])
  await expect(page.getByText(wordPattern('en', 'pages_error_worker'))).toBeVisible()
  await expectDoor(page)
  await page.getByRole('button', { name: word('en', 'pages_demo') }).click()
  await page.getByRole('menuitem', { name: word('en', 'pages_demo_small_note') }).click()
  await expect(page.getByText(wordPattern('en', 'pages_error_worker'))).toBeVisible()
  await expectDoor(page)
  await page.unrouteAll()
  await loadFiles(page, [SHOP])
  expect(faults).toEqual([])
})

test('a part of the page is missing: a sentence that says to reload', async ({ page }) => {
  await page.route('**/assets/ImportPage-*.js', (route) => route.fulfill({ status: 404, body: '' }))
  await openPage(page)
  await chooseFiles(page, [SHOP])
  await expect(page.getByRole('alert')).toContainText(word('en', 'pages_error_chunk'))
  await expect(page.getByRole('button', { name: word('en', 'pages_reload') })).toBeVisible()
})

/** What the overview says: its title and every figure. */
async function overviewFigures(page: Page): Promise<string[]> {
  await settled(page)
  return [
    await page.getByRole('heading', { level: 1 }).innerText(),
    ...(await page.getByRole('main').locator('dl').first().getByRole('definition').allInnerTexts()),
  ]
}

test('the engine is lost while nobody waits for it: a new one reads the files again', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [SHOP])
  await goToPage(page, 'overview')
  const before = await overviewFigures(page)
  const old = await workerOf(page, 'engine')
  await stop(old)
  await expect(page.getByText(word('en', 'pages_recovering'))).toBeVisible()
  await expect(page.getByText(word('en', 'pages_recovering'))).toHaveCount(0, { timeout: 30_000 })
  expect(await overviewFigures(page)).toEqual(before)
  expect(page.url()).toContain('#/overview')
  expect(await workerOf(page, 'engine')).not.toBe(old)
  expect(faults).toEqual([])
})

test('the engine throws: a new one takes its place, with the rules as they stand', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [
    made(
      'holes.csv',
      orders(100, (i) => (i % 10 === 3 ? `o${i},,2024-05-01,7` : null)),
    ),
  ])
  await page.getByRole('switch', { name: word('en', 'pages_rule_switch', { rule: 'No member' }) }).click()
  await expect.poll(async () => (await balances(page))[0]?.kept).toBe(100)
  const worker = await workerOf(page, 'engine')
  await worker.evaluate(
    () =>
      void setTimeout(() => {
        throw new Error('made to fail')
      }),
  )
  await expect(page.getByText(word('en', 'pages_recovering'))).toBeVisible()
  await expect(page.getByText(word('en', 'pages_recovering'))).toHaveCount(0, { timeout: 30_000 })
  expect(await balances(page)).toMatchObject([{ read: 100, kept: 100 }])
  // The way back is still there.
  await page
    .getByRole('main')
    .getByRole('button', { name: word('en', 'pages_undo') })
    .click()
  await expect.poll(async () => (await balances(page))[0]?.kept).toBe(90)
  expect(faults.filter((fault) => !fault.includes('made to fail'))).toEqual([])
})

test('the engine is lost while files are read: it is replaced, and the reading begins again', async ({
  page,
}) => {
  const { faults } = watch(page)
  const file = largeFile(250_000)
  await openPage(page)
  await dropFiles(page, [file])
  const engine = await workerOf(page, 'engine')
  await acceptProposal(page)
  await expect(page.getByRole('progressbar')).toBeVisible()
  await stop(engine)
  await expect(page.getByText(word('en', 'pages_recovering'))).toBeVisible()
  await waitForCleaning(page)
  expect(await balances(page)).toEqual([
    { read: 250_000, loaded: 250_000, rejected: 0, kept: 250_000, aside: 0 },
  ])
  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.members.en)).toHaveText(numberText(20_000))
  expect(faults).toEqual([])
})

test('the engine is lost over and over: the page says so and stops trying', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  await dropFiles(page, [largeFile(250_000)])
  const first = await workerOf(page, 'engine')
  await acceptProposal(page)
  await expect(page.getByRole('progressbar')).toBeVisible()
  await stop(first)
  await expect(page.getByText(word('en', 'pages_recovering'))).toBeVisible()
  await expect.poll(async () => (await workerOf(page, 'engine').catch(() => first)) !== first).toBe(true)
  await expect(page.getByRole('progressbar', { name: /large\.csv/ })).toBeVisible({ timeout: 20_000 })
  await stop(await workerOf(page, 'engine'))
  await expect(page.getByRole('alert')).toContainText(word('en', 'pages_error_stopped_again'))
  // The files and their plan are still there, and she may try once more.
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(await balances(page)).toMatchObject([{ read: 250_000, kept: 250_000 }])
  expect(faults).toEqual([])
})

test('the engine is lost under a query: the query says so, and the shop comes back', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [SHOP])
  const refused = page.evaluate(async () => {
    try {
      await window.memberlens.sql(
        'select count(*) from range(100000000) a, range(1000) b where a.range % 7 = b.range',
      )
      return 'no error'
    } catch (error) {
      return String((error as { code?: string }).code)
    }
  })
  await page.waitForTimeout(300)
  await stop(await workerOf(page, 'engine'))
  expect(await refused).toBe('died')
  await expect(page.getByText(word('en', 'pages_recovering'))).toBeVisible()
  await expect(page.getByText(word('en', 'pages_recovering'))).toHaveCount(0, { timeout: 30_000 })
  const rows = await page.evaluate(async () =>
    (await window.memberlens.sql('select count(*) as n from orders')).rows(),
  )
  expect(rows).toEqual([{ n: 200 }])
  expect(faults).toEqual([])
})

test('a query that does not listen is given up: at once for the user, and a new engine takes over', async ({
  page,
}) => {
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [SHOP])
  const before = await workerOf(page, 'engine')
  await goToPage(page, 'sql')
  const rows = '(select i / 3 as x from range(3000000) as t(i))'
  const gone = new Promise((resolve) => before.once('close', resolve))
  await runQuery(page, `select count(*) from ${rows} as a, ${rows} as b where a.x + b.x = 1`)
  await page.waitForTimeout(1500)
  await page.getByRole('button', { name: word('en', 'sql_cancel') }).click()
  await expect(page.getByText(word('en', 'sql_cancelled')).first()).toBeVisible({ timeout: 1000 })
  await gone
  await expect(page.getByText(word('en', 'pages_recovering'))).toHaveCount(0, { timeout: 30_000 })
  const orders = await page.evaluate(async () =>
    (await window.memberlens.sql('select count(*) as n from orders')).rows(),
  )
  expect(orders).toEqual([{ n: 200 }])
  expect(faults).toEqual([])
})

test('the reader of files is lost while it looks at one: a sentence, and the next drop works', async ({
  page,
}) => {
  const { faults } = watch(page)
  await openPage(page)
  await chooseFiles(page, [largeFile(1_500_000)])
  await expect(cancelButton(page)).toBeVisible()
  await stop(await workerOf(page, 'ingest'))
  await expect(page.getByText(wordPattern('en', 'pages_error_worker'))).toBeVisible()
  await expectDoor(page)
  await dropFiles(page, [SHOP])
  await expect(fileRegion(page, SHOP)).toContainText(count('pages_rows', 200))
  expect(faults).toEqual([])
})

test('more than the memory holds: a sentence, and the engine goes on', async ({ page }) => {
  test.slow()
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [SHOP])
  const before = await workerOf(page, 'engine')
  const code = await page.evaluate(async () => {
    try {
      await window.memberlens.sql(
        "select * from (select repeat('x', 1000000) || i as s from range(10000) t(i)) order by s",
      )
      return 'no error'
    } catch (error) {
      return String((error as { code?: string }).code)
    }
  })
  expect(code).toBe('memory')
  const rows = await page.evaluate(async () =>
    (await window.memberlens.sql('select count(*) as n from orders')).rows(),
  )
  expect(rows).toEqual([{ n: 200 }])
  expect(await workerOf(page, 'engine')).toBe(before)
  expect(faults).toEqual([])
})
