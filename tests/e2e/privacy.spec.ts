// What is kept on the device only when asked: encrypted copies. What is shown and exported of persons.
import { expect, test, type Locator, type Page } from '@playwright/test'
import { words } from '../../src/analyses/overview/words'
import { figure, goToPage, loadDemo, openPage, settled, waitForCleaning } from './support/app'
import { say } from './support/journey'
import { word } from './support/words'

const PASSPHRASE = 'vier Wörter 四个词 reichen'

/** Goes to the page on privacy and storage by the rail. */
async function goToPrivacy(page: Page): Promise<void> {
  await page.getByRole('navigation').locator('a[href="#/privacy"]').click()
  await expect(page.getByRole('heading', { level: 1, name: word('en', 'privacy_title') })).toBeVisible()
}

async function keepCopy(page: Page, name: string): Promise<void> {
  await goToPrivacy(page)
  await page
    .getByRole('main')
    .getByRole('button', { name: word('en', 'privacy_keep') })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(word('en', 'privacy_keep_name'), { exact: true }).fill(name)
  await dialog.getByLabel(word('en', 'privacy_passphrase'), { exact: true }).fill(PASSPHRASE)
  await dialog.getByLabel(word('en', 'privacy_passphrase_again')).fill(PASSPHRASE)
  await dialog.getByRole('button', { name: word('en', 'privacy_keep') }).click()
  await expect(dialog).toHaveCount(0, { timeout: 30_000 })
  await expect(page.getByRole('main').getByText(name, { exact: true })).toBeVisible()
}

async function enterPassphrase(page: Page, passphrase: string): Promise<Locator> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(word('en', 'privacy_passphrase')).fill(passphrase)
  await dialog.getByRole('button', { name: word('en', 'privacy_open'), exact: true }).click()
  return dialog
}

async function headlines(page: Page): Promise<string[]> {
  await goToPage(page, 'overview')
  const names = [words.members, words.orders, words.net, words.averageOrder, words.repeatRate]
  return Promise.all(names.map((name) => figure(page, 'en', say(name, 'en')).innerText()))
}

/** Opens the copy that the door offers. */
const doorOpen = (page: Page): Locator =>
  page.getByRole('main').getByRole('button', { name: word('en', 'privacy_open'), exact: true })

test('a copy kept on this device opens after a reload, with the same figures and settings', async ({
  page,
}) => {
  await openPage(page)
  await loadDemo(page)
  await goToPage(page, 'rfm')
  await page.getByRole('radio', { name: 'F by rank' }).click()
  await settled(page)
  const before = await headlines(page)
  await keepCopy(page, 'My shop')

  await page.goto('about:blank')
  await openPage(page)
  await doorOpen(page).click()
  await enterPassphrase(page, PASSPHRASE)
  await waitForCleaning(page)
  expect(await headlines(page)).toEqual(before)
  await goToPage(page, 'rfm')
  await expect(page.getByRole('radio', { name: 'F by rank' })).toBeChecked()
})
