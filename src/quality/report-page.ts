import type { Bilingual } from '../text/bilingual'
import { Html, html } from './html'

export type Say = (words: Bilingual) => string
export type ReportLanguage = 'en' | 'zh'

/**
 * A report as one file to send on: no scripts, nothing fetched, both languages one after the other, `first` first.
 * What the data holds is escaped wherever it stands.
 */
export function reportPage(
  title: Bilingual,
  first: ReportLanguage,
  body: (say: Say, language: ReportLanguage) => Html,
): string {
  const languages = first === 'en' ? (['en', 'zh'] as const) : (['zh', 'en'] as const)
  const sections = languages.map(
    (language) =>
      html`<article lang="${language === 'zh' ? 'zh-CN' : 'en'}" id="${language}">
        ${body((words) => words[language], language)}
      </article>`,
  )
  return html`<!doctype html>
    <html lang="${first === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title[first]}</title>
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
