import { expect, type Download, type Locator, type Page } from '@playwright/test'
import { analysisById } from '../../../src/analyses/registry'
import { word, type Locale, type Theme } from './words'

/** A file on disk by its path, or one made in the test. */
export type GivenFile = string | { name: string; mimeType: string; buffer: Buffer }

/** Every page of the rail, by the last part of its address. */
export type PageId =
  | 'revenue'
  | 'import'
  | 'cleaning'
  | 'overview'
  | 'retention'
  | 'repurchase'
  | 'rfm'
  | 'lifecycle'
  | 'churn'
  | 'care'
  | 'clv'
  | 'subscription'
  | 'prediction'
  | 'clusters'
  | 'allocation'
  | 'recolog'
  | 'recommend'
  | 'describe'
  | 'attributes'
  | 'preferences'
  | 'slots'
  | 'baskets'
  | 'tags'
  | 'segments'
  | 'member'
  | 'kpi'
  | 'sql'

/** Opens the door and chooses language and theme as a visitor does, with the switches at its top. */
export async function openPage(
  page: Page,
  { locale = 'en', theme = 'light', hash = '' }: { locale?: Locale; theme?: Theme; hash?: string } = {},
): Promise<void> {
  failOnErrors(page)
  await page.goto(`./${hash}`)
  await choose(page, locale, theme)
}

const watched = new WeakSet<Page>()

/** What nobody in the page caught fails the test it happens in. */
function failOnErrors(page: Page): void {
  if (watched.has(page)) return
  watched.add(page)
  page.on('pageerror', (error) => {
    throw error
  })
}

/** Switches language and theme, wherever the switches stand. */
export async function choose(page: Page, locale: Locale, theme: Theme): Promise<void> {
  await page.getByRole('radio', { name: locale === 'en' ? 'English' : '中文' }).click()
  await page.getByRole('radio', { name: word(locale, `pages_theme_${theme}`), exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', locale)
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}

/** The language the page speaks now. */
export async function localeOf(page: Page): Promise<Locale> {
  return (await page.locator('html').getAttribute('lang')) === 'zh-CN' ? 'zh-CN' : 'en'
}

/** Hands files over through the button of the drop zone, and waits until there is a proposal for each. */
export async function dropFiles(page: Page, files: readonly GivenFile[]): Promise<void> {
  await chooseFiles(page, files)
  for (const file of files) await expect(page.getByRole('region', { name: nameOf(file) })).toBeVisible()
}

/** The same without waiting for what comes of it. */
export async function chooseFiles(page: Page, files: readonly GivenFile[]): Promise<void> {
  const button = page.getByRole('button', { name: word(await localeOf(page), 'ui_drop_choose'), exact: true })
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()])
  await chooser.setFiles(files as string[])
}

export const nameOf = (file: GivenFile): string =>
  typeof file === 'string' ? (file.split('/').at(-1) ?? file) : file.name

/** Presses the one button of the proposal. */
export async function acceptProposal(page: Page): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('button', { name: word(await localeOf(page), 'pages_accept') })
    .click()
}

/** Waits until the cleaning report stands there: the address says so, and every row is accounted for. */
export async function waitForCleaning(page: Page): Promise<void> {
  await expect(page).toHaveURL(/#\/cleaning$/, { timeout: 60_000 })
  const read = word(await localeOf(page), 'pages_clean_context').split('{')[0] ?? ''
  await expect(page.getByRole('main').getByText(read).first()).toBeVisible()
}

/** From the door to the cleaning report by the proposal as it stands. */
export async function loadFiles(page: Page, files: readonly GivenFile[]): Promise<void> {
  await dropFiles(page, files)
  await acceptProposal(page)
  await waitForCleaning(page)
}

/** Loads the small demo shop by its button. */
export async function loadDemo(page: Page): Promise<void> {
  const locale = await localeOf(page)
  await page.getByRole('button', { name: word(locale, 'pages_demo') }).click()
  await page.getByRole('menuitem', { name: word(locale, 'pages_demo_small_note') }).click()
  await waitForCleaning(page)
}

/** Goes to a page by the rail, and waits until its figures are there. */
export async function goToPage(page: Page, id: PageId): Promise<void> {
  await page.getByRole('navigation').locator(`a[href="#/${id}"]`).click()
  await waitForPage(page, id)
}

/** Waits until the page has its title, and until nothing on it is still being computed. */
export async function waitForPage(page: Page, id: PageId): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`#/${id}$`))
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
  if (analysisById(id)) await settled(page)
  // The editor is fetched when first needed, and begins with an example once the tables are known.
  if (id === 'sql') await expect(page.getByRole('textbox')).not.toHaveText('')
}

/** Waits until an analysis page has drawn, and computes nothing any more. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('figure').first().locator('svg').first()).toBeVisible({ timeout: 30_000 })
  const computing = word(await localeOf(page), 'pages_computing')
  await expect(page.getByRole('main').getByText(computing)).toHaveCount(0, { timeout: 30_000 })
}

/** One of the page's headline figures, by its name: the value alone. */
export function figure(page: Page, locale: Locale, name: string): Locator {
  const term = page.getByRole('button', {
    name: word(locale, 'ui_definition_of', { term: name }),
    exact: true,
  })
  return page.getByRole('main').locator('dl > div').filter({ has: term }).getByRole('definition')
}

/** Opens a select by its label and takes an option. */
export async function chooseOption(
  page: Page,
  within: Locator,
  label: string,
  option: string,
): Promise<void> {
  await within.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option }).first().click()
}

/** Opens a menu, takes one of its items, and gives the file that is saved. */
export async function saveBy(page: Page, menu: Locator, item: string | RegExp): Promise<Download> {
  await menu.click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: item, exact: typeof item === 'string' }).click()
  return download
}
