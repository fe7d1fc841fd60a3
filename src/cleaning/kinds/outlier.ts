import { ident, sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { columnLabel, filledColumns, ALL_NUMBERS } from './columns'
import { number, text, type RuleKind, type RuleParameters, type RuleUse } from './kind'

const METHODS: Record<string, Bilingual> = {
  iqr: { en: 'quartiles (IQR)', zh: '四分位距(IQR)' },
  mad: { en: 'median and MAD (robust z)', zh: '中位数与 MAD(稳健 z)' },
  quantile: { en: 'quantiles', zh: '分位数' },
}

/** 1 ÷ Φ⁻¹(¾): makes the MAD of a normal distribution its standard deviation. */
const MAD_TO_DEVIATION = 1.4826

/**
 * Numbers outside of limits taken from the rows: Q1 − k·IQR and Q3 + k·IQR (Tukey 1977); median ± k·1.4826·MAD
 * (Iglewicz and Hoaglin 1993, k = 3.5); or two quantiles. On a log scale only numbers above zero are judged, by the
 * limits of their logarithms. Where half of the numbers are the same the MAD is 0, and nothing is an outlier by it.
 */
export const outlier: RuleKind = {
  id: 'outlier',
  name: { en: 'Outliers', zh: '异常值' },
  tables: ['sales', 'details', 'products'],
  actions: ['flag', 'cap', 'aside'],
  goesFirst: false,
  fields: [
    {
      name: 'column',
      kind: 'choice',
      label: { en: 'Column', zh: '列' },
      options: (recipe, table) => filledColumns(recipe, table, ALL_NUMBERS),
      initial: 'amount',
    },
    {
      name: 'method',
      kind: 'choice',
      label: { en: 'Limits from', zh: '界限取自' },
      options: () => Object.entries(METHODS).map(([value, label]) => ({ value, label })),
      initial: 'iqr',
    },
    {
      name: 'k',
      kind: 'number',
      label: { en: 'Times the spread', zh: '离散程度的倍数' },
      note: {
        en: 'Usual: 3 for IQR (1.5 is strict), 3.5 for MAD.',
        zh: '常用:IQR 取 3(1.5 较严),MAD 取 3.5。',
      },
      initial: 3,
      min: 0.5,
      max: 20,
      step: 0.1,
      when: (parameters) => parameters['method'] !== 'quantile',
    },
    {
      name: 'low',
      kind: 'number',
      label: { en: 'Lower quantile', zh: '下分位' },
      unit: { en: '%', zh: '%' },
      initial: 0.5,
      min: 0,
      max: 50,
      step: 0.1,
      when: (parameters) => parameters['method'] === 'quantile',
    },
    {
      name: 'high',
      kind: 'number',
      label: { en: 'Upper quantile', zh: '上分位' },
      unit: { en: '%', zh: '%' },
      initial: 99.5,
      min: 50,
      max: 100,
      step: 0.1,
      when: (parameters) => parameters['method'] === 'quantile',
    },
    {
      name: 'scale',
      kind: 'choice',
      label: { en: 'Scale', zh: '尺度' },
      note: {
        en: 'Amounts are skewed: on a log scale large ones are judged by their order of magnitude.',
        zh: '金额多为偏态:对数尺度下,大额按数量级判断。',
      },
      options: () => [
        { value: 'log', label: { en: 'log', zh: '对数' } },
        { value: 'raw', label: { en: 'as it is', zh: '原值' } },
      ],
      initial: 'log',
    },
  ],
  changes: (parameters) => text(parameters, 'column'),
  label: (parameters) => {
    const column = columnLabel(text(parameters, 'column'))
    return { en: `Outliers: ${column.en}`, zh: `异常值:${column.zh}` }
  },
  about: (parameters, action) => {
    const how = METHODS[text(parameters, 'method')] ?? { en: '', zh: '' }
    const log = parameters['scale'] === 'log'
    return {
      en: `Outside of limits from ${how.en}${spread(parameters)}${log ? ', on a log scale' : ''}${action === 'cap' ? '; brought to the limit' : ''}.`,
      zh: `超出由${how.zh}${spread(parameters)} 得出的界限${log ? '(对数尺度)' : ''}${action === 'cap' ? ',改为界限值' : ''}。`,
    }
  },
  fit: (
    use,
  ) => sql`select unnest(['lower', 'upper']) as part, unnest([${back(use, sql`lower`)}, ${back(use, sql`upper`)}]) as value
from (${limits(use)})`,
  catches: (use) => {
    const value = sql`${ident(text(use.parameters, 'column'))}::double`
    const judged = onLog(use) ? sql`${value} > 0 and ` : sql``
    return sql`select *, least(greatest(${value}, ${use.fitted('lower')}), ${use.fitted('upper')}) as new_value
from stage
where ${judged}(${value} < ${use.fitted('lower')} or ${value} > ${use.fitted('upper')})`
  },
}

const spread = (parameters: RuleParameters): string =>
  parameters['method'] === 'quantile'
    ? ` ${number(parameters, 'low')} % – ${number(parameters, 'high')} %`
    : ` × ${number(parameters, 'k')}`

const onLog = ({ parameters }: RuleUse): boolean => parameters['scale'] === 'log'

/** One row of lower and upper limit, on the scale that is judged; null where there is nothing to judge by. */
function limits(use: RuleUse): Sql {
  const column = sql`${ident(text(use.parameters, 'column'))}::double`
  const values = onLog(use)
    ? sql`select ln(${column}) as x from stage where ${column} > 0`
    : sql`select ${column} as x from stage where ${column} is not null`
  const k = sql`${number(use.parameters, 'k')}::double`
  switch (text(use.parameters, 'method')) {
    case 'mad':
      return sql`select
  if(spread > 0, middle - ${k} * ${MAD_TO_DEVIATION} * spread, null) as lower,
  if(spread > 0, middle + ${k} * ${MAD_TO_DEVIATION} * spread, null) as upper
from (
  select min(middle) as middle, median(abs(x - middle)) as spread
  from (${values}) cross join (select median(x) as middle from (${values}))
)`
    case 'quantile':
      return sql`select
  quantile_cont(x, ${number(use.parameters, 'low') / 100}) as lower,
  quantile_cont(x, ${number(use.parameters, 'high') / 100}) as upper
from (${values})`
    default:
      return sql`select q[1] - ${k} * (q[2] - q[1]) as lower, q[2] + ${k} * (q[2] - q[1]) as upper
from (select quantile_cont(x, [0.25, 0.75]) as q from (${values}))`
  }
}

const back = (use: RuleUse, limit: Sql): Sql => (onLog(use) ? sql`exp(${limit})` : limit)
