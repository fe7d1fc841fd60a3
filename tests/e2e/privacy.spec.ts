// What is kept on the device only when asked: encrypted copies. What is shown and exported of persons.
import { readFile } from 'node:fs/promises'
import { expect, test, type Download, type Locator, type Page } from '@playwright/test'
import { words } from '../../src/analyses/overview/words'
import {
  figure,
  goToPage,
  loadDemo,
  loadFiles,
  openPage,
  saveBy,
  settled,
  waitForCleaning,
} from './support/app'
import { csvFile, readCsv } from './support/csv'
import { expectAccessible } from './support/accessibility'
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

/** Turns over bits of the kept copy's last third, or cuts it, behind the page's back. */
const spoil = (page: Page, how: 'change' | 'cut'): Promise<void> =>
  page.evaluate(async (way) => {
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle('memberlens-kept')
    for await (const handle of folder.values()) {
      if (handle.kind !== 'file') continue
      const file = handle as FileSystemFileHandle
      const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer())
      const at = Math.floor(bytes.length * 0.7)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      const writable = await file.createWritable()
      await writable.write(way === 'cut' ? bytes.slice(0, at) : bytes)
      await writable.close()
    }
  }, how)

const door = (page: Page): Locator =>
  page.getByRole('heading', { level: 1, name: word('en', 'pages_door_title').split('\n')[0] ?? '' })

test('a wrong passphrase opens nothing and says so; the right one still opens', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [PERSONS])
  await keepCopy(page, 'Small shop')
  await page.goto('about:blank')
  await openPage(page)
  await doorOpen(page).click()
  const dialog = await enterPassphrase(page, 'vier Worter')
  await expect(dialog.getByRole('alert')).toContainText('not the passphrase')
  await expect(door(page)).toBeAttached()
  await enterPassphrase(page, PASSPHRASE)
  await waitForCleaning(page)
})

test('a copy whose bytes have changed is not opened, one that was cut is named as such; both can be deleted', async ({
  page,
}) => {
  await openPage(page)
  await loadFiles(page, [PERSONS])
  await keepCopy(page, 'Small shop')
  await spoil(page, 'change')
  await page.goto('about:blank')
  await openPage(page)
  await doorOpen(page).click()
  const dialog = await enterPassphrase(page, PASSPHRASE)
  await expect(dialog.getByRole('alert')).toContainText('has changed since it was written')
  await page.keyboard.press('Escape')
  await expect(door(page)).toBeVisible()

  await spoil(page, 'cut')
  await page.goto('about:blank')
  await openPage(page, { hash: '#/privacy' })
  await expect(page.getByText(word('en', 'privacy_copy_damaged'))).toContainText('incomplete')
  await page.getByRole('button', { name: word('en', 'privacy_delete'), exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: word('en', 'privacy_delete'), exact: true })
    .click()
  await expect(page.getByText(word('en', 'privacy_copies_none'))).toBeVisible()
})

/** Orders whose member ids are phone numbers, with what else shops write of persons. */
const PERSONS = csvFile(
  'persons.csv',
  ['订单编号', '买家手机号', '收货人姓名', '邮箱', '收货地址', '下单时间', '实付金额', '商品名称'],
  Array.from({ length: 40 }, (_, i) => [
    `E${1000 + i}`,
    `1381234${String(1000 + (i % 8))}`,
    i % 8 === 3 ? '王小明' : '张三',
    `user${i % 8}@example.com`,
    `浙江省杭州市文三路 ${i % 8} 号 2 单元`,
    `2024-0${1 + (i % 9)}-1${i % 9} 10:00:00`,
    100 + i,
    i % 2 === 0 ? '牛轧糖 12 号' : '凤梨酥',
  ]),
)

const textOf = async (download: Download): Promise<string> => readFile(await download.path(), 'utf8')

async function runQuery(page: Page, text: string): Promise<void> {
  await goToPage(page, 'sql')
  await page.getByRole('textbox').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('region', { name: word('en', 'sql_result') })).toBeVisible()
}

