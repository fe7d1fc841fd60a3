import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import type { SourceProposal } from '../../../src/ingest/types'
import { openFile, textFile } from './files'

const own = (name: string) => fileURLToPath(new URL(`../../data/${name}`, import.meta.url))
const propose = async (...files: File[]) =>
  proposeSources(await Promise.all(files.map((file) => inspectFile(file))))
const mapping = (proposal: SourceProposal | undefined) =>
  Object.fromEntries((proposal?.matches ?? []).map((match) => [match.role, match.column]))

describe('exports of shop systems', () => {
  it.each([
    [
      'shopify_orders.csv',
      'order_items',
      {
        order_id: 'Name',
        member_id: 'Email',
        ordered_at: 'Created at',
        product_id: 'Lineitem sku',
        unit_price: 'Lineitem price',
      },
    ],
    [
      'woocommerce_orders.csv',
      'order_items',
      {
        order_id: 'Order Number',
        member_id: 'Email (Billing)',
        quantity: 'Quantity (- Refund)',
        unit_price: 'Item Cost',
      },
    ],
    [
      'taobao_orders_gbk.csv',
      'orders',
      {
        order_id: '订单编号',
        member_id: '买家会员名',
        ordered_at: '订单创建时间',
        amount: '买家实际支付金额',
        quantity: '宝贝总数量',
      },
    ],
    [
      'youzan_order_lines.csv',
      'order_items',
      {
        order_id: '订单号',
        member_id: '买家手机号',
        product_id: '商品编码',
        amount: '商品实付金额',
        unit_price: '商品单价',
      },
    ],
    [
      'members_semicolon.csv',
      'members',
      { member_id: '会员卡号', joined_at: '注册日期', birthday: '出生日期', tier: '会员等级' },
    ],
  ])('%s → %s', async (name, table, expected) => {
    const [proposal] = await propose(await openFile(own(name)))
    expect(proposal?.table).toBe(table)
    expect(mapping(proposal)).toMatchObject(expected)
  })
})

describe('the rules', () => {
  it('one column for a role, one role for a column, reasons in both languages', async () => {
    const [proposal] = await propose(await openFile(own('shopify_orders.csv')))
    const columns = proposal!.matches.map((match) => match.column)
    const roles = proposal!.matches.map((match) => match.role)
    expect(new Set(columns).size).toBe(columns.length)
    expect(new Set(roles).size).toBe(roles.length)
    for (const match of proposal!.matches) {
      expect(match.confidence).toBeGreaterThanOrEqual(0.4)
      expect(match.confidence).toBeLessThanOrEqual(1)
      expect(match.reasons.length).toBeGreaterThan(0)
      for (const reason of match.reasons) expect(reason.zh).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it('a date of something else is no order date, a freight is no amount', async () => {
    const [proposal] = await propose(
      textFile(
        'order_id,customer_id,order date,shipping date,freight_value,total\n1,a,2018-01-01,2018-01-03,5.5,20.0\n',
      ),
    )
    expect(mapping(proposal)).toEqual({
      order_id: 'order_id',
      member_id: 'customer_id',
      ordered_at: 'order date',
      amount: 'total',
      shipping: 'freight_value',
    })
  })

  it('values can overrule a header', async () => {
    const [proposal] = await propose(
      textFile('user id,date,amount,create time\na1,x,12.5,2018-01-01\na2,y,7,2018-01-02\n'),
    )
    expect(mapping(proposal)).toEqual({ member_id: 'user id', ordered_at: 'create time', amount: 'amount' })
  })

  it('asks what only a person can know', async () => {
    const [ambiguous] = await propose(
      textFile('user id,date,total,paid amount\na1,1/2/2018,5.5,5.5\na2,3/4/2018,6.5,6.0\n'),
    )
    expect(ambiguous?.questions.map((question) => question.code)).toEqual(['day_or_month', 'which_amount'])
    const [nobody] = await propose(
      textFile('订单编号,下单时间,实付金额\n1,2018-01-01,5.5\n2,2018-01-02,6.5\n'),
    )
    expect(nobody?.table).toBe('orders')
    expect(nobody?.questions.map((question) => question.code)).toEqual(['which_member'])
  })

  it('asks what a row is where the file leaves it open', async () => {
    const [day] = await propose(
      textFile('user id,date,orders,amount\na1,2018-01-13,2,5.5\na2,2018-01-14,1,6.5\na1,2018-01-15,1,3\n'),
    )
    expect(day?.table).toBe('orders')
    expect(day?.questions.map((question) => question.code)).toContain('which_grain')
    const [order] = await propose(textFile('user id,date,amount\na1,2018-01-13,5.5\na2,2018-01-14,6.5\n'))
    expect(order?.questions.map((question) => question.code)).not.toContain('which_grain')
  })

  it('reads phone numbers, addresses and genders by their values', async () => {
    const [proposal] = await propose(
      textFile(
        '会员编号,联系方式,contact,X\nm1,13800000001,a@x.com,男\nm2,13900000002,b@y.org,女\nm3,13700000003,c@z.cn,女\n',
      ),
    )
    expect(proposal?.table).toBe('members')
    expect(mapping(proposal)).toMatchObject({ phone: '联系方式', email: 'contact', gender: 'X' })
  })

  it('a file without a header is read by its values alone', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => [
      `T${10_000 + i}`,
      `c${(i * 7) % 40}`,
      `2024-01-${String((i % 28) + 1).padStart(2, '0')}`,
      (i % 3) + 1,
      `${10 + i}.25`,
    ])
    const [proposal] = await propose(textFile(rows.map((row) => row.join(',')).join('\n') + '\n'))
    expect(proposal?.table).toBe('orders')
    expect(mapping(proposal)).toEqual({
      order_id: 'column_1',
      member_id: 'column_2',
      ordered_at: 'column_3',
      amount: 'column_5',
    })
  })

  it('totals by member are members, and no orders', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `m${i},${i % 9},${i}.5,${i * 3}.25`)
    const [proposal] = await propose(textFile(`member_id,frequency,recency,monetary\n${rows.join('\n')}\n`))
    expect(proposal?.table).toBe('members')
    expect(proposal?.reasons.at(-1)?.zh).toContain('汇总数据')
  })

  it('finds a key by the values it shares with another file', async () => {
    const ids = Array.from({ length: 300 }, (_, i) => `k-${(i * 7919) % 100_003}`)
    const orders = textFile(
      `buyer,when,paid amount\n${ids.map((id, i) => `${id},2018-01-${String((i % 28) + 1).padStart(2, '0')},${i}.5`).join('\n')}\n`,
      'sales.csv',
    )
    const people = textFile(`key,gender,city\n${ids.map((id) => `${id},f,Graz`).join('\n')}\n`, 'people.csv')
    const [alone] = await propose(people)
    const [, linked] = await propose(orders, people)
    expect(alone?.table).toBeNull()
    expect([linked?.table, mapping(linked)['member_id']]).toEqual(['members', 'key'])
    expect(linked?.matches[0]?.reasons[0]?.en).toContain('sales.csv')
  })

  it('a file that is no shop table stays a raw table, with a reason', async () => {
    const [proposal] = await propose(textFile('shelf,colour,height\nA,red,12\nB,blue,14\n'))
    expect(proposal).toMatchObject({ table: null, matches: [] })
    expect(proposal?.reasons[0]?.zh).toContain('普通表')
  })
})

