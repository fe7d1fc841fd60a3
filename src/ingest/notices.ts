import type { Bilingual } from '../text/bilingual'
import type { ForeignFormat } from './magic'
import type { Scan, Tally } from './scan-result'
import { isMixed, partnerOf } from './types'
import type { Dialect, FileNotice, MixedEncoding, RecordFault, SkippedLine } from './types'

export const notice = (
  level: FileNotice['level'],
  code: string,
  en: string,
  zh: string,
  line?: number,
): FileNotice => ({
  level,
  code,
  sentence: { en, zh },
  ...(line ? { line } : {}),
})

export const emptyFile = (): FileNotice =>
  notice(
    'error',
    'empty_file',
    'The file is empty (0 bytes). Export it again.',
    '文件是空的（0 字节），请重新导出。',
  )

export const noRecords = (): FileNotice =>
  notice(
    'error',
    'no_records',
    'The file holds nothing but blank lines. Export it again.',
    '文件里只有空行，请重新导出。',
  )

export const lostHeader = ({ line }: Tally): FileNotice =>
  notice(
    'error',
    'lost_header',
    `No table was found: line ${line} is longer than 8 MB or opens a quote that never closes, and nothing readable follows. Choose another quote or delimiter, or export the file again.`,
    `没有找到表格：第 ${line} 行超过 8 MB，或有引号没有闭合，后面也没有可读的内容。请换一个引号或分隔符，或重新导出。`,
    line,
  )

export const headerOnly = (): FileNotice =>
  notice(
    'error',
    'header_only',
    'The file holds a header and no records. Check the period or the filter of the export.',
    '文件只有表头，没有数据。请检查导出时选的时间段或筛选条件。',
  )

export const unreadable = (): FileNotice =>
  notice(
    'error',
    'unreadable',
    'The browser cannot read this. If it is a folder, drop the files inside it; if the file was moved or changed, drop it again.',
    '浏览器读不了它。如果是文件夹，请拖入里面的文件；如果文件被移动或改动过，请重新拖入。',
  )

export const foreign = (format: ForeignFormat): FileNotice =>
  format.convertible
    ? notice(
        'error',
        'not_read_yet',
        `This is ${format.name.en}, which is not read yet. Open it where it comes from and save it as CSV (UTF-8).`,
        `这是 ${format.name.zh}，目前还不能读取。请在原来的程序里打开，另存为 CSV（UTF-8）。`,
      )
    : notice(
        'error',
        'not_text',
        `This is ${format.name.en}, not a table in text form. Unpack it or export a CSV file.`,
        `这是${format.name.zh}，不是文本表格。请解压或导出 CSV 文件。`,
      )

export const binary = (): FileNotice =>
  notice(
    'error',
    'not_text',
    'The content is binary, not text. Export a CSV file.',
    '内容是二进制数据，不是文本。请导出 CSV 文件。',
  )

export const badDelimiter = (): FileNotice =>
  notice(
    'error',
    'bad_delimiter',
    'The delimiter has to be one or two characters, such as , ; | || or a tab, and neither a quote nor a line end.',
    '分隔符须为一个或两个字符，例如 , ; | || 或制表符，不能是引号或换行。',
  )

const REASONS: Record<RecordFault, Bilingual> = {
  too_many_fields: {
    en: 'more fields than the header; a delimiter or a quote inside a value may be unprotected',
    zh: '字段比表头多，可能某个值里的分隔符或引号没有加引号保护',
  },
  too_few_fields: {
    en: 'fewer fields than the header; the record may be cut off or broken over two lines',
    zh: '字段比表头少，这一行可能被截断或断成了两行',
  },
  unterminated_quote: {
    en: 'a quote opens here and never closes',
    zh: '这里的引号没有配对的结束引号',
  },
  undecodable: {
    en: 'bytes that the chosen encoding cannot read',
    zh: '所选编码无法解读其中的字节',
  },
  too_long: {
    en: 'longer than 8 MB, which no record should be',
    zh: '超过 8 MB，不像一条正常的记录',
  },
}

