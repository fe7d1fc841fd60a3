import { existsSync, readdirSync } from 'node:fs'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, test } from 'vitest'
import { ROOMS } from '../../scripts/lint/rooms.mjs'

// The project's own rules; only those that need types are left out, since the files here do not exist.
const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked as never })

/** The rules that a file with this code would break. */
async function broken(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  const messages = result?.messages ?? []
  expect(messages.filter((message) => message.fatal)).toEqual([])
  return [...new Set(messages.map((message) => message.ruleId ?? ''))].filter((id) => id !== 'max-lines')
}

const imports = (specifier: string) => `import { x } from '${specifier}'\nexport const y = x\n`
const importsType = (specifier: string) => `import type { X } from '${specifier}'\nexport type Y = X\n`
const inSvelte = (code: string) =>
  `<script lang="ts">\n${code.replaceAll('export const y', 'const y')}</script>\n{y}\n`
const ROOM_RULE = ['memberlens/rooms']

describe('the rule between rooms', () => {
  test.each([
    ['src/sql/a.ts', '../shop/tables'],
    ['src/sql/a.ts', '../text/format'],
    ['src/numerics/a.ts', '../sql/sql'],
    ['src/shop/a.ts', '../sql/sql'],
    ['src/text/a.ts', '../shop/tables'],
    ['src/engine/a.ts', '../shop/tables'],
    ['src/engine/a.ts', '../ingest/types'],
    ['src/ingest/a.ts', '../cleaning/recipe'],
    ['src/ingest/a.ts', '../text/format'],
    ['src/cleaning/a.ts', '../analyses/registry'],
    ['src/demo/a.ts', '../sql/sql'],
    ['src/analyses/rfm/rfm.ts', '../overview/overview'],
    ['src/analyses/rfm/rfm.ts', '../../engine/database'],
    ['src/analyses/rfm/rfm.ts', '../../cleaning/recipe'],
    ['src/analyses/rfm/rfm.ts', '../../charts/bars'],
    ['src/analyses/registry.ts', '../text/format'],
    ['src/project/a.ts', '../pages/router'],
    ['src/project/a.ts', '../charts/bars'],
    ['src/charts/a.ts', '../ui/toasts'],
    ['src/charts/a.ts', '../engine/client'],
    ['src/ui/a.ts', '../shop/tables'],
    ['src/ui/a.ts', '../charts/bars'],
    ['workers/engine.ts', '../src/pages/router'],
    ['workers/engine.ts', '../src/ui/toasts'],
    ['workers/engine.ts', '../src/charts/bars'],
    ['src/newroom/a.ts', '../sql/sql'],
    ['src/pages/a.ts', '../newroom/a'],
  ])('%s may not import %s', async (file, specifier) => {
    expect(await broken(file, imports(specifier))).toEqual(ROOM_RULE)
  })

  test.each([
    ['src/sql/a.ts', './quote'],
    ['src/sql/a.ts', '../text/bilingual'],
    ['src/charts/a.ts', '../text/paraglide/messages.js'],
    ['src/engine/a.ts', '../sql/sql'],
    ['src/ingest/a.ts', '../engine/database'],
    ['src/cleaning/a.ts', '../ingest/types'],
    ['src/demo/a.ts', '../shop/tables'],
    ['src/analyses/rfm/rfm.ts', '../../numerics/gamma'],
    ['src/analyses/rfm/rfm.ts', '../analysis'],
    ['src/analyses/rfm/rfm.ts', './groups'],
    ['src/analyses/registry.ts', './rfm/rfm'],
    ['src/project/a.ts', '../analyses/registry'],
    ['src/pages/deep/a.ts', '../../project/recipe'],
    ['src/pages/a.ts', '../ui/toasts.svelte'],
    ['workers/ingest.ts', '../src/ingest/normalise'],
    ['tests/unit/sql/a.test.ts', '../../../src/pages/router'],
  ])('%s may import %s', async (file, specifier) => {
    expect(await broken(file, imports(specifier))).toEqual([])
  })

  test('an analysis takes the type Database from the engine, and nothing else', async () => {
    expect(await broken('src/analyses/rfm/rfm.ts', importsType('../../engine/database'))).toEqual([])
    expect(await broken('src/analyses/rfm/rfm.ts', importsType('../../engine/client'))).toEqual(ROOM_RULE)
  })

  test('the page of an analysis also knows ui, charts, text and its context', async () => {
    const page = 'src/analyses/rfm/RfmPage.svelte'
    for (const specifier of [
      '../../ui/Table.svelte',
      '../../charts/bars',
      '../../text/format',
      '../../pages/analysis-page',
    ]) {
      expect(await broken(page, inSvelte(imports(specifier)))).toEqual([])
    }
    for (const specifier of [
      '../../pages/router',
      '../../engine/client',
      '../overview/OverviewPage.svelte',
    ]) {
      expect(await broken(page, inSvelte(imports(specifier)))).toEqual(ROOM_RULE)
    }
  })

  test.each([
    ['re-exports', "export * from '../shop/tables'\n"],
    ['named re-exports', "export { x } from '../shop/tables'\n"],
    ['dynamic imports', "export const later = () => import('../shop/tables')\n"],
    ['types inside types', "export type Later = import('../shop/tables').ShopTable\n"],
    ['addresses beside the module', "export const later = new URL('../shop/tables.ts', import.meta.url)\n"],
    ['globs', "export const all = import.meta.glob('../shop/*.ts')\n"],
  ])('%s are seen as well', async (_, code) => {
    expect(await broken('src/sql/a.ts', code)).toEqual(ROOM_RULE)
  })

  test.each([
    ['src/pages/a.ts', '../../src/sql/sql'],
    ['src/pages/a.ts', '/src/sql/sql'],
    ['src/pages/a.ts', '../../tests/unit/engine-fixture'],
    ['src/pages/a.ts', '../../workers/engine'],
    ['src/pages/a.ts', '../../node_modules/d3-array/src/index.js'],
    ['src/charts/a.ts', '../../workers/engine.ts?worker&url'],
  ])('%s may not leave src/ for %s', async (file, specifier) => {
    expect(await broken(file, imports(specifier))).toEqual(ROOM_RULE)
  })

  test('the engine takes the address of its worker', async () => {
    const code = "import address from '../../workers/engine.ts?worker&url'\nexport const y = address\n"
    expect(await broken('src/engine/a.ts', code)).toEqual([])
  })

  test('every folder of src/ is a room with a rule', () => {
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map(({ name }) => name).filter((name) => !(name in ROOMS))).toEqual([])
    expect(existsSync('src/text/bilingual.ts')).toBe(true)
  })
})

