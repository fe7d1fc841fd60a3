// What is kept: language, theme and the recipe over a reload; a project as a file; a project hosted beside the page.
import { readFile } from 'node:fs/promises'
import { expect, test, type Download, type Page } from '@playwright/test'
import { words } from '../../src/analyses/rfm/words'
import { words as overviewWords } from '../../src/analyses/overview/words'
import {
  acceptProposal,
  chooseFiles,
  chooseOption,
  dropFiles,
  figure,
  goToPage,
  loadFiles,
  openPage,
  saveBy,
  settled,
  waitForCleaning,
  type GivenFile,
} from './support/app'
import { longerPurchases } from './support/cut-outs'
import { fileRegion, mappingRow, say } from './support/journey'
import { INVOICES, PURCHASES, type Shop } from './support/shops'
import { moneyText, numberText, word, type Locale } from './support/words'

const DAY_OF_SAVING = '1997-11-20T12:00:00'
const LONGER: Shop = { ...PURCHASES, name: 'purchases.csv', ...longerPurchases('purchases.csv') }

/** Everything that a recipe holds, set to something else than proposed. */
async function setEverything(page: Page, locale: Locale = 'en'): Promise<void> {
  const region = fileRegion(page, PURCHASES.file)
  await chooseOption(
    page,
    mappingRow(region, 'quantity'),
    word(locale, 'pages_map_column_for', { role: locale === 'en' ? 'quantity' : '数量' }),
    word(locale, 'pages_no_column'),
  )
  await acceptProposal(page)
  await waitForCleaning(page)
  await goToPage(page, 'rfm')
  await page.getByRole('radio', { name: locale === 'en' ? 'F by rank' : 'F 按先后' }).click()
  await settled(page)
  await page.getByRole('spinbutton', { name: /Bins|分档/ }).fill('4')
  await page.getByRole('spinbutton', { name: /Bins|分档/ }).press('Enter')
  await expect(page.getByRole('gridcell')).toHaveCount(16)
  await page.getByRole('radio', { name: word(locale, 'pages_net'), exact: true }).click()
  await settled(page)
}

/** One setting of RFM, away from its default. */
async function rankFrequencies(page: Page): Promise<void> {
  await goToPage(page, 'rfm')
  await page.getByRole('radio', { name: 'F by rank' }).click()
  await settled(page)
}

/** What the recipe led to, as far as it shows on the RFM page. */
async function expectSettings(page: Page, shop: Shop, locale: Locale = 'en'): Promise<void> {
  await goToPage(page, 'rfm')
  await expect(page.getByRole('radio', { name: locale === 'en' ? 'F by rank' : 'F 按先后' })).toBeChecked()
  await expect(page.getByRole('spinbutton', { name: /Bins|分档/ })).toHaveValue('4')
  await expect(page.getByRole('radio', { name: word(locale, 'pages_net'), exact: true })).toBeChecked()
  await expect(page.getByRole('gridcell')).toHaveCount(16)
  await expect(figure(page, locale, say(words.members, locale))).toHaveText(numberText(shop.members))
  await expect(figure(page, locale, say(words.money, locale))).toHaveText(moneyText(shop.gross))
}

const recipeNotice = (page: Page, locale: Locale = 'en') =>
  page.getByRole('main').getByText(word(locale, 'pages_import_recipe'))

test('a reload finds language, theme and recipe again, and offers to go on with the same files', async ({
  page,
}) => {
  const locale = 'zh-CN'
  await openPage(page, { locale, theme: 'dark' })
  await dropFiles(page, [PURCHASES.file])
  await setEverything(page, locale)
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }))
  expect(Object.keys(JSON.parse(kept) as object).sort()).toEqual([
    'memberlens.locale',
    'memberlens.project',
    'memberlens.theme',
  ])
  expect(membersIn(kept), 'ids of members among what is kept').toEqual([])

  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', locale)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(word(locale, 'pages_door_title'))
  await expect(page.getByRole('status').filter({ hasText: word(locale, 'pages_door_again') })).toContainText(
    PURCHASES.name,
  )

  await dropFiles(page, [PURCHASES.file])
  await expect(recipeNotice(page, locale)).toBeVisible()
  await expect(mappingRow(fileRegion(page, PURCHASES.file), 'quantity')).toHaveCount(0)
  await acceptProposal(page)
  await waitForCleaning(page)
  await expectSettings(page, PURCHASES, locale)
})

