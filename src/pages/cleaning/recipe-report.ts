import { amountWords } from '../../cleaning/amount-words'
import { isStandardRole } from '../../ingest/standard/standard.sql'
import type { FormAccount } from '../../cleaning/forms'
import type { Standing } from '../../cleaning/effects'
import type { RuleAction } from '../../cleaning/kinds/kind'
import type { Accounting } from '../../project/load'
import { html, type Html } from '../../quality/html'
import { reportPage, type ReportLanguage, type Say } from '../../quality/report-page'
import type { Bilingual } from '../../text/bilingual'
import type { RuleRow } from './rule-rows'

/** What the report is of. */
export interface RecipeReport {
  accounting: Accounting
  rows: readonly RuleRow[]
  /** Columns whose values are not read as they are written. */
  forms: readonly FormAccount[]
  /** ISO 4217, or ''. */
  currency: string
  /** YYYY-MM-DD */
  today: string
}

const TITLE: Bilingual = { en: 'Cleaning report', zh: '数据清洗报告' }

const ACTIONS: Record<RuleAction, Bilingual> = {
  aside: { en: 'set aside', zh: '搁置' },
  flag: { en: 'flagged only', zh: '只标记' },
  fill: { en: 'filled', zh: '填补' },
  cap: { en: 'brought to the limit', zh: '改为界限值' },
}

/** The recipe in words, a paragraph for each rule: what it looks for, what becomes of its rows, and the reason. */
export function recipeText({ rows, today }: RecipeReport, language: ReportLanguage): string {
  const say: Say = (words) => words[language]
  const head = say({ en: `Cleaning recipe of ${today}`, zh: `${today} 的清洗方案` })
  const paragraphs = rows.map((row) => {
    const { rule } = row
    const lines = [
      `${row.number}. ${say(rule.label)} [${say(doneTo(row))}]`,
      `   ${say(rule.about)}`,
      ...(row.tried ? [`   ${say(counted(row, language))}`] : []),
      ...(rule.reason === '' ? [] : [`   ${say({ en: 'Reason', zh: '理由' })}: ${rule.reason}`]),
    ]
    return lines.join('\n')
  })
  return `${[head, ...paragraphs].join('\n\n')}\n`
}

/** The recipe as data: every rule in its order, with its parameters, reason and counts. */
export function recipeJson({ rows, today, currency }: RecipeReport): string {
  const rules = rows.map(({ rule, number, rows: caught, share, tried, effect }) => ({
    number,
    id: rule.id,
    on: rule.on,
    action: rule.action,
    ...(rule.added && { kind: rule.added.kind, table: rule.added.table, parameters: rule.added.parameters }),
    label: rule.label,
    about: rule.about,
    ...(rule.reason !== '' && { reason: rule.reason }),
    ...(tried && { rows: caught, share }),
    ...(effect && { before: effect.before, after: effect.after }),
  }))
  return JSON.stringify({ format: 'memberlens-cleaning', version: 1, today, currency, rules }, null, 2)
}

/** The report as one file to send on; see `reportPage`. */
export const recipeReportHtml = (report: RecipeReport, first: ReportLanguage): string =>
  reportPage(TITLE, first, (say, language) => body(report, say, language))

function body(
  { accounting, rows, forms, currency, today }: RecipeReport,
  say: Say,
  language: ReportLanguage,
): Html {
  const number = (value: number) => value.toLocaleString(LOCALES[language], { maximumFractionDigits: 0 })
  return html`<h1>${say(TITLE)}</h1>
    <p>
      ${say({ en: `Files loaded on ${today}.`, zh: `文件于 ${today} 载入。` })}
      ${currency === '' ? '' : say({ en: `Amounts in ${currency}.`, zh: `金额单位:${currency}。` })}
    </p>
    ${balances(accounting, say, number)} ${heldAmounts(accounting, say, number)}
    ${returns(accounting, say, number)} ${formList(accounting, forms, say, number)}
    ${ruleTable(rows, say, language, number)}
    <p class="quiet">${say(HOW)}</p>`
}

const HOW: Bilingual = {
  en: 'Rules are tried in this order; the first that catches a row has it, so every row is counted once. Members, orders and amounts are those that are left after the rule; a member or an order goes with the last of its rows.',
  zh: '规则按此次序尝试,一行归第一条命中它的规则,所以每行只计一次。会员、订单、金额为该规则之后剩余的数量;会员或订单的最后一行被搁置时才不再计入。',
}

const LOCALES = { en: 'en', zh: 'zh-CN' }

type Format = (value: number) => string

