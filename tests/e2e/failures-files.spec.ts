// Files that are broken, empty, or no tables at all: each gets a correct load, or a sentence that says why not.
import { appendFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { words as overviewWords } from '../../src/analyses/overview/words'
import { binary, emptyFile, foreign, headerOnly, noRecords, rejectReason } from '../../src/ingest/notices'
import type { ForeignFormat } from '../../src/ingest/magic'
import { acceptProposal, dropFiles, figure, goToPage, openPage, waitForCleaning } from './support/app'
import { day, largeFile, made, noise, ORDER_HEADER, orders, plainOrder, table } from './support/broken-files'
import { balances, count, expectDoor, removeFile, watch } from './support/failures'
import { fileRegion } from './support/journey'
import { moneyText, numberText, word } from './support/words'

const format = (en: string): ForeignFormat => ({ code: '', name: { en, zh: '' }, convertible: false })

const CUT_ARCHIVE = 'The archive is damaged or was cut off on its way. Download or copy it again.'

test('files that are no tables are refused in a sentence, and can be taken out again', async ({ page }) => {
  const refused: { file: ReturnType<typeof made>; sentence: string }[] = [
    { file: made('zero.csv', ''), sentence: emptyFile().sentence.en },
    { file: made('blank.csv', '\n\n  \n\r\n'), sentence: noRecords().sentence.en },
    { file: made('header.csv', `${ORDER_HEADER}\n`), sentence: headerOnly().sentence.en },
    { file: made('header_no_end.csv', ORDER_HEADER), sentence: headerOnly().sentence.en },
    { file: made('noise.csv', noise(5000)), sentence: binary().sentence.en },
    { file: made('archive.csv', noise(3000, '504b030414000000')), sentence: CUT_ARCHIVE },
    {
      file: made(
        'workbook.csv',
        Buffer.concat([noise(60, '504b030414000000'), Buffer.from('[Content_Types].xml'), noise(900)]),
      ),
      sentence: CUT_ARCHIVE,
    },
    {
      file: made('packed.csv', noise(3000, '377abcaf271c')),
      sentence: foreign(format('a 7z archive')).sentence.en,
    },
    {
      file: made('picture.csv', noise(900, '89504e47')),
      sentence: foreign(format('a PNG image')).sentence.en,
    },
  ]
  const { faults } = watch(page)
  await openPage(page)
  for (const { file, sentence } of refused) {
    await test.step(file.name, async () => {
      await dropFiles(page, [file])
      await expect(fileRegion(page, file).getByRole('alert')).toContainText(sentence)
      await expect(
        page.getByRole('main').getByRole('button', { name: word('en', 'pages_accept') }),
      ).toBeDisabled()
      await removeFile(page, file.name)
      await expectDoor(page)
    })
  }
  expect(faults).toEqual([])
})

test('a broken file beside a good one is named, and the good one is loaded', async ({ page }) => {
  await openPage(page)
  const good = made('good.csv', orders(40))
  await dropFiles(page, [made('first.csv', ''), good, made('last.csv', noise(4000))])
  await expect(page.getByRole('alert')).toHaveCount(2)
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(await balances(page)).toEqual([{ read: 40, loaded: 40, rejected: 0, kept: 40, aside: 0 }])
})

interface Loadable {
  name: string
  content: string | Uint8Array
  read: number
  rejected?: number
  gross: number
  /** Sentences the proposal has to show. */
  says?: (string | RegExp)[]
  /** Lines and reasons that the list of rejected records has to show. */
  rejects?: { line: number; reason: string }[]
}

/** The sum of i + 1.5 over the plain orders that are kept. */
const sum = (n: number, without: readonly number[] = []): number =>
  Array.from({ length: n }, (_, i) => (without.includes(i) ? 0 : i + 1.5)).reduce((a, b) => a + b, 0)

const LOADABLE: readonly Loadable[] = [
  {
    name: 'ragged.csv',
    content: orders(60, (i) =>
      i === 3 ? `o3,m3` : i === 7 ? `o7,m7,${day(7)},8.50,6,7` : i === 9 ? `${plainOrder(9)},,` : null,
    ),
    read: 60,
    rejected: 2,
    gross: sum(60, [3, 7]),
    says: [/fewer fields than the header/, /more fields than the header/, /first on line 11/],
    rejects: [
      { line: 5, reason: rejectReason('too_few_fields', 2, 4).en },
      { line: 9, reason: rejectReason('too_many_fields', 6, 4).en },
    ],
  },
  {
    name: 'open_quote_inside.csv',
    content: orders(60, (i) => (i === 30 ? `"o30,m13,${day(30)},31.50` : null)),
    read: 60,
    rejected: 1,
    gross: sum(60, [30]),
    rejects: [{ line: 32, reason: rejectReason('unterminated_quote').en }],
  },
  {
    name: 'open_quote_at_the_end.csv',
    content: orders(40) + `o40,m1,${day(1)},"5`,
    read: 41,
    rejected: 1,
    gross: sum(40),
    rejects: [{ line: 42, reason: rejectReason('unterminated_quote').en }],
  },
  {
    name: 'many_open_quotes.csv',
    content: orders(3000, (i) => (i % 100 === 50 ? `o${i},"m1,${day(i)},1` : null)),
    read: 3000,
    rejected: 30,
    gross:
      sum(3000) -
      sum(
        3000,
        [...Array(3000).keys()].filter((i) => i % 100 !== 50),
      ),
  },
  {
    name: 'line_break_in_quotes.csv',
    content: orders(30, (i) =>
      i === 5 ? `o5,m5,${day(5)},"6.50\n"` : i === 6 ? `"o\n6",m6,${day(6)},7.50` : null,
    ),
    read: 30,
    gross: sum(30),
  },
  {
    name: 'no_final_line_end.csv',
    content: orders(30).trimEnd(),
    read: 30,
    gross: sum(30),
  },
  {
    name: 'mixed_line_ends.csv',
    content: orders(30)
      .split('\n')
      .map((line, i) => line + (i % 3 === 0 ? '\r\n' : i % 3 === 1 ? '\n' : '\r'))
      .join(''),
    read: 30,
    gross: sum(30),
    says: [/Lines end in different ways/],
  },
  {
    name: 'blank_lines.csv',
    content: `\n\n${orders(30).replaceAll('\no10,', '\n\n  \no10,')}\n\n`,
    read: 30,
    gross: sum(30),
  },
  {
    name: 'nul.csv',
    content: orders(30, (i) => (i === 4 ? `o4,m\u00004,${day(4)},5.50` : null)),
    read: 30,
    gross: sum(30),
    says: [/1 NUL character in the text, first on line 6/],
  },
  {
    name: 'damaged_utf8.csv',
    content: Buffer.concat([
      Buffer.from(orders(40).replaceAll('m3,', '会员3,')),
      Buffer.from('o40,'),
      new Uint8Array([0xff, 0xfe]),
      Buffer.from(`,${day(2)},41.50\n`),
    ]),
    read: 41,
    gross: sum(41),
    says: [/first on line 42/],
  },
  {
    name: 'one_row.csv',
    content: orders(1),
    read: 1,
    gross: 1.5,
  },
  {
    name: 'semicolons.csv',
    content: orders(40).replaceAll(',', ';'),
    read: 40,
    gross: sum(40),
  },
  {
    name: 'decimal_commas.csv',
    content: orders(40).replaceAll(',', ';').replaceAll('.50', ',50'),
    read: 40,
    gross: sum(40),
  },
  {
    name: 'gbk.csv',
    // 订单编号, 会员编号, 下单时间, 金额 in GBK.
    content: Buffer.concat([
      Buffer.from('b6a9b5a5b1e0bac52cbbe1d4b1b1e0bac52ccfc2b5a5cab1bce42cbdf0b6ee0a', 'hex'),
      Buffer.from(orders(40).slice(ORDER_HEADER.length + 1)),
    ]),
    read: 40,
    gross: sum(40),
    says: [/GB18030/],
  },
  {
    name: 'utf16.csv',
    content: Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(orders(40), 'utf16le')]),
    read: 40,
    gross: sum(40),
    says: [/UTF-16LE/],
  },
  {
    name: 'duplicate_names.csv',
    content: table(['order_id', 'member_id', 'order_date', 'amount', 'amount', 'Amount', '', ''], 40, (i) => [
      ...[`o${i}`, `m${i % 17}`, day(i), i + 1.5],
      ...[7, 8, '', ''],
    ]),
    read: 40,
    gross: sum(40),
    says: [/“amount” → amount_2, “Amount” → Amount_3, “” → column_7, “” → column_8/],
  },
]