test('the kept recipe can be forgotten', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [PURCHASES.file])
  await page.reload()
  await page.getByRole('button', { name: word('en', 'pages_door_forget') }).click()
  await expect(page.getByText(word('en', 'pages_door_again'))).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText(word('en', 'pages_door_again'))).toHaveCount(0)
})

test('other files than the recipe waits for: it is not followed, and the page says so', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [PURCHASES.file])
  await rankFrequencies(page)
  await page.reload()
  await dropFiles(page, [INVOICES.file])
  await expect(recipeNotice(page)).toHaveCount(0)
  await expect(page.getByText(word('en', 'pages_import_recipe_not'))).toBeVisible()
  await acceptProposal(page)
  await waitForCleaning(page)
  await goToPage(page, 'rfm')
  await expect(page.getByRole('radio', { name: 'Together' })).toBeChecked()
  await expect(page.getByRole('gridcell')).toHaveCount(25)
  await expect(figure(page, 'en', words.members.en)).toHaveText(numberText(INVOICES.members))
})

test('a project saved as a file gives the same steps in another browser, on the same file and a longer one', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.clock.setFixedTime(DAY_OF_SAVING)
  await openPage(page)
  await dropFiles(page, [PURCHASES.file])
  await setEverything(page)
  const groups = page.getByRole('region', { name: words.groups.en }).getByRole('table')
  const before = await groups.innerText()
  const saved = await saveBy(page, page.getByRole('button', { name: 'Project' }), /^Save the project/)
  expect(saved.suggestedFilename()).toBe('memberlens-project.json')
  const project = await projectFile(saved)
  expect(membersIn(project.text), 'ids of members in the project').toEqual([])
  expect(JSON.parse(project.text)).toMatchObject({ format: 'memberlens-project', version: 1, data: [] })

  await test.step('the same file', async () => {
    const context = await browser.newContext(baseURL === undefined ? {} : { baseURL })
    const other = await context.newPage()
    await other.clock.setFixedTime(DAY_OF_SAVING)
    await openPage(other)
    await openProject(other, project.file)
    await dropFiles(other, [PURCHASES.file])
    await expect(recipeNotice(other)).toBeVisible()
    await acceptProposal(other)
    await waitForCleaning(other)
    await expectSettings(other, PURCHASES)
    expect(await other.getByRole('region', { name: words.groups.en }).getByRole('table').innerText()).toBe(
      before,
    )
    await context.close()
  })

  await test.step('the file of a few months later, opened then', async () => {
    const context = await browser.newContext(baseURL === undefined ? {} : { baseURL })
    const other = await context.newPage()
    await other.clock.setFixedTime('1998-03-01T12:00:00')
    await openPage(other)
    // Both at once, as two files of one folder.
    await chooseFiles(other, [project.file, LONGER.file])
    await expect(recipeNotice(other)).toBeVisible()
    await expect(fileRegion(other, LONGER.file)).toContainText(`${numberText(LONGER.rows)} rows`)
    await acceptProposal(other)
    await waitForCleaning(other)
    await expect(
      other.getByText(`kept ${LONGER.rows} + set aside 0`).first(),
      'none of the new rows lies in the future',
    ).toBeVisible()
    await expectSettings(other, LONGER)
    await expect(other.getByRole('textbox', { name: 'As of' })).toHaveValue(LONGER.asOf)
    await context.close()
  })
})

