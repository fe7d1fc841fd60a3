// Values that are hard to read or meant to do harm: kept exactly, shown as text, counted rightly.
import { readFileSync } from 'node:fs'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { words as describeWords } from '../../src/analyses/describe/words'
import { words as overviewWords } from '../../src/analyses/overview/words'
import { words as rfmWords } from '../../src/analyses/rfm/words'
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
  waitForCleaning,
} from './support/app'
import { day, made, orders, plainOrder, table, two } from './support/broken-files'
import { readCsv } from './support/csv'
import { balances, count, watch } from './support/failures'
import { fileRegion, mappingRow, ruleRow } from './support/journey'
import { moneyText, numberText, word } from './support/words'

const HEADERS = ['order_id', 'member_id', 'order_date', 'amount']

/** Reads a query through the page's API. */
const ask = (page: Page, query: string) =>
  page.evaluate(async (text) => (await window.memberlens.sql(text)).rows(), query)

/** Takes a column of the file for a meaning, by hand. */
async function take(page: Page, region: Locator, role: string, column: string): Promise<void> {
  await mappingRow(region, role).getByRole('combobox').click()
  const escaped = column.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  await page.getByRole('option', { name: new RegExp(`^${escaped}`) }).click()
}

/** Opens the list of all members from the overview's or RFM's first group. */
async function openMembers(page: Page): Promise<Locator> {
  await goToPage(page, 'rfm')
  const groups = page.getByRole('region', { name: rfmWords.groups.en })
  await groups.getByRole('row').getByRole('button').first().click()
  const list = page.getByRole('dialog')
  await expect(list.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
  return list
}

async function exported(page: Page, list: Locator): Promise<string[][]> {
  const menu = list.getByRole('button', { name: word('en', 'pages_export') })
  const download = await saveBy(page, menu, new RegExp(word('en', 'sql_export_csv')))
  return readCsv(readFileSync(await download.path(), 'utf8'))
}

test('what looks like markup or SQL is text everywhere', async ({ page }) => {
  const { faults } = watch(page)
  const image = '<img src=x onerror=alert(1)>'
  const drop = '"; drop table x; --'
  const script = `</td><script>alert(2)</script>'; drop table orders; --`
  const file = made(
    `${image}.csv`,
    table([...HEADERS, drop, image, "' or 1=1 --", '\\"', '{{7*7}}'], 40, (i) => [
      i === 3 ? script : `o${i}`,
      i < 20 ? image : i === 39 ? '' : script,
      day(i),
      i + 1.5,
      ...[drop, image, script, '=1+1', '@SUM(A1)'],
    ]),
  )
  await openPage(page)
  await dropFiles(page, [file])
  const region = fileRegion(page, file)
  await region.getByText(count('pages_all_columns', 9)).click()
  await expect(region.getByRole('rowheader', { name: drop, exact: true })).toBeVisible()
  await expect(region.getByRole('rowheader', { name: image, exact: true })).toBeVisible()
  await region.getByRole('button', { name: /more meaning/ }).click()
  await take(page, region, 'channel', drop)
  await take(page, region, 'region', image)
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(await balances(page)).toEqual([{ read: 40, loaded: 40, rejected: 0, kept: 39, aside: 1 }])
  await ruleRow(page, 'no_member', 'en').getByRole('button').first().click()
  const caught = page.getByRole('dialog').getByRole('grid')
  await expect(caught.getByRole('columnheader', { name: drop })).toBeVisible()
  await expect(caught.getByRole('row').nth(1)).toContainText('o39')
  await expect(caught.getByRole('row').nth(1)).toContainText(script)
  await page.keyboard.press('Escape')

  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.members.en)).toHaveText('2')
  const list = await openMembers(page)
  await expect(
    list.getByRole('gridcell', { name: image, exact: true }).or(list.getByText(script)),
  ).toHaveCount(1)
  await list.getByRole('grid').getByRole('row').nth(1).click()
  await expect(page.getByRole('dialog').getByRole('heading', { name: /onerror|script/ })).toBeVisible()
  await page.keyboard.press('Escape')

  await goToPage(page, 'sql')
  const [row] = await ask(page, 'select * from raw.file_1 limit 1')
  expect(Object.keys(row ?? {})).toEqual([...HEADERS, drop, image, "' or 1=1 --", '\\"', '{{7*7}}'])
  expect(await ask(page, `select channel, region, count(*) as n from orders group by all`)).toEqual([
    { channel: drop, region: image, n: 39 },
  ])
  await expect(page.getByText(image).first()).toBeVisible()
  expect(await page.locator('img, script:not([src])').count(), 'images or scripts made of text').toBe(0)
  expect(faults).toEqual([])
})

