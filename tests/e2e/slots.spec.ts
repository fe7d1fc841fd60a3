// Slots and outreach: the demo shop in both languages, a real Chinese shop without replenishment, and models as files. A
// real shop of invoices and a file of ratings go on to slots in recommend.spec.ts.
import { readFileSync } from 'node:fs'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { use } from '../../src/analyses/slots/words-use'
import { words } from '../../src/analyses/slots/words'
import { expectAccessible } from './support/accessibility'
import {
  choose,
  chooseOption,
  figure,
  goToPage,
  loadDemo,
  loadFiles,
  openPage,
  saveBy,
  type GivenFile,
} from './support/app'
import { made } from './support/broken-files'
import { readCsv } from './support/csv'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'
import { word, type Locale } from './support/words'

const SLOTS = ['home', 'product', 'cart'] as const

const slot = (page: Page, name: (typeof SLOTS)[number], locale: Locale): Locator =>
  page.getByRole('region', { name: say(words.slots[name].label, locale), exact: true })

const names = (of: Locator): Promise<string[]> => of.locator('li .name').allTextContents()

/** Waits until lists stand there. */
async function listed(page: Page, locale: Locale): Promise<void> {
  await expect(slot(page, 'home', locale).getByRole('listitem').first()).toBeVisible({ timeout: 60_000 })
}

async function takeModel(page: Page, locale: Locale, file: Exclude<GivenFile, string>) {
  const button = page.getByRole('button', { name: say(words.load, locale) })
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()])
  await chooser.setFiles(file)
}

for (const locale of ['en', 'zh-CN'] as const) {
  test(`the demo shop: three slots, filters, occasions, lists for all (${locale})`, async ({ page }) => {
    test.slow()
    const { faults } = watch(page)
    await openPage(page, { locale, theme: locale === 'en' ? 'light' : 'dark' })
    await loadDemo(page)
    await goToPage(page, 'slots')
    await listed(page, locale)
    for (const name of SLOTS) expect(await names(slot(page, name, locale))).toHaveLength(8)
    expect(
      Number((await figure(page, locale, say(words.gapFigure, locale)).textContent()) ?? ''),
    ).toBeGreaterThan(50)
    await expectAccessible(page, 'slots')
    await choose(page, locale, locale === 'en' ? 'dark' : 'light')
    await expectAccessible(page, 'slots, the other theme', { only: 'colours' })

    await test.step('a product that is pressed is looked at, and goes into the cart', async () => {
      const [first = ''] = await names(slot(page, 'home', locale))
      await slot(page, 'home', locale).getByRole('button', { name: first, exact: true }).click()
      await expect(slot(page, 'product', locale)).toContainText(`${say(words.looked, locale)} ${first}`)
      expect(await names(slot(page, 'product', locale))).not.toContain(first)
      await slot(page, 'home', locale)
        .getByRole('button', { name: say(words.put(first), locale) })
        .click()
      await slot(page, 'cart', locale)
        .getByRole('button', { name: say(words.take(first), locale) })
        .click()
      await expect(
        slot(page, 'cart', locale).getByRole('button', { name: say(words.take(first), locale) }),
      ).toHaveCount(0)
    })

    await test.step('what she has is left out, and the lists are shorter', async () => {
      const never = page.getByRole('radio', { name: say(words.again.never, locale), exact: true })
      await never.click()
      await expect(slot(page, 'home', locale)).toContainText(/she has|她已有/)
      const count = page.getByRole('spinbutton', { name: say(words.n, locale), exact: true })
      await count.fill('3')
      await count.press('Enter')
      await expect(slot(page, 'home', locale).getByRole('listitem')).toHaveCount(3)
    })

    await test.step('another model, and nobody known', async () => {
      await chooseOption(page, page.getByRole('main'), locale === 'en' ? 'Model' : '模型', 'EASE')
      await expect(page.getByText(/^EASE,/)).toBeVisible({ timeout: 60_000 })
      await page.getByRole('radio', { name: say(words.guest, locale) }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(say(words.titleNobody, locale))
      await expect(slot(page, 'home', locale)).toContainText(locale === 'en' ? 'of all members' : '全体近期')
    })

    await test.step('an occasion moves the lists', async () => {
      const before = await names(slot(page, 'home', locale))
      const table = page.getByRole('region', { name: say(use.occasions, locale) })
      const rows = table.getByRole('row')
      expect(await rows.count()).toBeGreaterThan(20)
      await table
        .getByRole('button', { name: locale === 'en' ? 'Spring Festival' : '春节', exact: true })
        .click()
      await expect.poll(() => names(slot(page, 'home', locale))).not.toEqual(before)
    })

    await test.step('the lists of all, as a file', async () => {
      await page.getByRole('button', { name: say(use.make, locale) }).click()
      await page.getByRole('button', { name: say(use.wide, locale) }).click({ timeout: 60_000 })
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByRole('gridcell').first()).not.toBeEmpty()
      await expectAccessible(page, 'lists of all', { within: 'dialog' })
      const download = await saveBy(
        page,
        dialog.getByRole('button', { name: word(locale, 'pages_export') }),
        new RegExp(word(locale, 'sql_export_csv')),
      )
      const [header = [], ...rows] = readCsv(readFileSync(await download.path(), 'utf8'))
      const members = await figure(page, locale, say(words.membersFigure, locale)).textContent()
      expect(rows.length).toBe(Number((members ?? '').replaceAll(',', '')))
      expect(
        header.filter((name) => name.startsWith('product_') && !name.startsWith('product_id')),
      ).toHaveLength(3)
      const from = (name: string) => new Set(rows.map((row) => row[header.indexOf(name)]))
      expect([...from('model')]).toEqual(['EASE'])
      expect([...from('as_of')]).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d$/)])
      await page.keyboard.press('Escape')
    })

    await test.step('rules of life stages', async () => {
      const rules = page.getByRole('textbox', { name: say(use.stages, locale) })
      await rules.fill('no rule')
      await rules.blur()
      await expect(page.getByText(say(use.stagesFault, locale))).toBeVisible()
      await rules.fill(locale === 'en' ? 'formula → diaper : 0-365' : '奶粉 → 纸尿裤 : 0-365')
      await rules.blur()
      await expect(page.getByText(say(use.stagesFault, locale))).toHaveCount(0)
      await expect(page.getByText(say(use.stageMatched('1', '1'), locale))).toBeVisible()
    })
    expect(faults).toEqual([])
  })
}

