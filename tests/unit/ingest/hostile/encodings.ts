import { concat } from '../../../../src/engine/concat'
import type { PlainEncoding } from '../../../../src/ingest/types'
import { encode } from '../encode'
import { hostile } from './case'

/** Texts, each in its encoding, one after the other. */
const joined =
  (...parts: [PlainEncoding, string][]) =>
  () =>
    concat(parts.map(([encoding, text]) => encode(text, encoding)))

const lines = (line: string, count = 12) => `${line}\n`.repeat(count)
const HEADER = '编号,姓名,城市\n'
const ZHANG = '1,张三,广州市'
const LI = '2,李四,上海市'

/** Several encodings in one file. */
export const ENCODED = [
  hostile('UTF-8, then GBK', joined(['utf-8', HEADER + lines(ZHANG)], ['gb18030', lines(LI)]), {
    loaded: 24,
    notices: ['mixed_encodings'],
    dialect: { encoding: 'utf-8+gb18030' },
    rows: [...Array<string[]>(12).fill(ZHANG.split(',')), LI.split(',')],
  }),
  hostile('GBK, then UTF-8', joined(['gb18030', HEADER + lines(ZHANG)], ['utf-8', lines(LI)]), {
    loaded: 24,
    notices: ['mixed_encodings'],
    dialect: { encoding: 'utf-8+gb18030' },
    columns: ['编号', '姓名', '城市'],
    rows: [...Array<string[]>(12).fill(ZHANG.split(',')), LI.split(',')],
  }),
  hostile(
    'GBK, then UTF-8 with its own mark and header',
    joined(['gb18030', HEADER + lines(ZHANG)], ['utf-8', `\ufeff${HEADER}${lines(LI)}`]),
    {
      loaded: 24,
      notices: ['marks_inside', 'mixed_encodings', 'skipped_lines'],
      skipped: ['14:header_again'],
    },
  ),
  hostile('a header in UTF-8 over GBK', joined(['utf-8', HEADER], ['gb18030', lines(LI)]), {
    loaded: 12,
    columns: ['编号', '姓名', '城市'],
    rows: [LI.split(',')],
  }),
  hostile(
    'UTF-8 and GBK in turn',
    joined(
      ['utf-8', HEADER],
      ...Array.from({ length: 20 }, (_, i): [PlainEncoding, string] =>
        i % 2 ? ['gb18030', lines(LI, 1)] : ['utf-8', lines(ZHANG, 1)],
      ),
    ),
    { loaded: 20, notices: ['mixed_encodings'], rows: [ZHANG.split(','), LI.split(','), ZHANG.split(',')] },
  ),
  hostile(
    'a quoted cell of several lines in GBK among UTF-8',
    joined(['utf-8', HEADER + lines(ZHANG)], ['gb18030', lines('2,"李四\r\n先生",上海市')]),
    {
      loaded: 24,
      rows: [...Array<string[]>(12).fill(ZHANG.split(',')), ['2', '李四\r\n先生', '上海市']],
    },
  ),
  hostile(
    'mixed, with semicolons, a title and a total',
    joined(
      ['utf-8', `订单报表\n编号;姓名;金额\n${lines('1;张三;2.5')}`],
      ['gb18030', `${lines('2;李四;3.5')}合计;;72\n`],
    ),
    {
      loaded: 24,
      columns: ['编号', '姓名', '金额'],
      notices: ['mixed_encodings', 'skipped_lines'],
      skipped: ['1:above', '27:footer'],
    },
  ),
  hostile(
    'mixed, and a record too short',
    joined(['utf-8', HEADER + lines(ZHANG)], ['gb18030', `${lines(LI)}3,王五\n`]),
    { loaded: 24, rejected: 1, notices: ['mixed_encodings', 'too_few_fields'] },
  ),
  hostile('mixed, read as one by hand', joined(['utf-8', HEADER + lines(ZHANG)], ['gb18030', lines(LI)]), {
    given: { encoding: 'utf-8' },
    loaded: 24,
    notices: ['undecodable'],
    dialect: { encoding: 'utf-8' },
  }),
  hostile(
    'UTF-8, then Big5',
    joined(
      ['utf-8', `編號,姓名,城市\n${lines('1,張三,臺北市')}`],
      ['big5', lines('2,李四,高雄市信義區臺灣')],
    ),
    { loaded: 24, notices: ['mixed_encodings'], dialect: { encoding: 'utf-8+big5' } },
  ),
  hostile(
    'UTF-8, then Shift_JIS',
    joined(
      ['utf-8', `番号,会員,商品\n${lines('1,山田さん,ジャケット')}`],
      ['shift_jis', lines('2,高橋さん,ワンピースの黒')],
    ),
    { loaded: 24, notices: ['mixed_encodings'], dialect: { encoding: 'utf-8+shift_jis' } },
  ),
  hostile(
    'UTF-8, then Windows-1252',
    joined(
      ['utf-8', `id,nome,cidade\n${lines('1,João,São Paulo')}`],
      ['windows-1252', lines('2,Conceição,Goiânia – Brasil')],
    ),
    {
      loaded: 24,
      notices: ['mixed_encodings'],
      dialect: { encoding: 'utf-8+windows-1252' },
      rows: [...Array<string[]>(12).fill(['1', 'João', 'São Paulo']), ['2', 'Conceição', 'Goiânia – Brasil']],
    },
  ),
  hostile(
    'both in one line: damage, not a second encoding',
    () =>
      concat([
        encode(HEADER + lines(ZHANG), 'utf-8'),
        encode('2,李四光先生,', 'utf-8'),
        encode('上\n', 'gb18030'),
      ]),
    { loaded: 13, notices: ['undecodable'], dialect: { encoding: 'utf-8' } },
  ),
  hostile(
    'UTF-8 with cells cut by bytes',
    () =>
      concat([
        encode(HEADER + lines(ZHANG), 'utf-8'),
        ...Array.from({ length: 6 }, () =>
          concat([encode('2,李四,广', 'utf-8').subarray(0, 11), encode('\n', 'utf-8')]),
        ),
      ]),
    { loaded: 18, notices: ['undecodable'], dialect: { encoding: 'utf-8' } },
  ),
]
