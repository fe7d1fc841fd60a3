import { beforeAll, describe, expect, it, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { inspectFile } from '../../../src/ingest/inspect'
import { normaliseFile } from '../../../src/ingest/normalise'
import { proposeSources } from '../../../src/ingest/propose'
import { unpack } from '../../../src/ingest/unpack/unpack'
import { loadShop, type HeldFile } from '../../../src/project/load'
import { planOf, recipeOf } from '../../../src/project/plan'
import { headerScale } from '../../../src/shop/headers'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { encode } from './encode'
import { day, dotted, FROM_5_50, inArabic, iso, month, N, table, two, type Odd } from './odd-lines'
import { SHOP_SYSTEMS } from './shop-systems'

/** Exports of kinds that shops really make, dropped as they are: each must give its orders and their money. */

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
}, 60_000)

const MOIS = 'janvier,février,mars,avr.,mai,juin,juil.,août,septembre'.split(',')

const ODD: Record<string, Odd> = {
  'a till with two header lines': {
    text: table(
      '订单信息,,,金额信息,,\n订单号,会员号,下单时间,应收,优惠,实收',
      (i) => `A${i},m${i % 7},${iso(i)} 10:00,${i + 6.5},1,${i + 5.5}`,
    ),
    mapping: { amount: '金额信息 / 实收', ordered_at: '订单信息 / 下单时间' },
    gross: FROM_5_50,
    at: '2025-01-01 10:00',
  },
  'a German shop in windows-1252, with thousands, euros and a sum below': {
    text: table(
      'Bestellnummer;Bestelldatum;Kundennummer;Gesamtbetrag',
      (i) => `B${i};${dotted(i)} 14:05;K${i % 7};${i === 0 ? '1.005,50' : `${i + 5},50`} €`,
      'Summe;;;1.600,00 €',
    ),
    encoding: 'windows-1252',
    mapping: { amount: 'Gesamtbetrag', member_id: 'Kundennummer' },
    gross: FROM_5_50 + 1000,
    at: '2025-01-01 14:05',
    notices: ['skipped_lines'],
  },
  'a German till with 14:05 Uhr': {
    text: table(
      'Belegnummer;Datum;Uhrzeit;Kunde;Betrag',
      (i) => `B${i};${dotted(i)};14:05 Uhr;K${i % 7};${i + 5},50`,
    ),
    mapping: { ordered_at: 'Datum', ordered_time: 'Uhrzeit', amount: 'Betrag' },
    gross: FROM_5_50,
    at: '2025-01-01 14:05',
  },
  'one time of day in words among equal ones': {
    text: table(
      'Belegnummer;Datum;Uhrzeit;Kunde;Betrag',
      (i) => `B${i};${dotted(i)};${i === 4 ? 'mittags' : '14:05'};K${i % 7};${i + 5},50`,
    ),
    mapping: { ordered_time: 'Uhrzeit' },
    gross: FROM_5_50,
    at: '2025-01-01 14:05',
  },
  'a German till with 14.05': {
    text: table(
      'Belegnummer;Datum;Uhrzeit;Kunde;Betrag',
      (i) => `B${i};${dotted(i)};14.05;K${i % 7};${i + 5},50`,
    ),
    mapping: { ordered_time: 'Uhrzeit' },
    gross: FROM_5_50,
    at: '2025-01-01 14:05',
  },
  'a French till with 14h05': {
    text: table(
      'N° ticket;Date;Heure;Client;Montant TTC',
      (i) => `B${i};${dotted(i).replaceAll('.', '/')};14h05;K${i % 7};${i + 5},50`,
    ),
    mapping: { order_id: 'N° ticket', ordered_time: 'Heure', amount: 'Montant TTC' },
    gross: FROM_5_50,
    at: '2025-01-01 14:05',
  },
  'a till with the hour alone': {
    text: table(
      'receipt_no,customer_id,sale_date,hour,amount',
      (i) => `A${i},c${i % 7},${iso(i)},14,${i + 5.5}`,
    ),
    mapping: { ordered_time: 'hour' },
    gross: FROM_5_50,
    at: '2025-01-01 14:00',
  },
  'thousands by thin blanks': {
    text: table(
      'N° commande;Date;Client;Montant TTC',
      (i) => `C${i};${dotted(i)};cl${i % 7};1\u202f${200 + i},50 €`,
    ),
    mapping: { amount: 'Montant TTC' },
    gross: 30 * 1200.5 + 435,
  },
  'Arabic digits': {
    text: table(
      'order id,customer id,order date,amount',
      (i) => `A${i},c${i % 7},${inArabic(iso(i))},${inArabic(String(i + 5))}٫${inArabic('50')}`,
    ),
    mapping: { ordered_at: 'order date', amount: 'amount' },
    gross: FROM_5_50,
    at: '2025-01-01 00:00',
  },
  'amounts as text, each with another unit': {
    text: table(
      '订单号,会员号,下单时间,实付金额',
      (i) =>
        `A${i},m${i % 7},${iso(i)},${['12.5元', '￥12.50', '12.50 RMB', '人民币12.5', 'CNY 12.50', '12.5 元整'][i % 6]}`,
    ),
    mapping: { amount: '实付金额' },
    gross: 375,
  },
  'Swiss francs': {
    text: table(
      'Bestellnummer;Kundennummer;Bestelldatum;Betrag',
      (i) => `${i};k${i % 7};${dotted(i)};CHF 1'2${two(i)}.50`,
    ),
    mapping: { amount: 'Betrag' },
    gross: 30 * 1200.5 + 435,
  },
  'every cell as ="…"': {
    text: table(
      'order_no,member_no,order_date,amount',
      (i) => `="00${i + 100}",="0${i % 7}",="${iso(i)}","=""${i + 5.5}"""`,
    ),
    mapping: { order_id: 'order_no', ordered_at: 'order_date' },
    gross: FROM_5_50,
    at: '2025-01-01 00:00',
    notices: ['stray_quotes'],
  },
  'other delimiters inside of quotes': {
    text: table(
      'order id,customer id,product name,order date,quantity,unit price',
      (i) => `${i >> 1},c${i % 7},"a;b,c|d\te ${i % 4}",${iso(i)},1,${i + 5.5}`,
    ),
    mapping: { product_name: 'product name', unit_price: 'unit price' },
    orders: 30,
    gross: FROM_5_50,
  },
  'quotes nobody escaped': {
    text: table(
      'order id,customer id,product name,order date,quantity,unit price',
      (i) => `${i >> 1},c${i % 7},${i % 2 ? '5" Screen' : '"The "big" one"'},${iso(i)},1,${i + 5.5}`,
    ),
    mapping: { product_name: 'product name' },
    gross: FROM_5_50,
    notices: ['stray_quotes'],
  },
  'a list of MySQL': {
    text: `+----------+-----+------------+--------+\n| order_id | uid | created_at | amount |\n+----------+-----+------------+--------+\n${table('', (i) => `| ${String(i).padEnd(8)} | m${i % 7}  | ${iso(i)} | ${String(i + 5.5).padStart(6)} |`).trim()}\n+----------+-----+------------+--------+\n30 rows in set (0.01 sec)\n`,
    name: 'console.txt',
    mapping: { order_id: 'order_id', member_id: 'uid', amount: 'amount' },
    gross: FROM_5_50,
  },
  'pages with header and subtotal on each': {
    text: `${[0, 1, 2].map((page) => `单号,会员卡号,开单时间,实收金额\n${Array.from({ length: 10 }, (_, i) => `S${page * 10 + i},v${i % 7},${iso(i)} 12:00,${page * 10 + i + 5.5}`).join('\n')}\n本页小计,,,0`).join('\n')}\n总计,,,600\n`,
    mapping: { order_id: '单号', amount: '实收金额' },
    gross: FROM_5_50,
  },
  'cents by the header': {
    text: table(
      '商户订单号,openid,支付时间,订单金额(分)',
      (i) => `W${i},o${i % 7},${iso(i)} 10:00:00,${i * 100 + 550}`,
    ),
    mapping: { amount: '订单金额(分)' },
    gross: FROM_5_50,
  },
  'a WeChat bill: a backtick before each cell, sums below': {
    text: `微信支付账单\n起始时间：[2025-01-01 00:00:00] 终止时间：[2025-09-30 23:59:59]\n${table('交易时间,公众账号ID,商户号,微信订单号,商户订单号,用户标识,交易类型,交易状态,货币种类,总金额,商品名称,退款金额', (i) => `\`${iso(i)} 10:00:00,\`wx1,\`99,\`42000${i}1234567890123,\`S${i},\`o${i % 7},\`JSAPI,\`SUCCESS,\`CNY,\`${i + 5.5},\`茶,\`0.00`)}总交易单数,总交易额,总退款金额\n\`30,\`600.00,\`0.00\n`,
    mapping: {
      order_id: '商户订单号',
      member_id: '用户标识',
      ordered_at: '交易时间',
      amount: '总金额',
      refund: '退款金额',
    },
    gross: FROM_5_50,
    at: '2025-01-01 10:00',
  },
  'a shop of WeChat with merged order lines, the order’s sum in its first': {
    text: table('订单编号,下单时间,买家,手机号,商品名称,商品数量,商品单价,订单实付金额', (i) =>
      i % 3 === 0
        ? `D${i},${iso(i)} 10:00,昵称${i % 7},1380013800${i % 7},茶${i % 5},1,10.00,30.00`
        : `,,,,茶${i % 5},1,10.00,`,
    ),
    mapping: { order_id: '订单编号', member_id: '买家', quantity: '商品数量', unit_price: '商品单价' },
    orders: 10,
    gross: 300,
    at: '2025-01-01 10:00',
  },
  'refunds as rows of their own': {
    text: table(
      'transaction_id,type,customer_id,date,amount',
      (i) => `T${i},${i % 10 === 9 ? 'refund' : 'sale'},c${i % 7},${iso(i)},${i % 10 === 9 ? -5 : 20}`,
    ),
    mapping: { order_id: 'transaction_id', amount: 'amount' },
    orders: 27,
    gross: 540,
  },
  'two currencies by sign': {
    text: table(
      'order id,customer id,order date,amount',
      (i) => `O${i},c${i % 7},${iso(i)},${i % 2 ? '$' : '€'}${i + 5.5}`,
    ),
    mapping: { amount: 'amount' },
    gross: FROM_5_50,
    notices: ['mixed_currencies'],
  },
  'two currencies in a column of their own': {
    text: table(
      'order id,customer id,order date,amount,currency',
      (i) => `O${i},c${i % 7},${iso(i)},${i + 5.5},${i % 2 ? 'USD' : 'CNY'}`,
    ),
    mapping: { amount: 'amount' },
    gross: FROM_5_50,
    notices: ['mixed_currencies'],
  },
  'year, month and day in three columns, and the time in a fourth': {
    text: table(
      'order id,customer id,year,month,day,time,amount',
      (i) => `O${i},c${i % 7},2025,${month(i)},${day(i)},14:05,${i + 5.5}`,
    ),
    mapping: { ordered_at: 'year', ordered_month: 'month', ordered_day: 'day', ordered_time: 'time' },
    gross: FROM_5_50,
    at: '2025-01-01 14:05',
  },
  'lines quoted as a whole': {
    text: table(
      '"order id,customer id,product name,order date,quantity,unit price"',
      (i) => `"${i >> 1},c${i % 7},""a, the """"big"""" ${i % 4}"",${iso(i)},1,${i + 5.5}"`,
    ),
    mapping: { product_name: 'product name', unit_price: 'unit price' },
    gross: FROM_5_50,
    at: '2025-01-01 00:00',
  },
  'lines quoted as a whole but for the header, in GBK, with semicolons that a spreadsheet added': {
    text: table(
      '订单号,会员号,下单时间,实付金额',
      (i) => `"A${i},m${i % 7},${iso(i)},""${i + 5.5}""";;`,
    ).replaceAll('\n', '\r\n'),
    encoding: 'gb18030',
    mapping: { amount: '实付金额' },
    gross: FROM_5_50,
  },
  'debits and credits': {
    text: table(
      'order id,customer id,order date,amount',
      (i) => `A${i},c${i % 7},${iso(i)},${i + 5.5} DR`,
      'B1,c0,2025-09-28,"1,005.50CR"',
    ),
    mapping: { amount: 'amount' },
    gross: FROM_5_50,
    notices: ['marked_amounts'],
  },
  'notes behind amounts': {
    text: table(
      'order id,customer id,order date,amount',
      (i) => `A${i},c${i % 7},${iso(i)},${['12.50', '¥12.50 (微信)', '12.50（partial）'][i % 3]}`,
    ),
    mapping: { amount: 'amount' },
    gross: 375,
    notices: ['marked_amounts'],
  },
  'two header rows, English over Chinese': {
    text: table(
      'ord_nbr,buyer,ts,amt\n订单编号,会员编号,下单时间,实付金额(元)',
      (i) => `A${i},m${i % 7},${iso(i)} 10:00,${i + 5.5}`,
    ),
    mapping: { order_id: '订单编号 (ord_nbr)' },
    gross: FROM_5_50,
    at: '2025-01-01 10:00',
  },
  'months in French': {
    text: table(
      'N° commande;Date;Client;Montant TTC',
      (i) => `C${i};${day(i)} ${MOIS[month(i) - 1]} 2025;cl${i % 7};${i + 5},50 €`,
    ),
    mapping: { ordered_at: 'Date', amount: 'Montant TTC' },
    gross: FROM_5_50,
    at: '2025-01-01 00:00',
  },
}

