import { beforeAll, describe, expect, it } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { EngineError, failureOf } from '../../../src/engine/errors'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const errorOf = async (work: Promise<unknown>): Promise<EngineError> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof EngineError)) throw new Error(`Expected an EngineError, got ${String(error)}.`)
  return error
}

const LONG = sql`select sum(hash(a.x, b.y)::double) as n from range(3000000) as a(x), range(100) as b(y)`

describe('values that cross', () => {
  it('keeps digits that a double cannot hold', async () => {
    const result = await engine.query(
      sql`select 9007199254740993 as big, 5::bigint as small, sum(x)::hugeint as huge, 1.25::decimal(18, 4) as price from range(10) as t(x)`,
    )
    const types = Object.fromEntries(result.columns.map((column) => [column.name, column.type]))
    expect(types).toMatchObject({ big: 'text', small: 'number', price: 'number' })
    expect(await rowsOf(engine, sql`select 9007199254740993 as big, 5::bigint as small`)).toEqual([
      { big: '9007199254740993', small: 5 },
    ])
  })

  it('reads times as clock times, dates as midnights, and counts nulls', async () => {
    const result = await engine.query(
      sql`select * from (values (timestamp '2024-05-06 07:08:09', date '2024-05-06', 1, true), (null, null, null, null)) as t(a, b, c, d)`,
    )
    expect(result.columns.map(({ type, nulls }) => [type, nulls])).toEqual([
      ['time', 1],
      ['date', 1],
      ['number', 1],
      ['boolean', 1],
    ])
    expect(result.columns[0]?.values[0]).toBe(Date.UTC(2024, 4, 6, 7, 8, 9))
    expect(result.columns[1]?.values[0]).toBe(Date.UTC(2024, 4, 6))
    expect(result.columns[2]?.values[1]).toBeNaN()
  })

  it('an empty result has its columns', async () => {
    const result = await engine.query(sql`select 1 as a, 'x' as b where false`)
    expect(result.rows).toBe(0)
    expect(result.columns.map(({ name }) => name)).toEqual(['a', 'b'])
  })
})

describe('what goes wrong', () => {
  it('a wrong statement is refused with the statement', async () => {
    const error = await errorOf(engine.query(sql`selec 1`))
    expect(error.kind).toBe('sql')
    expect(error.message).toContain('syntax error')
    expect(error.sql).toBe('selec 1')
  })

  it('a running statement stops at once when cancelled, and the engine goes on', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 300)
    const begin = performance.now()
    const error = await errorOf(engine.query(LONG, { signal: controller.signal }))
    expect(error.kind).toBe('cancelled')
    expect(performance.now() - begin).toBeLessThan(3000)
    expect(await rowsOf(engine, sql`select 42 as n`)).toEqual([{ n: 42 }])
  })

  it('what is cancelled before it starts never starts', async () => {
    const error = await errorOf(
      engine.run(sql`create table never as select 1`, { signal: AbortSignal.abort() }),
    )
    expect(error.kind).toBe('cancelled')
    expect((await errorOf(engine.query(sql`select * from never`))).kind).toBe('sql')
  })

  it('progress is a share that ends near one', async () => {
    await engine.run(sql`create or replace table numbers as select range as x from range(6000000)`)
    const shares: number[] = []
    await engine.query(sql`select sum(hash(x)::double), count(distinct x % 100000) from numbers`, {
      onProgress: (share) => shares.push(share),
    })
    await engine.run(sql`drop table numbers`)
    expect(shares.length).toBeGreaterThan(0)
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true)
  })

  it('the memory limit gives a clean error, and the engine goes on', async () => {
    const small = await openTestEngine('64MB')
    const error = await errorOf(
      small.run(sql`create table big as select range as x, hash(range)::varchar as y from range(20000000)`),
    )
    expect(error.kind).toBe('memory')
    expect(await rowsOf(small, sql`select 1 as n`)).toEqual([{ n: 1 }])
  })

  it('reads nothing from outside and keeps its settings', async () => {
    for (const statement of [
      sql`select * from read_csv('/etc/passwd')`,
      sql`select * from 'https://example.org/x.csv'`,
      sql`set enable_external_access = true`,
      sql`set memory_limit = '1GB'`,
      sql`load httpfs`,
    ]) {
      expect((await errorOf(engine.run(statement))).kind).toBe('sql')
    }
    expect(await rowsOf(engine, sql`select 1 as n`)).toEqual([{ n: 1 }])
  })

  it('tells traps, full memory and the rest apart', () => {
    const kindOf = (thrown: unknown) => failureOf(thrown, null).kind
    expect(kindOf(new WebAssembly.RuntimeError('memory access out of bounds'))).toBe('died')
    expect(kindOf(new Error('function signature mismatch'))).toBe('died')
    expect(kindOf(new Error('Out of Memory Error: failed to allocate data'))).toBe('memory')
    expect(kindOf(new Error('Binder Error: column "x" not found'))).toBe('sql')
    expect(failureOf(new Error('{"exception_message":"no such thing"}'), 'select x')).toEqual({
      kind: 'sql',
      message: 'no such thing',
      sql: 'select x',
    })
  })
})
