import { expect, it } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { likeNotices } from '../../../src/pages/import/like-notices'
import { textFile } from '../ingest/files'

const month = (name: string, broken = '') =>
  inspectFile(
    textFile(`单店销售\n\n订单号,会员号,下单时间,金额\n1,a,2025-01-01,5\n${broken}2,b,2025-01-02,6\n`, name),
  )

it('says of many sheets once what holds for all, the gravest first; of one file everything', async () => {
  const reports = await Promise.all([month('1.csv'), month('2.csv', '3,c,2025-01-03,7,8\n'), month('3.csv')])
  expect(
    likeNotices(reports).map(({ level, code, said }) => [level, code, said.map(({ file }) => file)]),
  ).toEqual([
    ['warning', 'too_many_fields', ['2.csv']],
    ['info', 'skipped_lines', ['1.csv', '2.csv', '3.csv']],
  ])
  const [, second] = reports
  expect(likeNotices([second!]).map(({ code }) => code)).toEqual(second!.notices.map(({ code }) => code))
})