async function drop({
  text,
  encoding = 'utf-8',
  name = 'export.csv',
}: Pick<Odd, 'text' | 'encoding' | 'name'>) {
  const parts = await unpack(new File([encode(text, encoding)], name))
  const held: HeldFile[] = []
  for (const { file, dialect = {} } of parts)
    held.push({ file, report: await inspectFile(file, { dialect }) })
  const proposals = proposeSources(held.map(({ report }) => report))
  const recipe = recipeOf(
    held.map(({ report }, i) => planOf(report, proposals[i]!)),
    '2026-01-01',
  )
  const accounting = await loadShop(engine, (file, report) => normaliseFile(file, report), held, recipe)
  return { recipe, accounting, notices: held.flatMap(({ report }) => report.notices) }
}

describe('an export with', () => {
  it.each(Object.entries({ ...ODD, ...SHOP_SYSTEMS }))('%s', async (_, odd) => {
    const { recipe, accounting, notices } = await drop(odd)
    expect(recipe.sources[0]?.mapping).toMatchObject(odd.mapping)
    const [all] = await rowsOf(
      engine,
      sql`select count(*) as n, count(distinct member_id) as members, sum(gross)::double as gross, strftime(min(ordered_at), '%Y-%m-%d %H:%M') as at from orders`,
    )
    expect(all).toMatchObject({
      n: odd.orders ?? N,
      members: 7,
      gross: odd.gross,
      ...(odd.at && { at: odd.at }),
    })
    expect(notices.map(({ code }) => code)).toEqual(expect.arrayContaining(odd.notices ?? []))
    for (const { read, loaded, rejected } of accounting.sources) expect(read).toBe(loaded + rejected.count)
  })
})