export const rejectReason = (code: RecordFault, fields?: number, columns?: number): Bilingual => {
  const reason = REASONS[code]
  if (fields === undefined || columns === undefined || !code.endsWith('fields')) return reason
  return {
    en: `${fields} fields where the header has ${columns}: ${reason.en}`,
    zh: `有 ${fields} 个字段，表头是 ${columns} 个：${reason.zh}`,
  }
}

export const count = (n: number, one: string, many: string): string =>
  n === 1 ? `1 ${one}` : `${n.toLocaleString('en')} ${many}`

/** What the scan of a whole file has to say. */
export function scanNotices(scan: Scan, dialect: Dialect, renamed: [string, string][]): FileNotice[] {
  const notices: FileNotice[] = []
  for (const code of Object.keys(REASONS) as RecordFault[]) {
    const tally = scan.rejected[code]
    if (tally.count > 0) notices.push(rejection(code, tally))
  }
  const say = (tally: Tally, level: FileNotice['level'], code: string, en: string, zh: string) => {
    if (tally.count > 0) notices.push(notice(level, code, en, zh, tally.line))
  }
  if (isMixed(dialect.encoding) && scan.mixed) notices.push(...mixedEncodings(dialect.encoding, scan.mixed))
  const { invalid, damaged, nuls, marks, extraEmpty, strayQuotes, longSpans } = scan
  if (scan.skipped.count > 0) notices.push(skippedLines(scan.skipped))
  say(
    invalid,
    'warning',
    'undecodable',
    `${count(invalid.count, 'place', 'places')} in ${count(damaged.count, 'record', 'records')} cannot be read as ${dialect.encoding.replace('+', ' or ')}, first on line ${invalid.line}; shown as \ufffd. If much is garbled, choose another encoding; if only these records are, part of the file was written in another encoding: export it again in one.`,
    `${damaged.count} 条记录里有 ${invalid.count} 处无法按 ${dialect.encoding.replace('+', ' 或 ')} 解读，最早在第 ${invalid.line} 行，显示为 \ufffd。如果乱码很多，请换一种编码；如果只有这些记录乱码，说明文件混用了编码，请统一编码后重新导出。`,
  )
  say(
    nuls,
    'warning',
    'nul',
    `${count(nuls.count, 'NUL character', 'NUL characters')} in the text, first on line ${nuls.line}; left out.`,
    `文本中有 ${nuls.count} 个 NUL 字符，最早在第 ${nuls.line} 行，读取时去掉。`,
  )
  say(
    marks,
    'info',
    'marks_inside',
    `${count(marks.count, 'byte order mark', 'byte order marks')} in the middle of the file, first on line ${marks.line}: files were joined there; left out.`,
    `文件中间有 ${marks.count} 个字节顺序标记（BOM），最早在第 ${marks.line} 行，像是几个文件拼在一起，读取时去掉。`,
  )
  say(
    extraEmpty,
    'info',
    'extra_empty',
    `${count(extraEmpty.count, 'record has', 'records have')} empty cells too many or too few at the end, first on line ${extraEmpty.line}; loaded all the same.`,
    `${extraEmpty.count} 条记录的末尾多出或缺少空单元格，最早在第 ${extraEmpty.line} 行，照常读入。`,
  )
  say(
    strayQuotes,
    'info',
    'stray_quotes',
    `${count(strayQuotes.count, 'record has', 'records have')} quotes in the middle of a value, first on line ${strayQuotes.line}; read as part of the value. Have a look at a few.`,
    `${strayQuotes.count} 条记录的值中间有引号，最早在第 ${strayQuotes.line} 行，按值的一部分读入。请抽查几条。`,
  )
  say(
    longSpans,
    'warning',
    'long_span',
    `${count(longSpans.count, 'record runs', 'records run')} over more than 100 lines, first from line ${longSpans.line}; a quote may lack its pair there.`,
    `${longSpans.count} 条记录跨了 100 多行，最早从第 ${longSpans.line} 行开始，那里可能缺一个引号。`,
  )
  const { lf, crlf, cr } = scan.lineEnds
  if ([lf, crlf, cr].filter((n) => n > 0).length > 1)
    notices.push(
      notice(
        'info',
        'mixed_line_ends',
        `Lines end in different ways (LF ${lf}, CRLF ${crlf}, CR ${cr}); each was taken as a line end.`,
        `换行方式不一（LF ${lf}，CRLF ${crlf}，CR ${cr}），都按换行处理。`,
      ),
    )
  if (renamed.length > 0) notices.push(renamedColumns(renamed))
  if (scan.header.length === 1)
    notices.push(
      notice(
        'warning',
        'one_column',
        'Only one column was found. If there should be more, choose another delimiter.',
        '只看出一列。如果不止一列，请换一个分隔符。',
      ),
    )
  if (scan.header.length > 500)
    notices.push(
      notice(
        'warning',
        'many_columns',
        `${scan.header.length} columns: all are kept, though loading takes longer. Export only the columns you need if it is slow.`,
        `共 ${scan.header.length} 列，都会保留，但读入较慢。如果太慢，请只导出需要的列。`,
      ),
    )
  return notices
}

