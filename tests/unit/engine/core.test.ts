import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { sql, Sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const LONG = sql`select count(*) as n from range(40000) as a(i), range(40000) as b(j) where (i * j) % 7 = 3`
const works = async (of = engine) => expect(await rowsOf(of, sql`select 1 as one`)).toEqual([{ one: 1 }])

describe('cancelling', () => {
  test('stops a long query at once, and the engine goes on', async () => {
    const controller = new AbortController()
    const start = performance.now()
    const running = engine.query(LONG, { signal: controller.signal })
    setTimeout(() => controller.abort(), 50)
    await expect(running).rejects.toMatchObject({ name: 'EngineError', kind: 'cancelled', sql: LONG.text })
    expect(performance.now() - start).toBeLessThan(5_000)
    await works()
  })

  test('leaves no half of a table behind', async () => {
    const controller = new AbortController()
    const running = engine.run(sql`create table half as ${LONG}`, { signal: controller.signal })
    setTimeout(() => controller.abort(), 50)
    await expect(running).rejects.toMatchObject({ kind: 'cancelled' })
    await expect(engine.query(sql`select * from half`)).rejects.toMatchObject({ kind: 'sql' })
  })

  test('before the start starts nothing', async () => {
    await expect(
      engine.run(sql`create table never as select 1 as x`, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ kind: 'cancelled' })
    await expect(engine.query(sql`select * from never`)).rejects.toMatchObject({ kind: 'sql' })
  })

  test('after the end changes nothing', async () => {
    const controller = new AbortController()
    await engine.run(sql`create or replace table done as select 1 as x`, { signal: controller.signal })
    controller.abort()
    expect(await rowsOf(engine, sql`select x from done`)).toEqual([{ x: 1 }])
  })
})

describe('statements made together', () => {
  test('each get their own result', async () => {
    const asked = Array.from({ length: 12 }, (_, i) =>
      rowsOf(engine, sql`select ${i} as i, count(*) as n from range(${1000 * (i + 1)}) as r(x) where x >= 0`),
    )
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 12 }, (_, i) => [{ i, n: 1000 * (i + 1) }]))
  })

  test('one that fails does not spoil the others', async () => {
    const outcomes = await Promise.allSettled([
      rowsOf(engine, sql`select 1 as x`),
      rowsOf(engine, sql`select no_such_column`),
      rowsOf(engine, sql`select 3 as x`),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})

describe('a refused statement', () => {
  test.each([
    ['selec 1', /syntax error/],
    ['select nope', /nope/],
    ['select * from nowhere', /nowhere/],
    ["select cast('x' as integer)", /'x'/],
    ["select error('INTERNAL Error: out of memory, interrupted')", /INTERNAL/],
    ["select cast('memory access out of bounds' as integer)", /out of bounds/],
  ])('%s', async (text, words) => {
    await expect(engine.query(new Sql(text))).rejects.toMatchObject({
      kind: 'sql',
      sql: text,
      message: expect.stringMatching(words) as string,
    })
    await works()
  })
})

describe('locked down', () => {
  test.each([
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_csv('https://example.org/a.csv')",
    "select * from glob('/*')",
    "attach 'other.db'",
    "copy (select 1) to '/tmp/out.csv'",
    'load httpfs',
    "set memory_limit = '1GB'",
    'set enable_external_access = true',
    "set allowed_directories = ['/']",
    'reset lock_configuration',
  ])('%s is refused', async (text) => {
    await expect(engine.query(new Sql(text))).rejects.toMatchObject({ kind: 'sql' })
    await works()
  })

  test('files that were given are read under in/, and gone when dropped', async () => {
    await engine.register('in/x.csv', new Blob(['a,b\n1,会\n']))
    const read = sql`select * from read_csv('in/x.csv', header = true, delim = ',', columns = {'a': 'integer', 'b': 'varchar'}, auto_detect = false)`
    expect(await rowsOf(engine, read)).toEqual([{ a: 1, b: '会' }])
    engine.drop('in/x.csv')
    await engine.register('in/x.csv', new Blob(['a,b\n2,员\n']))
    expect(await rowsOf(engine, read)).toEqual([{ a: 2, b: '员' }])
    engine.drop('in/x.csv')
  })
})

describe('progress', () => {
  test('is a share from 0 to 1', async () => {
    await engine.run(sql`create or replace table numbers as select i as x from range(4000000) as r(i)`)
    const shares: number[] = []
    await engine.query(sql`select sum(hash(x)::double), count(distinct x % 100000) from numbers`, {
      onProgress: (share) => shares.push(share),
    })
    await engine.run(sql`drop table numbers`)
    expect(shares.length).toBeGreaterThan(0)
    expect(shares.filter((share) => !(share >= 0 && share <= 1))).toEqual([])
  })

  test('goes to the statement that runs, and to none before or after it', async () => {
    const shares: number[] = []
    engine.reportProgress(0.9)
    const running = engine.run(
      sql`select count(*) from range(3000000) as r(i) where md5(i::varchar) like 'a%'`,
      {
        onProgress: (share) => shares.push(share),
      },
    )
    await new Promise((resolve) => setTimeout(resolve, 0))
    engine.reportProgress(0.25)
    await running
    engine.reportProgress(0.5)
    expect(shares).toContain(0.25)
    expect(shares.filter((share) => share === 0.9 || share === 0.5)).toEqual([])
  })
})

describe('at the memory limit', () => {
  test('a sentence, and the engine goes on', async () => {
    const small = await openTestEngine({ memoryLimit: '64MB' })
    const hungry = sql`create table big as select i, md5(i::varchar) as a, md5((i + 1)::varchar) as b from range(1000000) as r(i)`
    await expect(small.run(hungry)).rejects.toMatchObject({ kind: 'memory', sql: hungry.text })
    await works(small)
    await small.run(sql`create table little as select i from range(1000) as r(i)`)
    expect(await rowsOf(small, sql`select count(*) as n from little`)).toEqual([{ n: 1000 }])
  })
})

test('pieces of a stream make the whole', async () => {
  let bytes = 0
  let pieces = 0
  for await (const piece of engine.stream(sql`select i from range(100000) as r(i)`)) {
    bytes += piece.length
    pieces += 1
  }
  expect(bytes).toBeGreaterThan(800_000)
  expect(pieces).toBeGreaterThan(2)
  await works()
})

test('a stream that is left early lets the next statement run', async () => {
  for await (const piece of engine.stream(sql`select i from range(100000) as r(i)`)) {
    expect(piece.length).toBeGreaterThan(0)
    break
  }
  await works()
})

test('knows its version', () => {
  expect(engine.version).toBe('v1.4.3')
})
