import { sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'

export type RuleId =
  | 'no_time'
  | 'unreadable_time'
  | 'no_amount'
  | 'unreadable_amount'
  | 'no_member'
  | 'future_time'
  | 'cancelled'
  | 'returned'
  | 'zero_amount'
  | 'negative_amount'
  | 'in_later_file'
  | 'duplicate'
  | 'no_order'
  | 'order_set_aside'
  | 'no_key'
  | 'repeated_key'

/** Lists that rules of one's own may look at. */
export const LIST_TABLES = ['members', 'products'] as const
export type ListTable = (typeof LIST_TABLES)[number]

/**
 * What kind of rows a rule looks at: sales with their own time, lines of another file's orders, keyed lists of any kind,
 * or the list of members or products.
 */
export type Scope = 'sales' | 'details' | 'keyed' | ListTable

export interface Rule {
  id: RuleId
  scopes: readonly Scope[]
  label: Bilingual
  /** What it does to a row, and why. */
  about: Bilingual
  onByDefault: boolean
  /** A row that it catches cannot be counted at all, so it cannot be switched off. */
  required: boolean
  /** True for the rows it catches, never null; over the columns of the checked rows. */
  catches: (context: RuleContext) => Sql
  /** What a person may set; YYYY-MM-DD, '' for the usual. */
  day?: { label: Bilingual; note: Bilingual; about: (day: string) => Bilingual }
}

export interface RuleContext {
  /** The day of the first load, YYYY-MM-DD. */
  today: string
  /** The day that a person set for this rule, or ''. */
  day: string
}

/**
 * The rules, in the order in which they are tried: the first that catches a row has it, so that every row is
 * counted once.
 */
export const RULES: readonly Rule[] = [
  {
    id: 'no_order',
    scopes: ['details'],
    label: { en: 'Order not found', zh: '找不到订单' },
    about: {
      en: 'The order number is in no file of orders, so neither member nor time is known.',
      zh: '订单号不在任何订单文件里,不知道是谁、何时买的。',
    },
    onByDefault: true,
    required: true,
    catches: () => sql`order_rows is null`,
  },
  {
    id: 'order_set_aside',
    scopes: ['details'],
    label: { en: 'Its order is set aside', zh: '所属订单已搁置' },
    about: {
      en: 'The order that the line belongs to was set aside by another rule.',
      zh: '这一行所属的订单已被别的规则搁置。',
    },
    onByDefault: true,
    required: true,
    catches: () => sql`order_rows_kept = 0`,
  },
  {
    id: 'no_time',
    scopes: ['sales'],
    label: { en: 'No time', zh: '没有时间' },
    about: {
      en: 'The time cell is empty. Without a time a sale belongs to no period.',
      zh: '时间是空的。没有时间的一笔不属于任何时段。',
    },
    onByDefault: true,
    required: true,
    catches: () => sql`time_missing`,
  },
  {
    id: 'unreadable_time',
    scopes: ['sales'],
    label: { en: 'Unreadable time', zh: '时间无法识别' },
    about: {
      en: 'The time cell holds something that is no date in any format seen in the column.',
      zh: '时间一格写的内容不符合这一列出现过的任何日期格式。',
    },
    onByDefault: true,
    required: true,
    catches: () => sql`ordered_at is null`,
  },
  {
    id: 'no_amount',
    scopes: ['sales', 'details'],
    label: { en: 'No amount', zh: '没有金额' },
    about: {
      en: 'The amount, or the quantity or price it is made of, is empty.',
      zh: '金额(或用来相乘的数量、单价)是空的。',
    },
    onByDefault: true,
    required: true,
    catches: () => sql`amount_missing and amount is null`,
  },
  {
    id: 'unreadable_amount',
    scopes: ['sales', 'details'],
    label: { en: 'Unreadable amount', zh: '金额无法识别' },
    about: { en: 'The amount cell holds something that is no number.', zh: '金额一格写的不是数字。' },
    onByDefault: true,
    required: true,
    catches: () => sql`amount is null`,
  },
  {
    id: 'no_member',
    scopes: ['sales'],
    label: { en: 'No member', zh: '没有会员号' },
    about: {
      en: 'Nobody to count it for: empty, or a word such as guest or walk-in. Switched off, the money counts in the totals but for no member.',
      zh: '不知道算在谁头上:为空,或写着散客、游客之类。关掉这条规则,金额会计入总数,但不属于任何会员。',
    },
    onByDefault: true,
    required: false,
    catches: () => sql`member_id is null`,
  },
  {
    id: 'future_time',
    scopes: ['sales'],
    label: { en: 'In the future', zh: '未来的时间' },
    about: {
      en: 'The time is more than a day later than the day the files were loaded.',
      zh: '时间比载入文件的那一天还晚一天以上。',
    },
    onByDefault: true,
    required: false,
    catches: ({ today, day }) =>
      day === ''
        ? sql`ordered_at >= cast(${today} as date) + interval 2 day`
        : sql`ordered_at >= cast(${day} as date) + interval 1 day`,
    day: {
      label: { en: 'Last day that may be', zh: '允许的最后一天' },
      note: {
        en: 'Empty: the day after the files were loaded.',
        zh: '留空:载入文件的次日。',
      },
      about: (day) => ({ en: `The time is later than ${day}.`, zh: `时间晚于 ${day}。` }),
    },
  },
  {
    id: 'cancelled',
    scopes: ['sales'],
    label: { en: 'Cancelled', zh: '已取消' },
    about: { en: 'The status says that the sale did not happen.', zh: '状态表明这笔交易没有成交。' },
    onByDefault: true,
    required: false,
    catches: () => sql`is_cancelled`,
  },
  {
    id: 'returned',
    scopes: ['sales'],
    label: { en: 'Cancellations and returns', zh: '取消与退货' },
    about: {
      en: 'A negative quantity, or a negative amount where there is no quantity: goods that came back. Where the sale it belongs to is found, the money is taken off that sale (net).',
      zh: '数量为负,或没有数量列而金额为负:退回来的货。找得到对应的那笔销售时,从那一笔里扣掉(净额)。',
    },
    onByDefault: true,
    required: false,
    catches: () => sql`is_return`,
  },
  {
    id: 'zero_amount',
    scopes: ['sales'],
    label: { en: 'Amount of zero', zh: '金额为零' },
    about: {
      en: 'Gifts, samples, corrections. In a file of order lines they are set aside; in a file of orders they stay, for an order paid with points is still an order.',
      zh: '赠品、样品、更正。明细文件里默认搁置;订单文件里默认保留,因为积分抵扣的订单仍是订单。',
    },
    onByDefault: true,
    required: false,
    catches: () => sql`amount = 0`,
  },
  {
    id: 'negative_amount',
    scopes: ['sales'],
    label: { en: 'Negative amount', zh: '金额为负' },
    about: {
      en: 'A negative price with a positive quantity: a correction in the books, no sale.',
      zh: '数量为正而金额为负:账目更正,不是销售。',
    },
    onByDefault: true,
    required: false,
    catches: () => sql`(amount < 0 and not is_return)`,
  },
  {
    id: 'in_later_file',
    scopes: ['sales', 'details'],
    label: { en: 'Also in a later file', zh: '后面的文件里也有' },
    about: {
      en: 'Two files hold the same order or line, as when two exports overlap. It counts once, as the later file has it.',
      zh: '两个文件里有同一张订单或同一行明细，例如两次导出的日期有重叠。只计一次，以后一个文件为准。',
    },
    onByDefault: true,
    required: false,
    catches: () => sql`is_in_later_file`,
  },
  {
    id: 'duplicate',
    scopes: ['sales', 'details'],
    label: { en: 'Exact duplicates', zh: '完全重复的行' },
    about: {
      en: 'The same in every column as an earlier row. Often legitimate (two of the same at once), so they are only flagged unless you switch this on.',
      zh: '与前面某一行每一列都相同。常常是真实的(同时买了两份),所以默认只标记,不搁置。',
    },
    onByDefault: false,
    required: false,
    catches: () => sql`is_duplicate`,
  },
  {
    id: 'no_key',
    scopes: ['keyed'],
    label: { en: 'No id', zh: '没有编号' },
    about: {
      en: 'A row of a member or product list without an id can be joined to nothing.',
      zh: '会员表或商品表里没有编号的行,无法与任何数据对应。',
    },
    onByDefault: true,
    required: true,
    catches: () => sql`key is null`,
  },
  {
    id: 'repeated_key',
    scopes: ['keyed'],
    label: { en: 'Id seen before', zh: '编号重复' },
    about: {
      en: 'The same id stands in an earlier row; the first one is used.',
      zh: '同一编号在前面出现过,以第一行为准。',
    },
    onByDefault: true,
    required: true,
    catches: () => sql`copy > 1`,
  },
]

export const rulesFor = (scope: Scope): readonly Rule[] => RULES.filter((rule) => rule.scopes.includes(scope))