describe('what a room may use', () => {
  test.each(['svelte', 'svelte/store', 'bits-ui', './state.svelte', 'comlink', 'duckdb-blocking'])(
    'plain rooms do not import %s',
    async (specifier) => {
      for (const room of ['sql', 'numerics', 'shop', 'analyses']) {
        expect(await broken(`src/${room}/a.ts`, imports(specifier))).toEqual(ROOM_RULE)
      }
    },
  )

  test.each(['window', 'document'])('plain rooms do not touch %s', async (name) => {
    for (const room of ['sql', 'numerics', 'shop', 'analyses']) {
      expect(await broken(`src/${room}/a.ts`, `export const y = ${name}.title\n`)).toEqual([
        'no-restricted-globals',
      ])
    }
    expect(await broken('src/pages/a.ts', `export const y = ${name}.title\n`)).toEqual([])
  })

  test('only project and engine fetch', async () => {
    const code = "export const y = () => fetch('./a.json')\n"
    for (const room of ['ingest', 'pages', 'ui', 'shop']) {
      expect(await broken(`src/${room}/a.ts`, code)).toEqual(['no-restricted-globals'])
    }
    expect(await broken('src/pages/a.ts', code.replace('fetch', 'window.fetch'))).toEqual([
      'no-restricted-properties',
    ])
    expect(await broken('workers/ingest.ts', code)).toEqual(['no-restricted-globals'])
    for (const room of ['project', 'engine']) expect(await broken(`src/${room}/a.ts`, code)).toEqual([])
  })

  test('nothing is sent away, by no other door', async () => {
    for (const code of ['new WebSocket(address)', 'new XMLHttpRequest()', 'navigator.sendBeacon(address)']) {
      const found = await broken(
        'src/engine/a.ts',
        `export const y = (address: string) => [address, ${code}]\n`,
      )
      expect(found).toHaveLength(1)
    }
  })

  test('{@html}, any and console are refused', async () => {
    expect(
      await broken('src/ui/A.svelte', inSvelte("const y = '<b>'\n").replace('{y}', '{@html y}')),
    ).toEqual(['svelte/no-at-html-tags'])
    expect(await broken('src/ui/a.ts', 'export const y = (x: any) => String(x)\n')).toEqual([
      '@typescript-eslint/no-explicit-any',
    ])
    expect(await broken('src/ui/a.ts', "console.log('x')\n")).toEqual(['no-console'])
  })
})

describe('SQL', () => {
  test.each([
    'select current_date',
    'select NOW()',
    'select today()',
    "select '2024-01-01'::TIMESTAMPTZ",
    "select t at time zone 'UTC' from x",
    'select cast(t as timestamp with time zone) from x',
    'select to_json(x) from x',
  ])('%s is refused in a template', async (text) => {
    expect(
      await broken(
        'src/cleaning/a.ts',
        `import { sql } from '../sql/sql'\nexport const y = sql\`${text}\`\n`,
      ),
    ).toEqual(['memberlens/plain-sql'])
  })

  test('the clock of the page is not meant', async () => {
    expect(await broken('src/cleaning/a.ts', 'export const y = Date.now()\n')).toEqual([])
    const code = "import { sql } from '../sql/sql'\nexport const y = sql`select snow() from nowhere`\n"
    expect(await broken('src/cleaning/a.ts', code)).toEqual([])
  })
})
