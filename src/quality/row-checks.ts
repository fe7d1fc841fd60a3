import { ident, sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import { rowCheck, type Check, type Dimension } from './checks'
import { missingOf, readableColumns, writtenOf, type Subject, type SubjectColumn } from './subjects'

export interface CheckContext {
  /** The day the files were loaded, YYYY-MM-DD. */
  today: string
  /** The as-of date, YYYY-MM-DD, or null without orders. */
  asOf: string | null
}

/** The checks of one row at a time: cells that are there, can be read, are possible, and agree with their neighbours. */
export function rowChecks(subject: Subject, context: CheckContext): Check[] {
  return [
    ...subject.columns.map((column) => completeness(subject, column)),
    ...subject.columns.filter(isTyped).map((column) => readable(subject, column)),
    ...subject.columns.filter(({ type }) => type === 'id').map((column) => keptDigits(subject, column)),
    ...(subject.table === null ? [] : limits(subject, context)),
    ...(subject.table === null ? [] : agreements(subject)),
  ]
}

const isTyped = ({ type }: SubjectColumn) =>
  type === 'money' || type === 'number' || type === 'time' || type === 'date'

const present = (column: string): Sql => sql`not ${missingOf(column)}`

function make(
  subject: Subject,
  dimension: Dimension,
  id: string,
  column: string | null,
  label: Bilingual,
  about: Bilingual,
  applies: Sql,
  fails: Sql,
): Check {
  const words = { id: `${dimension}.${id}`, dimension, column, label, about }
  return rowCheck(subject.rows, readableColumns(subject), words, applies, fails)
}

const completeness = (subject: Subject, { name, label }: SubjectColumn): Check =>
  make(
    subject,
    'completeness',
    name,
    name,
    { en: `${label.en} is there`, zh: `${label.zh}不为空` },
    {
      en: 'Empty cells, and words for nothing such as null, N/A, 无, count as missing.',
      zh: '空单元格,以及 null、N/A、无 等表示没有的写法,都算缺失。',
    },
    sql`true`,
    missingOf(name),
  )

function readable(subject: Subject, { name, label, type }: SubjectColumn): Check {
  const kind = type === 'time' || type === 'date' ? DATE : NUMBER
  return make(
    subject,
    'validity',
    `${name}_readable`,
    name,
    { en: `${label.en} is ${kind.en}`, zh: `${label.zh}是${kind.zh}` },
    {
      en: `Cells that hold something but are not ${kind.en} in any form seen in the column fail.`,
      zh: `有内容,但不是这一列出现过的任何${kind.zh}写法的单元格不通过。`,
    },
    present(name),
    sql`${ident(name)} is null`,
  )
}

const DATE = { en: 'a date', zh: '日期' }
const NUMBER = { en: 'a number', zh: '数字' }

/** A spreadsheet writes a long id as 1.23E+17; the digits it dropped cannot be had back. */
const keptDigits = (subject: Subject, { name, label }: SubjectColumn): Check =>
  make(
    subject,
    'validity',
    `${name}_digits`,
    name,
    { en: `${label.en} has all its digits`, zh: `${label.zh}没有丢失位数` },
    {
      en: 'An id written as 1.23E+17 went through a spreadsheet and lost digits; it joins with nothing.',
      zh: '写成 1.23E+17 的编号经过了电子表格,位数已丢失,无法与别的数据对应。',
    },
    present(name),
    sql`regexp_full_match(trim(${writtenOf(name)}), '[0-9]([.][0-9]+)?[eE][+][0-9]+')`,
  )

/** What a value may be at all, by the column's meaning. */
function limits(subject: Subject, { today }: CheckContext): Check[] {
  const day = sql`cast(${today} as date)`
  const limit = (
    id: string,
    column: string,
    en: string,
    zh: string,
    about: Bilingual,
    fails: Sql,
  ): Check[] => {
    const found = subject.columns.find(({ name }) => name === column)
    if (!found) return []
    const label = { en: `${found.label.en} ${en}`, zh: `${found.label.zh}${zh}` }
    return [
      make(
        subject,
        'validity',
        `${column}_${id}`,
        column,
        label,
        about,
        sql`${ident(column)} is not null`,
        fails,
      ),
    ]
  }
  const notFuture = (column: string) =>
    limit(
      'past',
      column,
      'is not in the future',
      '不在未来',
      {
        en: `More than a day later than the day the files were loaded (${today}) fails.`,
        zh: `比载入文件的那天(${today})晚一天以上的不通过。`,
      },
      sql`${ident(column)} >= ${day} + interval 2 day`,
    )
  const notNegative = (column: string) =>
    limit(
      'not_negative',
      column,
      'is not negative',
      '不为负',
      {
        en: 'Returns and corrections are often written as negative values; the cleaning report says what became of them.',
        zh: '退货与更正常写成负数;它们的去向见清洗报告。',
      },
      sql`${ident(column)} < 0`,
    )
  const form = (column: string, pattern: string, about: Bilingual) =>
    limit(
      'form',
      column,
      'has a known form',
      '格式正确',
      about,
      sql`not regexp_full_match(${ident(column)}, ${pattern})`,
    )
  return [
    ...subject.columns
      .filter(({ type }) => type === 'time')
      .flatMap(({ name }) => (MAY_COME.has(name) ? [] : notFuture(name))),
    ...['amount', 'quantity', 'unit_price', 'price', 'cost'].flatMap(notNegative),
    ...limit(
      'possible',
      'birthday',
      'is possible',
      '合理',
      { en: 'Between 1900 and the day the files were loaded.', zh: '在 1900 年与载入文件之日之间。' },
      sql`birthday not between date '1900-01-01' and ${day}`,
    ),
    ...limit(
      'known',
      'gender',
      'is a known word',
      '是已知写法',
      {
        en: 'Male, female, m, f, 男, 女, unknown, other, secret, 0, 1, 2 in any case.',
        zh: '男、女、未知、保密、male、female、m、f、unknown、other、0、1、2,不分大小写。',
      },
      sql`not regexp_full_match(trim(gender), 'male|female|m|f|w|男|女|男性|女性|先生|女士|unknown|other|u|未知|保密|[012]', 'i')`,
    ),
    ...form('email', '[^@\\s]+@[^@\\s]+[.][^@\\s]+', { en: 'name@host.domain', zh: 'name@host.domain' }),
    ...form('phone', '[+]?[0-9][0-9() -]{5,18}', {
      en: 'Six to nineteen digits, with brackets, blanks and hyphens between them.',
      zh: '6 到 19 位数字,可含括号、空格和连字符。',
    }),
  ]
}

/** Times that are set beforehand. */
const MAY_COME = new Set(['starts_at', 'ends_at', 'expires_at'])

/** Values of one row that must not contradict each other. */
function agreements(subject: Subject): Check[] {
  const has = (...columns: string[]) =>
    columns.every((column) => subject.columns.some(({ name }) => name === column))
  const checks: Check[] = []
  if (has('quantity', 'unit_price', 'amount')) {
    checks.push(
      make(
        subject,
        'consistency',
        'line_total',
        'amount',
        { en: 'quantity × unit price = amount', zh: '数量 × 单价 = 金额' },
        {
          en: 'More than 0.01 plus 0.5 % of the amount apart fails; discounts and shipping are the usual reasons.',
          zh: '相差超过 0.01 加金额的 0.5 % 的不通过;常见原因是折扣与运费。',
        },
        sql`quantity is not null and unit_price is not null and amount is not null`,
        sql`abs(quantity * cast(unit_price as double) - cast(amount as double)) > 0.01 + 0.005 * abs(cast(amount as double))`,
      ),
    )
  }
  if (has('price', 'cost')) {
    checks.push(
      make(
        subject,
        'consistency',
        'cost_below_price',
        'cost',
        { en: 'cost is not above price', zh: '成本不高于价格' },
        { en: 'Where both are there.', zh: '两者都有时比较。' },
        sql`price is not null and cost is not null`,
        sql`cost > price`,
      ),
    )
  }
  if (has('birthday', 'joined_at')) {
    checks.push(
      make(
        subject,
        'consistency',
        'born_before_joined',
        'birthday',
        { en: 'born before joining', zh: '生日早于注册' },
        { en: 'Where both are there.', zh: '两者都有时比较。' },
        sql`birthday is not null and joined_at is not null`,
        sql`birthday > cast(joined_at as date)`,
      ),
    )
  }
  for (const [before, after] of IN_ORDER) {
    if (!has(before, after)) continue
    checks.push(
      make(
        subject,
        'consistency',
        `${before}_before_${after}`,
        after,
        { en: `${before} is not after ${after}`, zh: `${before} 不晚于 ${after}` },
        { en: 'Where both are there.', zh: '两者都有时比较。' },
        sql`${ident(before)} is not null and ${ident(after)} is not null`,
        sql`${ident(before)} > ${ident(after)}`,
      ),
    )
  }
  return checks
}

/** Times of one row of which the first cannot be later than the second. */
const IN_ORDER = [
  ['starts_at', 'ends_at'],
  ['issued_at', 'expires_at'],
] as const
