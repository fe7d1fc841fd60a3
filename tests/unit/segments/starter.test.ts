import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import { fittingStarters } from '../../../src/analyses/starter-tags'
import { generateShop } from '../../../src/demo/generate-shop'
import type { EngineCore } from '../../../src/engine/core'
import type { Rule } from '../../../src/segments/rule'
import { starterTags } from '../../../src/segments/starter/starter'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, realFile } from '../shop-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

interface Shop {
  name: string
  files: () => Promise<(File | null)[]>
  asOf: string
  least: number
}

const real = (...paths: string[]) => Promise.resolve(paths.map(realFile))
const SHOPS: readonly Shop[] = [
  {
    name: 'the demo shop',
    files: async () => [...(await generateShop({ members: 600, seed: 618, locale: 'zh-CN' })).files],
    asOf: '2026-01-01',
    least: 60,
  },
  { name: 'CDNOW', files: () => real('cdnow/cdnow_master.csv'), asOf: '1998-07-01', least: 40 },
  {
    name: 'Online Retail',
    files: () => real('online_retail/online_retail.csv'),
    asOf: '2011-12-10',
    least: 40,
  },
  { name: 'sale.csv', files: () => real('zh_member_sales_2018/sale.csv'), asOf: '2019-01-01', least: 40 },
  {
    name: 'Complete Journey',
    files: () =>
      real(
        'complete_journey/transactions_sample.csv',
        'complete_journey/demographics.csv',
        'complete_journey/products.csv',
      ),
    asOf: '2018-01-01',
    least: 40,
  },
]

describe.each(SHOPS)('the starter set on $name', ({ name, files, asOf, least }) => {
  test('offers tags that say something, each under one name', async (context) => {
    const given = await files()
    const there = given.filter((file) => file !== null)
    if (there.length < given.length) return context.skip(`${name} is not beside the project.`)
    const { runner } = await loadTestShop(engine, there)
    const lens: Lens = { asOf, from: null, basis: 'gross' }
    const tags = await fittingStarters(runner, engine, lens)
    expect(tags.length).toBeGreaterThanOrEqual(least)
    for (const part of ['en', 'zh'] as const)
      expect(new Set(tags.map((tag) => tag.name[part])).size).toBe(tags.length)
    const [all = {}] = await rowsOf(
      engine,
      sql`select count(*) as n from (${await runner.members(EVERYBODY, lens)})`,
    )
    for (const { key, rule, members } of tags) {
      const [row = {}] = await rowsOf(
        engine,
        sql`select count(*) as n from (${await runner.members(rule, lens)})`,
      )
      expect(row['n'], key).toBe(members)
      expect(members, key).toBeGreaterThan(0)
      expect(members, key).toBeLessThan(Number(all['n']))
      // A fifth is about a fifth, and what lies within one no more.
      for (const part of rule.kind === 'all' ? rule.of : [rule])
        if (part.kind === 'fact' && (part.test.op === 'top' || part.test.op === 'bottom'))
          expect(members / Number(all['n']), key).toBeLessThanOrEqual(1.5 * part.test.share)
    }
  })
})

test('a shop that says nothing is offered what anybody can have', () => {
  const tags = starterTags(new Set(), {})
  expect(tags.map(({ key }) => key)).toEqual(['back_in_30', 'back_in_90'])
  const own = starterTags(new Set(['number:CLV', 'number:Enrollment Year', 'number:Cancellation Month']), {})
  expect(own.flatMap(({ key }) => (key.includes('number:') ? [key] : []))).toEqual([
    'most number:CLV',
    'least number:CLV',
  ])
  expect(starterTags(new Set(['tier']), { tier: ['gold'] }).at(-1)).toMatchObject({
    name: { en: 'Tier: gold', zh: '会员等级:gold' },
    category: 'attribute',
  })
})

const EVERYBODY: Rule = { kind: 'all', of: [] }