test('persons are masked in lists, raw rows and exports, until shown in full on purpose', async ({
  page,
}) => {
  await openPage(page)
  await loadFiles(page, [PERSONS])
  await goToPage(page, 'rfm')
  await page.getByRole('gridcell').filter({ hasText: /[1-9]/ }).first().click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('gridcell', { name: /^138\*{4}100\d$/ }).first()).toBeVisible()
  const saved = readCsv(
    await textOf(await saveBy(page, drawer.getByRole('button', { name: 'Export' }), /^CSV\b(?! with)/)),
  )
  const id = saved[0]?.indexOf('member_id') ?? -1
  expect(saved.slice(1).map((row) => row[id])).toContainEqual(expect.stringMatching(/^138\*{4}100\d$/))
  expect(JSON.stringify(saved)).not.toContain('1381234')
  await page.keyboard.press('Escape')

  await runQuery(page, 'select * from raw.file_1')
  const result = page.getByRole('region', { name: word('en', 'sql_result') })
  await expect(result.getByText('张*').first()).toBeVisible()
  await expect(result.getByText('u***@example.com').first()).toBeVisible()
  await expect(result.getByText('浙江省杭州市****').first()).toBeVisible()
  await expect(result.getByText('牛轧糖 12 号').first()).toBeVisible()
  for (const word of ['张三', '1381234', 'user1@', '文三路'])
    await expect(result.getByText(word)).toHaveCount(0)

  await goToPrivacy(page)
  await page.getByRole('switch', { name: word('en', 'privacy_masking_off') }).click()
  const bar = page.getByRole('region', { name: word('en', 'pages_bar') })
  await expect(bar).toContainText(word('en', 'privacy_in_full'))
  await goToPage(page, 'sql')
  await expect(result.getByText('王小明').first()).toBeVisible()
  const raw = await textOf(
    await saveBy(page, result.getByRole('button', { name: word('en', 'sql_export') }), /^CSV\b(?! with)/),
  )
  expect(raw).toContain('13812341003')
  await bar.getByRole('button', { name: word('en', 'privacy_mask_again') }).click()
  await expect(result.getByText('王小明')).toHaveCount(0)
  await expect(bar).not.toContainText(word('en', 'privacy_in_full'))
})

test('delete all leaves nothing on the device', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [PERSONS])
  await keepCopy(page, 'Small shop')
  expect(await keptThings(page)).not.toEqual(NOTHING)
  await page.getByRole('button', { name: word('en', 'privacy_delete_all') }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: word('en', 'privacy_delete'), exact: true })
    .click()
  await expect(page.getByText(word('en', 'privacy_delete_all_done'))).toBeVisible()
  expect(await keptThings(page)).toEqual(NOTHING)
  await goToPage(page, 'rfm')
  await page.getByRole('radio', { name: 'F by rank' }).click()
  await settled(page)
  expect(await keptThings(page), 'the recipe does not come back').toEqual(NOTHING)
})

const NOTHING = { files: [], databases: [], settings: [] }

const keptThings = (page: Page): Promise<Record<keyof typeof NOTHING, string[]>> =>
  page.evaluate(async () => {
    const files: string[] = []
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name)
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? '')
    return { files, databases, settings: Object.keys(localStorage) }
  })

/** Lets files that a test drops come with handles, as files dragged from a folder do; the handles are the page's own. */
async function giveHandles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(DataTransferItem.prototype, {
      async getAsFileSystemHandle(this: DataTransferItem) {
        const file = this.getAsFile()
        const folder = await (
          await navigator.storage.getDirectory()
        ).getDirectoryHandle('on-disk', { create: true })
        const handle = await folder.getFileHandle(file?.name ?? '', { create: true })
        const writable = await handle.createWritable()
        await writable.write(file ?? '')
        await writable.close()
        return handle
      },
    })
  })
}

async function dropByHand(page: Page, file: typeof PERSONS): Promise<void> {
  if (typeof file === 'string') throw new Error('Only files made here.')
  await page.evaluate(
    ({ name, text }) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text], name, { type: 'text/csv' }))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
    },
    { name: file.name, text: file.buffer.toString('utf8') },
  )
}

