import { describe, expect, test } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import { normaliseHeader } from '../../../src/shop/headers'
import { latinWords } from '../../../src/shop/latin-words'
import { scriptWords } from '../../../src/shop/script-words'
import { SHOP_TABLES } from '../../../src/shop/tables'
import { sensitiveKinds } from '../../../src/text/mask'
import { textFile } from '../shop-fixture'

/** Exports of shops in Russia, Korea and the Arab countries, headers as their systems write them. */

const N = 40
const two = (n: number) => String(n).padStart(2, '0')
const day = (i: number) => `2025-${two((i % 9) + 1)}-${two((i % 27) + 1)}`

async function proposalOf(header: string, row: (i: number) => readonly (string | number)[]) {
  const lines = Array.from({ length: N }, (_, i) => row(i).join(';'))
  const [proposal] = proposeSources([await inspectFile(textFile('a.csv', [header, ...lines].join('\n')))])
  return {
    table: proposal?.table,
    mapping: Object.fromEntries(proposal?.matches.map(({ role, column }) => [role, column]) ?? []),
  }
}

describe('orders', () => {
  test.each([
    ['Номер заказа;Дата заказа;Код клиента;Сумма заказа;Доставка;Статус', 'руб.'],
    ['주문 번호;주문일자;회원 아이디;결제금액;배송비;주문상태', '원'],
    ['رقم الطلب;تاريخ الطلب;رقم العميل;إجمالي الطلب;تكلفة الشحن;حالة الطلب', ' ر.س'],
  ])('%s', async (header, currency) => {
    const found = await proposalOf(header, (i) => [
      1000 + i,
      day(i),
      `k${i % 9}`,
      `${20000 + i}${currency}`,
      `3000${currency}`,
      'a b'.split(' ')[i % 2] ?? '',
    ])
    const [order_id, ordered_at, member_id, amount, shipping, status] = header.split(';')
    expect(found.table).toBe('orders')
    expect(found.mapping).toMatchObject({ order_id, ordered_at, member_id, amount, shipping, status })
  })
})

describe('lines of orders', () => {
  test.each([
    '№ заказа;Дата;Код клиента;Артикул;Товар;Количество;Цена;Сумма',
    '주문번호;주문일시;구매자ID;상품번호;상품명;수량;상품가격;상품별 총 주문금액',
    'رقم الطلب;تاريخ الطلب;رقم العميل;رمز المنتج;اسم المنتج;الكمية;سعر الوحدة;المبلغ',
  ])('%s', async (header) => {
    const found = await proposalOf(header, (i) => [
      1000 + (i >> 1),
      `${day(i >> 1)} 10:00:00`,
      `k${(i >> 1) % 9}`,
      `A${i % 4}`,
      `имя ${i % 4}`,
      (i % 3) + 1,
      100,
      100 * ((i % 3) + 1),
    ])
    const [order_id, ordered_at, member_id, product_id, product_name, quantity, unit_price, amount] =
      header.split(';')
    expect(found.table).toBe('order_items')
    expect(found.mapping).toMatchObject({
      ...{ order_id, ordered_at, member_id, product_id, product_name, quantity, unit_price, amount },
    })
  })
})

test('the words stand as headers are normalised, and no word names two things of an order', () => {
  const names = new Set(SHOP_TABLES.flatMap(({ columns }) => columns.map(({ name }) => name)))
  const asked = [...names].filter((name) => scriptWords(name).length > 0)
  for (const name of asked)
    for (const word of scriptWords(name)) expect(normaliseHeader(word), name).toBe(word)
  for (const name of asked)
    expect(latinWords(name).filter((word) => scriptWords(name).includes(word))).toEqual([])
  const main = ['order_id', 'member_id', 'ordered_at', 'amount', 'quantity', 'product_name', 'status']
  const all = main.flatMap(scriptWords)
  expect(all.length).toBe(new Set(all).size)
})

test('persons under such headers are masked', () => {
  expect(sensitiveKinds(['Телефон', 'ФИО', 'Адрес доставки', 'Электронная почта', 'Товар', 'Город'])).toEqual(
    ['phone', 'name', 'address', 'email', null, null],
  )
  expect(sensitiveKinds(['휴대폰번호', '구매자명', '배송지', '이메일', '상품명', '수량'])).toEqual([
    'phone',
    'name',
    'address',
    'email',
    null,
    null,
  ])
  expect(
    sensitiveKinds(['رقم الجوال', 'اسم العميل', 'العنوان', 'البريد الإلكتروني', 'اسم المنتج', 'الكمية']),
  ).toEqual(['phone', 'name', 'address', 'email', null, null])
})

describe('encodings from before Unicode', () => {
  const russian =
    'Номер заказа;Дата;Покупатель;Сумма;Статус\n1;2025-01-02;Иванов;100;Выполнен\n2;2025-01-03;Петрова;90;Отменён\n'
  const windows1251 = Uint8Array.from(russian, (letter) => {
    const code = letter.codePointAt(0) ?? 0
    return code < 0x80 ? code : letter === 'ё' ? 0xb8 : letter === '№' ? 0xb9 : code - 0x410 + 0xc0
  })

  test('Windows-1251 is told from GBK', async () => {
    const report = await inspectFile(new File([windows1251], 'заказы.csv'))
    expect(report.dialect.encoding).toBe('windows-1251')
    expect(report.columns.map(({ name }) => name)[0]).toBe('Номер заказа')
  })

  test('EUC-KR is told from GBK', async () => {
    // 주문번호,회원,금액,상태 / 1,김,100,배송완료
    const header = [
      0xc1, 0xd6, 0xb9, 0xae, 0xb9, 0xf8, 0xc8, 0xa3, 0x2c, 0xc8, 0xb8, 0xbf, 0xf8, 0x2c, 0xb1, 0xdd, 0xbe,
      0xd7,
    ]
    const row = [0x31, 0x2c, 0xc8, 0xb8, 0xbf, 0xf8, 0x2c, 0x31, 0x30, 0x30]
    const bytes = Uint8Array.from([...header, 0x0a, ...row, 0x0a])
    const report = await inspectFile(new File([bytes], 'orders.csv'))
    expect(report.dialect.encoding).toBe('euc-kr')
    expect(report.columns.map(({ name }) => name)).toEqual(['주문번호', '회원', '금액'])
  })
})
