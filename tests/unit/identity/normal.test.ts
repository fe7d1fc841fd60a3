import { beforeAll, describe, expect, it } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import {
  emailFromText,
  genderCode,
  isPlaceholder,
  masked,
  phoneFromText,
  tellingBirthday,
} from '../../../src/identity/normal.sql'
import { genderForm } from '../../../src/ingest/standard/gender.sql'
import { sql, type Sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

async function valueOf(expression: (column: Sql) => Sql, text: string | null): Promise<unknown> {
  const [row] = await rowsOf(
    engine,
    sql`select ${expression(sql`given`)} as value from (select cast(${text} as varchar) as given)`,
  )
  return row?.['value']
}

const HASH = 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD'

describe('identifiers in one form', () => {
  it.each([
    ['13812345678', '13812345678'],
    [' +86 138-1234-5678 ', '13812345678'],
    ['0086 138 1234 5678', '13812345678'],
    ['86-13812345678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['(+86)13812345678', '13812345678'],
    ['13812345678.0', '13812345678'],
    ['="13812345678"', '13812345678'],
    ["'13812345678", '13812345678'],
    ['手机:13812345678', '13812345678'],
    ['010-12345600', '01012345600'],
    ['010-88886666转12', '01088886666'],
    ['+1 (415) 555-0100', '4155550100'],
    ['(415) 555-0100 ext. 7', '4155550100'],
    ['+44 20 7946 0958', '442079460958'],
    ['1.38E+10', null],
    ['12345', null],
    ['not given', null],
    ['无', null],
    ['', null],
    [null, null],
    [HASH, HASH.toLowerCase()],
  ])('phone %s', async (given, expected) => {
    expect(await valueOf(phoneFromText, given)).toBe(expected)
  })

  it.each([
    [' Zhang.San@QQ.com ', 'zhang.san@qq.com'],
    ['<a@b.cn>', 'a@b.cn'],
    ['mailto:a@b.cn', 'a@b.cn'],
    ['li＠163．com', 'li@163.com'],
    ['a@b', null],
    ['a b@c.cn', null],
    ['@c.cn', null],
    ['N/A', null],
    [HASH, HASH.toLowerCase()],
  ])('e-mail %s', async (given, expected) => {
    expect(await valueOf(emailFromText, given)).toBe(expected)
  })

  it.each([
    ['女', 'f'],
    ['F', 'f'],
    ['先生', 'm'],
    ['Male', 'm'],
    ['1', null],
    ['未知', null],
  ])('gender %s', async (given, expected) => {
    expect(await valueOf((column) => genderCode(genderForm(column)), given)).toBe(expected)
  })

  it.each([
    ['1990-05-06', true],
    ['1990-01-01', false],
    ['1900-01-02', false],
  ])('birthday %s tells', async (given, expected) => {
    const value = await valueOf((column) => tellingBirthday(sql`cast(${column} as date)`), given)
    expect(typeof value === 'number' && !Number.isNaN(value)).toBe(expected)
  })

  it.each([
    ['phone', '13800000000', true],
    ['phone', '00000000', true],
    ['phone', '12345678', true],
    ['phone', '13800138000', true],
    ['phone', '13912340002', false],
    ['email', 'test@qq.com', true],
    ['email', 'noreply@shop.cn', true],
    ['email', 'a.b@example.com', true],
    ['email', 'testa.rossa@qq.com', false],
    ['email', 'zhang@test-shop.cn', false],
    ['union_id', '0000000000', true],
    ['union_id', 'oABC123456xyz', false],
  ] as const)('%s %s is a placeholder: %s', async (kind, given, expected) => {
    expect(await valueOf((column) => isPlaceholder(kind, column), given)).toBe(String(expected))
  })

  it('is shown masked', async () => {
    expect(await valueOf((column) => masked('phone', column), '13812345678')).toBe('138****5678')
    expect(await valueOf((column) => masked('phone', column), '8812345')).toBe('88****45')
    expect(await valueOf((column) => masked('email', column), 'zhang@163.com')).toBe('z***@163.com')
    expect(await valueOf((column) => masked('email', column), HASH.toLowerCase())).toBe('ba7816bf…')
    expect(await valueOf((column) => masked('phone', column), null)).toBe(null)
  })
})