test('a day that somebody chose stays chosen when a newer file comes', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [PURCHASES.file])
  await goToPage(page, 'rfm')
  await page.getByRole('textbox', { name: 'As of' }).fill('1997-06-01')
  await settled(page)
  await page.reload()
  await loadFiles(page, [LONGER.file])
  await goToPage(page, 'rfm')
  await expect(page.getByRole('textbox', { name: 'As of' })).toHaveValue('1997-06-01')
  await expect(figure(page, 'en', words.orders.en)).toHaveText('151')
})

test('a project opened beside loaded files is followed at once', async ({ page }) => {
  const menu = page.getByRole('button', { name: 'Project' })
  await openPage(page)
  await loadFiles(page, [PURCHASES.file])
  await rankFrequencies(page)
  const project = await projectFile(await saveBy(page, menu, /^Save the project/))
  await menu.click()
  await page.getByRole('menuitem', { name: /^Close/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(word('en', 'pages_door_title'))

  await loadFiles(page, [PURCHASES.file])
  await goToPage(page, 'rfm')
  await expect(page.getByRole('radio', { name: 'Together' }), 'closing forgets the settings').toBeChecked()
  const chooser = page.waitForEvent('filechooser')
  await menu.click()
  await page.getByRole('menuitem', { name: /^Open a project/ }).click()
  await (await chooser).setFiles([project.file] as string[])
  await expect(recipeNotice(page)).toBeVisible()
  await acceptProposal(page)
  await waitForCleaning(page)
  await goToPage(page, 'rfm')
  await expect(page.getByRole('radio', { name: 'F by rank' })).toBeChecked()
})

test('a link to a project hosted beside the page opens it with its data', async ({ page }) => {
  await page.goto('./#/rfm?project=data/hosted-project.json')
  await expect(page.getByRole('grid', { name: words.heat.en })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('radio', { name: 'F by rank' })).toBeChecked()
  await expect(page.getByRole('textbox', { name: 'As of' })).toHaveValue('2024-02-01')
  await expect(figure(page, 'en', words.members.en)).toHaveText('1')
  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.orders.en)).toHaveText('2')
})

for (const locale of ['en', 'zh-CN'] as const) {
  test(`a link to a project of another origin is refused in words (${locale})`, async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({ locale, ...(baseURL !== undefined && { baseURL }) })
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const address = 'https://other.example/project.json'
    await page.goto(`./#/?project=${encodeURIComponent(address)}`)
    await expect(page.getByText(word(locale, 'sql_hosted_other_origin', { address }))).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(word(locale, 'pages_door_title'))
    expect(asked.filter((url) => url.includes('other.example'))).toEqual([])
    await context.close()
  })
}

test('a link to a project that is not there says which address the host did not have', async ({ page }) => {
  await page.goto('./#/?project=data/none.json')
  await expect(page.getByText(/data\/none\.json could not be fetched: the host answered 404/)).toBeVisible()
})

/** Opens a project at the door; its data is still to come. */
async function openProject(page: Page, file: GivenFile): Promise<void> {
  await chooseFiles(page, [file])
  await expect(page.getByText(word('en', 'pages_project_opened', { file: 'kept.json' }))).toBeVisible()
}

async function projectFile(saved: Download): Promise<{ text: string; file: GivenFile }> {
  const text = await readFile(await saved.path(), 'utf8')
  return { text, file: { name: 'kept.json', mimeType: 'application/json', buffer: Buffer.from(text) } }
}

/** Ids of members of the cut-out that stand somewhere in a text. */
function membersIn(text: string): string[] {
  const { file } = PURCHASES
  if (typeof file === 'string') throw new Error('This cut-out is made in the test.')
  const records = file.buffer.toString('utf8').trim().split('\r\n').slice(1)
  return [...new Set(records.map((record) => record.split(',')[0] ?? ''))].filter((id) => text.includes(id))
}
