import { describe, expect, test } from 'vitest'
import { coverageOf, monthsOf } from '../../../src/quality/coverage'
import { profileTable } from '../../../src/quality/profile'
import { rawColumn } from '../../../src/quality/profile.sql'
import { qualityReport, type QualityReport } from '../../../src/quality/report'
import { rawTable } from '../../../src/cleaning/load.sql'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, realFile } from '../shop-fixture'

const retail = realFile('online_retail/online_retail.csv')

const outcome = (report: QualityReport, id: string) => {
  const check = report.tables[0]?.checks.find((found) => found.id === id)
  return [check?.n, check?.failing]
}

// Counts: PROVENANCE.md beside the data, and the cleaning tests.
describe.runIf(retail)('online_retail.csv', () => {
  test('report, coverage and profile agree with what is known of it', { timeout: 300_000 }, async () => {
    const engine = await openTestEngine()
    const { recipe } = await loadTestShop(engine, retail ? [retail] : [])
    const report = await qualityReport(engine, recipe, '2011-12-10')
    expect(outcome(report, 'completeness.member_id')).toEqual([541_909, 135_080])
    expect(outcome(report, 'uniqueness.rows')).toEqual([541_909, 5_268])
    expect(outcome(report, 'validity.quantity_not_negative')).toEqual([541_909, 10_624])
    expect(outcome(report, 'validity.unit_price_not_negative')).toEqual([541_909, 2])
    expect(outcome(report, 'validity.ordered_at_readable')).toEqual([541_909, 0])
    expect(outcome(report, 'timeliness.gaps')).toEqual([374, 69])

    const coverage = await coverageOf(engine, recipe)
    expect(monthsOf(coverage).months).toHaveLength(13)
    expect(coverage.sources[0]?.rows).toBe(541_909)

    const columns = recipe.sources[0]?.columns ?? []
    const profile = await profileTable(engine, rawTable(0), columns.map(rawColumn))
    const column = (name: string) => profile.columns.find((found) => found.name === name)
    expect(profile.rows).toBe(541_909)
    expect(column('CustomerID')?.missing).toBe(135_080)
    expect(column('Quantity')).toMatchObject({ low: -80_995, high: 80_995, unreadable: 0 })
    expect(column('StockCode')?.distinct).toBe(4_070)
  })
})