test('files that were dropped open again with one press; where one is gone, the page says so', async ({
  page,
}) => {
  await giveHandles(page)
  await openPage(page)
  await dropByHand(page, PERSONS)
  await page
    .getByRole('main')
    .getByRole('button', { name: word('en', 'pages_accept') })
    .click()
  await waitForCleaning(page)
  const before = await headlines(page)
  await page.goto('about:blank')
  await openPage(page)
  await page.getByRole('button', { name: word('en', 'privacy_again') }).click()
  await waitForCleaning(page)
  expect(await headlines(page)).toEqual(before)

  await page.evaluate(async () =>
    (await navigator.storage.getDirectory()).removeEntry('on-disk', { recursive: true }),
  )
  await page.goto('about:blank')
  await openPage(page)
  await page.getByRole('button', { name: word('en', 'privacy_again') }).click()
  await expect(page.getByText(word('en', 'privacy_again_gone', { file: 'persons.csv' }))).toBeVisible()
  await expect(door(page)).toBeVisible()
})

/** Looks a member up on the page on privacy, and gives the dialog that says what would go. */
async function lookUp(page: Page, id: string): Promise<Locator> {
  await page.getByLabel(word('en', 'privacy_member_id')).fill(id)
  await page.getByRole('button', { name: word('en', 'privacy_member_look') }).click()
  return page.getByRole('dialog')
}

test('a deleted member is in no table, stays deleted on the same files, in a new copy too, and can come back', async ({
  page,
}) => {
  await openPage(page)
  await loadFiles(page, [PERSONS])
  await keepCopy(page, 'Before')
  await page.getByLabel(word('en', 'privacy_member_id')).fill('13800000000')
  await page.getByRole('button', { name: word('en', 'privacy_member_look') }).click()
  await expect(page.getByText('No row holds the member id')).toBeVisible()

  const dialog = await lookUp(page, '13812341003')
  await expect(dialog).toContainText('persons.csv')
  await expect(dialog).toContainText(word('en', 'privacy_rows', { count: 5 }))
  await dialog.getByRole('button', { name: word('en', 'privacy_delete'), exact: true }).click()
  await expect(
    page.getByText(word('en', 'privacy_member_deleted', { id: '138****1003', rows: 5 })),
  ).toBeVisible()
  await expect(page.getByText(word('en', 'privacy_copy_older'))).toBeVisible()
  const members = () =>
    page.evaluate(
      async () => (await window.memberlens.sql('select count(*) as n from members')).rows(1)[0]?.['n'],
    )
  const traces = () =>
    page.evaluate(async () => {
      const { rows } = await window.memberlens.sql(
        `select count(*) as n from raw.file_1 where columns(*)::varchar like '%13812341003%' or "收货人姓名" = '王小明'`,
      )
      return rows(1)[0]?.['n']
    })
  expect(await members()).toBe(7)
  expect(await traces()).toBe(0)
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('13812341003')

  await page.getByRole('button', { name: word('en', 'privacy_copy_rewrite') }).click()
  const keeping = page.getByRole('dialog')
  await keeping.getByLabel(word('en', 'privacy_passphrase'), { exact: true }).fill(PASSPHRASE)
  await keeping.getByLabel(word('en', 'privacy_passphrase_again')).fill(PASSPHRASE)
  await keeping.getByRole('button', { name: word('en', 'privacy_keep') }).click()
  await expect(keeping).toHaveCount(0, { timeout: 30_000 })
  await expect(page.getByText(word('en', 'privacy_copy_older'))).toHaveCount(0)

  await page.goto('about:blank')
  await openPage(page)
  await loadFiles(page, [PERSONS])
  expect(await members()).toBe(7)
  expect(await traces()).toBe(0)

  await page.goto('about:blank')
  await openPage(page)
  await doorOpen(page).click()
  await enterPassphrase(page, PASSPHRASE)
  await waitForCleaning(page)
  expect(await members()).toBe(7)
  await goToPrivacy(page)
  await (
    await lookUp(page, '13812341004')
  )
    .getByRole('button', { name: word('en', 'privacy_delete'), exact: true })
    .click()
  await expect(page.getByRole('button', { name: word('en', 'privacy_member_undo') })).toBeVisible()
  expect(await members()).toBe(6)
  await page.getByRole('button', { name: word('en', 'privacy_member_undo') }).click()
  await expect(page.getByRole('button', { name: word('en', 'privacy_member_undo') })).toHaveCount(0)
  // While the files are read again there is no table to ask.
  await expect(async () => expect(await members()).toBe(7)).toPass()
})