const rejection = (code: RecordFault, tally: Tally): FileNotice =>
  notice(
    'warning',
    code,
    `${count(tally.count, 'record', 'records')} will be left out, first on line ${tally.line}: ${REASONS[code].en}. The list of rejected records shows each.`,
    `${tally.count} 条记录不会读入，最早在第 ${tally.line} 行：${REASONS[code].zh}。逐条见未读入的记录。`,
    tally.line,
  )

/** Nothing to say where all lines turned out to be in one. */
function mixedEncodings(
  encoding: MixedEncoding,
  { inUtf8, inPartner }: NonNullable<Scan['mixed']>,
): FileNotice[] {
  if (inPartner.count === 0) return []
  const parts = [
    { name: 'UTF-8', ...inUtf8 },
    { name: partnerOf(encoding).toUpperCase(), ...inPartner },
  ].filter((part) => part.count > 0)
  const en = parts.map(
    ({ name, count: n, line, text }) =>
      `${count(n, 'line', 'lines')} in ${name}, first line ${line} (“${text}”)`,
  )
  const zh = parts.map(
    ({ name, count: n, line, text }) => `${n} 行是 ${name}，最早是第 ${line} 行（“${text}”）`,
  )
  return [
    notice(
      'warning',
      'mixed_encodings',
      `The file holds lines in two encodings, as if exports of two systems had been put together: ${en.join('; ')}. Each line was read in its own. If that garbles any, choose one encoding, and all lines are read in that.`,
      `文件里有两种编码的行，像是把两个系统的导出拼在了一起：${zh.join('；')}。每行都按自己的编码读取。如果有乱码，请选定一种编码，所有行就都按它读取。`,
      inPartner.line,
    ),
  ]
}

const WHY: Record<SkippedLine['why'], Bilingual> = {
  above: { en: 'above the table', zh: '表格上方' },
  remark: { en: 'remarks', zh: '注释' },
  header_again: { en: 'the header again', zh: '重复的表头' },
  footer: { en: 'totals and notes below the table', zh: '表格下方的合计与说明' },
}

/** Counts by kind are of the lines kept, which are all of them in any file with sense. */
function skippedLines({ count: all, lines }: Scan['skipped']): FileNotice {
  const kinds = [...new Set(lines.map(({ why }) => why))]
  const first = lines[0]
  const parts = (language: keyof Bilingual) => kinds.map((why) => WHY[why][language])
  const text = (first?.text ?? '').trim().slice(0, 60)
  return notice(
    'info',
    'skipped_lines',
    `${count(all, 'line is', 'lines are')} not read as records (${parts('en').join('; ')}), first line ${first?.line ?? 0}: “${text}”.`,
    `${all} 行没有当作记录（${parts('zh').join('；')}），最早是第 ${first?.line ?? 0} 行：“${text}”。`,
    first?.line,
  )
}

function renamedColumns(renamed: readonly [string, string][]): FileNotice {
  const shown = renamed.slice(0, 5).map(([from, to]) => `“${from.slice(0, 40)}” → ${to.slice(0, 40)}`)
  const more = renamed.length > 5 ? ' …' : ''
  return notice(
    'info',
    'renamed_columns',
    `Column names have to be unique and not empty; renamed: ${shown.join(', ')}${more}.`,
    `列名不能重复或为空，已改名：${shown.join('，')}${more}。`,
  )
}
