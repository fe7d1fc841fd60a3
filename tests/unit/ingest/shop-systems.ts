import { day, dotted, FROM_5_50, iso, month, N, table, two, type Odd } from './odd-lines'

/** Lists as shop systems, tills and accounts write them. */
export const SHOP_SYSTEMS: Record<string, Odd> = {
  'a list of SAP in a frame of bars': {
    text: [
      '25.03.2025      Dynamische Listenausgabe      1',
      '-'.repeat(60),
      '|Verk.Beleg|Belegdatum|Auftraggeber|Material|Menge|Nettowert|Währg|',
      '-'.repeat(60),
      ...Array.from(
        { length: N },
        (_, i) => `|${4500 + i}|${dotted(i)}|${1000 + (i % 7)}|MAT-${i % 6}|1,000|${i + 5},50 |EUR|`,
      ),
      '-'.repeat(60),
    ].join('\n'),
    encoding: 'windows-1252',
    name: 'VA05.txt',
    mapping: { order_id: 'Verk.Beleg', member_id: 'Auftraggeber', quantity: 'Menge', amount: 'Nettowert' },
    gross: FROM_5_50,
    at: '2025-01-01 00:00',
    notices: ['skipped_lines'],
  },
  'dates as Mar-01-25, and a line of counts below': {
    text: table(
      '"Sales Record Number","Order Number","Buyer Username","Quantity","Total Price","Sale Date"',
      (i) =>
        `"${i}","12-${i}","u${i % 7}","1","$${i + 5}.50","${['Jan', 'Feb', 'Mar'][i % 3]}-${two(day(i))}-25"`,
      '\n"30","record(s) downloaded,"," from ,","u1","to","u9"',
    ),
    mapping: { ordered_at: 'Sale Date', amount: 'Total Price', member_id: 'Buyer Username' },
    gross: FROM_5_50,
    at: '2025-01-01 00:00',
  },
  'the words of Rakuten': {
    text: table(
      '注文番号,注文日時,ステータス,会員ID,注文者氏名,商品名,商品番号,個数,単価,合計金額,送料',
      (i) =>
        `300-${i},${iso(i)} 10:00:00,完了,r${i % 7},山田太郎,お茶,T${i % 3},1,"1,2${two(i)}","1,2${two(i)}",550`,
    ),
    encoding: 'shift_jis',
    mapping: { product_id: '商品番号', product_name: '商品名', quantity: '個数', amount: '合計金額' },
    gross: 30 * 1200 + 435,
  },
  'several words in its status': {
    text: table(
      '商品,订单号,订单状态,商品总价(元),平台优惠折扣(元),用户实付金额(元),商品数量(件),支付时间,买家ID,商品id',
      (i) =>
        `茶${i % 4},25-${i},${i < 7 ? '已发货，待签收' : ['已收货', '已取消，退款成功', '已发货，部分退款'][i % 3]},${i + 6.5},1,${i + 5.5},1,${iso(i)} 10:00:00\t,b${i % 7},${i % 4}`,
    ),
    encoding: 'gb18030',
    mapping: { amount: '用户实付金额(元)', status: '订单状态' },
    // Without those of 7, 10, 13 … 28.
    orders: 22,
    gross: FROM_5_50 - 8 * 23,
  },
  'values typed as MongoDB has it': {
    text: Array.from({ length: N }, (_, i) =>
      JSON.stringify({
        _id: { $oid: i.toString(16).padStart(24, '0') },
        userId: { $oid: (i % 7).toString(16).padStart(24, 'a') },
        createdAt: { $date: `${iso(i)}T09:00:00Z` },
        total: { $numberDecimal: `${i + 5}.50` },
        items: [{ sku: `s${i % 4}`, qty: 1, price: i + 5.5 }],
      }),
    ).join('\n'),
    name: 'mongo_orders.json',
    mapping: { order_id: '_id', member_id: 'userId', ordered_at: 'createdAt', amount: 'total' },
    gross: FROM_5_50,
    at: '2025-01-01 09:00',
  },
  'receipts that are closed, of a till that voids few': {
    text: table(
      'Date,Receipt number,Net sales,Customer contacts,Status',
      (i) =>
        `3/${day(i)}/25 ${1 + (i % 11)}:00 PM,1-${i},${i + 5}.50,a${i % 7}@x.com,${i === 29 ? 'Cancelled' : 'Closed'}`,
    ),
    mapping: { status: 'Status', amount: 'Net sales' },
    orders: 29,
    gross: FROM_5_50 - 34.5,
  },
  'orders that are closed where most are complete': {
    text: table(
      'order id,created at,grand total,customer id,status',
      (i) => `1-${i},${iso(i)} 10:00:00,${i + 5}.50,a${i % 7},${i === 29 ? 'closed' : 'complete'}`,
    ),
    mapping: { status: 'status' },
    orders: 29,
    gross: FROM_5_50 - 34.5,
  },
  'a Dutch shop': {
    text: table(
      'Ordernummer;Besteldatum;Klantnummer;Bedrag;Status',
      (i) =>
        `O${i};${two(day(i))}-${two(month(i))}-2025;K${i % 7};€ ${i + 5},50;${i === 28 ? 'Geannuleerd' : 'Betaald'}`,
    ),
    mapping: {
      order_id: 'Ordernummer',
      ordered_at: 'Besteldatum',
      member_id: 'Klantnummer',
      amount: 'Bedrag',
    },
    orders: 29,
    gross: FROM_5_50 - 33.5,
  },
  'buyers who are no members': {
    text: table(
      '流水号,结账时间,会员卡号,实收',
      (i) => `LS${i},${iso(i)} 19:00,${i >= 28 ? ['散客', ' 游客'][i % 2] : `V${i % 7}`},${i + 5.5}`,
    ),
    mapping: { member_id: '会员卡号' },
    orders: 28,
    gross: FROM_5_50 - 33.5 - 34.5,
  },
  'one article in every order': {
    text: table(
      'order_id,customer_id,order_date,product,quantity,price',
      (i) => `A${i},m${i % 7},${iso(i)},${['Tea', 'Cup', 'Pot'][i % 3]},1,${i + 5.5}`,
    ),
    mapping: { product_name: 'product', unit_price: 'price', quantity: 'quantity' },
    gross: FROM_5_50,
  },
  'a state that is no place': {
    text: table(
      '\n\nid;created;client_phone;sum;state',
      (i) =>
        `${i + 1};${dotted(i)} 10:11;+38 (050) 123-45-1${i % 7};${i + 5},50 грн;${i === 29 ? 'отменён' : 'выполнен'}`,
    ),
    encoding: 'windows-1251',
    mapping: { status: 'state', amount: 'sum', member_id: 'client_phone' },
    orders: 29,
    gross: FROM_5_50 - 34.5,
  },
  'bookings, some cancelled by their guests': {
    text: table(
      'Booking Ref,Guest Name,Guest Email,Check-in,Check-out,Nights,Rate per Night,Total Price,Booking Date,Booking Status',
      (i) =>
        `BK${i},Ann,g${i % 7}@x.com,2026-01-01,2026-01-03,2,80.00,${i + 5}.50,${iso(i)},${i === 29 ? 'Cancelled by guest' : 'Confirmed'}`,
    ),
    mapping: { order_id: 'Booking Ref', ordered_at: 'Booking Date', amount: 'Total Price' },
    orders: 29,
    gross: FROM_5_50 - 34.5,
  },
  'what was paid of each invoice beside every line': {
    text: table(
      '*ContactName,EmailAddress,*InvoiceNumber,*InvoiceDate,Total,InvoiceAmountPaid,Description,*Quantity,*UnitAmount',
      (i) => `C,c${(i >> 1) % 7}@x.com,I${i >> 1},${iso(i >> 1)},200.00,200.00,Tea,1,100.00`,
    ),
    mapping: { unit_price: '*UnitAmount', quantity: '*Quantity' },
    orders: 15,
    gross: 3000,
  },
}
