// Whatever is under way can be stopped: she is back where she was at once, and the next thing works.
import { expect, test, type Page } from '@playwright/test'
import { words as overviewWords } from '../../src/analyses/overview/words'
import {
  acceptProposal,
  chooseFiles,
  dropFiles,
  figure,
  goToPage,
  loadFiles,
  openPage,
  waitForCleaning,
} from './support/app'
import { largeFile, made, orders } from './support/broken-files'
import { balances, cancelButton, expectDoor, runQuery, watch } from './support/failures'
import { fileRegion } from './support/journey'
import { numberText, word } from './support/words'

/** What the user waits at most, in milliseconds, until the page is where it was; what it takes is noted. */
const AT_ONCE = 500

const DOOR = word('en', 'pages_door_title')
const START = word('en', 'pages_accept')

/**
 * Presses Cancel and gives the milliseconds until an element of that kind says that text. With a step, presses in the
 * frame in which that step is first seen to be under way: it may be over in the next.
 */
async function cancelled(
  page: Page,
  kind: 'h1' | 'main button',
  text: string,
  step: string | null = null,
): Promise<number> {
  if (step === null) await expect(cancelButton(page)).toBeVisible()
  const took = await page.evaluate(
    ([cancel, kind, text, step]) =>
      new Promise<number>((resolve) => {
        const underWay = () =>
          step === null ||
          [...document.querySelectorAll('[role=progressbar]')].some(
            (bar) => bar.getAttribute('aria-label') === step,
          )
        const named = (selector: string, words: string) =>
          [...document.querySelectorAll<HTMLElement>(selector)].find(
            (element) => element.textContent?.trim() === words,
          )
        let start: number | null = null
        const look = () => {
          if (start === null && underWay()) {
            start = performance.now()
            named('main button', cancel ?? '')?.click()
          }
          if (start !== null && named(kind ?? '', text ?? '')) resolve(performance.now() - start)
          else requestAnimationFrame(look)
        }
        look()
      }),
    [word('en', 'ui_cancel'), kind, text, step] as const,
  )
  note(`${test.info().title}: back after ${took.toFixed(0)} ms`)
  return took
}

/** Milliseconds until the engine answers a small question: what it was stopped in has let go of it. */
async function engineFree(page: Page): Promise<number> {
  const took = await page.evaluate(async () => {
    const start = performance.now()
    await window.memberlens.sql('select 1')
    return performance.now() - start
  })
  note(`${test.info().title}: engine free after ${took.toFixed(0)} ms`)
  return took
}

const note = (description: string) => test.info().annotations.push({ type: 'measured', description })

test('while files are looked at', async ({ page }) => {
  const { faults } = watch(page)
  const file = largeFile(2_000_000)
  await openPage(page)
  await chooseFiles(page, [file])
  expect(await cancelled(page, 'h1', DOOR)).toBeLessThan(AT_ONCE)
  await loadFiles(page, [made('small.csv', orders(40))])
  expect(await balances(page)).toMatchObject([{ read: 40, kept: 40 }])

  // With a shop loaded, the way back leads to the shop.
  await goToPage(page, 'overview')
  await goToPage(page, 'import')
  await chooseFiles(page, [file])
  expect(await cancelled(page, 'main button', START)).toBeLessThan(AT_ONCE)
  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.orders.en)).toHaveText('40')
  expect(faults).toEqual([])
})

