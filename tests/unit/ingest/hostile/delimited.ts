import { hostile } from './case'

const BODY = '1,a,2.5\n2,b,3.5\n'

/** How records and fields are told apart. */
export const DELIMITED = [
  hostile('nothing', '', { error: 'empty_file' }),
  hostile('a mark and nothing', '\ufeff', { error: 'no_records' }),
  hostile('blank lines only', '\n\r\n \n\n', { error: 'no_records' }),
  hostile('a header and nothing below', 'id,name,n\n', { error: 'header_only' }),
  hostile('a header and blank lines', 'id,name,n\n\n\n', { error: 'header_only' }),
  hostile('no line end at the end', 'id,name,n\n1,a,2.5', { loaded: 1, notices: [] }),
  hostile('CR only', 'id,name,n\r1,a,2.5\r2,b,3\r', { loaded: 2, notices: [] }),
  hostile('all three line ends', 'id,name,n\r\n1,a,2\n2,b,3\r3,c,4', {
    loaded: 3,
    notices: ['mixed_line_ends'],
  }),
  hostile('CRCRLF', 'id,name,n\r\r\n1,a,2\r\r\n2,b,3\r\r\n', { loaded: 2 }),
  hostile('blank lines between', `id,name,n\n\n1,a,2\n\n\n2,b,3\n`, { loaded: 2, notices: [] }),
  hostile('lines of spaces and tabs', 'id,name,n\n   \n1,a,2\n\t \n', { loaded: 1 }),
  hostile('lines of commas only', 'id,name,n\n,,\n1,a,2\n,,\n', {
    loaded: 3,
    rows: [
      ['', '', ''],
      ['1', 'a', '2'],
    ],
  }),
  hostile('trailing commas on every record', 'id,name,n\n1,a,2,\n2,b,3,\n', {
    loaded: 2,
    notices: ['extra_empty'],
  }),
  hostile('trailing comma in the header too', 'id,name,n,\n1,a,2,\n2,b,3,\n', {
    loaded: 2,
    columns: ['id', 'name', 'n', 'column_4'],
  }),
  hostile('one field too many', 'id,name,n\n1,a,2,x\n2,b,3\n', {
    loaded: 1,
    rejected: 1,
    notices: ['too_many_fields'],
  }),
  hostile('one field too few', 'id,name,n\n1,a\n2,b,3\n', {
    loaded: 1,
    rejected: 1,
    notices: ['too_few_fields'],
  }),
  hostile('half of the records broken', 'id,name,n\n1\n2\n3,c,4\n4,d,5\n', { loaded: 2, rejected: 2 }),
  hostile('a record cut off at the end', 'id,name,n\n1,a,2\n2,b', { loaded: 1, rejected: 1 }),
  hostile('a decimal comma unprotected', 'id,name,n\n1,a,2\n2,b,3,5\n3,c,4\n', { loaded: 2, rejected: 1 }),
  hostile('decimal commas and semicolons', 'id;name;n\n1;a;2,5\n2;b;1.003,5\n', {
    loaded: 2,
    dialect: { delimiter: ';' },
    types: ['integer', 'text', 'decimal'],
  }),
  hostile('tabs and commas', 'id\tname, first\tn\n1\ta,b,c\t2\n2\td\t3\n', {
    loaded: 2,
    dialect: { delimiter: '\t' },
  }),
  hostile('pipes doubled', 'id||name||n\n1||a|b||2\n2||c||3\n', {
    loaded: 2,
    dialect: { delimiter: '||' },
    rows: [['1', 'a|b', '2']],
  }),
  hostile('double colons and times', 'id::at::n\n1::08:30::2\n2::09:30::3\n', {
    loaded: 2,
    dialect: { delimiter: '::' },
  }),
  hostile('U+0001, as Hive writes it', 'id\u0001name\u0001n\n1\u0001a\u00012\n2\u0001b\u00013\n', {
    loaded: 2,
    dialect: { delimiter: '\u0001' },
  }),
  hostile('unit separators', 'id\u001fname\u001fn\n1\u001fa\u001f2\n2\u001fb\u001f3\n', {
    loaded: 2,
    dialect: { delimiter: '\u001f' },
  }),
  hostile('carets', 'id^name^n\n1^a^2\n2^b^3\n', { loaded: 2, dialect: { delimiter: '^' } }),
  hostile('tildes', 'id~name~n\n1~a~2\n2~b~3\n', { loaded: 2, dialect: { delimiter: '~' } }),
  hostile('full-width commas', '编号，姓名，金额\n1，张三，2\n2，李四，3\n', {
    loaded: 2,
    dialect: { delimiter: '，' },
  }),
  hostile('a delimiter of three characters', 'a|||b\n1|||2\n', {
    given: { delimiter: '|||' },
    error: 'bad_delimiter',
  }),
  hostile('the quote as delimiter', 'a"b\n1"2\n', {
    given: { delimiter: '"', quote: '"' },
    error: 'bad_delimiter',
  }),
  hostile('a line end as delimiter', 'a\nb\n', { given: { delimiter: '\n' }, error: 'bad_delimiter' }),
  hostile('a single column', 'name\na\nb\n', { loaded: 2, notices: ['one_column'] }),
  hostile('a single column with empty cells', 'name\na\n""\nb\n', { loaded: 3, rows: [['a'], [''], ['b']] }),
  hostile(
    '2,000 columns',
    () =>
      `${Array.from({ length: 2000 }, (_, i) => `c${i}`).join()}\n${Array.from({ length: 2000 }, () => '1').join()}\n`,
    { loaded: 1, notices: ['many_columns'] },
  ),
  hostile('line ends in quotes', 'id,name,n\n1,"a\nb\r\nc",2\n2,d,3\n', {
    loaded: 2,
    rows: [['1', 'a\nb\r\nc', '2']],
  }),
  hostile('delimiters in quotes', 'id,name,n\n1,"a,b",2\n', { loaded: 1, rows: [['1', 'a,b', '2']] }),
  hostile('doubled quotes', 'id,name,n\n1,"a ""b""",2\n', { loaded: 1, rows: [['1', 'a "b"', '2']] }),
  hostile('quotes doubled outside quotes', 'id,name,n\n1,a ""b"",2\n', {
    loaded: 1,
    notices: ['stray_quotes'],
  }),
  hostile('inches', 'id,name,n\n1,5" pipe,2\n2,6" pipe,3\n', { loaded: 2, notices: ['stray_quotes'] }),
  hostile('spaces around quotes', 'id,name,n\n1, "a" ,2\n', { loaded: 1 }),
  hostile('text behind a closing quote', 'id,name,n\n1,"a" b,2\n', {
    loaded: 1,
    notices: ['stray_quotes'],
    rows: [['1', 'a b', '2']],
  }),
  hostile('a quote that never closes', `id,name,n\n1,"a,2\n${BODY}`, {
    loaded: 2,
    rejected: 1,
    notices: ['unterminated_quote'],
  }),
  hostile('a quote that never closes in the last record', 'id,name,n\n1,a,2\n2,"b', {
    loaded: 1,
    rejected: 1,
  }),
  hostile('a quote open over 1,000 lines', () => `id,name,n\n1,"a,2\n${'2,b,3\n'.repeat(1200)}3,c",4\n`, {
    rejected: 1,
  }),
  hostile('backslash before a quote', 'id,name,n\n1,"a\\"b",2\n', { loaded: 1, notices: ['stray_quotes'] }),
  hostile('single quotes', "'id','name','n'\n'1','it''s','2'\n'2','b,c','3'\n", {
    loaded: 2,
    dialect: { quote: "'" },
    rows: [['1', "it's", '2']],
  }),
  hostile('apostrophes are no quotes', "id,name,n\n1,it's,2\n2,'s ok,3\n", {
    loaded: 2,
    dialect: { quote: '"' },
  }),
  hostile('everything quoted', '"id","name","n"\n"1","a","2"\n', { loaded: 1, notices: [] }),
  hostile('quoted header only', '"id","name","n"\n1,a,2\n', { loaded: 1 }),
  hostile('a cell of three megabytes', () => `id,name\n1,${'x'.repeat(3_000_000)}\n2,y\n`, {
    loaded: 2,
    notices: [],
  }),
  hostile('a line of nine megabytes', () => `id,name\n1,${'x'.repeat(9 * 1024 * 1024)}\n2,y\n`, {
    loaded: 1,
    rejected: 1,
    notices: ['too_long'],
  }),
  hostile('one giant quoted cell', () => `id,name\n1,"${'x'.repeat(9 * 1024 * 1024)}"\n2,y\n`, {
    loaded: 1,
    rejected: 1,
    notices: ['too_long'],
  }),
  hostile('one giant line and nothing else', () => 'x'.repeat(9 * 1024 * 1024), { error: 'lost_header' }),
  hostile('a lone quote and nothing else', '"', { error: 'header_only' }),
  hostile('NUL in cells', 'id,name,n\n1,a\0b,2\n', { loaded: 1, notices: ['nul'], rows: [['1', 'ab', '2']] }),
  hostile('NUL for an empty cell', 'id,name,n\n1,\0,2\n', {
    loaded: 1,
    notices: ['nul'],
    rows: [['1', '', '2']],
  }),
  hostile('a vertical tab and a bell', 'id,name,n\n1,a\u000bb\u0007,2\n', { loaded: 1 }),
  hostile('duplicate names', 'a,a,A\n1,2,3\n', {
    loaded: 1,
    columns: ['a', 'a_2', 'A_3'],
    notices: ['renamed_columns'],
  }),
  hostile('empty names', ',,x\n1,2,3\n', { columns: ['column_1', 'column_2', 'x'] }),
  hostile('names with line ends', '"a\nb","c"\n1,2\n', { columns: ['a b', 'c'] }),
  hostile('names that are SQL', '"""; drop table x; --",select\n1,2\n', {
    columns: ['"; drop table x; --', 'select'],
  }),
  hostile('a name of 5,000 characters', () => `${'n'.repeat(5000)},b\n1,2\n`, { loaded: 1 }),
  hostile('no header', '1,2018-01-01,2.5\n2,2018-01-02,3.5\n', {
    loaded: 2,
    dialect: { header: false },
    columns: ['column_1', 'column_2', 'column_3'],
  }),
  hostile('no header, Chinese', '张三,男,北京\n李四,女,上海\n王五,男,北京\n', {
    loaded: 3,
    dialect: { header: false },
  }),
  hostile('numbers for names, as the user says', '2016,2017,2018\na,b,c\nd,e,f\n', {
    given: { header: true },
    loaded: 2,
    columns: ['2016', '2017', '2018'],
  }),
]
