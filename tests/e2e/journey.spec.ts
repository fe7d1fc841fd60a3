// What a user does, from the door to a member's orders, on the three real files and on cut-outs of our own.
import { expect, test, type Page } from '@playwright/test'
import { words as rfmWords } from '../../src/analyses/rfm/words'
import { acceptProposal, choose, dropFiles, figure, openPage, settled, waitForCleaning } from './support/app'
import { checkCleaning, checkColumns, checkOverview, checkProposal, checkRfm, say } from './support/journey'
import { OWN_SHOPS, REAL_SHOPS, realFile, type Shop } from './support/shops'
import { moneyText, numberText, word, wordPattern, type Locale, type Theme } from './support/words'

const OTHER = { en: 'zh-CN', 'zh-CN': 'en' } as const
const LANGUAGES: Record<Locale, string> = { en: 'English', 'zh-CN': 'Chinese' }

OWN_SHOPS.forEach((shop, i) => {
  const locale = i % 2 === 0 ? 'en' : 'zh-CN'
  test(`the journey on ${shop.name}, in ${LANGUAGES[locale]}`, async ({ page }) => {
    await journey(page, shop, locale, locale === 'en' ? 'light' : 'dark')
  })
})

for (const { path, ...shop } of REAL_SHOPS) {
  for (const locale of ['en', 'zh-CN'] as const) {
    test(`the journey on the real ${shop.name}, in ${LANGUAGES[locale]}`, async ({ page }) => {
      await journey(page, { ...shop, file: realFile(path) }, locale, locale === 'en' ? 'dark' : 'light')
    })
  }
}

async function journey(page: Page, shop: Shop, locale: Locale, theme: Theme): Promise<void> {
  await openPage(page, { locale, theme })
  await checkDoor(page, locale)
  await dropFiles(page, [shop.file])
  await checkProposal(page, shop, locale)
  await checkColumns(page, shop, locale)
  await acceptProposal(page)
  await waitForCleaning(page)
  await checkCleaning(page, shop, locale)
  await checkOverview(page, shop, locale)
  await checkRfm(page, shop, locale)
  await openCell(page, locale)
  await switchInPlace(page, shop, OTHER[locale], theme === 'dark' ? 'light' : 'dark')
}

/** One sentence that says what this is, that nothing leaves the tab, a place to drop files, a demo to try. */
async function checkDoor(page: Page, locale: Locale): Promise<void> {
  await test.step('the door', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(word(locale, 'pages_door_title'))
    await expect(page.getByText(word(locale, 'pages_door_sub'))).toContainText(
      locale === 'en' ? 'nothing leaves your computer' : '从不离开你的电脑',
    )
    const zone = page.getByRole('group', { name: word(locale, 'ui_drop_label') })
    await expect(
      zone.getByRole('button', { name: word(locale, 'ui_drop_choose'), exact: true }),
    ).toBeVisible()
    await expect(zone.getByRole('button', { name: word(locale, 'pages_demo') })).toBeVisible()
  })
}

/** From the fullest cell to the list of its members, to the orders of the first one, and back. */
async function openCell(page: Page, locale: Locale): Promise<void> {
  await test.step('a cell, its members, the orders of one', async () => {
    const cell = page
      .getByRole('grid', { name: say(rfmWords.heat, locale) })
      .getByRole('gridcell', { name: /^R 5.F? ?.*F 5[:：]/ })
    const count = /[:：]\s*([\d,]+)/.exec((await cell.getAttribute('aria-label')) ?? '')?.[1] ?? ''
    await cell.click()
    const list = page.getByRole('dialog', { name: say(rfmWords.cellTitle(5, 5), locale) })
    await expect(
      list.getByText(word(locale, 'pages_members_count', { count }), { exact: true }),
    ).toBeVisible()
    const rows = list.getByRole('grid').getByRole('row')
    // The list is there before its rows are.
    await expect(rows.nth(1).getByRole('gridcell').first()).not.toHaveText('')
    const member = (await rows.nth(1).getByRole('gridcell').first().textContent())?.trim() ?? ''
    const frequency = await rows.nth(1).getByRole('gridcell').nth(2).textContent()
    await rows.nth(1).click()
    const orders = page.getByRole('dialog', { name: word(locale, 'pages_orders_of', { member }) })
    await expect(
      orders.getByText(word(locale, 'pages_orders_count', { count: frequency ?? '' }), { exact: true }),
    ).toBeVisible()
    await orders.getByRole('button', { name: word(locale, 'pages_back_to_list') }).click()
    await list.getByRole('button', { name: word(locale, 'ui_close') }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
}

/** The other language and the other theme: the same figures, at once, without a reload. */
async function switchInPlace(page: Page, shop: Shop, locale: Locale, theme: Theme): Promise<void> {
  await test.step('the other language and theme', async () => {
    await choose(page, locale, theme)
    await settled(page)
    await expect(figure(page, locale, say(rfmWords.members, locale))).toHaveText(numberText(shop.members))
    await expect(figure(page, locale, say(rfmWords.money, locale))).toHaveText(moneyText(shop.gross))
    await expect(page.getByRole('grid', { name: say(rfmWords.heat, locale) })).toBeVisible()
    await expect(page.getByText(wordPattern(locale, 'charts_n_of')).first()).toBeVisible()
  })
}
