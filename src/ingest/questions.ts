import { isTaiwanese, ROC_OFFSET } from './calendars'
import { GOODS_ALONE } from './amount-parts'
import { headerMatch } from '../shop/headers'
import { shopTable, type TableName } from '../shop/tables'
import { grainQuestion } from './grain'
import { openCoding } from './standard/gender.sql'
import { isMasked, matchRole } from './roles'
import type { Matches } from './propose'
import type { ColumnReport, FileReport, GenderCoding, SourceProposal } from './types'

/** What only a person can answer about a proposal. */
export function questionsAbout(
  report: FileReport,
  table: TableName,
  matches: Matches,
  rival: TableName | null,
): SourceProposal['questions'] {
  const questions: SourceProposal['questions'] = []
  for (const match of matches.values()) {
    const column = report.columns.find((candidate) => candidate.name === match.column)
    if (column?.year !== undefined) questions.push(yearQuestion(column, column.year))
    if (column && isBareRoc(column) && !isTaiwanese(report.columns.map(({ header }) => header)))
      questions.push(calendarQuestion(column))
    if (column && match.role === 'gender') questions.push(...genderQuestion(column))
    if (!column?.ambiguousDayMonth) continue
    const example = column.examples[0] ?? ''
    const dayFirst = column.dateFormats[0]?.startsWith('%d') ?? false
    questions.push({
      code: 'day_or_month',
      column: column.name,
      sentence: {
        en: `“${column.name}”: is ${example} day first or month first? Read as ${dayFirst ? 'day' : 'month'} first.`,
        zh: `“${column.name}”里的 ${example} 是日在前还是月在前？现按${dayFirst ? '日' : '月'}在前读取。`,
      },
    })
  }
  if (rival) {
    const [here, there] = [shopTable(table), shopTable(rival)]
    questions.push({
      code: 'which_table',
      sentence: {
        en: `Is it ${here.label.en} (${here.grain.en}) or ${there.label.en} (${there.grain.en})? Taken as ${here.label.en}.`,
        zh: `是${here.label.zh}（${here.grain.zh}）还是${there.label.zh}（${there.grain.zh}）？现作为${here.label.zh}。`,
      },
    })
  }
  const sales = table === 'orders' || table === 'order_items'
  questions.push(...grainQuestion(report, table, matches))
  if (sales) questions.push(...amountQuestion(report, matches))
  if (table !== 'products') questions.push(...memberQuestion(report, matches))
  if (sales && !matches.has('member_id') && !(table === 'order_items' && !matches.has('ordered_at')))
    questions.push({
      code: 'which_member',
      sentence: {
        en: 'Which column says which member bought? None was recognised; without one there are no figures by member.',
        zh: '哪一列是会员？没有认出来；没有会员列就不能按会员统计。',
      },
    })
  return questions
}

/** What 0 and 1 stand for differs between systems: as they are until the user says. */
function genderQuestion(column: ColumnReport): SourceProposal['questions'] {
  if (column.coding) return [mixedGenderQuestion(column, column.coding)]
  const open = openCoding(column.examples)
  if (open === null) return []
  const written = open === 'zero_one' ? '0 / 1' : '0 / 1 / 2'
  return [
    {
      code: 'which_gender',
      column: column.name,
      sentence: {
        en: `“${column.name}” writes gender as ${written}: which is which? Kept as written until you say.`,
        zh: `“${column.name}”用 ${written} 表示性别，各是什么？说明之前按原样保留。`,
      },
    },
  ]
}

function mixedGenderQuestion(
  column: ColumnReport,
  coding: GenderCoding,
): SourceProposal['questions'][number] {
  const examples = column.examples.map((example) => example.trim()).join(', ')
  if (coding === 'male_h_female_m')
    return {
      code: 'which_gender',
      column: column.name,
      sentence: {
        en: `“${column.name}” has H and M and no F: read as Spanish or Portuguese, H a man and M a woman. Right?`,
        zh: `“${column.name}”里有 H 和 M 而没有 F：按西班牙语或葡萄牙语读取，H 为男，M 为女。对吗？`,
      },
    }
  const standard = coding === 'gb2261'
  return {
    code: 'which_gender',
    column: column.name,
    sentence: {
      en: `“${column.name}” mixes words and numbers for gender (${examples}). ${
        standard
          ? 'It writes 2, so the numbers are read by GB/T 2261.1: 1 male, 2 female, 0 and 9 unknown. Right?'
          : 'What the numbers mean, nothing tells: they are read as unknown and counted, until you say.'
      }`,
      zh: `“${column.name}”用文字又用数字表示性别（${examples}）。${
        standard
          ? '出现了 2，数字按 GB/T 2261.1 读取：1 男，2 女，0 和 9 未知。对吗？'
          : '数字代表什么无从得知：说明之前按未知读取并计数。'
      }`,
    },
  }
}