for (const { name, content, read, rejected = 0, gross, says = [], rejects = [] } of LOADABLE)
  test(`${name}, with its holes and odd shapes, loads, and every record is accounted for`, async ({
    page,
  }) => {
    const { faults } = watch(page)
    const file = made(name, content)
    await openPage(page)
    await dropFiles(page, [file])
    for (const sentence of says) await expect(fileRegion(page, file)).toContainText(sentence)
    await acceptProposal(page)
    await waitForCleaning(page)

    const loaded = read - rejected
    expect(await balances(page)).toEqual([{ read, loaded, rejected, kept: loaded, aside: 0 }])
    if (rejects.length > 0) {
      await fileRegion(page, file)
        .getByRole('button', { name: word('en', 'pages_show_rejected') })
        .click()
      const list = page.getByRole('dialog', { name: word('en', 'pages_rejected') })
      for (const [row, { line, reason }] of rejects.entries()) {
        const cells = list
          .getByRole('row')
          .nth(row + 1)
          .getByRole('gridcell')
        await expect(cells.nth(0)).toHaveText(numberText(line))
        await expect(cells.nth(1)).toHaveText(reason)
        await expect(cells.nth(2)).not.toBeEmpty()
      }
      await page.keyboard.press('Escape')
    }
    await goToPage(page, 'overview')
    await expect(figure(page, 'en', overviewWords.net.en)).toContainText(moneyText(gross))
    expect(faults).toEqual([])
  })

