// The tab's API, window.memberlens: everything the page does, without a click.
import { expect, test, type Page } from '@playwright/test'
import { openPage } from './support/app'
import { PURCHASES, REAL_SHOPS, realFile, type Shop } from './support/shops'

/** Opens the page and puts a file of the test into it, as `window.given`. */
async function withFile(page: Page, { file }: Shop): Promise<void> {
  if (typeof file === 'string') throw new Error('This file is made in the test.')
  await openPage(page)
  await page.evaluate(
    ([name, text]) => {
      Object.assign(window, { given: new File([text ?? ''], name ?? '') })
    },
    [file.name, file.buffer.toString('utf8')],
  )
}

test('open, load, tables, sql, run, export', async ({ page }) => {
  await withFile(page, PURCHASES)
  const outcome = await page.evaluate(async () => {
    const { memberlens } = window
    await memberlens.ready
    const proposal = await memberlens.open([(window as unknown as { given: File }).given])
    const accounting = await memberlens.load()
    const tables = await memberlens.tables()
    const orders = await memberlens.sql('select member_id, gross, ordered_at from orders order by ordered_at')
    const run = await memberlens.run('rfm', { ties: 'first_rank' })
    const top = await memberlens.sql('select member_id, monetary from member_rfm order by monetary desc')
    const blobs = await Promise.all(
      (['csv', 'parquet', 'arrow', 'json'] as const).map((format) => memberlens.export('member_rfm', format)),
    )
    const texts = await Promise.all(blobs.map((blob) => blob.text()))
    return {
      proposal: proposal.files[0],
      sources: accounting.sources,
      tables: tables.map(({ name, group, rows }) => ({ name, group, rows })),
      times: orders.columns.map(({ values }) => values.constructor.name),
      money: [...(orders.columns[1]?.values ?? [])].reduce<number>((sum, value) => sum + Number(value), 0),
      first: orders.rows(1),
      count: orders.rowCount,
      run: {
        id: run.analysis,
        parameters: run.parameters,
        definition: run.definition.en,
        tables: run.tables.length,
      },
      best: top.rows(1)[0],
      sizes: blobs.map((blob) => blob.size),
      csv: texts[0]?.split(/\r?\n/) ?? [],
      parquet: texts[1]?.slice(0, 4),
      json: (JSON.parse(texts[3] ?? '[]') as unknown[]).length,
    }
  })
  expect(outcome.proposal).toMatchObject({
    file: PURCHASES.name,
    records: PURCHASES.rows,
    table: 'orders',
    mapping: PURCHASES.mapping,
    dialect: { encoding: 'utf-8', delimiter: ',', header: true },
  })
  expect(outcome.proposal?.confidence).toBeGreaterThan(0.5)
  expect(outcome.proposal?.reasons[0]?.zh).toMatch(/\p{Script=Han}/u)
  expect(outcome.sources).toHaveLength(1)
  expect(outcome.sources[0]).toMatchObject({
    read: PURCHASES.rows,
    loaded: PURCHASES.rows,
    kept: PURCHASES.kept,
  })
  expect(outcome.tables).toContainEqual({ name: 'orders', group: 'shop', rows: PURCHASES.orders })
  expect(outcome.times).toEqual(['Array', 'Float64Array', 'Float64Array'])
  expect(outcome.money).toBeCloseTo(PURCHASES.gross, 2)
  expect(outcome.count).toBe(PURCHASES.orders)
  expect(outcome.first).toEqual([
    {
      member_id: expect.stringMatching(/^\d{5}$/),
      gross: expect.any(Number),
      ordered_at: Date.UTC(1997, 0, 1),
    },
  ])
  expect(outcome.run).toMatchObject({ id: 'rfm', parameters: { ties: 'first_rank', bins: 5 } })
  expect(outcome.run.definition.length).toBeGreaterThan(40)
  expect(outcome.csv.filter(Boolean)).toHaveLength(PURCHASES.members + 1)
  expect(outcome.csv.some((line) => line.includes(String(outcome.best?.['member_id'])))).toBe(true)
  expect(outcome.parquet).toBe('PAR1')
  expect(outcome.json).toBe(PURCHASES.members)
  expect(outcome.sizes.every((size) => size > 500)).toBe(true)
})