test.each([
  ['金额(分)', -2],
  ['total_amount_cents', -2],
  ['Price [in cents]', -2],
  ['金额(元)', null],
  ['percents', null],
  ['金额（单位:万元）', 4],
])('the scale of %s', (header, power) => {
  expect(headerScale(header)?.power ?? null).toBe(power)
})

test('a list of profiles with what each was worth is one of members, known by their addresses', async () => {
  const text = table(
    'Email,Klaviyo ID,First Name,City,Profile Created On,Last Active,Total Customer Lifetime Value,Average Order Value',
    (i) =>
      `a${i}@x.com,01H${i},Ann,Paris,${iso(i)} 10:${two(i)}:00,2025-11-01 08:${two(i)}:00,${100 + i}.5,20`,
  )
  const { recipe } = await drop({ text })
  expect(recipe.sources[0]).toMatchObject({
    table: 'members',
    mapping: { member_id: 'Email', joined_at: 'Profile Created On', city: 'City' },
  })
})

test('an address in parts, and stars in words', async () => {
  const customers = await drop({
    text: table(
      'Customer ID,First Name,Email,Default Address City,Default Address Country Code,Phone,Total Spent,Total Orders',
      (i) => `'70${i},Ann,a${i}@x.com,Leeds,GB,'+4477${i},${i * 10}.50,${i % 5}`,
    ),
  })
  expect(customers.recipe.sources[0]).toMatchObject({
    table: 'members',
    mapping: { city: 'Default Address City' },
  })
  await drop({
    text: table(
      '评价时间,订单编号,商品ID,买家昵称,评分,评价内容',
      (i) => `${iso(i)},A${i},p${i % 5},u${i % 7},${1 + (i % 5)}星,很好`,
    ),
  })
  expect(await rowsOf(engine, sql`select sum(rating)::integer as stars from reviews`)).toEqual([
    { stars: 90 },
  ])
})

