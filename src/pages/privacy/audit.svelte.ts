import { hearDownloads, type DownloadAbout } from '../../charts/download'
import { CSV_LINE_END, csvRow } from '../../text/csv'
import { m } from '../../text/paraglide/messages.js'

/** A file that left the tab in this session. */
export interface AuditEntry extends DownloadAbout {
  /** Epoch milliseconds. */
  at: number
  file: string
  bytes: number
}

/** What was saved in this session, the latest last; with the session it ends. */
export const audit = $state({ entries: [] as readonly AuditEntry[] })

export function logExport(file: string, bytes: number, about: DownloadAbout): void {
  audit.entries = [...audit.entries, { at: Date.now(), file, bytes, ...about }]
}

hearDownloads(logExport)

/** The log as CSV: time (UTC, ISO), file, bytes, rows, masked, pseudonymous, note. */
export const auditCsv = (entries: readonly AuditEntry[]): string =>
  [
    ['time_utc', 'file', 'bytes', 'rows', 'masked', 'pseudonymous', 'note'],
    ...entries.map(({ at, file, bytes, rows, masked, pseudonymous, note }) => [
      new Date(at).toISOString(),
      file,
      bytes,
      rows ?? '',
      yesOrNo(masked),
      yesOrNo(pseudonymous),
      note ?? '',
    ]),
  ]
    .map((row) => csvRow(row) + CSV_LINE_END)
    .join('')

/** '' where the file holds no members, such as a drawing. */
export const yesOrNo = (value: boolean | undefined): string =>
  value === undefined ? '' : value ? m.privacy_yes() : m.privacy_no()
