import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inspectFile } from '../../../../src/ingest/inspect'
import { RecordFinder } from '../../../../src/ingest/unpack/json/finder'
import { parseJson } from '../../../../src/ingest/unpack/json/parse'
import {
  isScalar,
  JsonNumber,
  type JsonObject,
  type JsonValue,
} from '../../../../src/ingest/unpack/json/value'
import { unpack } from '../../../../src/ingest/unpack/unpack'
import { openFile, sharedPath } from '../files'
import { codes, fileOf, sentences, texts, unpacked } from './parts'

const read = async (content: unknown, name = 'x.json') =>
  texts(await unpacked(typeof content === 'string' ? content : JSON.stringify(content), name))

test('a list of objects: columns in order of first sight, null empty, numbers as written', async () => {
  const text = '[{"id": 123456789012345678, "n": 1.50, "b": true}, {"id": 2, "late": "x,y", "n": null}, {}]'
  expect(await read(text)).toEqual({
    'x.json': 'id,n,b,late\n123456789012345678,1.50,true,\n2,,,"x,y"\n,,,\n',
  })
})

test('a column first seen after thousands of rows is empty above', async () => {
  const records = Array.from({ length: 3000 }, (_, i) =>
    i === 2500 ? { a: 'q"\n', z: 1 } : { a: `"${i},\n"` },
  )
  const [part] = await unpacked(JSON.stringify(records), 'x.json')
  const report = await inspectFile(part!.file, { dialect: part!.dialect! })
  expect(report.records).toBe(3000)
  expect(report.leastFields).toBe(2)
  expect(report.columns.map(({ name }) => name)).toEqual(['a', 'z'])
  expect(report.notices).toEqual([])
})

test('JSON lines, their bad lines counted and the first one named', async () => {
  const parts = await unpacked('{"a":1}\n\n{"a":2,}\r\n{"a":3}\n{"a"', 'x.jsonl')
  expect(await texts(parts)).toEqual({ 'x.jsonl': 'a\n1\n3\n' })
  expect(parts[0]?.origin.format).toBe('jsonl')
  expect(sentences(parts)[0]).toContain('2 lines are no JSON and will be left out, first line 3, column 8')
  expect(parts[0]?.notices[0]?.line).toBe(3)
  expect(await read('{"a":1}\n{"a":2}\n', 'plain.txt')).toEqual({ 'plain.txt': 'a\n1\n2\n' })
})

test('objects that wrap lists, at any of four levels', async () => {
  expect(await read({ code: 0, data: { list: [{ a: 1 }] } })).toEqual({ 'x.json': 'a\n1\n' })
  const parts = await unpacked(
    JSON.stringify({ total: 2, orders: [{ a: 1 }], members: [{ m: 1 }] }),
    'x.json',
  )
  expect(await texts(parts)).toEqual({ 'x.json / orders': 'a\n1\n', 'x.json / members': 'm\n1\n' })
  expect(codes(parts)).toEqual(['beside_lists'])
  expect(sentences(parts)[0]).toContain('total')
})

test('an order with items is two tables, joined by the order', async () => {
  const order = {
    order_id: '7',
    user: { name: 'A', tags: ['x', 'y'] },
    items: [{ sku: 's', n: 1 }, { sku: 't' }],
  }
  expect(await read([order])).toEqual({
    'x.json': 'order_id,user.name,user.tags\n7,A,x;y\n',
    'x.json / items': 'order_id,sku,n\n7,s,1\n7,t,\n',
  })
  expect(await read([{ id: 1, lines: [{ id: 9 }] }], 'orders.json')).toEqual({
    'orders.json': 'id\n1\n',
    'orders.json / lines': 'order_id,id\n1,9\n',
  })
  expect(await read({ orders: [{ x: 1, lines: [{ y: 2, parts: [{ z: 3 }] }] }] }, 'e.json')).toEqual({
    'e.json': 'x,order_row\n1,1\n',
    'e.json / lines': 'order_row,y\n1,2\n',
    'e.json / lines.parts': 'order_row,z\n1,3\n',
  })
  expect(Object.keys(await read(order))).toEqual(['x.json', 'x.json / items'])
})

test('columns as lists, records by ids, lists of lists, single values', async () => {
  expect(await read({ a: [1, 2], b: ['x', null] })).toEqual({ 'x.json': 'a,b\n1,x\n2,\n' })
  expect(await read({ a: { 0: 1, 1: 2 }, b: { 0: 'x', 1: 'y' } })).toEqual({ 'x.json': 'a,b\n1,x\n2,y\n' })
  expect(await read({ m1: { n: 1 }, m2: { n: 2 } })).toEqual({ 'x.json': 'key,n\nm1,1\nm2,2\n' })
  expect(await read('[["a","b"],[1,2]]')).toEqual({ 'x.json': 'a,b\n1,2\n' })
  expect(await read('{"a": 1} {"a": 2}')).toEqual({ 'x.json': 'a\n1\n2\n' })
  expect(await read('{\n "a": 1\n}\n{\n "a": 2\n}')).toEqual({ 'x.json': 'a\n1\n2\n' })
})

test('what is not flat enough is kept as text; names that collide keep both values', async () => {
  expect(await read([{ a: [1, [2, 3.1]], 'b.c': 1, b: { c: 2 } }])).toEqual({
    'x.json': 'a,b.c,b.c_2\n"[1,[2,3]]",1,2\n'.replace('3]', '3.1]'),
  })
  expect(await read('[{"a": [1, [2, 3.10]]}]')).toEqual({ 'x.json': 'a\n"[1,[2,3.10]]"\n' })
  expect(await read('[{"__proto__": 1, "constructor": 2}]')).toEqual({
    'x.json': '__proto__,constructor\n1,2\n',
  })
})