test('an amended proposal, a saved project, and refusals that say what was wrong', async ({ page }) => {
  await withFile(page, PURCHASES)
  const outcome = await page.evaluate(async () => {
    const { memberlens } = window
    const refused: Record<string, string> = {}
    const refuse = async (name: string, work: Promise<unknown>) => {
      refused[name] = await work.then(
        () => 'not refused',
        (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
      )
    }
    await refuse('load before open', memberlens.load())
    await refuse('run before load', memberlens.run('rfm'))
    const proposal = await memberlens.open([(window as unknown as { given: File }).given])
    const [file] = proposal.files
    if (!file) throw new Error('No file was proposed.')
    delete file.mapping['quantity']
    file.mapping['amount'] = 'number_of_cds'
    await memberlens.load(proposal)
    const [pieces] = (await memberlens.sql('select sum(gross)::double as n from orders')).rows()
    const project = localStorage.getItem('memberlens.project') ?? ''
    await refuse('a write', memberlens.sql('drop table orders'))
    await refuse('two queries', memberlens.sql('select 1; select 2'))
    await refuse('a wrong name', memberlens.sql('select nothing from orders'))
    await refuse('no such analysis', memberlens.run('horoscope'))
    await refuse('no such table', memberlens.export('nothing', 'csv'))
    await refuse('no such format', memberlens.export('orders', 'xml' as 'csv'))
    await refuse('a project of other files', memberlens.load(project.replaceAll('customer_id', 'other_id')))
    await memberlens.load(project)
    const [again] = (await memberlens.sql('select sum(gross)::double as n from orders')).rows()
    return { refused, pieces: pieces?.['n'], again: again?.['n'] }
  })
  expect(outcome.pieces).toBe(outcome.again)
  expect(Number(outcome.pieces)).toBeLessThan(PURCHASES.gross)
  expect(outcome.refused).toMatchObject({
    'load before open': expect.stringMatching(/^no_files: No file is open/),
    'run before load': expect.stringMatching(/^no_shop: /),
    'a write': expect.stringMatching(/^not_a_query: .*“drop” begins no query/i),
    'two queries': expect.stringMatching(/^several: /),
    'a wrong name': expect.stringMatching(/^sql: .*nothing/),
    'no such analysis': expect.stringMatching(/^unknown_analysis: .*overview, .*rfm/),
    'no such table': expect.stringMatching(/^unknown_table: /),
    'no such format': expect.stringMatching(/^unknown_format: /),
    'a project of other files': expect.stringMatching(/^missing_files: .*purchases\.csv/),
  })
})

test('the real cdnow_master.csv through the API: the reference values', async ({ page }) => {
  const shop = REAL_SHOPS[1]!
  const path = realFile(shop.path)
  await openPage(page)
  // The File has to come from the browser: an input of the test's own takes it from the disk.
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'own'
    document.body.append(input)
  })
  await page.locator('#own').setInputFiles(path)
  const outcome = await page.evaluate(async () => {
    const { memberlens } = window
    const files = (document.getElementById('own') as HTMLInputElement).files
    await memberlens.open(files ?? [])
    await memberlens.load()
    await memberlens.run('rfm', { ties: 'first_rank' })
    const groups = await memberlens.sql('select group10, count(*) as n from member_rfm group by 1')
    return Object.fromEntries(groups.rows().map((row) => [String(row['group10']), Number(row['n'])]))
  })
  expect(outcome).toEqual({
    champions: 4432,
    loyal: 4805,
    potential_loyalist: 1183,
    need_attention: 2865,
    about_to_sleep: 998,
    cant_lose: 17,
    at_risk: 840,
    hibernating: 8430,
  })
})
