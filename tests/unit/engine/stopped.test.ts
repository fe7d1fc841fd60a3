import { expect, test } from 'vitest'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'

/** Aborted a moment from now; the engine asks between its turns, where timers would have to wait. */
function abortedSoon(): AbortSignal {
  const end = performance.now() + 100
  return {
    get aborted() {
      return performance.now() > end
    },
  } as AbortSignal
}

test('a file can be replaced after its import was cancelled', async () => {
  const engine = await openTestEngine()
  const long = `a,b\n${Array.from({ length: 900_000 }, (_, i) => `${i},some text ${i}\n`).join('')}`
  await engine.register('in/0.csv', new Blob([long]))
  const load = sql`create table t as select * from read_csv('in/0.csv')`
  await expect(engine.run(load, { signal: abortedSoon() })).rejects.toMatchObject({ kind: 'cancelled' })
  engine.drop('in/0.csv')
  await engine.register('in/0.csv', new Blob(['a,b\n1,x\n']))
  await engine.run(load)
  expect(await rowsOf(engine, sql`select * from t`)).toEqual([{ a: 1, b: 'x' }])
})

test('an export can be written after one was cancelled, and after one that failed midway', async () => {
  const engine = await openTestEngine()
  const copy = (select: ReturnType<typeof sql>) =>
    sql`copy (${select}) to 'out/x.csv' (format csv, use_tmp_file false)`
  const many = sql`select i, 'some text ' || i as t from range(2000000) as r(i)`
  await expect(engine.copyOut(copy(many), 'out/x.csv', { signal: abortedSoon() })).rejects.toMatchObject({
    kind: 'cancelled',
  })
  const broken = sql`select cast(case when i = 900000 then 'x' else '1' end as integer) from range(1000000) as r(i)`
  await expect(engine.copyOut(copy(broken), 'out/x.csv')).rejects.toMatchObject({ kind: 'sql' })
  const bytes = await engine.copyOut(copy(sql`select 1`), 'out/x.csv')
  expect(new TextDecoder().decode(bytes)).toContain('1\n')
})