test('broken JSON: line, column and reason', async () => {
  const cases: [string, string][] = [
    ['[{"a": 1},\n {"a": oops}]', 'line 2, column 8: a value was expected'],
    ['[{"a": 1}\n {"a": 2}]', 'line 2, column 2: a comma or ] was expected'],
    ['[{"a": 1},\n{"b": "x', 'line 2, column 1: a value begins here that never ends'],
    ['[{"a": 1},', 'line 1, column 11: the text ends here'],
    ['{"data": [{"a": 1]}', 'line 1, column 18: a comma or } was expected'],
    ['[{"a" 1}]', 'line 1, column 7: a colon was expected'],
    ["[{'a': 1}]", 'line 1, column 3: a name in double quotes was expected'],
    [`[${'['.repeat(400)}${']'.repeat(400)}]`, 'nested deeper than 200 levels'],
    ['[{"a": "\\x"}]', 'line 1, column 9: a backslash'],
  ]
  for (const [text, words] of cases) {
    const parts = await unpacked(text, 'x.json')
    expect(codes(parts), text).toEqual(['broken_json'])
    expect(parts[0]?.notices[0]?.sentence.en).toContain(words)
  }
  expect(codes(await unpacked('[]', 'x.json'))).toEqual(['json_no_record'])
  expect(codes(await unpacked('[{"a": 1}, [2]]', 'x.json'))).toEqual(['json_mixed'])
  const wide = Object.fromEntries(Array.from({ length: 5001 }, (_, i) => [`c${i}`, 1]))
  expect(codes(await unpacked(JSON.stringify([wide]), 'x.json'))).toEqual(['json_wide'])
})

test('GBK and UTF-16 are read, a mark at the beginning is passed over', async () => {
  const gbk = new Uint8Array([...Buffer.from('[{"a": "'), 0xb6, 0xa9, 0xb5, 0xa5, ...Buffer.from('"}]')])
  expect(await texts(await unpacked(gbk, 'x.json'))).toEqual({ 'x.json': 'a\n订单\n' })
  expect(await read('\ufeff[{"a": 1}]')).toEqual({ 'x.json': 'a\n1\n' })
})

test('any JSON is read as JSON.parse reads it, however it is cut into pieces', () => {
  const plain = (value: JsonValue): unknown => {
    if (value instanceof JsonNumber) return Number(value.text)
    if (isScalar(value)) return value
    if (Array.isArray(value)) return value.map(plain)
    return Object.fromEntries(
      (value as JsonObject).keys.map((key, i) => [key, plain((value as JsonObject).values[i] ?? null)]),
    )
  }
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      (records, size, pretty) => {
        const text = JSON.stringify(records, null, pretty ? 2 : 0)
        const expected = JSON.parse(text) as unknown
        expect(plain(parseJson(text))).toEqual(expected)
        const found: unknown[] = []
        const finder = new RecordFinder(({ bytes }) =>
          found.push(plain(parseJson(new TextDecoder().decode(bytes)))),
        )
        const bytes = new TextEncoder().encode(text)
        for (let at = 0; at < bytes.length; at += size) finder.push(bytes.slice(at, at + size))
        finder.end()
        expect(found).toEqual(expected)
      },
    ),
    { numRuns: 400, seed: 11 },
  )
})

test('flat records come back from their CSV as they were', async () => {
  const cell = fc.string({ maxLength: 8, unit: fc.constantFrom('a', '中', '"', ',', '\n', ' ', ';') })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), cell, { minKeys: 1 }), {
        minLength: 1,
        maxLength: 12,
      }),
      async (records) => {
        const [part] = await unpacked(JSON.stringify(records), 'x.json')
        const report = await inspectFile(part!.file, { dialect: part!.dialect! })
        expect(report.records).toBe(records.length)
        const names = report.columns.map(({ name }) => name)
        const back = report.preview.map((row) =>
          Object.fromEntries(names.map((name, i) => [name, row[i] ?? ''])),
        )
        const full = records.map((record) =>
          Object.fromEntries(names.map((name) => [name, record[name] ?? ''])),
        )
        expect(back).toEqual(full)
      },
    ),
    { numRuns: 80, seed: 5 },
  )
})

test('cancelling stops the reading', async () => {
  const controller = new AbortController()
  controller.abort()
  const lines = '{"a":1}\n'.repeat(10)
  await expect(unpack(fileOf(lines, 'x.jsonl'), { signal: controller.signal })).rejects.toThrow(/abort/i)
})

test('the Starbucks files have the rows that their provenance tells', async () => {
  for (const [name, rows] of [
    ['portfolio', 10],
    ['profile', 17_000],
    // Its 20,578 whole lines hold three blank ones.
    ['transcript', 20_575],
  ] as const) {
    const path = sharedPath(`starbucks_partial/${name}.json`)
    if (!path) return
    const parts = await unpack(await openFile(path))
    const report = await inspectFile(parts[0]!.file, { dialect: parts[0]!.dialect! })
    expect(report.records).toBe(rows)
    expect(codes(parts)).toEqual(name === 'transcript' ? ['bad_json_lines'] : [])
  }
})
