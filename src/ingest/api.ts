import type { Part } from './unpack/types'
import type { TakeBatch } from './columnar/batches'
import type { Dialect, FileNotice, FileReport, Normalised, OnProgress } from './types'

/** What the ingest worker does for the page. Each call carries a job id by which it can be cancelled. */
export interface IngestApi {
  /** The tables in a dropped file. Rejects with an AbortError when cancelled; every other problem is a part's notice. */
  unpack(jobId: string, file: File, onProgress: OnProgress | undefined): Promise<Part[]>
  /** Rejects with an AbortError when cancelled; every other problem is a notice in the report. */
  inspect(
    jobId: string,
    file: File,
    dialect: Partial<Dialect> | undefined,
    onProgress: OnProgress | undefined,
  ): Promise<FileReport>
  /** Rejects with an AbortError when cancelled. */
  normalise(
    jobId: string,
    file: File,
    report: FileReport,
    onProgress: OnProgress | undefined,
  ): Promise<Normalised>
  /** Hands over the rows of a file stored by columns; gives back why they end too early, or null. */
  readBatches(jobId: string, file: Blob, report: FileReport, take: TakeBatch): Promise<FileNotice | null>
  /** Stops a job before its next chunk; unknown ids are ignored. */
  cancel(jobId: string): void
}
