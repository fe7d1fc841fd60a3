import { beforeAll, describe, expect, it } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import {
  idFromCell,
  isCellMissing,
  numberFromCell,
  textFromCell,
  timeFromCell,
} from '../../../src/ingest/typed-values.sql'
import { join, sql, type Sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { textFile } from './files'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
}, 60_000)

async function evaluate(texts: readonly string[], expression: Sql): Promise<unknown[]> {
  const rows = texts.map((text, i) => sql`(${i}, ${text})`)
  const read = await rowsOf(
    engine,
    sql`select (${expression})::varchar as v from (values ${join(rows)}) as given(i, t) order by i`,
  )
  return read.map((row) => row['v'])
}

describe('what the user answers about a column', () => {
  it('its words for nothing hold for every type, in place of the usual ones', async () => {
    const cell = { column: sql`t`, missingWords: ['9999', '20180101'], dateFormats: ['%Y%m%d'] }
    const texts = ['9999', '5', '', '20180101', '20180102', 'N/A']
    expect(await evaluate(texts, numberFromCell(cell))).toEqual([
      null,
      '5.0000',
      null,
      null,
      '20180102.0000',
      null,
    ])
    expect(await evaluate(texts, timeFromCell(cell))).toEqual([
      null,
      null,
      null,
      null,
      '2018-01-02 00:00:00',
      null,
    ])
    expect(await evaluate(texts, idFromCell(cell))).toEqual([null, '5', null, null, '20180102', 'N/A'])
    expect(await evaluate(texts, textFromCell(cell))).toEqual([null, '5', null, null, '20180102', 'N/A'])
    expect(await evaluate(texts, isCellMissing(cell))).toEqual([
      'true',
      'false',
      'true',
      'true',
      'false',
      'false',
    ])
  })

  it('asks which year dates are in, and which number is which gender', async () => {
    const orders = 'order id,member id,time,amount\n1,A1,12-06 02,2.5\n2,A2,12-18 11,3.5\n3,A1,12-19 11,3.5\n'
    const members = `member id,gender,city\n${Array.from({ length: 20 }, (_, i) => `A${i},${i % 2},北京`).join('\n')}\n`
    const reports = [
      await inspectFile(textFile(orders, 'orders_2014.csv')),
      await inspectFile(textFile(members, 'members.csv')),
    ]
    const [sales, people] = proposeSources(reports)
    expect(sales?.questions.map(({ code, column }) => [code, column])).toContainEqual(['which_year', 'time'])
    expect(sales?.questions.find(({ code }) => code === 'which_year')?.sentence.en).toContain('Taken: 2014')
    expect(people?.questions.map(({ code, column }) => [code, column])).toContainEqual([
      'which_gender',
      'gender',
    ])
  })
})
