import { describe, expect, test } from 'vitest'
import { SHOP_TABLES } from '../../../src/shop/tables'
import { maskValue, maskWithin, sensitiveKinds, type SensitiveKind } from '../../../src/text/mask'

describe('a value is masked by its own form', () => {
  test.each([
    ['13812345678', '138****5678'],
    ['138 1234 5678', '138****5678'],
    ['138-1234-5678', '138****5678'],
    ['+86 13812345678', '+86 138****5678'],
    ['8613812345678', '86138****5678'],
    ['+44 7700 900123', '+44*****23'],
    ['010-12345678', '010-*****78'],
    ['li.hua@x.com', 'l***@x.com'],
    ['a@b.co.uk', 'a***@b.co.uk'],
    ['11010519491231002X', '1****************X'],
    ['浙江省杭州市西湖区文三路 12 号 3 幢 402 室', '浙江省杭州市****'],
    ['南京东路 300 号', '****'],
  ])('%s → %s', (value, masked) => {
    expect(maskValue(value, null)).toBe(masked)
    expect(maskValue(masked, null), 'masked twice is masked once').toBe(masked)
  })

  test.each([
    '17850',
    'C-100234',
    '12345678901',
    '2024-01-31',
    '1234567.89',
    '123456789012345678',
    '0123456789',
    '张三',
    '',
    'a@b',
    '会员 12 号',
    '3 号楼',
    'Vitamin B12 60 粒',
    '1398',
    '杭州市',
    '10号套餐',
  ])('%s stays', (value) => {
    expect(maskValue(value, null)).toBe(value)
  })
})

describe('a value is masked by what its column is', () => {
  test.each<[SensitiveKind, string, string]>([
    ['name', '张三', '张*'],
    ['name', '欧阳娜娜', '欧*'],
    ['name', 'John Smith', 'J*'],
    ['name', '😀x', '😀*'],
    ['phone', '13812345678', '138****5678'],
    ['phone', '07700 900123', '077****23'],
    ['phone', '110', '****'],
    ['email', 'li@x.com', 'l***@x.com'],
    ['email', 'nonsense', 'n***'],
    ['address', '广东省深圳市南山区', '广东省深圳市****'],
    ['address', '12 High Street, London', '****'],
    ['id_card', '123456789', '1****************9'],
    ['id_card', '12', '****'],
  ])('%s: %s → %s', (kind, value, masked) => {
    expect(maskValue(value, kind)).toBe(masked)
    expect(maskValue(masked, kind), 'masked twice is masked once').toBe(masked)
    expect(maskValue('', kind)).toBe('')
  })
})

describe('what a column holds is told by its name', () => {
  test.each<[string, SensitiveKind | null]>([
    ['Customer Name', 'name'],
    ['customerName', 'name'],
    ['收货人姓名', 'name'],
    ['收货人', 'name'],
    ['客户名称', 'name'],
    ['Shipping Name', 'name'],
    ['买家手机号', 'phone'],
    ['联系电话', 'phone'],
    ['Billing Phone', 'phone'],
    ['mobile_number', 'phone'],
    ['Email', 'email'],
    ['customer_email_address', 'email'],
    ['邮箱', 'email'],
    ['收货地址', 'address'],
    ['Shipping Address1', 'address'],
    ['身份证号', 'id_card'],
    ['ID Card No', 'id_card'],
    ['member_id', null],
    ['order_id', null],
    ['product_name', null],
    ['商品名称', null],
    ['channel', null],
    ['手机品牌', null],
    ['email_opt_in', null],
    ['Accepts Email', null],
    ['phone_count', null],
    ['city', null],
    ['amount', null],
    ['IP地址', null],
  ])('%s: %s', (name, kind) => {
    expect(sensitiveKinds([name])).toEqual([kind])
  })

  test('"name" alone is a person only beside what a person has', () => {
    expect(sensitiveKinds(['Name', 'Total', 'Lineitem name'])).toEqual([null, null, null])
    expect(sensitiveKinds(['name', 'phone'])).toEqual(['name', 'phone'])
    expect(sensitiveKinds(['id', '名字', '生日'])).toEqual([null, 'name', null])
    expect(sensitiveKinds(['Nom', 'Téléphone'])).toEqual(['name', 'phone'])
    expect(
      sensitiveKinds(['Nom du produit', 'Nombre del producto', 'Nome prodotto', 'Nombre d’articles']),
    ).toEqual([null, null, null, null])
    expect(sensitiveKinds(['Prénom', 'Straße', 'Vollständiger Name', 'Correo electrónico'])).toEqual([
      'name',
      'address',
      'name',
      'email',
    ])
  })
})

test('within a longer text numbers, e-mails and id cards are masked, the rest stays', () => {
  expect(maskWithin('1001,13812345678,li.hua@x.com,11010519491231002X,2024-01-31')).toBe(
    '1001,138****5678,l***@x.com,1****************X,2024-01-31',
  )
  expect(maskWithin('order 138123456789012 of 1 piece')).toBe('order 138123456789012 of 1 piece')
})

test('every header that the shop takes for a name, phone, e-mail or address is masked', () => {
  const bare = ['name', 'naam', 'nom', 'nombre', 'nome']
  const kinds = { member_name: 'name', phone: 'phone', email: 'email', address: 'address' } as const
  const columns = SHOP_TABLES.flatMap((table) => table.columns)
  for (const [column, kind] of Object.entries(kinds)) {
    const words = columns.filter(({ name }) => name === column).flatMap((found) => found.words)
    expect(words.length, column).toBeGreaterThan(3)
    // "name" alone, in any language, is decided by its neighbours.
    const missed = words.filter((word) => !bare.includes(word) && sensitiveKinds([word])[0] !== kind)
    expect(missed, column).toEqual([])
  }
})
