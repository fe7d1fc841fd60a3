import type { ColumnReport } from '../../../../src/ingest/types'

/** Cells of one column below a header, and what they have to be read as, by the engine. */
export interface HostileValues {
  name: string
  header: string
  cells: string[]
  report: Partial<ColumnReport>
  as: 'number' | 'time' | 'id' | 'text'
  read: (string | null)[]
}

const column = (
  name: string,
  header: string,
  as: HostileValues['as'],
  pairs: [string, string | null][],
  report: Partial<ColumnReport> = {},
): HostileValues => ({
  name,
  header,
  as,
  cells: pairs.map(([cell]) => cell),
  read: pairs.map(([, read]) => read),
  report,
})

export const VALUES: HostileValues[] = [
  column(
    'thousands',
    'amount',
    'number',
    [
      ['1,234.56', '1234.56'],
      ['12,345', '12345'],
      ['7.5', '7.5'],
    ],
    { decimal: '.' },
  ),
  column(
    'European',
    'amount',
    'number',
    [
      ['1.234,56', '1234.56'],
      ['12.345', '12345'],
      ['7,5', '7.5'],
    ],
    { decimal: ',' },
  ),
  column(
    'French',
    'amount',
    'number',
    [
      ['1\u202f234,56', '1234.56'],
      ['7,5', '7.5'],
    ],
    { decimal: ',' },
  ),
  column('Swiss', 'amount', 'number', [
    ["1'234.50", '1234.5'],
    ["12'000.00", '12000'],
  ]),
  column('Indian', 'amount', 'number', [
    ['1,23,456.50', '123456.5'],
    ['7.25', '7.25'],
  ]),
  column(
    'yen and yuan signs',
    'amount',
    'number',
    [
      ['¥12.5', '12.5'],
      ['￥1,200.00', '1200'],
      ['9.9元', '9.9'],
    ],
    { currency: 'CNY' },
  ),
  column(
    'codes of currencies',
    'amount',
    'number',
    [
      ['RMB 12.5', '12.5'],
      ['CNY9', '9'],
      ['12 人民币', '12'],
    ],
    { currency: 'CNY' },
  ),
  column('accounting', 'amount', 'number', [
    ['(123.00)', '-123'],
    ['123.00-', '-123'],
    ['($5.50)', '-5.5'],
    ['- 7', '-7'],
  ]),
  column(
    'shares',
    'rate',
    'number',
    [
      ['12.5 %', '0.125'],
      ['3％', '0.03'],
      ['100%', '1'],
    ],
    { type: 'decimal', percents: 3 },
  ),
  column('ten thousands', 'sales', 'number', [
    ['1.2万', '12000'],
    ['3.5亿', '350000000'],
    ['980', '980'],
  ]),
  column('k and M', 'sales', 'number', [
    ['1.2k', '1200'],
    ['3M', '3000000'],
    ['980', '980'],
  ]),
  column('full width', 'amount', 'number', [
    ['１２３．５０', '123.5'],
    ['－７', '-7'],
    ['（３．５）', '-3.5'],
  ]),
  column('trailing tabs', 'amount', 'number', [
    ['12.5\t', '12.5'],
    ['7\t\t', '7'],
  ]),
  column('dressed', 'amount', 'number', [
    ['="12.5"', '12.5'],
    ["'7", '7'],
  ]),
  column(
    'words for nothing',
    'amount',
    'number',
    [
      ['', null],
      ['-', null],
      ['N/A', null],
      ['#N/A', null],
      ['无', null],
      ['暂无', null],
      ['\\N', null],
      ['NaN', null],
      ['未知', null],
      ['5', '5'],
    ],
    { missing: 9, type: 'integer' },
  ),
  column(
    'spreadsheet errors',
    'amount',
    'number',
    [
      ['#REF!', null],
      ['#DIV/0!', null],
      ['#VALUE!', null],
      ['12', '12'],
    ],
    { missing: 3 },
  ),
  column('infinities', 'amount', 'number', [
    ['inf', null],
    ['1e400', null],
    ['5', '5'],
  ]),
  column('slashes', 'date', 'time', [
    ['2018/1/1', '2018-01-01 00:00:00'],
    ['2018/12/31 8:05', '2018-12-31 08:05:00'],
  ]),
  column('Chinese dates', '下单时间', 'time', [
    ['2018年1月1日', '2018-01-01 00:00:00'],
    ['2018年1月2日12时30分', '2018-01-02 12:30:00'],
    ['2018年1月3日 星期三', '2018-01-03 00:00:00'],
  ]),
  column('halves of the day', '下单时间', 'time', [
    ['2018/1/1 上午8:30', '2018-01-01 08:30:00'],
    ['2018/1/1 下午1:05:09', '2018-01-01 13:05:09'],
    ['2018/1/1 凌晨12:05', '2018-01-01 00:05:00'],
  ]),
  column('AM and PM', 'date', 'time', [
    ['1/13/2018 12:05 AM', '2018-01-13 00:05:00'],
    ['1/14/2018 1:05 pm', '2018-01-14 13:05:00'],
  ]),
  column('compact', 'date', 'time', [
    ['20180101', '2018-01-01 00:00:00'],
    ['20181231235959', '2018-12-31 23:59:59'],
  ]),
  column('SAS', 'date', 'time', [
    ['14JUN09:17:58:34', '2009-06-14 17:58:34'],
    ['01JAN10:00:00:00', '2010-01-01 00:00:00'],
  ]),
  column('English months', 'date', 'time', [
    ['Jun 14, 2009', '2009-06-14 00:00:00'],
    ['14-Jun-09', '2009-06-14 00:00:00'],
    ['14 June 2009', '2009-06-14 00:00:00'],
  ]),
  column(
    'mail headers',
    'date',
    'time',
    [
      ['Wed, 14 Jun 2017 08:00:00 +0800', '2017-06-14 08:00:00'],
      ['Thu, 15 Jun 2017 09:00:00 +0800', '2017-06-15 09:00:00'],
    ],
    { zones: 2 },
  ),
  column(
    'day first by one row',
    'date',
    'time',
    [
      ['1/2/2018', '2018-02-01 00:00:00'],
      ['25/2/2018', '2018-02-25 00:00:00'],
    ],
    { ambiguousDayMonth: false },
  ),
  column(
    'undecidable',
    'date',
    'time',
    [
      ['1/2/2018', '2018-01-02 00:00:00'],
      ['3/4/2018', '2018-03-04 00:00:00'],
    ],
    { ambiguousDayMonth: true },
  ),
  column('dots are day first', 'date', 'time', [
    ['1.2.2018', '2018-02-01 00:00:00'],
    ['3.4.2018', '2018-04-03 00:00:00'],
  ]),
  column('two digits of a year', 'date', 'time', [
    ['12/25/68', '2068-12-25 00:00:00'],
    ['12/25/69', '1969-12-25 00:00:00'],
  ]),
  column(
    'Excel days',
    'order date',
    'time',
    [
      ['43831', '2020-01-01 00:00:00'],
      ['43832', '2020-01-02 00:00:00'],
    ],
    { dateFormats: ['excel'] },
  ),
  column('Excel times', 'order date', 'time', [
    ['43831.520833333336', '2020-01-01 12:30:00'],
    ['43832.0', '2020-01-02 00:00:00'],
  ]),
  column('seconds', 'timestamp', 'time', [
    ['1500000000', '2017-07-14 02:40:00'],
    ['', null],
  ]),
  column('milliseconds', 'created_at', 'time', [
    ['1500000000123', '2017-07-14 02:40:00.123'],
    ['1500000000000', '2017-07-14 02:40:00'],
  ]),
  column('microseconds', 'created_at', 'time', [
    ['1500000000123456', '2017-07-14 02:40:00.123456'],
    ['1500000000000000', '2017-07-14 02:40:00'],
  ]),
  column(
    'zones',
    'date',
    'time',
    [
      ['2018-01-01 08:00:00 +0800', '2018-01-01 08:00:00'],
      ['2018-01-02T08:00:00Z', '2018-01-02 08:00:00'],
    ],
    { zones: 2 },
  ),
  column(
    'no year',
    'date',
    'time',
    [
      ['12-06 02', '2014-12-06 02:00:00'],
      ['2-29 03', null],
    ],
    { year: 2014 },
  ),
  column('days that are none', 'date', 'time', [
    ['2018-02-30', null],
    ['2018-13-01', null],
    ['2018-01-01', '2018-01-01 00:00:00'],
    ['2018-01-02', '2018-01-02 00:00:00'],
    ['0000-00-00 00:00:00', null],
    ...Array.from({ length: 20 }, (_, i): [string, string] => [
      `2018-03-${10 + i}`,
      `2018-03-${10 + i} 00:00:00`,
    ]),
  ]),
  column('an absurd year', 'date', 'time', [
    ['2018-01-01', '2018-01-01 00:00:00'],
    ['9999-12-31', null],
    ['2018-01-02', '2018-01-02 00:00:00'],
    ['2018-01-03', '2018-01-03 00:00:00'],
    ['2018-01-04', '2018-01-04 00:00:00'],
  ]),
  column(
    'leading zeros',
    'member id',
    'id',
    [
      ['00017', '00017'],
      ['00018', '00018'],
    ],
    { type: 'text' },
  ),
  column('trailing tabs on ids', 'order id', 'id', [
    ['123456789012345678\t', '123456789012345678'],
    ['1\t', '1'],
  ]),
  column('dressed ids', 'order id', 'id', [
    ['="0123"', '0123'],
    ["'0124", '0124'],
  ]),
  column(
    'lost digits',
    'order id',
    'id',
    [
      ['1.23457E+17', null],
      ['1.23457e+17', null],
      ['123456789012345678', '123456789012345678'],
    ],
    { type: 'text', lostDigits: 2 },
  ),
  column('ids with .0', 'member id', 'id', [
    ['17850.0', '17850'],
    ['17851.0', '17851'],
  ]),
  column('full-width ids', 'member id', 'id', [
    ['Ａ１２３', 'A123'],
    ['A124', 'A124'],
  ]),
  column('unknown is no id', 'member id', 'id', [
    ['未知', null],
    ['unknown', null],
    ['A1', 'A1'],
  ]),
  column('unknown is a level', 'city', 'text', [
    ['未知', '未知'],
    ['-', null],
    ['北京', '北京'],
  ]),
  column('edges', 'city', 'text', [
    [' 北京\u3000', '北京'],
    ['\ufeff上海', '上海'],
    ['\u200b', null],
  ]),
]