test('long and strange ids are kept to the last character, in lists and in exports', async ({ page }) => {
  const members = [
    '123456789012345678',
    '123456789012345679',
    '000000000000000001',
    '9007199254740993',
    '👩‍👩‍👧‍👦🛒',
    '会员 甲',
    'é (composed)',
    'e\u0301 (in two)',
    '长'.repeat(300),
    '=HYPERLINK("x")',
  ]
  const content = table(HEADERS, 40, (i) => [
    `7000000000000000${two(i)}`,
    members[i % members.length] ?? '',
    day(i),
    100 + (i % members.length),
  ])
  await openPage(page)
  await loadFiles(page, [made('ids.csv', content)])
  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.members.en)).toHaveText(String(members.length))

  const known = await ask(page, 'select distinct member_id from orders order by member_id')
  expect(known.map((row) => row['member_id']).sort()).toEqual([...members].sort())
  const numbers = await ask(page, 'select order_id from orders order by order_id')
  expect(numbers.map((row) => row['order_id'])).toEqual(
    Array.from({ length: 40 }, (_, i) => `7000000000000000${two(i)}`).sort(),
  )

  const all = await page.evaluate(async () => {
    await window.memberlens.run('rfm')
    return (await window.memberlens.export('member_rfm', 'csv')).text()
  })
  const ids = readCsv(all.replace(/^\uFEFF/, '')).map(([id]) => id)
  // A spreadsheet would take the last one for a formula: an apostrophe keeps it text.
  const written = members.map((id) => (id.startsWith('=') ? `'${id}` : id))
  expect(ids.slice(1).sort()).toEqual([...written].sort())

  const list = await openMembers(page)
  const shown = await list
    .getByRole('grid')
    .getByRole('row')
    .nth(1)
    .getByRole('gridcell')
    .first()
    .textContent()
  expect(members).toContain(shown?.trim())
  const saved = await exported(page, list)
  expect(saved[0]?.[0]).toBe('member_id')
  for (const [id = ''] of saved.slice(1)) expect(written).toContain(id)
})

test('amounts written as text are read with their commas, signs and brackets', async ({ page }) => {
  const amounts: [string, number | null][] = [
    ['1,234.56', 1234.56],
    ['¥1,234.50', 1234.5],
    ['￥ 99', 99],
    ['1,234元', 1234],
    ['$12.30', 12.3],
    ['12.30 USD', 12.3],
    ['€ 7.00', 7],
    ['(12.00)', -12],
    ['-3.50', -3.5],
    ['3.50-', -3.5],
    ['１２３．４５', 123.45],
    ['1.2万', 12000],
    [' 15 ', 15],
    ['="16.00"', 16],
    ['+17', 17],
    ['0', 0],
    ['12,34,567.00', 1234567],
    ['ask', null],
  ]
  const content = table(HEADERS, 180, (i) => [
    `o${i}`,
    `m${i % 9}`,
    day(i),
    i < amounts.length ? (amounts[i]?.[0] ?? '') : i + 1,
  ])
  await openPage(page)
  await loadFiles(page, [made('amounts.csv', content)])
  const read = await ask(
    page,
    'select source_row, amount from checked_sales where source_row <= 18 order by source_row',
  )
  expect(read.map((row) => row['amount'])).toEqual(amounts.map(([, value]) => value))
  const [balance] = await balances(page)
  expect(balance).toMatchObject({ read: 180, loaded: 180, aside: 4 })
  await ruleRow(page, 'unreadable_amount', 'en').getByRole('button').first().click()
  const caught = page.getByRole('dialog').getByRole('grid').getByRole('row')
  await expect(caught.nth(1).getByRole('gridcell').first()).toHaveText('18')
  await expect(caught.nth(1)).toContainText('ask')
})

