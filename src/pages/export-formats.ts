import type { ExportFormat } from '../engine/api'
import { m } from '../text/paraglide/messages.js'

interface FormatItem {
  key: string
  label: string
  note?: string
}

/** What a table or a list can be saved as, for a menu. */
export const exportItems = (): FormatItem[] => [
  { key: 'csv', label: 'CSV', note: m.sql_export_csv() },
  { key: 'csv_bom', label: m.sql_export_bom(), note: m.sql_export_bom_note() },
  { key: 'xlsx', label: 'XLSX', note: m.sql_export_xlsx() },
  { key: 'parquet', label: 'Parquet' },
  { key: 'arrow', label: 'Arrow', note: m.sql_export_arrow() },
  { key: 'json', label: 'JSON' },
]

const FORMATS: Readonly<Record<string, ExportFormat>> = {
  csv: 'csv',
  csv_bom: 'csv',
  xlsx: 'xlsx',
  parquet: 'parquet',
  arrow: 'arrow',
  json: 'json',
}

/** The format of a chosen item, and whether a CSV begins with a byte order mark. */
export const chosenFormat = (key: string): { format: ExportFormat; bom: boolean } => ({
  format: FORMATS[key] ?? 'csv',
  bom: key === 'csv_bom',
})
