import { expect, type Locator, type Page, type Worker } from '@playwright/test'
import { numberText, word, wordPattern } from './words'

/** Where the records of one file went, as its balance says. */
export interface Balance {
  read: number
  loaded: number
  rejected: number
  kept: number
  aside: number
}

/** The balance of every file on the cleaning page; each has to add up. */
export async function balances(page: Page): Promise<Balance[]> {
  const lines = page.getByRole('main').getByText(wordPattern('en', 'pages_balance'))
  await expect(lines.first()).toBeVisible()
  const found: Balance[] = []
  for (const text of await lines.allTextContents()) {
    const [read = NaN, loaded = NaN, rejected = NaN, , kept = NaN, aside = NaN] = [
      ...text.matchAll(/\d[\d,]*/g),
    ].map(([digits]) => Number(digits.replaceAll(',', '')))
    expect(read, text).toBe(loaded + rejected)
    expect(loaded, text).toBe(kept + aside)
    found.push({ read, loaded, rejected, kept, aside })
  }
  return found
}

/** Forgets the loaded shop: back to the door. */
export async function closeProject(page: Page): Promise<void> {
  await page.getByRole('button', { name: word('en', 'pages_project'), exact: true }).click()
  await page.getByRole('menuitem', { name: word('en', 'pages_project_close_note') }).click()
  await expectDoor(page)
}

export async function expectDoor(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(word('en', 'pages_door_title'))
}

/** Takes a file out of the import page. */
export async function removeFile(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: word('en', 'pages_remove_file', { file }) }).click()
}

/** The button that stops what is under way. */
export const cancelButton = (page: Page): Locator =>
  page.getByRole('main').getByRole('button', { name: word('en', 'ui_cancel'), exact: true })

/** Collects what must never happen: errors nobody caught, and dialogs that a file's content opened. */
export function watch(page: Page): { faults: string[] } {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`${error.name}: ${error.message}`))
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  return { faults }
}

export const count = (key: string, n: number): string => word('en', key, { count: numberText(n) })

/** The worker of a kind that runs now: `engine`, `ingest` or `demo`. */
export async function workerOf(page: Page, kind: string): Promise<Worker> {
  await expect.poll(async () => (await namesOf(page)).some((name) => name.includes(kind))).toBe(true)
  for (const worker of page.workers())
    if ((await worker.evaluate(() => self.name).catch(() => '')).includes(kind)) return worker
  throw new Error(`No worker called ${kind} runs.`)
}

const namesOf = (page: Page): Promise<string[]> =>
  Promise.all(page.workers().map((worker) => worker.evaluate(() => self.name).catch(() => '')))

/** Ends a worker as the browser does: without a word to the page. */
export const stop = (worker: Worker): Promise<unknown> =>
  worker.evaluate(() => self.close()).catch(() => undefined)

/** Writes a query in place of the one that stands in the editor, and runs it. */
export async function runQuery(page: Page, query: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: word('en', 'sql_editor') })
  // The first example arrives a moment after the editor.
  await expect(editor).toContainText(/select/i)
  await editor.fill(query)
  await page.getByRole('button', { name: word('en', 'sql_run'), exact: true }).click()
}