test('a model is saved, taken for the same lists, and refused when it is none', async ({ page }) => {
  await openPage(page)
  await loadDemo(page)
  await goToPage(page, 'slots')
  await listed(page, 'en')
  const before = await names(slot(page, 'home', 'en'))
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: say(words.save, 'en') }).click()
  const download = await saved
  expect(download.suggestedFilename()).toBe('itemBased.mlmodel')
  const bytes = readFileSync(await download.path())

  await chooseOption(page, page.getByRole('main'), 'Model', 'Personal')
  await expect(page.getByText(say(words.unsavable, 'en'))).toBeVisible()
  await takeModel(page, 'en', made('mine.mlmodel', bytes))
  await expect(page.getByText(/loaded from a file: trained on 1,\d{3} members/)).toBeVisible()
  await expect.poll(() => names(slot(page, 'home', 'en'))).toEqual(before)

  await takeModel(page, 'en', made('other.mlmodel', 'member,product\n1,2\n'))
  await expect(page.getByRole('alert')).toContainText(say(words.faults.foreign, 'en'))
  await takeModel(page, 'en', made('cut.mlmodel', bytes.subarray(0, 5000)))
  await expect(page.getByRole('alert')).toContainText(say(words.faults.broken, 'en'))
  await page.getByRole('button', { name: say(words.trainHere, 'en') }).click()
  await expect(page.getByText(/trained here in/)).toBeVisible()
})

test('zh_superstore: without replenishment, said so, and lists all the same', async ({ page }) => {
  const file = realFile('zh_superstore/superstore_cn_订单.csv')
  await openPage(page, { locale: 'zh-CN' })
  await loadFiles(page, [file])
  await page.getByRole('navigation').locator('a[href="#/slots"]').click()
  await listed(page, 'zh-CN')
  await expect(page.getByText(use.dueNone.zh)).toBeVisible()
  await expect(slot(page, 'home', 'zh-CN')).toContainText('因有过')
})
