import { channel, column, memberId } from './columns'
import type { ShopColumn } from './tables'

/** In a list of members a bare `id` is the member's. */
const listedMemberId: ShopColumn = { ...memberId, words: [...memberId.words, 'person', 'id', '编号'] }

/** The id that orders carry where a member has another in every order, and the list of members knows both. */
const orderMemberId = column(
  'order_member_id',
  'id',
  'id in orders',
  '订单里的会员号',
  'order customer id, order user id, 订单会员号, 订单客户编号',
)

const joinedAt = column(
  'joined_at',
  'time',
  'joined',
  '注册时间',
  `
  joined at, joined, member since, became member on, customer since, signup at, sign up date, registered,
  registration time, date registered, 注册时间, join date, registered at, registration date,
  signup date, enrollment date, profile created on, profile created, account created, created on, created at, 注册日期, 入会时间, 开卡时间, 入会日期, 成为会员时间, 成为客户时间, 开卡日期, 加入时间`,
)

const memberName = column(
  'member_name',
  'text',
  'member name',
  '姓名',
  `
  customer name, full name, buyer name, client name, name, billing name, bill to name, shipping name, ship to name,
  contact name, contact person, 姓名, 会员姓名, 会员名称, 客户姓名, 客户名称, 顾客姓名, 买家姓名, 真实姓名, 收货人姓名, 收货人, 收件人, 联系人`,
)
const phone = column(
  'phone',
  'id',
  'phone',
  '手机号',
  `
  phone, phone number, mobile, mobile phone, cell phone, telephone, customer phone, billing phone, shipping phone,
  手机号, 手机, 手机号码, 会员手机号, 客户手机号, 买家手机号, 收货人手机号, 收货人手机, 联系手机, 联系电话, 电话, 电话号码`,
)
const email = column(
  'email',
  'id',
  'e-mail',
  '邮箱',
  'e mail, email address, customer email, billing email, contact email, 邮箱, 电子邮箱, 邮箱地址, 买家邮箱',
)
const unionId = column(
  'union_id',
  'id',
  'union id',
  'unionid',
  'unionid, union id, wechat unionid, 微信unionid',
)
const address = column(
  'address',
  'text',
  'address',
  '地址',
  'street address, shipping address, billing address, home address, 地址, 详细地址, 收货地址, 收件地址, 家庭住址',
)
const gender = column('gender', 'text', 'gender', '性别', 'sex, 性别, 会员性别, 买家性别, 客户性别')
const birthday = column(
  'birthday',
  'date',
  'birthday',
  '生日',
  '生日, birth date, birthdate, date of birth, dob, 出生日期, 会员生日',
)
const age = column('age', 'text', 'age', '年龄', '年龄, age group, age band, age range, 年龄段')
const occupation = column(
  'occupation',
  'text',
  'occupation',
  '职业',
  '职业, job, profession, education, 学历, 行业',
)
const income = column('income', 'text', 'income', '收入', '收入, salary, household income, 年收入, 月收入')
const city = column(
  'city',
  'text',
  'city',
  '城市',
  '城市, customer city, default address city, 所在城市, 会员城市, 市',
)
const province = column(
  'province',
  'text',
  'province or country',
  '省份或国家',
  '省份, state, customer state, region, default address province code, 省, 所在省份, 地区, country, 国家',
)
const tier = column(
  'tier',
  'text',
  'tier',
  '会员等级',
  `
  会员等级, member level, membership level, vip level, level, loyalty tier, loyalty card, grade,
  等级, 会员级别, 会员卡等级, 客户等级`,
)

/** The columns of a list of members, in their order on screen. */
export const MEMBER_COLUMNS: readonly ShopColumn[] = [
  listedMemberId,
  orderMemberId,
  joinedAt,
  gender,
  birthday,
  city,
  province,
  tier,
  { ...channel, words: 'channel,渠道,source,acquisition channel,enrollment type,来源,注册渠道'.split(',') },
  memberName,
  phone,
  email,
  unionId,
  address,
  age,
  occupation,
  income,
]

/** A word that in a file of sales speaks of the sale. */
const ofTheSale = new Set([
  'name',
  'created at',
  'region',
  'state',
  'country',
  '地区',
  '国家',
  'level',
  'grade',
  '等级',
  'registered',
  ...[
    'nombre',
    'nom',
    'nome',
    'land',
    'pays',
    'pais',
    'paese',
    'provincia',
    'bundesland',
    'regione',
    'regiao',
    'uf',
    'ort',
  ],
])

/** What a file of sales may say of its buyers beside their orders. */
export const BUYER_COLUMNS: readonly ShopColumn[] = MEMBER_COLUMNS.slice(2)
  .filter(({ name }) => name !== 'channel')
  .map((attribute) => ({
    ...attribute,
    of: 'members',
    words: attribute.words.filter((word) => !ofTheSale.has(word)),
  }))
