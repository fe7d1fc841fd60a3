import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { formatDate, formatMoney, formatNumber, formatPercent } from '../../text/format'
import type { FittedModel } from '../buying-models'
import type { RunResult } from '../runner'

export interface FactorRow {
  factor: string
  before: number
  after: number
  contribution: number
}

export interface FirstValue {
  by: string
  key: string
  members: number
  mean: number
  low: number
  high: number
}

export interface RevenueData {
  summary: Record<string, number>
  /** Revenue of each of the two periods, orders without a member in it; and their days. */
  halves: { first: number; last: number; amount: number; members: number; itemsKnown: boolean }[]
  factors: FactorRow[]
  periods: Record<
    'period' | 'complete' | 'amount' | 'newcomers' | 'returning' | 'other' | 'yearBefore',
    Float64Array
  >
  /** By complete period; empty where there are fewer than two cycles. */
  season: { times: Float64Array; trend: Float64Array; seasonal: Float64Array; remainder: Float64Array }
  spend: { low: number; high: number; members: number; amount: number }[]
  frequency: { x: number; members: number; expected: number; converged: boolean; model: string }[]
  /** By which what is expected is computed. */
  model: FittedModel
  overlap: {
    amount: boolean
    predicted: boolean
    margin: boolean
    members: number
    money: number
    expected: number
  }[]
  bands: { band: string; members: number; money: number; expected: number }[]
  first: FirstValue[]
}