test('three ways to write dates in one column, and cells that are no dates', async ({ page }) => {
  const forms = [
    (i: number) => day(i),
    (i: number) => `${day(i).replaceAll('-', '/')} 10:20`,
    (i: number) => `${day(i).slice(0, 4)}年${Number(day(i).slice(5, 7))}月${Number(day(i).slice(8))}日`,
  ]
  const text = (i: number) =>
    i === 50
      ? 'soon'
      : i === 51
        ? ''
        : i === 52
          ? '2024-02-30'
          : i === 53
            ? '0001-01-01'
            : (forms[i % 3]?.(i) ?? '')
  await openPage(page)
  await loadFiles(page, [
    made(
      'dates.csv',
      table(HEADERS, 90, (i) => [`o${i}`, `m${i % 9}`, text(i), i + 1]),
    ),
  ])
  expect(await balances(page)).toEqual([{ read: 90, loaded: 90, rejected: 0, kept: 86, aside: 4 }])
  await expect(ruleRow(page, 'no_time', 'en').getByRole('cell').first()).toHaveText('1')
  await expect(ruleRow(page, 'unreadable_time', 'en').getByRole('cell').first()).toHaveText('3')
  const days = await ask(
    page,
    "select source_row, strftime(ordered_at, '%Y-%m-%d') as day from checked_sales where rule is null order by source_row",
  )
  for (const row of days)
    expect(row['day'], `row ${row['source_row']}`).toBe(day(Number(row['source_row']) - 1))
  expect(days).toHaveLength(86)
})

test('day or month first: the page asks, and the answer changes the result', async ({ page }) => {
  const content = table(HEADERS, 60, (i) => [
    `o${i}`,
    `m${i % 9}`,
    `${two(1 + (i % 6))}/${two(7 + (i % 5))}/2024`,
    i + 1,
  ])
  const file = made('either_way.csv', content)
  await openPage(page)
  await dropFiles(page, [file])
  await expect(page.getByRole('article')).toContainText(word('en', 'pages_import_questions', { count: '1' }))
  const row = mappingRow(fileRegion(page, file), 'ordered_at')
  const asked = (name: string) => row.getByRole('radio', { name: word('en', name) })
  await expect(asked('pages_month_first')).toBeChecked()
  await acceptProposal(page)
  await waitForCleaning(page)
  const span =
    "select strftime(min(ordered_at), '%m-%d') as a, strftime(max(ordered_at), '%m-%d') as b from orders"
  expect(await ask(page, span)).toEqual([{ a: '01-07', b: '06-11' }])

  await goToPage(page, 'import')
  await asked('pages_day_first').click()
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(await ask(page, span)).toEqual([{ a: '07-01', b: '11-06' }])
})

test('names that mean something to the engine are only names', async ({ page }) => {
  const names = [
    'rowid',
    'source',
    'source_row',
    'rule',
    'select',
    'amount',
    'member_id',
    'order_date',
    'copy',
    'key',
  ]
  const content = table(names, 40, (i) => [
    ...[100 - i, `s${i}`, -i, 'r', 'x', i % 10 === 5 ? '' : i + 1, `m${i % 7}`, day(i), 'c', 'k'],
  ])
  await openPage(page)
  await loadFiles(page, [made('names.csv', content)])
  expect(await balances(page)).toEqual([{ read: 40, loaded: 40, rejected: 0, kept: 36, aside: 4 }])
  await ruleRow(page, 'no_amount', 'en').getByRole('button').first().click()
  const rows = page.getByRole('dialog').getByRole('grid').getByRole('row')
  await expect(rows).toHaveCount(5)
  for (const [line, i] of [5, 15, 25, 35].entries()) {
    const cells = rows.nth(line + 1).getByRole('gridcell')
    await expect(cells.nth(0)).toHaveText(String(i + 1))
    await expect(cells.nth(1)).toHaveText(String(100 - i))
    await expect(cells.nth(2)).toHaveText(`s${i}`)
  }
})

