import type { FileNotice, FileReport } from '../../ingest/types'

/** What is said of one file, or of several in nearly the same words. */
export interface LikeNotices {
  level: FileNotice['level']
  code: string
  /** At least one, in the order of the files. */
  said: { file: string; notice: FileNotice }[]
}

const GRAVEST: readonly FileNotice['level'][] = ['error', 'warning', 'info']

/** The notices of files that are read as one table: those of one kind together, the gravest first. */
export function likeNotices(reports: readonly FileReport[]): LikeNotices[] {
  const found = new Map<string, LikeNotices>()
  for (const { name, notices } of reports)
    for (const [i, notice] of notices.entries()) {
      const { level, code } = notice
      // Of a single file each is shown.
      const key = reports.length > 1 ? `${level} ${code}` : String(i)
      const like = found.get(key) ?? { level, code, said: [] }
      like.said.push({ file: name, notice })
      found.set(key, like)
    }
  const all = [...found.values()]
  return reports.length > 1 ? all.sort((a, b) => GRAVEST.indexOf(a.level) - GRAVEST.indexOf(b.level)) : all
}