const isBareRoc = ({ dateFormats, examples }: ColumnReport): boolean =>
  (dateFormats[0]?.startsWith('roc:') ?? false) && examples.every((example) => !/民/.test(example))

function calendarQuestion(column: ColumnReport): SourceProposal['questions'][number] {
  const example = column.examples[0] ?? ''
  const year = Number(/\d+/.exec(example)?.[0] ?? 0)
  return {
    code: 'which_calendar',
    column: column.name,
    sentence: {
      en: `“${column.name}”: is ${example} in a year of the Republic of China? Read so: ${year} is ${year + ROC_OFFSET}. If it is not, leave the column out.`,
      zh: `“${column.name}”里的 ${example} 是民国纪年吗？现按民国读取：${year} 年即 ${year + ROC_OFFSET} 年。如果不是，请不用这一列。`,
    },
  }
}

function yearQuestion(column: ColumnReport, year: number): SourceProposal['questions'][number] {
  const example = column.examples[0] ?? ''
  return {
    code: 'which_year',
    column: column.name,
    sentence: {
      en: `“${column.name}” names no year: which year is ${example} in? Taken: ${year}.`,
      zh: `“${column.name}”里没有年份，${example} 是哪一年的？现取 ${year} 年。`,
    },
  }
}

function amountQuestion(report: FileReport, matches: Matches): SourceProposal['questions'] {
  const amount = matches.get('amount')
  const words = shopTable('orders').columns.find((column) => column.name === 'amount')?.words ?? []
  const taken = new Set([...matches.values()].map((match) => match.column))
  const rivals = report.columns.filter(
    (column) =>
      (column.type === 'integer' || column.type === 'decimal') &&
      !taken.has(column.name) &&
      (!GOODS_ALONE.test(column.header) || GOODS_ALONE.test(amount?.column ?? '')) &&
      headerMatch(column.header, words).score > 0.9,
  )
  if (!amount || rivals.length === 0) return []
  const others = rivals.map((column) => `“${column.name}”`)
  return [
    {
      code: 'which_amount',
      column: amount.column,
      sentence: {
        en: `Which column is the money received: “${amount.column}” or ${others.join(' or ')}? Taken: “${amount.column}”.`,
        zh: `哪一列是实收金额：“${amount.column}”还是${others.join('、')}？现取“${amount.column}”。`,
      },
    },
  ]
}

/** Shops keep several ids of a person; which one stays the same over all orders, headers do not tell. */
function memberQuestion(report: FileReport, matches: Matches): SourceProposal['questions'] {
  const member = matches.get('member_id')
  const role = shopTable('members').columns.find((column) => column.name === 'member_id')
  const taken = new Set([...matches.values()].map((match) => match.column))
  const rivals = report.columns.filter(
    (column) => !taken.has(column.name) && role && (matchRole(role, column, [])?.confidence ?? 0) > 0.7,
  )
  const masked = report.columns.find(({ name }) => name === member?.column)
  if (member && masked && isMasked(masked)) return [maskedQuestion(masked)]
  if (!member || rivals.length === 0) return []
  const others = rivals.slice(0, 3).map((column) => `“${column.name}”`)
  return [
    {
      code: 'which_member',
      column: member.column,
      sentence: {
        en: `Which column stays the same for a member over all orders: “${member.column}” or ${others.join(' or ')}? Taken: “${member.column}”.`,
        zh: `同一位会员的所有订单里，哪一列不变：“${member.column}”还是${others.join('、')}？现取“${member.column}”。`,
      },
    },
  ]
}

/** A shop that hides its buyers' phones writes one value for many of them. */
const maskedQuestion = ({
  name,
  examples,
  distinct,
  sampled,
}: ColumnReport): SourceProposal['questions'][number] => ({
  code: 'which_member',
  column: name,
  sentence: {
    en: `“${name}” is masked (${(examples[0] ?? '').slice(0, 20)}; ${distinct} different values in ${sampled} sampled): people whose masked values agree count as one member. Choose a column that is not masked, or export without masking.`,
    zh: `“${name}”是打码的（${(examples[0] ?? '').slice(0, 20)}；抽样 ${sampled} 行有 ${distinct} 个不同的值）：打码后相同的人会算作同一位会员。请选一列没有打码的，或导出未打码的数据。`,
  },
})

/** A preset knows which columns are what; that a shop masked one of them it does not. */
export const isAboutMasked = (
  report: FileReport,
  { code, column }: SourceProposal['questions'][number],
): boolean =>
  code === 'which_member' &&
  report.columns.some((candidate) => candidate.name === column && isMasked(candidate))
