import { hostile } from './case'

const TABLE = 'id,name,n\n1,a,2.5\n2,b,3.5\n'

/** Lines that are no records, and bytes that are no text. */
export const LINES = [
  hostile('a title', `Orders of 2018\n${TABLE}`, {
    loaded: 2,
    skipped: ['1:above'],
    columns: ['id', 'name', 'n'],
  }),
  hostile('titles and blank lines', `Orders\n\n2018-11-12\n\n${TABLE}`, {
    loaded: 2,
    skipped: ['1:above', '3:above'],
  }),
  hostile('a title filled up with commas', `Orders,,\n${TABLE}`, { loaded: 2, skipped: ['1:above'] }),
  hostile('a title with a quote', `The "big" list\n${TABLE}`, { loaded: 2, skipped: ['1:above'] }),
  hostile('a title with an open quote', `5" pipes: "all\n${TABLE}`, {
    loaded: 2,
    given: { skip: 1 },
    skipped: ['1:above'],
  }),
  hostile('# above', `# made by x\n# on 2018\n${TABLE}`, { loaded: 2, skipped: ['1:above', '2:above'] }),
  hostile('-- between', 'id,name,n\n1,a,2\n-- page 2\n2,b,3\n3,c,4\n', { loaded: 3, skipped: ['3:remark'] }),
  hostile('# with delimiters between', 'id,name,n\n1,a,2\n# x, y\n2,b,3\n3,c,4\n', {
    loaded: 3,
    skipped: ['3:remark'],
  }),
  hostile('order numbers with #', 'Name,Total,At\n#1001,2,2018-01-01\n#1002,3,2018-01-02\n', {
    loaded: 2,
    skipped: [],
  }),
  hostile('a dash for a missing first cell', 'a,b,c\n--,x,2\n1,y,3\n', { loaded: 2, skipped: [] }),
  hostile('合计', `${TABLE}合计,,6\n`, { loaded: 2, skipped: ['4:footer'] }),
  hostile('总计 in the second cell', `${TABLE},总计,6\n`, { loaded: 2, skipped: ['4:footer'] }),
  hostile('Total', `${TABLE}Total,,6\n`, { loaded: 2, skipped: ['4:footer'] }),
  hostile('subtotals in the middle stay', 'id,name,n\n1,a,2\n小计,,2\n2,b,3\n', { loaded: 3, skipped: [] }),
  hostile('a note below', `${TABLE}以上数据仅供参考\n`, { loaded: 2, skipped: ['4:footer'] }),
  hostile('导出时间 below', `${TABLE}导出时间:2018-11-12,导出人:甲\n`, { loaded: 2, skipped: ['4:footer'] }),
  hostile('a rule below', `${TABLE}#------------------------\n`, { loaded: 2, skipped: ['4:footer'] }),
  hostile('rows affected', `${TABLE}\n(2 rows affected)\n`, { loaded: 2, skipped: ['5:footer'] }),
  hostile('an unknown short line below is rejected, not swallowed', `${TABLE}xyz\n`, {
    loaded: 2,
    rejected: 1,
    skipped: [],
  }),
  hostile('footer switched off', `${TABLE}合计,,6\n`, { given: { footer: false }, loaded: 3, skipped: [] }),
  hostile('the header again in the middle', `${TABLE}${TABLE}`, { loaded: 4, skipped: ['4:header_again'] }),
  hostile('a mark in the middle', `\ufeff${TABLE}\ufeff3,c,4\n`, {
    loaded: 3,
    notices: ['marks_inside'],
    rows: [['1', 'a', '2.5']],
  }),
  hostile('two marks at the start', `\ufeff\ufeff${TABLE}`, { loaded: 2, columns: ['id', 'name', 'n'] }),
  hostile('a header in two rows', '订单,,会员\n编号,金额,姓名\n1,2.5,甲\n2,3.5,乙\n', {
    loaded: 2,
    columns: ['订单 / 编号', '订单 / 金额', '会员 / 姓名'],
  }),
  hostile('a title and a header in two rows', '2018年\n订单,,会员\n编号,金额,姓名\n1,2.5,甲\n2,3.5,乙\n', {
    loaded: 2,
    skipped: ['1:above'],
    columns: ['订单 / 编号', '订单 / 金额', '会员 / 姓名'],
  }),
  hostile('more is skipped than there is', 'a,b\n1,2\n', { given: { skip: 9 }, error: 'no_records' }),
  hostile('a remark sign that all lines have', '#a,b\n#1,2\n', {
    given: { comment: '#' },
    error: 'no_records',
  }),
  hostile('a picture', () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), {
    error: 'not_text',
  }),
  hostile('random bytes', () => Uint8Array.from({ length: 5000 }, (_, i) => (i * 37) % 32), {
    error: 'not_text',
  }),
  hostile(
    'a program',
    () =>
      new Uint8Array(Buffer.concat([Buffer.from('7f454c460201010000000000', 'hex'), Buffer.alloc(4000, 3)])),
    { error: 'not_text' },
  ),
  hostile(
    'UTF-8 cut in the middle of a character',
    () => Uint8Array.from([...Buffer.from('编号,姓名\n1,张'), 0xe4, 0xb8]),
    { loaded: 1, notices: ['undecodable'] },
  ),
  hostile(
    'Latin-1 in UTF-8',
    () =>
      Uint8Array.from([...Buffer.from('编号,姓名,地址\n1,张三,北京\n2,'), 0xe9, ...Buffer.from(',上海\n')]),
    { loaded: 2, notices: ['undecodable'] },
  ),
  hostile('an emoji in every cell', '😀,🎉\n👨‍👩‍👧,🇨🇳\n', { loaded: 1, given: { header: true } }),
  hostile('right to left', 'id,name\n1,\u202eabc\u202c\n', { loaded: 1, rows: [['1', '\u202eabc\u202c']] }),
  hostile('HTML', 'id,name\n1,<img src=x onerror=alert(1)>\n', {
    loaded: 1,
    rows: [['1', '<img src=x onerror=alert(1)>']],
  }),
  hostile('formulas', 'id,name\n1,=1+1\n2,@SUM(A1)\n', { loaded: 2, rows: [['1', '=1+1']] }),
]
