import type { Bilingual } from '../text/bilingual'
import { DIMENSIONS, type CheckResult } from './checks'
import { html, type Html } from './html'
import { reportPage, type Say } from './report-page'
import { overallScore, type QualityReport, type TableQuality } from './report'
import { SCORE_FORMULA, type Weights } from './score'

/**
 * The report as one file to send on: no scripts, nothing fetched, both languages one after the other, the one in use
 * first. What the data holds is escaped wherever it stands.
 */
export function reportHtml(report: QualityReport, weights: Weights, first: 'en' | 'zh'): string {
  return reportPage(TITLE, first, (say) => body(report, weights, say))
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
