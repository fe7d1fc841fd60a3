import { normaliseHeader } from '../shop/headers'
import type { ColumnMatch, ColumnReport, FileReport } from './types'

/** The day of a sale in three columns, year, month and day, where no column of dates says it. */
export function settleDateParts(
  report: FileReport,
  matches: Map<string, ColumnMatch>,
  taken: Set<string>,
): void {
  const day = report.columns.find(({ name }) => name === matches.get('ordered_at')?.column)
  if (day && (day.type === 'date' || day.type === 'time')) return
  const found = PARTS.map(({ role, header, low, high }) => {
    const column = report.columns.find(
      (candidate) => header.test(normaliseHeader(candidate.header)) && liesIn(candidate, low, high),
    )
    const owner = [...matches.values()].find((match) => match.column === column?.name)
    return column && (!owner || owner.role === 'ordered_at') ? { role, column } : null
  })
  const parts = found.flatMap((part) => part ?? [])
  if (parts.length < PARTS.length) return
  const [year, month, date] = parts.map(({ column }) => `“${column.name}”`)
  for (const { role, column } of parts) {
    const reason = {
      en: `${year}, ${month} and ${date} make up the day`,
      zh: `${year}、${month}、${date}合成日期`,
    }
    matches.set(role, { role, column: column.name, confidence: 0.8, reasons: [reason] })
    taken.add(column.name)
  }
}

const liesIn = ({ type, range }: ColumnReport, low: number, high: number): boolean =>
  type === 'integer' && range !== null && range[0] >= low && range[1] <= high

const OF_A_SALE = '(?:(?:order|sales?|purchase|transaction|invoice|下单|订单|销售|交易|消费) ?)?'
const part = (role: string, words: string, low: number, high: number) => ({
  role,
  header: new RegExp(`^${OF_A_SALE}(?:${words})$`),
  low,
  high,
})
const PARTS = [
  part('ordered_at', 'year|yyyy|yr|年|年份|年度|jahr|annee|ano|anno', 1990, 2199),
  part('ordered_month', 'month|mm|mon|月|月份|monat|mois|mes|mese', 1, 12),
  part('ordered_day', 'day|dd|day of month|日|日子|号|tag|jour|dia|giorno', 1, 31),
]