test('shops without members, without sales, or with nothing left say so', async ({ page }) => {
  test.slow()
  const { faults } = watch(page)
  await openPage(page)

  await test.step('no member column', async () => {
    const file = made(
      'no_member.csv',
      table(['order_id', 'order_date', 'amount'], 40, (i) => [`o${i}`, day(i), i + 1]),
    )
    await dropFiles(page, [file])
    await expect(fileRegion(page, file)).toContainText(word('en', 'pages_gap_no_member'))
    await acceptProposal(page)
    await waitForCleaning(page)
    await goToPage(page, 'overview')
    await expect(figure(page, 'en', overviewWords.net.en)).toContainText(moneyText(820))
    await expect(figure(page, 'en', overviewWords.members.en)).toHaveText('0')
    await page.getByRole('navigation').locator('a[href="#/rfm"]').click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('No member has an order')
    await noNonsense(page)
  })

  await test.step('a member column with nothing in it: every row is set aside', async () => {
    await page.reload()
    const file = made('empty_member.csv', orders(40).replaceAll(/,m\d+,/g, ',,'))
    await dropFiles(page, [file])
    await take(page, fileRegion(page, file), 'member_id', 'member_id')
    await acceptProposal(page)
    await waitForCleaning(page)
    expect(await balances(page)).toEqual([{ read: 40, loaded: 40, rejected: 0, kept: 0, aside: 40 }])
    await page.getByRole('navigation').locator('a[href="#/overview"]').click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('No order falls under the view')
    await noNonsense(page)
  })

  await test.step('only negative amounts', async () => {
    await page.reload()
    await loadFiles(page, [
      made(
        'negative.csv',
        orders(40, (i) => `o${i},m${i % 7},${day(i)},-${i + 1}`),
      ),
    ])
    expect(await balances(page)).toEqual([{ read: 40, loaded: 40, rejected: 0, kept: 0, aside: 40 }])
    await expect(ruleRow(page, 'returned', 'en').getByRole('cell').first()).toHaveText('40')
    await page.getByRole('navigation').locator('a[href="#/rfm"]').click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('No member has an order')
    await noNonsense(page)
    await page.getByRole('navigation').locator('a[href="#/describe"]').click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(describeWords.titleEmpty.en)
    await expect(page.getByText(describeWords.nothing.en)).toBeVisible()
  })

  await test.step('members only', async () => {
    await page.reload()
    const header = ['member_id', 'name', 'city', 'joined_at']
    await loadFiles(page, [
      made(
        'members.csv',
        table(header, 40, (i) => [`m${i}`, `n${i}`, 'Lyon', day(i)]),
      ),
    ])
    expect(await balances(page)).toEqual([{ read: 40, loaded: 40, rejected: 0, kept: 40, aside: 0 }])
    await expect(page.getByRole('navigation').getByText('RFM')).toContainText(/needs/)
    await page.goto('./#/rfm')
    await expect(page.getByText(/This needs orders/)).toBeVisible()
  })
  expect(faults).toEqual([])
})