test('one currency in a column of its own is the currency of the shop', async () => {
  const text = table(
    'order id,customer id,order date,amount,Währung',
    (i) => `O${i},c${i % 7},${iso(i)},${i + 5.5},EUR`,
  )
  const { recipe, notices } = await drop({ text })
  expect(recipe.currency).toBe('EUR')
  expect(notices.map(({ code }) => code)).not.toContain('mixed_currencies')
})

test('a note behind an amount says that it was refunded or cancelled', async () => {
  const notes = ['', ' (refunded)', ' (已退款)', ' (cancelled)', ' (gift)']
  await drop({
    text: `order id,customer id,order date,amount\n${notes.map((note, i) => `A${i},c1,2025-01-0${i + 1},12.50${note}`).join('\n')}\n`,
  })
  expect(
    await rowsOf(engine, sql`select order_id, net::double as net from orders order by order_id`),
  ).toEqual([
    { order_id: 'A0', net: 12.5 },
    { order_id: 'A1', net: 0 },
    { order_id: 'A2', net: 0 },
    { order_id: 'A4', net: 12.5 },
  ])
})

test.each([
  'name\n"Smith, John"\n"Doe, Jane"\n',
  'a,b\n"1,5","2"\n"2,5","3"\n',
  '"a","b"\n"1","x, y"\n"2","z"\n',
])('lines that begin and end with a quote are not always quoted as a whole: %j', async (text) => {
  const file = new File([text], 'a.csv')
  expect((await unpack(file))[0]?.file).toBe(file)
})
