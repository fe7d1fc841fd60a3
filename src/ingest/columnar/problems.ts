import type { FileNotice } from '../types'

/** Why a file that is stored by columns cannot be read, as the user is told. */
export class ColumnarError extends Error {
  override readonly name = 'ColumnarError'
  readonly notice: FileNotice
  /** What else there is to say. */
  readonly others: FileNotice[]

  constructor(notice: FileNotice, options?: ErrorOptions & { others?: FileNotice[] }) {
    super(notice.sentence.en, options)
    this.notice = notice
    this.others = options?.others ?? []
  }
}

const error = (code: string, en: string, zh: string): FileNotice => ({
  level: 'error',
  code,
  sentence: { en, zh },
})

export const truncated = (): FileNotice =>
  error(
    'truncated',
    'The end of the file is missing: it was cut off while it was written, copied or downloaded. Fetch or export it again.',
    '文件结尾缺失，可能在写出、复制或下载时被截断。请重新下载或导出。',
  )

export const damaged = (detail: string): FileNotice =>
  error(
    'damaged',
    `The file is damaged and cannot be read (${detail}). Fetch or export it again.`,
    `文件已损坏，无法读取（${detail}）。请重新下载或导出。`,
  )

export const encrypted = (): FileNotice =>
  error(
    'encrypted',
    'The Parquet file is encrypted, and keys are not asked for here. Export it without encryption.',
    'Parquet 文件已加密，这里不接收密钥。请导出未加密的文件。',
  )

export const unknownCodec = (column: string, codec: string): FileNotice =>
  error(
    'unknown_codec',
    `Column “${column}” is compressed with ${codec}, which cannot be read. Write the file with Snappy, Zstandard, gzip, Brotli or LZ4_RAW.`,
    `列“${column}”使用 ${codec} 压缩，无法读取。请改用 Snappy、Zstandard、gzip、Brotli 或 LZ4_RAW 写出。`,
  )

export const hugeGroup = (): FileNotice =>
  error(
    'huge_row_group',
    'The Parquet file has a row group of more than 1 GB, which does not fit into memory. Write it with smaller row groups, of 1,000,000 rows or fewer.',
    'Parquet 文件里有超过 1 GB 的行组，内存放不下。请用较小的行组（不超过 1,000,000 行）重新写出。',
  )

export const noColumns = (): FileNotice =>
  error(
    'no_columns',
    'The file holds no column that can be read. Check the export.',
    '文件里没有可以读取的列，请检查导出设置。',
  )

export const noRows = (): FileNotice =>
  error(
    'header_only',
    'The file holds columns and no rows. Check the period or the filter of the export.',
    '文件只有列，没有数据行。请检查导出时选的时间段或筛选条件。',
  )

export const featherOne = (): FileNotice =>
  error(
    'old_feather',
    'This is a Feather file of version 1, which came before Arrow files and cannot be read. Write it as Feather version 2 or Parquet.',
    '这是第 1 版 Feather 文件，早于 Arrow 文件格式，无法读取。请另存为第 2 版 Feather 或 Parquet。',
  )

export const oldArrow = (): FileNotice =>
  error(
    'old_arrow',
    'The Arrow file was written by a version before 0.15 or by one that is not known yet. Write it again with a current library, or as Parquet.',
    'Arrow 文件由 0.15 之前的版本或尚不支持的版本写出。请用当前的库重新写出，或存为 Parquet。',
  )

export const unknownArrowType = (): FileNotice =>
  error(
    'unknown_type',
    'A column of the Arrow file has a type that cannot be read, such as string views or run-end encoding. Write it as Parquet, or in polars with compat_level=CompatLevel.oldest().',
    'Arrow 文件里有一列的类型无法读取，例如 string view 或 run-end encoding。请存为 Parquet，或在 polars 里使用 compat_level=CompatLevel.oldest()。',
  )

export const compressed = (): FileNotice =>
  error(
    'compressed_arrow',
    'The Arrow file is compressed, which cannot be read. Write it without compression (compression="uncompressed"), or as Parquet.',
    'Arrow 文件带有压缩，无法读取。请不压缩写出（compression="uncompressed"），或存为 Parquet。',
  )

/** Why a column of a file that can otherwise be read is left out. */
export type LeftOutWhy = 'list' | 'wide_decimal' | 'half' | 'variant' | 'duplicate'

export interface LeftOut {
  name: string
  why: LeftOutWhy
}

const WHY: Record<LeftOutWhy, [en: string, zh: string]> = {
  list: [
    'lists or maps; export their entries as rows of a file of their own',
    '列表或映射；请把其中的条目导出为单独的文件',
  ],
  wide_decimal: [
    'decimals of a width that cannot be read; write them as doubles or text',
    '小数的位宽无法读取；请写成双精度数或文本',
  ],
  half: ['16-bit floats; write them as doubles', '16 位浮点数；请写成双精度数'],
  variant: ['variants; write them as text', 'variant 类型；请写成文本'],
  duplicate: ['a name that another column has, too; rename it', '与另一列重名；请改名'],
}

/** One sentence for all columns that are left out; none when there are none. */
export function leftOutNotice(columns: readonly LeftOut[]): FileNotice[] {
  if (columns.length === 0) return []
  const part = (language: 0 | 1) =>
    [...new Set(columns.map(({ why }) => why))]
      .map((why) => {
        const names = columns.filter((column) => column.why === why).map(({ name }) => name.slice(0, 60))
        const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ' …' : '')
        return language === 0 ? `${shown}: ${WHY[why][0]}` : `${shown}：${WHY[why][1]}`
      })
      .join(language === 0 ? '. ' : '。')
  return [
    {
      level: 'warning',
      code: 'left_out_columns',
      sentence: { en: `Columns left out. ${part(0)}.`, zh: `以下列没有读取。${part(1)}。` },
    },
  ]
}
