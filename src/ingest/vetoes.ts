/**
 * Words beside a role's word that turn a header into something else: a "shipping date" is no order date. They count
 * only where the header says more than the role's own word.
 */
const words = (list: string): readonly string[] => list.split(',').map((word) => word.trim())

const PEOPLE_NOT_IDS = `nombre, nom, nome, ville, ciudad, cidade, citta, pays, pais, paese, correo, direccion, adresse, grupo, groupe, gruppo, tipo, segmento,
  comentario, commentaire, nota, fecha, data, edad, sexo, sexe, commande, pedido, ordine,
  feature, affinity, zip, city, state, code, country, region, type, segment, age, gender, level, address, since, count, status,
  seller, vendor, staff, store, campaign, coupon, group, service, date, time, 城市, 地址, 等级, 类型, 性别, 年龄, 数, 时间, 日期`

const NO_DISCOUNT = words(
  'code, id, name, type, reason, rate, percent, percentage, pct, ratio, applied, flag, count, tax, shipping, freight, 码, 券, 率, 名称, 类型, 方式, 数量, 运费',
)

export const VETOES: Readonly<Record<string, readonly string[]>> = {
  order_id:
    words(`ligne, linea, riga, linha, fecha, date, data, importe, montant, importo, valor, total, totale, estado, statut, stato, etat, cantidad, quantite, quantita, quantidade, hora, heure, ora, devolucion, item, line, status, date, time, type, amount, total, count, payment, name, qty, value, source, channel, detail, discount,
    currency, notes, note, key, 行, 数, 金额, 时间, 状态, 日期, 来源, 类型, 渠道, 备注, 总, 明细, 商品, 优惠`),
  member_id: words(PEOPLE_NOT_IDS),
  ordered_at:
    words(`envio, entrega, livraison, expedition, consegna, spedizione, nacimiento, naissance, nascimento, nascita, alta, inscription, registro, cadastro, registrazione, vencimiento, vencimento, echeance, scadenza, remboursement, reembolso, rimborso, devolucion, retour, actualizacion, modification, modificacion, pago, paiement, pagamento, lieferung, versand, ship, shipping, shipped, deliver, delivered, delivery, dispatch, carrier, refund, refunded, update, updated, modified, birth,
    birthday, expire, expiry, limit, estimated, review, answer, cancel, cancelled, canceled, return, returned, end, start, visit, redemption,
    join, joined, register, registered, registration, signup, enrollment, approved, fulfilled, completed, login, due, week, year, month, last,
    发货, 退款, 更新, 到期, 生日, 注册, 入会, 收货, 评价, 完成, 关闭, 修改, 确认, 开卡, 登录, 截止`),
  ordered_time:
    words(`envio, entrega, livraison, expedition, consegna, spedizione, registro, inscription, ship, shipping, shipped, deliver, delivered, delivery, dispatch, refund, refunded, update, updated, modified, cancel, cancelled,
    canceled, return, returned, end, start, visit, duration, lead, elapsed, wait, prep, login, zone, 发货, 送达, 配送, 退款, 更新, 时长, 用时, 注册`),
  amount:
    words(`envio, frete, livraison, port, spedizione, gastos, frais, spese, descuento, desconto, remise, sconto, rabatt, iva, tva, mwst, ust, impuesto, imposto, taxe, reembolso, remboursement, rimborso, rembourse, reembolsado, coste, costo, custo, cout, unitario, unitaire, saldo, puntos, points, propina, fecha, numero, id, cantidad, articles, versand, steuer, freight, shipping, tax, taxes, discount, disc, refund, refunded, cost, fee, profit, coupon, lifetime, cumulative, balance, credit, average, avg, limit,
    points, postage, margin, rank, category, channel, region, count, number, user, users, id, date, time, type, name,
    运费, 邮费, 优惠, 折扣, 退款, 成本, 利润, 税, 余额, 积分, 单价, 佣金, 红包, 代金券, 类型, 单号, 时间, 累计, 历史`),
  discount: NO_DISCOUNT,
  order_discount: NO_DISCOUNT,
  order_subtotal: words(
    'quantity, qty, count, number, items, id, no, status, tax, shipping, discount, refund, date, time, 运费, 优惠, 退款, 时间, 原, 单号',
  ),
  shipping: words(
    'discount, refund, refunded, tax, method, date, time, days, weight, count, id, zip, estimated, 优惠, 退, 税, 时间, 单号, 方式, 险',
  ),
  tax: words(
    'rate, id, number, no, class, code, name, label, shipping, discount, refund, 率, 号, 码, 类, 前',
  ),
  quantity: words(
    `pedidos, commandes, ordini, puntos, stock, lager, sequence, photos, weight, length, stock, reviews, type, id, name, price, amount, value, visits, month, day, days, orders, 库存, 评论, 单价, 金额`,
  ),
  unit_price: words(
    `subtotal, totale, envio, livraison, spedizione, descuento, desconto, remise, sconto, frete, coste, costo, achat, acquisto, tachado, barre, freight, shipping, total, cost, discount, compare, limit, range, tax, 成本, 总, 运费, 优惠, 区间`,
  ),
  product_id:
    words(`commande, pedido, ordine, bestellung, client, cliente, nombre, nom, nome, categorie, categoria, prix, precio, preco, prezzo, quantite, cantidad, quantita, descripcion, coupon, campaign, category, type, name, brand, order, line, price, length, lenght, photos, qty, quantity, description, title,
    数量, 名称, 类, 价, 品牌, 标题, 规格`),
  product_name:
    words(`cliente, client, kunde, tienda, magasin, categorie, categoria, marque, marca, precio, prix, prezzo, preco, cantidad, quantite, quantita, codigo, code, codice, reference, referencia, commande, pedido, ordine, statut, estado, stato, fecha, data, customer, member, buyer, user, store, shop, campaign, length, lenght, category, brand, price, qty, quantity, first, last,
    company, shipping, billing, discount, type, id, code, sku, count, cost, total, date, status, tax, photos, weight, size, file, display,
    店, 客户, 会员, 买家, 收货, 品牌, 类, 价, 数量, 规格, 金额, 编号, 编码, 状态, 分类, 数`),
  category: words('length, lenght, id, count, device, browser, os, 数'),
  status: words(
    'civil, cliente, client, livraison, envio, spedizione, marital, home, member, membership, ownership, employment, fulfillment, 会员, 婚姻, 物流, 客户',
  ),
  refund: words('status, date, time, id, reason, type, 状态, 时间, 原因, 编号, 单号'),
  channel: words('id, phone, zip, manager, 负责人'),
  region: words('codigo, postal, postale, cap, plz, code, zip, phone, manager, id, 经理, 邮编'),
  joined_at: words('order, paid, ship, update, updated, last, cancel, month, year, 订单, 付款, 更新, 最近'),
  birthday: words('place'),
  address: words(
    'city, province, state, country, zip, code, company, phone, name, line 2, 2, email, mail, ip, mac, 省, 市, 邮编, 邮箱',
  ),
  city: words('code, zip, id, tier, level, 等级'),
  province: words('code, zip, id, manager, 经理'),
  tier: words('city, product, category, price, 城市, 商品'),
  brand: words('id, code, count, 编号'),
  price: words('total, compare, cost, range, shipping, 总, 成本'),
  cost: words('shipping, freight, total, item, 运费'),
  member_name:
    words(`producto, produit, prodotto, produto, articulo, article, articolo, tienda, magasin, marca, marque, ville, ciudad, rue, pays, fichier, famille, prenom, product, item, sku, shop, store, company, seller, city, file, user, first, last, lineitem, discount,
    id, code, phone, email, zip, address, street, country, province, time, date, 商品, 店, 地址, 电话, 手机, 省, 市, 时间, 邮编`),
  phone: words('type, model, code, country, verified, store, shop, seller, 型号, 店'),
  email: words(
    'type, opened, clicked, sent, consent, marketing, accepts, verified, count, store, shop, status',
  ),
  gender: words('product, type, 商品'),
  age: words('package, page, image, stage'),
  occupation: words('id, level'),
  income: words('total, other'),
  order_member_id: words('unique, date, time, amount, status'),
  rating: words('credit, count, risk, max, min, number'),
  review_text: words(
    'id, date, time, score, count, title, timestamp, length, rating, label, number, 时间, 数, 日期, 评分',
  ),
  review_title: words('product, item, job'),
  reviewed_at: words('update, updated, answer, ship, order, paid, birth'),
  event: words(
    'id, time, date, timestamp, value, count, campaign, product, card, user, payment, offer, enrollment, order',
  ),
  occurred_at: words('update, updated, birth, expire, end'),
  page: words('views, count, number'),
  campaign_type: words('product, user, customer, home, payment, event, enrollment, card, room, item'),
  paid_at: words('due, update, updated, refund, birth, ship, expire'),
  method: words('id, date, time, amount, status, count, value, sequential, installments'),
  variant: words('id, age, blood, size, history, country, product, sku'),
  coupon_id: words('disc, discount, amount, value, count, type, date, name, match, total, 金额, 优惠金额'),
  redeemed_at: words('expire, end, points'),
  is_returned: words(
    'id, date, time, amount, customer, user, reason, quantity, value, 时间, 金额, 原因, 数量',
  ),
  category_name: words('id, length, lenght, count, parent'),
  reward: words('points, id, type'),
}
