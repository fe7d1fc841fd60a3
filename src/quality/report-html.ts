import type { Bilingual } from '../text/bilingual'
import { DIMENSIONS, type CheckResult } from './checks'
import { Html, html } from './html'
import { overallScore, type QualityReport, type TableQuality } from './report'
import { SCORE_FORMULA, type Weights } from './score'

type Say = (words: Bilingual) => string

/**
 * The report as one file to send on: no scripts, nothing fetched, both languages one after the other, the one in use
 * first. What the data holds is escaped wherever it stands.
 */
export function reportHtml(report: QualityReport, weights: Weights, first: 'en' | 'zh'): string {
  const languages = first === 'en' ? (['en', 'zh'] as const) : (['zh', 'en'] as const)
  const sections = languages.map((language) => {
    const say: Say = (words) => words[language]
    return html`<article lang="${language === 'zh' ? 'zh-CN' : 'en'}" id="${language}">
      ${body(report, weights, say)}
    </article>`
  })
  const title = TITLE[first]
  return html`<!doctype html>
    <html lang="${first === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <nav>
          ${languages.map((language) => html`<a href="#${language}">${language === 'zh' ? '中文' : 'English'}</a> `)}
        </nav>
        ${sections}
      </body>
    </html> `.text
}

const TITLE: Bilingual = { en: 'Data quality report', zh: '数据质量报告' }

function body(report: QualityReport, weights: Weights, say: Say): Html {
  const total = overallScore(report)
  return html` <h1>${say(TITLE)}</h1>
    <p>
      ${say({
        en: `Files loaded on ${report.today}${report.asOf ? `, as of ${report.asOf}` : ''}. Rows are judged as delivered, before any cleaning rule.`,
        zh: `文件于 ${report.today} 载入${report.asOf ? `,截止日 ${report.asOf}` : ''}。按文件原样评判,在任何清洗规则之前。`,
      })}
    </p>
    <p class="total">
      <b>${score(total)}</b>
      ${say({ en: 'of 100, the mean of the tables below', zh: '分(满分 100),为下列各表的平均' })}
    </p>
    ${scoreTable(report, weights, say)}
    <p class="quiet">${say(SCORE_FORMULA)}</p>
    ${report.tables.map((table) => section(table, say))}`
}

function scoreTable(report: QualityReport, weights: Weights, say: Say): Html {
  return html`<table>
    <caption>
      ${say({ en: 'Scores by table and dimension', zh: '各表各维度得分' })}
    </caption>
    <thead>
      <tr>
        <th scope="col">${say({ en: 'Table', zh: '表' })}</th>
        <th scope="col" class="n">${say({ en: 'Rows', zh: '行数' })}</th>
        <th scope="col" class="n">${say({ en: 'Score', zh: '得分' })}</th>
        ${DIMENSIONS.map(
          ({ id, label }) =>
            html`<th scope="col" class="n">
              ${say(label)}<br /><small>${say({ en: 'weight', zh: '权重' })} ${String(weights[id])}</small>
            </th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${report.tables.map(
        (table) =>
          html`<tr>
            <th scope="row">${say(table.label)}<br /><small>${table.files.join(', ')}</small></th>
            <td class="n">${count(table.rows)}</td>
            <td class="n"><b>${score(table.score.total)}</b></td>
            ${DIMENSIONS.map(({ id }) => html`<td class="n">${percent(table.score.dimensions[id])}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}

function section(table: TableQuality, say: Say): Html {
  const applied = table.checks.filter(({ n }) => n > 0)
  const failing = applied.filter((check) => check.failing > 0)
  const passed = applied.filter((check) => check.failing === 0)
  return html` <section>
    <h2>${say(table.label)} <small>${table.files.join(', ')}</small></h2>
    ${failing.length > 0 ? checkTable(failing, say) : html`<p>${say({ en: 'Every check passes.', zh: '所有检查都通过。' })}</p>`}
    ${
      passed.length > 0
        ? html`<p class="quiet">
            ${say({ en: 'Nothing fails', zh: '没有不通过' })}:
            ${passed.map(({ label }) => say(label)).join(say({ en: '; ', zh: ';' }))}
          </p>`
        : html``
    }
  </section>`
}

function checkTable(checks: readonly CheckResult[], say: Say): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${say({ en: 'Check', zh: '检查' })}</th>
        <th scope="col">${say({ en: 'Dimension', zh: '维度' })}</th>
        <th scope="col" class="n">n</th>
        <th scope="col" class="n">${say({ en: 'Failing', zh: '不通过' })}</th>
        <th scope="col" class="n">${say({ en: 'Passing', zh: '通过率' })}</th>
      </tr>
    </thead>
    <tbody>
      ${checks.map(
        (check) =>
          html`<tr>
            <th scope="row">
              ${say(check.label)}<br /><small>${say(check.about)}</small>
              <details>
                <summary>SQL</summary>
                <pre>${check.sql}</pre>
              </details>
            </th>
            <td>${say(DIMENSIONS.find(({ id }) => id === check.dimension)?.label ?? { en: '', zh: '' })}</td>
            <td class="n">${count(check.n)}</td>
            <td class="n">${count(check.failing)}</td>
            <td class="n">${percent(check.passing)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** Digits grouped alike in both languages. */
const count = (value: number): string => value.toLocaleString('en')

const score = (value: number | null): string => (value === null ? '–' : value.toFixed(1))

/** What is not nothing is never shown as 0.0 %, nor what is not all as 100.0 %. */
function percent(share: number | null): string {
  if (share === null) return '–'
  if (share > 0 && share < 0.0005) return '< 0.1 %'
  if (share < 1 && share >= 0.9995) return '> 99.9 %'
  return `${(share * 100).toFixed(1)} %`
}

const STYLE = `
:root { color-scheme: light dark; --ink: #17202a; --quiet: #51606f; --rule: #dde3e8; --paper: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --quiet: #a3b0bc; --rule: #2c363f; --paper: #171d24 } }
body { max-width: 1000px; margin: 0 auto; padding: 24px; background: var(--paper); color: var(--ink);
  font: 15px/1.55 system-ui, 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif; font-variant-numeric: tabular-nums }
nav { text-align: end; font-size: 13px }
a { color: inherit }
h1 { font-size: 24px; margin: 0 0 4px } h2 { font-size: 17px; margin: 32px 0 8px }
small, .quiet { font-size: 12.5px; font-weight: 400; color: var(--quiet) }
.total b { font-size: 32px }
table { width: 100%; border-collapse: collapse; font-size: 14px; margin: 12px 0 }
caption { text-align: start; font-weight: 600; padding-bottom: 4px }
thead th { font-size: 12px; font-weight: 500; color: var(--quiet); border-bottom: 1px solid var(--ink); text-align: start; vertical-align: bottom }
th, td { padding: 5px 10px 5px 0; text-align: start; vertical-align: top; border-bottom: 1px solid var(--rule); font-weight: 400 }
.n { text-align: end; white-space: nowrap } thead .n { white-space: normal }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.5 ui-monospace, Consolas, monospace }
summary { font-size: 12px; color: var(--quiet); cursor: pointer }
article + article { margin-top: 64px; border-top: 2px solid var(--ink); padding-top: 16px }
@media print { article + article { break-before: page } details { display: none } }
`
