/**
 * Addresses that libraries carry in their code and never fetch, or cannot fetch under the page's policy. Each is
 * known for the files whose code holds it, with the reason why it is harmless.
 */
const INERT = [
  { address: /^https?:\/\/www\.w3\.org\//, reason: 'names of XML namespaces' },
  {
    address:
      /^http:\/\/(schemas|sheetjs)\.openxmlformats\.org\/|^http:\/\/schemas\.microsoft\.com\/|^http:\/\/purl\.(org|oclc\.org)\//,
    reason: 'names of XML namespaces of office files',
  },
  {
    address:
      /^http:\/\/(docs\.oasis-open\.org\/ns\/office|openoffice\.org\/20\d\d)\/|^http:\/\/macVmlSchemaUri$|^https:\/\/sheetjs\.com\/$/,
    reason: 'SheetJS, where workbooks are written: names of XML namespaces, and of itself',
  },
  { address: /^https:\/\/svelte\.dev\/e\//, reason: 'Svelte: the text of an error' },
  { address: /^https:\/\/paraglidejs\.com\/errors#/, reason: 'Paraglide: the text of an error' },
  { address: /^http:\/\/(fallback|example)\.com$/, reason: 'Paraglide: a base to parse paths against' },
  { address: /^https:\/\/rolldown\.rs\/in-depth\//, reason: 'the bundler: the text of an error' },
  { address: /^https:\/\/bit\.ly\/wb-precache$/, reason: 'Workbox: the text of an error' },
  {
    address: /^https:\/\/github\.com\/duckdb\/duckdb-wasm\.git$/,
    reason: "DuckDB: its package's own description",
  },
  {
    address: /^https:\/\/cdn\.jsdelivr\.net\/npm\/\$\{/,
    reason: 'DuckDB: getJsDelivrBundles(), which nobody calls',
  },
]

const ADDRESS = /https?:\/\/[^\s"'`<>\\)]*/g
const LICENCE_COMMENT = /\/\*[!*][\s\S]*?\*\//g

/**
 * The outside addresses in a built file that are not known to be inert; each once. A bare `https://`, as in a
 * comparison, is no address.
 */
export function unknownAddresses(file, text) {
  const code = /\.(js|css)$/.test(file) ? text.replace(LICENCE_COMMENT, '') : text
  const found = new Set([...code.matchAll(ADDRESS)].map((match) => match[0]))
  return [...found].filter(
    (address) => /^https?:\/\/[^/]/.test(address) && !INERT.some((known) => known.address.test(address)),
  )
}
