import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { QueryError, readOnlyQuery } from '../../../src/sql/read-only'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
  await engine.run(sql`create table t as select i as id, i % 2 as g from range(4) as r(i)`)
})

const rows = (text: string) => rowsOf(engine, readOnlyQuery(text))

function codeOf(text: string): string {
  try {
    readOnlyQuery(text)
  } catch (error) {
    if (error instanceof QueryError) return error.code
    throw error
  }
  return 'accepted'
}

describe('what is a query runs', () => {
  test.each([
    ['select 1 as a', [{ a: 1 }]],
    ['SELECT 1 AS a;', [{ a: 1 }]],
    ['select 1 as a ; \n -- done; really\n /* ; */ ;', [{ a: 1 }]],
    ['-- first\nselect 1 as a -- last', [{ a: 1 }]],
    ['/* a /* nested */ comment; */ select 1 as a', [{ a: 1 }]],
    ["select ';' as a", [{ a: ';' }]],
    ["select 'it''s; )' as a", [{ a: "it's; )" }]],
    ["select e'\\'; )' as a", [{ a: "'; )" }]],
    ["select 'a\\' as a, 1 as b", [{ a: 'a\\', b: 1 }]],
    ['select 1 as "a;)"', [{ 'a;)': 1 }]],
    ["select $$;'$$ as a, $x$ $$;) $x$ as b", [{ a: ";'", b: ' $$;) ' }]],
    ['select 1 as a$$, 2 as b$$', [{ a$$: 1, b$$: 2 }]],
    ['with x as (select 2 as a) select * from x', [{ a: 2 }]],
    ['from t where id = 3', [{ id: 3, g: 1 }]],
    ['values (7)', [{ col0: 7 }]],
    ['table t limit 1', [{ id: 0, g: 0 }]],
    ['(select 1 as a) union all (select 2)', [{ a: 1 }, { a: 2 }]],
    ['select 1\u3000as\u00a0a', [{ a: 1 }]],
    ['select 1 as 会员', [{ 会员: 1 }]],
    ["select\u00a0e'\\' ) ; drop table t; --' as a", [{ a: "' ) ; drop table t; --" }]],
  ])('%j', async (text, expected) => {
    expect(await rows(text)).toEqual(expected)
  })

  test.each(['describe t', 'summarize t', 'show tables', 'show all tables', 'pivot t on g using count(*)'])(
    '%j',
    async (text) => {
      expect((await rows(text)).length).toBeGreaterThan(0)
    },
  )

  test('the order asked for is kept', async () => {
    expect((await rows('select id from t order by id desc')).map((row) => row['id'])).toEqual([3, 2, 1, 0])
  })
})

describe('what is no single query is refused before the engine sees it', () => {
  test.each([
    ['', 'empty'],
    [' \n-- nothing', 'empty'],
    [';', 'empty'],
    ['select 1; select 2', 'several'],
    ['select 1; drop table t', 'several'],
    ['select 1); drop table t; select * from (select 1', 'several'],
    ['select 1) as a, (select 2', 'unclosed'],
    ['select [1)', 'unclosed'],
    ['select (1', 'unclosed'],
    ["select 'a", 'unclosed'],
    ['select "a', 'unclosed'],
    ['select $a$ b', 'unclosed'],
    ['select 1 /* /* */', 'unclosed'],
    ['select 1\0', 'unclosed'],
    ['delete from t', 'not_a_query'],
    ['insert into t values (1, 1)', 'not_a_query'],
    ['update t set g = 1', 'not_a_query'],
    ['drop table t', 'not_a_query'],
    ['create table u as select 1', 'not_a_query'],
    ["copy t to 'out/t.csv'", 'not_a_query'],
    ["attach 'x'", 'not_a_query'],
    ["set memory_limit = '1GB'", 'not_a_query'],
    ['pragma version', 'not_a_query'],
    ['call pragma_version()', 'not_a_query'],
    ['explain analyze select 1', 'not_a_query'],
    ['"t"', 'not_a_query'],
    ['checkpoint', 'not_a_query'],
  ])('%j: %s', (text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  test('the error says where', () => {
    expect(() => readOnlyQuery('select 1;\n drop table t')).toThrow(
      expect.objectContaining({ code: 'several', offset: 11, found: 'drop' }) as Error,
    )
  })
})

describe('the engine refuses what the grammar of a subquery does not hold', () => {
  test.each([
    'with d as (delete from t returning *) select * from d',
    "from query('drop table t')",
    "select * from read_csv('http://example.org/a.csv')",
    "from read_text('/etc/passwd')",
    'select 1 into u',
    'show tables; ',
  ])('%j changes nothing', async (text) => {
    await rows(text).catch((error: unknown) =>
      expect(error).toMatchObject({ name: 'EngineError', kind: 'sql' }),
    )
    expect(await rows('select count(*) as n from t')).toEqual([{ n: 4 }])
  })
})

test('no mixture of quotes, comments and spaces breaks out', async () => {
  const piece = fc.constantFrom(
    ...[
      "'",
      '"',
      '$$',
      '$a$',
      '$',
      'e',
      'E',
      "e'",
      "\\'",
      '\\',
      '--',
      '/*',
      '*/',
      '\n',
      '\r',
      ' ',
      '\u00a0',
      '\u3000',
    ],
    ...[
      '\u200b',
      '\ufeff',
      '\u2028',
      '\f',
      '\v',
      '1',
      'a',
      '_',
      '(',
      ')',
      ';',
      "''",
      'x',
      'u&',
      '会',
      '😀',
      ',',
      '.',
      '|',
    ],
    ...[
      ') ; create table broken as select 1 ; select * from ( select 1 ',
      'select ',
      ' create table broken(i int) ',
    ],
  )
  const text = fc.array(piece, { maxLength: 14 }).map((pieces) => `select ${pieces.join('')}`)
  let accepted = 0
  await fc.assert(
    fc.asyncProperty(text, async (candidate) => {
      if (codeOf(candidate) !== 'accepted') return
      accepted += 1
      await engine.run(readOnlyQuery(candidate)).catch(() => undefined)
      const found = await rowsOf(engine, sql`select table_name from information_schema.tables`)
      expect(found).toEqual([{ table_name: 't' }])
    }),
    { numRuns: 600 },
  )
  expect(accepted).toBeGreaterThan(100)
})
