import { beforeAll, expect, test } from 'vitest'
import { accountForForms } from '../../../src/cleaning/forms'
import type { EngineCore } from '../../../src/engine/core'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, textFile } from '../shop-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const people = (genders: readonly string[]) =>
  textFile(
    'members.csv',
    [
      '会员号,性别,手机号,城市',
      ...genders.map((gender, i) => `m${i},${gender},1380013${8000 + i},北京`),
    ].join('\n'),
  )

const load = async (genders: readonly string[]) => {
  const file = people(genders)
  const { recipe } = await loadTestShop(engine, [file])
  const rows = await rowsOf(engine, sql`select gender from members order by member_id`)
  const forms = await accountForForms(engine, recipe)
  const [proposal] = proposeSources([await inspectFile(file)])
  return {
    genders: rows.map(({ gender }) => gender),
    account: forms.find(({ role }) => role === 'gender'),
    question: proposal?.questions.find(({ code }) => code === 'which_gender')?.sentence.en,
  }
}

test('with a 2 among the numbers they are those of the standard', async () => {
  const { genders, account, question } = await load(['男', '1', 'F', '0', '2', '未知'])
  expect(genders).toEqual(['male', 'male', 'female', 'unknown', 'female', 'unknown'])
  expect(account).toMatchObject({ values: 6, changed: 6, unread: 0 })
  expect(question).toContain('1 male, 2 female')
})

test('without one they are unknown, counted, and their rows named', async () => {
  const { genders, account, question } = await load(['男', '1', '女', '0', '1', '保密'])
  expect(genders).toEqual(['male', 'unknown', 'female', 'unknown', 'unknown', 'unknown'])
  expect(account).toMatchObject({ values: 6, unread: 3, unreadRows: [2, 4] })
  expect(question).toContain('read as unknown')
})