function balances({ sources }: Accounting, say: Say, number: Format): Html {
  const head = [
    { en: 'File', zh: '文件' },
    { en: 'Read', zh: '读取' },
    { en: 'Rejected', zh: '拒收' },
    { en: 'Loaded', zh: '载入' },
    { en: 'Set aside', zh: '搁置' },
    { en: 'Kept', zh: '保留' },
    { en: 'of them changed', zh: '其中改动' },
  ]
  return html`<table>
    <caption>
      ${say({ en: 'Where every row went', zh: '每一行的去向' })}
    </caption>
    <thead>
      <tr>
        ${head.map((words, i) => html`<th scope="col" class="${i === 0 ? '' : 'n'}">${say(words)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${sources.map(
        (source) =>
          html`<tr>
            <th scope="row">${source.file}</th>
            ${[
              source.read,
              source.rejected.count,
              source.loaded,
              source.loaded - source.kept,
              source.kept,
              source.changed,
            ].map((value) => html`<td class="n">${number(value)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}

const heldAmounts = ({ sources }: Accounting, say: Say, number: Format): Html[] =>
  sources.flatMap((source) =>
    amountWords(source, number).map((sentence) => html`<p>${source.file}: ${say(sentence)}</p>`),
  )

function returns({ returns: account }: Accounting, say: Say, number: Format): Html {
  if (account.rows === 0 && account.orders === 0) return html``
  return html`<p>
    ${say({
      en: `Returns: ${number(account.rows)} rows worth ${number(account.amount)}; ${number(account.matched)} of them were matched to their sale. Under net, ${number(account.takenOff)} is taken off ${number(account.orders)} orders.`,
      zh: `退货 ${number(account.rows)} 行,金额 ${number(account.amount)};其中 ${number(account.matched)} 行找到对应的销售。净额口径下,从 ${number(account.orders)} 单中扣除 ${number(account.takenOff)}。`,
    })}
  </p>`
}

function formList({ sources }: Accounting, forms: readonly FormAccount[], say: Say, number: Format): Html {
  if (forms.length === 0) return html``
  return html`<ul>
    ${forms.map(
      (form) =>
        html`<li>
          ${sources[form.source]?.file ?? ''}, <b>${form.column}</b>: ${say(formWords(form, number))}
        </li>`,
    )}
  </ul>`
}

/** What reading did to a column, in a sentence. */
function formWords(form: FormAccount, number: Format): Bilingual {
  const { role, values, changed, lost } = form
  const unread = unreadWords(form, number)
  if (role === 'ordered_time') return unread
  if (!isStandardRole(role))
    return {
      en: `${number(lost)} of ${number(values)} ids lost their last digits in a spreadsheet; they are read as empty, and nothing is joined on them.`,
      zh: `${number(values)} 个编号中有 ${number(lost)} 个被电子表格截掉了末几位;按空值读取,不用于关联。`,
    }
  return {
    en: `${number(changed)} of ${number(values)} values brought to one form.${unread.en === '' ? '' : ` ${unread.en}`}`,
    zh: `${number(values)} 个值中有 ${number(changed)} 个改为统一写法。${unread.zh}`,
  }
}

/** Of values that are none of their kind: how many, what became of them, and in which rows they are first. */
function unreadWords({ role, unread, unreadRows = [] }: FormAccount, number: Format): Bilingual {
  if (unread === 0) return { en: '', zh: '' }
  const what = UNREAD[role] ?? { en: 'not understood', zh: '认不出' }
  const rows = unreadRows.map(number)
  return {
    en: `${number(unread)} ${what.en} (first in row ${rows.join(', ')}).`,
    zh: `${number(unread)} 个${what.zh}(最早在第 ${rows.join('、')} 行)。`,
  }
}

const UNREAD: Readonly<Record<string, Bilingual>> = {
  phone: { en: 'are no phone number and stay as written', zh: '不是电话号码,保持原样' },
  gender: {
    en: 'say no gender: numbers that nobody explained are unknown, other words stay as written',
    zh: '看不出性别:没有说明的数字按未知,其他文字保持原样',
  },
  ordered_time: { en: 'are no time of day: the day is kept', zh: '不是时刻,只保留日期' },
}

function ruleTable(rows: readonly RuleRow[], say: Say, language: ReportLanguage, number: Format): Html {
  const head = [
    { en: 'Rule', zh: '规则' },
    { en: 'Rows', zh: '行数' },
    { en: 'Of rows', zh: '占行数' },
    { en: 'Members', zh: '会员' },
    { en: 'Orders', zh: '订单' },
    { en: 'Amounts', zh: '金额' },
  ]
  return html`<table>
    <caption>
      ${say({ en: 'Rules', zh: '规则' })}
    </caption>
    <thead>
      <tr>
        ${head.map((words, i) => html`<th scope="col" class="${i === 0 ? '' : 'n'}">${say(words)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <th scope="row">
              ${String(row.number)}. <b>${say(row.rule.label)}</b> <small>[${say(doneTo(row))}]</small><br />
              <small>${say(row.rule.about)}</small>${reason(row, say)}
            </th>
            <td class="n">${row.tried ? number(row.rows) : '–'}</td>
            <td class="n">${row.tried ? percent(row.share, language) : '–'}</td>
            ${[
              ({ members }: Standing) => members,
              ({ orders }: Standing) => orders,
              ({ revenue }: Standing) => revenue,
            ].map((pick) => html`<td class="n">${fromTo(row, (standing) => number(pick(standing)))}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}

const reason = ({ rule }: RuleRow, say: Say): Html =>
  rule.reason === ''
    ? html``
    : html`<br /><small>${say({ en: 'Reason', zh: '理由' })}: </small>${rule.reason}`

function fromTo({ effect }: RuleRow, text: (standing: Standing) => string): string {
  if (!effect) return ''
  const [before, after] = [text(effect.before), text(effect.after)]
  return before === after ? after : `${before} → ${after}`
}

const doneTo = ({ rule }: RuleRow): Bilingual => {
  if (rule.on) return ACTIONS[rule.action]
  return rule.added ? { en: 'off', zh: '已关闭' } : ACTIONS.flag
}

const counted = (row: RuleRow, language: ReportLanguage): Bilingual => ({
  en: `${row.rows.toLocaleString('en')} rows, ${percent(row.share, language)} of those read`,
  zh: `${row.rows.toLocaleString('zh-CN')} 行,占读取行数的 ${percent(row.share, language)}`,
})

const percent = (share: number, language: ReportLanguage): string =>
  `${(share * 100).toLocaleString(LOCALES[language], { maximumFractionDigits: 2 })} %`
