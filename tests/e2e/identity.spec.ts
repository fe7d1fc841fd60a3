// Linked members: two channels' files become one member list, the evidence is there, decisions are kept and replayed.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { words as overviewWords } from '../../src/analyses/overview/words'
import { figure, goToPage, loadFiles, openPage, saveBy, settled, type GivenFile } from './support/app'
import { expectAccessible } from './support/accessibility'
import { DIRTY, plantPeople } from '../unit/identity/planted'
import { csvFile, readCsv } from './support/csv'
import { word } from './support/words'

/** 30 members of a shop; 20 of them are in the second channel too, under other ids; 6 share one phone. */
function shop(): GivenFile[] {
  const phone = (i: number) => `1391234${String(1000 + i)}`
  const orders = Array.from({ length: 60 }, (_, i) => {
    const member = i % 30
    return [`O${i}`, `A${member}`, `2025-0${1 + (i % 9)}-1${i % 10}`, 10 + i, phone(member)]
  })
  const marketplace = Array.from({ length: 20 }, (_, i) => {
    const day = `2025-0${1 + (i % 9)}-2${i % 9}`
    return [
      `T${i}`,
      `tb_${i}`,
      day,
      5 + i,
      ` +86 ${phone(i).slice(0, 3)}-${phone(i).slice(3, 7)}-${phone(i).slice(7)}`,
    ]
  })
  const shared = Array.from({ length: 6 }, (_, i) => [
    `S${i}`,
    `w${i}`,
    `2025-09-0${i + 1}`,
    7,
    '13700007531',
  ])
  const header = ['order_id', 'member_id', 'order_date', 'amount', 'phone']
  const theirs = ['order_no', 'buyer_nick', 'paid_time', 'paid_amount', 'mobile_phone']
  return [
    csvFile('shop.csv', header, orders),
    csvFile('marketplace.csv', theirs, [...marketplace, ...shared]),
  ]
}

const use = (page: Page) => page.getByRole('switch', { name: word('en', 'identity_use') })
const title = (page: Page) => page.getByRole('heading', { level: 1 })

/** The second figure of the title: how many members the records are. */
async function membersInTitle(page: Page): Promise<number> {
  return Number(
    (/are ([\d,]+) members/.exec(await title(page).innerText())?.[1] ?? 'NaN').replaceAll(',', ''),
  )
}

async function goToLinks(page: Page) {
  await page.getByRole('navigation').locator('a[href="#/identity"]').click()
  await expect(page).toHaveURL(/#\/identity$/)
}

async function membersOf(page: Page): Promise<string> {
  await goToPage(page, 'overview')
  await settled(page)
  const text = await figure(page, 'en', overviewWords.members.en).innerText()
  await goToLinks(page)
  return text
}

test('two channels are linked, counted, taken apart and linked by hand', async ({ page }) => {
  test.slow()
  await openPage(page)
  await loadFiles(page, shop())
  await goToLinks(page)
  await expect(title(page)).toHaveText(word('en', 'identity_title_found', { records: 56, members: 36 }))
  expect(await membersOf(page)).toContain('56')

  await use(page).click()
  await expect(page.getByText(word('en', 'identity_in_use'))).toBeVisible({ timeout: 30_000 })
  await expect(use(page)).toBeEnabled()
  expect(await membersOf(page)).toContain('36')

  // A member with the evidence of his link.
  await page.getByRole('searchbox', { name: word('en', 'identity_search') }).fill('tb_3')
  await page
    .getByRole('table', { name: word('en', 'identity_search') })
    .getByRole('button', { name: 'A3' })
    .click()
  const drawer = page.getByRole('dialog', { name: word('en', 'identity_member_title', { id: 'A3' }) })
  await expect(drawer.getByRole('rowheader', { name: 'tb_3' })).toBeVisible()
  await expect(drawer.getByText('Phone 139****1003').first()).toBeVisible()
  await expectAccessible(page, 'the records of a member', { within: 'dialog' })

  // Taken out by hand, and taken back.
  const row = drawer.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'tb_3' }) })
  await row.getByRole('button', { name: word('en', 'identity_take_out') }).click()
  await expect(title(page)).toHaveText(word('en', 'identity_title_found', { records: 56, members: 37 }))
  await page.getByRole('button', { name: word('en', 'identity_take_back') }).click()
  await expect(title(page)).toHaveText(word('en', 'identity_title_found', { records: 56, members: 36 }))

  // The phone of six is no key, until a person says so.
  const refused = page.getByRole('grid')
  await expect(refused.getByText('137****7531')).toBeVisible()
  await refused.getByText('137****7531').click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: word('en', 'identity_accept') })
    .click()
  await expect(title(page)).toHaveText(word('en', 'identity_title_found', { records: 56, members: 31 }))
  expect(await membersOf(page)).toContain('31')

  // The cleaning report says so too.
  await goToPage(page, 'cleaning')
  await expect(page.getByRole('main').getByText(/^56 records became 31 members/)).toBeVisible()
  await page
    .getByRole('main')
    .getByRole('link', { name: word('en', 'identity_open') })
    .click()

  // The crosswalk has a row for every id and file.
  const saved = await saveBy(page, page.getByRole('button', { name: word('en', 'identity_export') }), 'CSV')
  const [header, ...rows] = readCsv(await readFile(await saved.path(), 'utf8'))
  expect(header?.slice(0, 4)).toEqual(['source', 'system', 'original_id', 'member_id'])
  expect(rows).toHaveLength(56)
  expect(rows.find((cells) => cells[2] === 'tb_3')?.[3]).toBe('A3')
})