describe('what else shops write', () => {
  it('a till: receipts, their lines and the list of members', async () => {
    const line = (i: number) =>
      `XS${i},VIP${i % 9},2024-03-${10 + (i % 20)} 10:0${i % 10}:00,${i + 10},${i + 9},人民路店`
    const receipts = Array.from({ length: 40 }, (_, i) => line(i)).join('\n')
    const items = Array.from({ length: 80 }, (_, i) => `XS${i >> 1},H${i % 5},品${i % 5},1,${i},${i}`).join(
      '\n',
    )
    const [orders, lines] = await propose(
      textFile(`单据号,卡号,交易时间,应收,实收,门店\n${receipts}\n`, '零售单.csv'),
      textFile(`单据号,货号,品名,数量,单价,金额\n${items}\n`, '零售单明细.csv'),
    )
    expect([orders?.table, lines?.table]).toEqual(['orders', 'order_items'])
    expect(mapping(orders)).toEqual({
      order_id: '单据号',
      member_id: '卡号',
      ordered_at: '交易时间',
      amount: '实收',
      channel: '门店',
    })
  })

  it('headers in another language: the one date and the one sum beside a known member', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, i) => `C${i};client${i % 7};${1 + (i % 28)}/03/2024;${i},50`,
    ).join('\n')
    const [orders] = await propose(textFile(`N° commande;Client;Date;Montant TTC\n${rows}\n`))
    expect([orders?.table, mapping(orders)['amount']]).toEqual(['orders', 'Montant TTC'])
    const [rates] = await propose(textFile(`Client;Date;Taux rate\n${rows.replace(/^[^;]*;/gm, '')}\n`))
    expect(rates?.table).not.toBe('orders')
  })

  it('options of a line, as names and values, are no products', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `A${i >> 1},${i % 2 ? 'size' : 'colour'},${i % 2 ? 'L' : 'red'}`,
    ).join('\n')
    const [options] = await propose(textFile(`order_id,name,value\n${rows}\n`))
    expect(options?.table).toBe(null)
  })

  it('years of two digits in front are told from days by how little they change', async () => {
    const column = async (cell: (i: number) => string) => {
      const rows = Array.from({ length: 60 }, (_, i) => `${i},m${i % 7},${cell(i)},${i}.5`).join('\n')
      const report = await inspectFile(textFile(`order_id,member_id,date,amount\n${rows}\n`))
      return report.columns[2]?.dateFormats
    }
    const two = (n: number) => String(n).padStart(2, '0')
    expect(await column((i) => `24-${two(1 + (i % 12))}-${two(1 + (i % 28))}`)).toEqual(['%y-%m-%d'])
    expect(await column((i) => `${two(23 + (i % 2))}/${1 + (i % 9)}/${1 + (i % 28)} 10:0${i % 10}`)).toEqual([
      '%y/%m/%d %H:%M',
    ])
    expect(await column((i) => `99.${two(1 + (i % 12))}.${two(1 + (i % 28))}`)).toEqual(['%y.%m.%d'])
    expect(await column((i) => `${two(1 + (i % 28))}.${two(1 + (i % 12))}.24`)).toEqual(['%d.%m.%y'])
    expect(await column((i) => `${two(1 + (i % 12))}/${two(1 + (i % 28))}/24`)).toEqual(['%m/%d/%y'])
  })

  it('short headers of banks and tills', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i}|${i % 9}|202403${10 + (i % 20)}|${i}.50`).join(
      '\n',
    )
    const [orders] = await propose(textFile(`OrderNo|CustNo|TranDate|TranAmt\n${rows}\n`))
    expect(mapping(orders)).toEqual({
      order_id: 'OrderNo',
      member_id: 'CustNo',
      ordered_at: 'TranDate',
      amount: 'TranAmt',
    })
  })
})