test('before a list that lets persons be known is saved, the page asks; ids can be pseudonyms; the log says it all', async ({
  page,
}) => {
  await openPage(page)
  await loadFiles(page, [PERSONS])
  await runQuery(
    page,
    `select member_id, case when member_id like '%3' then 'Lhasa' else 'Hangzhou' end as city, 30 + (row_number() over () % 3) as age from members`,
  )
  const result = page.getByRole('region', { name: word('en', 'sql_result') })
  await result.getByRole('button', { name: word('en', 'sql_export') }).click()
  await page.getByRole('menuitem', { name: /^CSV\b(?! with)/ }).click()
  const dialog = page.getByRole('dialog', { name: word('en', 'privacy_export') })
  await expect(dialog).toContainText('8 of 8 rows')
  await dialog.getByRole('combobox', { name: 'age' }).click()
  await page.getByRole('option', { name: word('en', 'privacy_treat_coarse') }).click()
  await expect(dialog).toContainText('1 of 8 rows')
  await dialog.getByRole('switch', { name: word('en', 'privacy_pseudonymous') }).click()
  const saving = page.waitForEvent('download')
  await dialog.getByRole('button', { name: word('en', 'privacy_export_now') }).click()
  const [header, ...rows] = readCsv(await textOf(await saving))
  expect(header).toEqual(['member_id', 'city', 'age'])
  expect(rows).toHaveLength(7)
  for (const [id, city, age] of rows) {
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect([city, age]).toEqual(['Hangzhou', '30–39'])
  }
  expect(new Set(rows.map(([id]) => id)).size).toBe(7)
  await expect(dialog).toHaveCount(0)

  await goToPrivacy(page)
  const line = page
    .getByRole('table', { name: word('en', 'privacy_audit_table') })
    .getByRole('row')
    .last()
  await expect(line).toContainText('memberlens-query.csv')
  await expect(line).toContainText('small groups left out')
  await expect(line.getByRole('cell', { name: '7', exact: true })).toBeVisible()
  const log = page.waitForEvent('download')
  await page.getByRole('button', { name: word('en', 'privacy_audit_save') }).click()
  expect(await textOf(await log)).toMatch(/memberlens-query\.csv,\d+,7,yes,yes,/)
})

test('without room for a copy the page says so, and leaves nothing half-written', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, [PERSONS])
  await goToPrivacy(page)
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(page.url()).origin,
    quotaSize: 1000,
  })
  await page
    .getByRole('main')
    .getByRole('button', { name: word('en', 'privacy_keep') })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(word('en', 'privacy_passphrase'), { exact: true }).fill('short')
  await dialog.getByLabel(word('en', 'privacy_passphrase_again')).fill('other')
  await dialog.getByRole('button', { name: word('en', 'privacy_keep') }).click()
  await expect(dialog.getByText('Too short')).toBeVisible()
  await expect(dialog.getByText(word('en', 'privacy_passphrase_differs'))).toBeVisible()
  await dialog.getByLabel(word('en', 'privacy_passphrase'), { exact: true }).fill(PASSPHRASE)
  await dialog.getByLabel(word('en', 'privacy_passphrase_again')).fill(PASSPHRASE)
  await dialog.getByRole('button', { name: word('en', 'privacy_keep') }).click()
  await expect(dialog.getByRole('alert')).toContainText('no room for the copy')
  expect((await keptThings(page)).files).toEqual([])
})

for (const locale of ['en', 'zh-CN'] as const) {
  test(`the page on privacy can be used by everybody, in ${locale}`, async ({ page }) => {
    await openPage(page, { locale, theme: locale === 'en' ? 'light' : 'dark' })
    await loadFiles(page, [PERSONS])
    await page.getByRole('navigation').locator('a[href="#/privacy"]').click()
    await expect(page.getByRole('heading', { level: 1, name: word(locale, 'privacy_title') })).toBeVisible()
    await expectAccessible(page, 'privacy')
    await page
      .getByRole('main')
      .getByRole('button', { name: word(locale, 'privacy_keep') })
      .click()
    await expectAccessible(page, 'keeping a copy', { within: 'dialog' })
    await page.keyboard.press('Escape')
    await page.getByLabel(word(locale, 'privacy_member_id')).fill('13812341003')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page, 'deleting a member', { within: 'dialog' })
  })
}