test('a file with two thousand columns loads without the page standing still', async ({ page }) => {
  const names = ['member_id', 'order_date', 'amount', ...Array.from({ length: 1997 }, (_, i) => `c${i}`)]
  const file = made(
    'wide.csv',
    table(names, 30, (i) => [`m${i % 7}`, day(i), i + 1, ...Array.from({ length: 1997 }, (_, c) => i * c)]),
  )
  await openPage(page)
  await dropFiles(page, [file])
  await expect(fileRegion(page, file)).toContainText(count('pages_columns', 2000))
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(await balances(page)).toEqual([{ read: 30, loaded: 30, rejected: 0, kept: 30, aside: 0 }])
  const shown = await page.evaluate(async () => {
    const [table] = (await window.memberlens.tables()).filter(({ name }) => name === 'raw.file_1')
    const { columns } = await window.memberlens.sql('select * from raw.file_1')
    return { listed: table?.columns.length, columns: columns.length }
  })
  expect(shown).toEqual({ listed: 2000, columns: 2000 })
})

test('a table of one column can be asked in SQL', async ({ page }) => {
  await openPage(page)
  await dropFiles(page, [
    made(
      'numbers.csv',
      table(['n'], 30, (i) => [i]),
    ),
  ])
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(await balances(page)).toEqual([{ read: 30, loaded: 30, rejected: 0, kept: 30, aside: 0 }])
  const total = await page.evaluate(async () => {
    const result = await window.memberlens.sql('select sum(cast(n as integer)) as total from raw.file_1')
    return result.rows()[0]
  })
  expect(total).toEqual({ total: 435 })
})

test('a large file with one bad record tells its line', async ({ page }) => {
  const file = largeFile(300_000)
  appendFileSync(file, `o1,m1\n${plainOrder(1)}`)
  await openPage(page)
  await dropFiles(page, [file])
  await expect(fileRegion(page, file)).toContainText(/1 record will be left out, first on line 300002/)
  await acceptProposal(page)
  await waitForCleaning(page)
  expect(await balances(page)).toMatchObject([{ read: 300_002, loaded: 300_001, rejected: 1 }])
})