test('while files are read, cleaned and counted', async ({ page }) => {
  test.slow()
  const { faults } = watch(page)
  const file = largeFile(400_000)
  await openPage(page)
  await dropFiles(page, [file])
  for (const step of ['Read large.csv', 'Read dates and amounts', 'Build orders']) {
    await test.step(step, async () => {
      await acceptProposal(page)
      expect(await cancelled(page, 'main button', START, step)).toBeLessThan(AT_ONCE)
      await expect(fileRegion(page, file)).toBeVisible()
      await expect(page.getByRole('alert')).toHaveCount(0)
      expect(await engineFree(page)).toBeLessThan(2000)
    })
  }
  // Started again the moment it was cancelled.
  await acceptProposal(page)
  await cancelled(page, 'main button', START)
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(await balances(page)).toEqual([
    { read: 400_000, loaded: 400_000, rejected: 0, kept: 400_000, aside: 0 },
  ])
  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.members.en)).toHaveText(numberText(20_000))

  await test.step('an analysis', async () => {
    const stop = page.getByRole('main').getByRole('button', { name: word('en', 'pages_cancel') })
    await page.getByRole('navigation').locator('a[href="#/rfm"]').click()
    await expect(stop).toBeVisible()
    const took = await page.evaluate(
      (words) => {
        const button = [...document.querySelectorAll('main button')].find(
          (b) => b.textContent?.trim() === words,
        )
        const start = performance.now()
        if (button instanceof HTMLElement) button.click()
        return new Promise<number>((resolve) => {
          const look = () =>
            document.querySelector('h1')?.textContent === 'RFM'
              ? resolve(performance.now() - start)
              : requestAnimationFrame(look)
          look()
        })
      },
      word('en', 'pages_cancel'),
    )
    note(`an analysis: back after ${took.toFixed(0)} ms`)
    expect(took).toBeLessThan(AT_ONCE)
    expect(await engineFree(page)).toBeLessThan(2000)
    await expect(page.getByText(word('en', 'pages_stopped'))).toBeVisible()
    await page
      .getByRole('main')
      .getByRole('button', { name: word('en', 'pages_run') })
      .click()
    await expect(page.getByRole('figure').first()).toBeVisible({ timeout: 30_000 })
  })

  await test.step('a query', async () => {
    await goToPage(page, 'sql')
    await runQuery(page, 'select sum(a.gross * b.gross) from orders a, orders b')
    await page.waitForTimeout(500)
    const stop = page.getByRole('button', { name: word('en', 'sql_cancel'), exact: true })
    await stop.click()
    await expect(page.getByText(word('en', 'sql_cancelled'))).toBeVisible({ timeout: AT_ONCE })
    expect(await engineFree(page)).toBeLessThan(2000)
    await runQuery(page, 'select count(*) as n from orders')
    await expect(page.getByRole('grid').getByRole('gridcell').first()).toHaveText('400000')
  })
  expect(faults).toEqual([])
})

test('while the demo shop is made', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  for (let i = 0; i < 2; i += 1) {
    await page.getByRole('button', { name: word('en', 'pages_demo') }).click()
    await page.getByRole('menuitem', { name: word('en', 'pages_demo_large_note') }).click()
    await expect(page.getByRole('progressbar')).toBeVisible()
    await page.waitForTimeout(400)
    expect(await cancelled(page, 'h1', DOOR)).toBeLessThan(AT_ONCE)
    await expectDoor(page)
  }
  await page.getByRole('button', { name: word('en', 'pages_demo') }).click()
  await page.getByRole('menuitem', { name: word('en', 'pages_demo_small_note') }).click()
  await waitForCleaning(page)
  for (const { read, kept } of await balances(page)) expect(kept, String(read)).toBeGreaterThan(0)
  expect(faults).toEqual([])
})

test.describe('before the engine is there', () => {
  test.use({ serviceWorkers: 'block' })
  test('while the engine is fetched', async ({ page }) => {
    const { faults } = watch(page)
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/*.wasm', async (route) => {
      await held
      await route.fallback()
    })
    await openPage(page)
    await dropFiles(page, [made('small.csv', orders(40))])
    await acceptProposal(page)
    await expect(page.getByRole('progressbar', { name: 'Start the engine' })).toBeVisible()
    expect(await cancelled(page, 'main button', START)).toBeLessThan(AT_ONCE)
    release()
    await acceptProposal(page)
    await waitForCleaning(page)
    expect(await balances(page)).toMatchObject([{ read: 40, kept: 40 }])
    expect(faults).toEqual([])
  })
})