test('what was decided is in the project file, and is followed when it is opened again', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, shop())
  await goToLinks(page)
  await use(page).click()
  await expect(page.getByText(word('en', 'identity_in_use'))).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page, 'linked members')
  const kept = await page.evaluate(() =>
    Object.values(localStorage).find((value) => value.includes('"identity"')),
  )
  expect(kept).toMatch(/"on": true/)
  expect(kept, 'no contact is kept').not.toContain('1391234')
  await page.reload()
  await loadFiles(page, shop())
  await goToLinks(page)
  await expect(use(page)).toBeChecked()
  expect(await membersOf(page)).toContain('36')
})

test('records alike without a shared identifier are looked at, and decided by hand', async ({ page }) => {
  const { files } = plantPeople(400, { ...DIRTY, missing: 0.4 })
  const [ours, theirs] = files.map(({ rows }) => rows)
  await openPage(page)
  await loadFiles(page, [
    csvFile('ours.csv', ['会员号', '姓名', '手机号', '邮箱', '生日', '性别', '城市'], ours ?? []),
    csvFile(
      'theirs.csv',
      ['买家ID', '买家姓名', '联系电话', '电子邮箱', '出生日期', '会员性别', '所在城市'],
      theirs ?? [],
    ),
  ])
  await goToLinks(page)
  await page.getByRole('button', { name: word('en', 'identity_likeness_compare') }).click()
  const list = page.getByRole('table', { name: word('en', 'identity_review') })
  await expect(list).toBeVisible({ timeout: 30_000 })
  const first = list.getByRole('row').nth(1)
  const pair = await first.getByRole('cell').nth(1).innerText()
  await first.getByRole('radio', { name: word('en', 'identity_one_person') }).click()
  const before = await title(page).innerText()
  await page.getByRole('button', { name: word('en', 'identity_review_apply', { count: 1 }) }).click()
  await expect(title(page)).not.toHaveText(before, { timeout: 30_000 })
  await page.getByRole('button', { name: word('en', 'identity_likeness_compare') }).click()
  await expect(list).toBeVisible({ timeout: 30_000 })
  await expect(list.getByRole('row').filter({ hasText: pair.split('\n')[0] ?? '' })).toHaveCount(0)
  await expectAccessible(page, 'linked members with a review list')

  // Linking by likeness brings more together than identifiers and hands did.
  const byHand = await membersInTitle(page)
  await page.getByRole('switch', { name: word('en', 'identity_likeness_use') }).click()
  await expect.poll(() => membersInTitle(page), { timeout: 30_000 }).toBeLessThan(byHand)
})

test('a shop without contacts says what is missing, in Chinese too', async ({ page }) => {
  await openPage(page, { locale: 'zh-CN' })
  await loadFiles(page, [
    csvFile('orders.csv', ['order_id', 'member_id', 'order_date', 'amount'], [['1', 'a', '2025-01-02', 3]]),
  ])
  await goToLinks(page)
  await expect(page.getByText(word('zh-CN', 'identity_locked'))).toBeVisible()
  await expect(use(page)).toHaveCount(0)
})

test('by the keyboard: to the page, and links in use', async ({ page }) => {
  await openPage(page)
  await loadFiles(page, shop())
  await page.locator('a[href="#/identity"]').focus()
  await page.keyboard.press('Enter')
  await expect(use(page)).toBeEnabled()
  await use(page).focus()
  await page.keyboard.press('Space')
  await expect(page.getByText(word('en', 'identity_in_use'))).toBeVisible({ timeout: 30_000 })
})
