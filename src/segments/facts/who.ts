import { DAYS, fact, type MemberFact } from './fact'

/** Said to be filled where members.age holds numbers: years, and no bands. */
export const AGE_IN_YEARS = 'members.age_in_years'

/** Who a member is, as the member list says. */
export const WHO: readonly MemberFact[] = [
  fact(
    'attribute',
    'category',
    'gender',
    ['Gender', '性别'],
    ['As the member list says.', '会员表所载。'],
    ['members.gender'],
  ),
  fact(
    'attribute',
    'integer',
    'age',
    ['Age', '年龄'],
    [
      'Whole years from the birthday to the as-of date, else as the member list says; years from 1 to 110.',
      '生日至截至日的周岁,否则按会员表;1 至 110 岁。',
    ],
    ['members.birthday', AGE_IN_YEARS],
    { en: 'years', zh: '岁' },
  ),
  fact(
    'attribute',
    'category',
    'age_band',
    ['Age band', '年龄段'],
    [
      'Bands of ten years from the birthday or the age in years, else as the member list says.',
      '由生日或岁数按十岁分段,否则按会员表。',
    ],
    ['members.birthday', 'members.age'],
  ),
  fact(
    'attribute',
    'category',
    'birth_month',
    ['Month of birth', '生日月份'],
    ['01 to 12.', '01 至 12。'],
    ['members.birthday'],
  ),
  fact(
    'attribute',
    'category',
    'province',
    ['Province or country', '省份或国家'],
    ['As the member list or the orders say.', '会员表或订单所载。'],
    ['members.province'],
  ),
  fact(
    'attribute',
    'category',
    'city',
    ['City', '城市'],
    ['As the member list says.', '会员表所载。'],
    ['members.city'],
  ),
  fact(
    'attribute',
    'category',
    'tier',
    ['Tier', '会员等级'],
    ['As the member list says.', '会员表所载。'],
    ['members.tier'],
  ),
  fact(
    'attribute',
    'category',
    'occupation',
    ['Occupation', '职业'],
    ['As the member list says.', '会员表所载。'],
    ['members.occupation'],
  ),
  fact(
    'attribute',
    'category',
    'income',
    ['Income', '收入'],
    ['As the member list says.', '会员表所载。'],
    ['members.income'],
  ),
  fact(
    'attribute',
    'category',
    'source',
    ['Channel of joining', '注册渠道'],
    ['As the member list says.', '会员表所载。'],
    ['members.channel'],
  ),
  fact(
    'attribute',
    'integer',
    'joined_days',
    ['Days since joining', '入会天数'],
    ['From the day of joining to the as-of date.', '入会日至截至日。'],
    ['members.joined_at'],
    DAYS,
  ),
]