/** Reads what the page shows from the result tables: a few thousand rows at most. */
export async function readRevenue(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<RevenueData> {
  const table = (name: string) => run.tables[name] ?? sql`(select 1 where false)`
  const [summary, halves, factors, periods, season, spend, frequency, overlap, bands, first, models] =
    await Promise.all([
      query(sql`select * from ${table('revenue_summary')}`),
      query(sql`select * from ${table('revenue_halves')} order by first_day`),
      query(sql`select * from ${table('revenue_factors')} order by place`),
      query(sql`select * from ${table('revenue_periods')} order by period`),
      query(sql`select * from ${table('revenue_season')} order by place`),
      query(sql`select * from ${table('revenue_spend')} order by low nulls first`),
      query(sql`select x, members, expected, converged, model from ${table('revenue_frequency')} order by x`),
      query(sql`select * from ${table('value_overlap')} order by members desc`),
      query(sql`select * from ${table('value_bands')} order by amount desc, band`),
      query(sql`select * from ${table('first_values')}
where low is not null or what = 'all' order by what, mean desc, key`),
      query(sql`select model, converged from ${table('revenue_model')}`),
    ])
  const rows = <Row>(
    columns: Columns,
    read: (number: (name: string) => number, text: (name: string) => string) => Row,
  ) =>
    rowObjects(columns).map((row) =>
      read(
        (name) => (row[name] === null || row[name] === undefined ? NaN : Number(row[name])),
        (name) => String(row[name] ?? ''),
      ),
    )
  const series = numbersOf(periods)
  const complete = series('complete')
  const parts = numbersOf(season)
  return {
    summary:
      rows(summary, (number) =>
        Object.fromEntries(summary.columns.map(({ name }) => [name, number(name)])),
      )[0] ?? {},
    halves: rows(halves, (number) => ({
      first: number('first_day'),
      last: number('end_day') - 86_400_000,
      amount: number('amount') + number('other_amount'),
      members: number('members'),
      itemsKnown: number('items_known') === 1,
    })),
    factors: rows(factors, (number, text) => ({
      factor: text('factor'),
      before: number('value_before'),
      after: number('value_after'),
      contribution: number('contribution'),
    })),
    periods: {
      period: series('period'),
      complete,
      amount: series('amount'),
      newcomers: series('new_amount'),
      returning: series('returning_amount'),
      other: series('other_amount'),
      yearBefore: series('year_before'),
    },
    season: {
      times: series('period').filter((_, i) => complete[i] === 1),
      trend: parts('trend'),
      seasonal: parts('seasonal'),
      remainder: parts('remainder'),
    },
    spend: withGaps(
      rows(spend, (number) => ({
        low: number('low'),
        high: number('high'),
        members: number('members'),
        amount: number('amount'),
      })),
    ),
    frequency: rows(frequency, (number, text) => ({
      x: number('x'),
      members: number('members'),
      expected: number('expected'),
      converged: number('converged') === 1,
      model: text('model'),
    })),
    model: rows(models, (number, text) => ({
      model: text('model'),
      converged: number('converged') === 1,
    }))[0] ?? { model: '', converged: false },
    overlap: rows(overlap, (number) => ({
      amount: number('top_amount') === 1,
      predicted: number('top_predicted') === 1,
      margin: number('top_margin') === 1,
      members: number('members'),
      money: number('amount'),
      expected: number('predicted'),
    })),
    bands: rows(bands, (number, text) => ({
      band: text('band'),
      members: number('members'),
      money: number('amount'),
      expected: number('predicted'),
    })),
    first: rows(first, (number, text) => ({
      by: text('what'),
      key: text('key'),
      members: number('members'),
      mean: number('mean'),
      low: number('low'),
      high: number('high'),
    })),
  }
}

/** The bins between those that hold somebody, too: a scale has no gaps. */
function withGaps(bins: RevenueData['spend']): RevenueData['spend'] {
  const full: RevenueData['spend'] = []
  for (const bin of bins) {
    for (let last = full.at(-1); last && last.high > 0 && last.high < bin.low * 0.99; last = full.at(-1)) {
      const place = 10 ** Math.floor(Math.log10(last.high) + 1e-9)
      const two = Math.round(last.high / place) === 2
      full.push({ low: last.high, high: last.high * (two ? 2.5 : 2), members: 0, amount: 0 })
    }
    full.push(bin)
  }
  return full
}

const numbersOf = (columns: Columns) => (name: string) => {
  const values = columns.columns.find((column) => column.name === name)?.values
  return values instanceof Float64Array ? values : new Float64Array(0)
}

/** A change that would be written as 0 %. */
const UNCHANGED = 0.005

/** From this share of the members' money on, a mean per member is that of the one who brought it. */
const WHALE = 0.5

function largest(summary: Readonly<Record<string, number>>): Bilingual {
  const { members = 0, per_member: mean = NaN, largest_member: most = NaN } = summary
  const share = most / (mean * members)
  if (!(members > 1 && mean > 0 && share >= WHALE)) return { en: '', zh: '' }
  return {
    en: ` One member alone brought ${formatPercent(share)} of the members’ money: means and totals are largely hers, medians are not.`,
    zh: `仅一位会员就贡献了会员金额的 ${formatPercent(share)}:均值与总额主要反映这一位,中位数不受影响。`,
  }
}

/** The page's title and context, from the figures, by rule. */
export function findings(
  data: RevenueData,
  names: Readonly<Record<string, Bilingual>>,
  currency: string,
): { title: Bilingual; context: Bilingual } {
  const [before, after] = data.halves
  if (!((data.summary['orders'] ?? 0) > 0) || !before || !after) {
    return {
      title: { en: 'No order falls under the view you chose', zh: '当前口径下没有订单' },
      context: { en: 'Change the as-of date or the rules of cleaning.', zh: '请调整截止日或清洗规则。' },
    }
  }
  const span = `${formatDate(after.first)} – ${formatDate(after.last)}`
  const earlier = `${formatDate(before.first)} – ${formatDate(before.last)}`
  const money = formatMoney(after.amount, currency)
  const days = Math.round((after.last - after.first) / 86_400_000) + 1
  const whale = largest(data.summary)
  const context = {
    en: `${span} against ${earlier}: ${money} against ${formatMoney(before.amount, currency)}. ${formatNumber(data.summary['orders'])} orders in all.${whale.en}`,
    zh: `${span} 对比 ${earlier}:${money} 对 ${formatMoney(before.amount, currency)}。全部 ${formatNumber(data.summary['orders'])} 单。${whale.zh}`,
  }
  const began = data.summary['first_order'] ?? NaN
  if (before.first < began) {
    const since = formatDate(began)
    return {
      title: {
        en: `${money} in the last ${days} days; the days before are not all in the data`,
        zh: `最近 ${days} 天收入 ${money};前段不全在数据之内`,
      },
      context: {
        en: `${context.en} The first order is of ${since}, after the earlier days began, so the change is no growth.`,
        zh: `${context.zh}首单在 ${since},晚于前段首日,因此两段之差并非增长。`,
      },
    }
  }
  if (!(before.amount > 0) || before.members === 0 || after.members === 0) {
    return {
      title: {
        en: `${money} in the last ${days} days; there is nothing to compare them with`,
        zh: `最近 ${days} 天收入 ${money},没有可比的前段`,
      },
      context,
    }
  }
  const change = after.amount / before.amount - 1
  if (Math.abs(change) < UNCHANGED)
    return {
      title: { en: 'Revenue is as it was in the earlier days', zh: '收入与前段持平' },
      context,
    }
  const up = change >= 0
  const ranked = [...data.factors].sort((a, b) => (b.contribution - a.contribution) * (up ? 1 : -1))
  const main = names[ranked[0]?.factor ?? ''] ?? { en: '', zh: '' }
  const share = formatPercent(Math.abs(change), 0)
  return {
    title: {
      en: `Revenue ${up ? 'rose' : 'fell'} by ${share}; ${main.en.toLowerCase()} did the most`,
      zh: `收入${up ? '上升' : '下降'} ${share},${main.zh}影响最大`,
    },
    context,
  }
}