/** No figure is shown that is none. */
async function noNonsense(page: Page): Promise<void> {
  await expect(page.getByRole('main')).not.toContainText(/NaN|Infinity|undefined|null|\[object/)
}

test('one row, a hundred million, and an as-of date before all orders', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [made('one.csv', orders(1))])
  await goToPage(page, 'overview')
  await noNonsense(page)
  await goToPage(page, 'rfm')
  await noNonsense(page)
  // A single member is no "1 % of the members".
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText(/from \d+ % of the members/)

  await page.reload()
  const content = table(HEADERS, 40, (i) => [`o${i}`, `m${i % 7}`, day(i), (2_500_000 + i).toFixed(2)])
  await loadFiles(page, [made('large_amounts.csv', content)])
  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.net.en)).toContainText(moneyText(100_000_780))
  await goToPage(page, 'rfm')
  const asOf = page.getByRole('textbox', { name: word('en', 'pages_as_of') })
  await asOf.fill('2020-01-01')
  const bar = page.getByRole('region', { name: word('en', 'pages_bar') })
  await expect(bar).toContainText(word('en', 'ui_date_from', { min: '2024-01-02' }))
  await asOf.blur()
  await expect(asOf).toHaveValue('2024-12-25')

  // What the field refuses, a project file may say.
  await page.evaluate(async () => {
    const project = JSON.parse(localStorage.getItem('memberlens.project') ?? '') as { lens: { asOf: string } }
    project.lens.asOf = '2020-01-01'
    await window.memberlens.load(JSON.stringify(project))
  })
  await expect(page.getByRole('heading', { level: 1 })).toContainText('No member has an order')
  await noNonsense(page)
  expect(faults).toEqual([])
})

test('the same file twice counts once, unless one says otherwise', async ({ page }) => {
  const { faults } = watch(page)
  const file = made('orders.csv', orders(40))
  const same = made('orders (1).csv', orders(40))
  await openPage(page)
  await dropFiles(page, [file, same])
  await expect(fileRegion(page, same)).toContainText(word('en', 'pages_twin', { file: 'orders.csv' }))
  await expect(fileRegion(page, file)).not.toContainText('holds the same')
  await acceptProposal(page)
  await waitForCleaning(page)
  const each = { read: 40, loaded: 40, rejected: 0, kept: 40, aside: 0 }
  expect(await balances(page)).toEqual([each, each])
  expect(await ask(page, 'select sum(gross) as gross from orders')).toEqual([{ gross: 840 }])

  await goToPage(page, 'import')
  await chooseOption(page, fileRegion(page, same), word('en', 'pages_understood_as'), 'orders')
  await acceptProposal(page)
  await waitForCleaning(page)
  const gross = () => ask(page, 'select sum(gross) as gross from orders')
  // Taken as orders of its own, its rows are those of the other file once more; a rule says so, and can be switched.
  expect(await gross()).toEqual([{ gross: 840 }])
  await ruleRow(page, 'in_later_file', 'en').getByRole('switch').click()
  await expect.poll(gross).toEqual([{ gross: 1680 }])
  expect(faults).toEqual([])
})

test('two files of the same shape are one table of orders', async ({ page }) => {
  await openPage(page)
  const later = orders(30, (i) => `p${i},m${i % 20},2025-0${1 + (i % 9)}-10,2`)
  await chooseFiles(page, [made('orders_2024.csv', orders(40)), made('orders_2025.csv', later)])
  await expect(page.getByRole('region', { name: 'orders_*.csv' })).toContainText(
    count('pages_group_files', 2),
  )
  await acceptProposal(page)
  await waitForCleaning(page)
  expect((await balances(page)).map(({ kept }) => kept)).toEqual([40, 30])
  await goToPage(page, 'overview')
  await expect(figure(page, 'en', overviewWords.members.en)).toHaveText('20')
  await expect(figure(page, 'en', overviewWords.orders.en)).toHaveText(numberText(70))
  await expect(figure(page, 'en', overviewWords.net.en)).toContainText(moneyText(900))
})

test('a file without a header is mapped by hand', async ({ page }) => {
  const file = made('bare.csv', Array.from({ length: 40 }, (_, i) => plainOrder(i)).join('\n'))
  await openPage(page)
  await dropFiles(page, [file])
  const region = fileRegion(page, file)
  await expect(region).toContainText(count('pages_rows', 40))
  await chooseOption(page, region, word('en', 'pages_understood_as'), 'orders')
  const columns = { member_id: 'column_2', ordered_at: 'column_3', amount: 'column_4' }
  for (const [role, column] of Object.entries(columns)) await take(page, region, role, column)
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(
    await ask(page, 'select sum(gross) as gross, count(distinct member_id) as members from orders'),
  ).toEqual([{ gross: 840, members: 17 }])
})
