import { beforeEach, expect, it, vi } from 'vitest'
import type { SourcePlan } from '../../../src/cleaning/recipe'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeGroups } from '../../../src/ingest/propose'
import type { Dialect } from '../../../src/ingest/types'
import { unpack } from '../../../src/ingest/unpack/unpack'
import { asMade, asRead, asWritten, lookAt } from '../../../src/pages/look-at'
import type { HeldFile } from '../../../src/project/load'
import { replan } from '../../../src/project/match'
import { planOf, recipeOf } from '../../../src/project/plan'
import { readProject, writeProject, type Project } from '../../../src/project/project-file'

// The client of the ingest worker, without the worker.
vi.mock('../../../src/pages/ingest-client', () => ({
  inspect: (file: File, dialect?: Partial<Dialect>) => inspectFile(file, { dialect: dialect ?? {} }),
  unpack: (file: File) => unpack(file),
}))

const rows = (row: (i: number) => string) => Array.from({ length: 30 }, (_, i) => row(i)).join('\n')
const look = (text: string, name = 'a.csv') =>
  lookAt(new File([text], name), () => undefined, new AbortController().signal)

let till: string
beforeEach(() => {
  till =
    'Date,Receipt Number,Line Type,Customer Code,Quantity,Total,Details\n' +
    rows((i) =>
      [
        `2025-04-01,R${i},Sale,C${i % 9},3,30,`,
        `2025-04-01,R${i},Sale Line,C${i % 9},1,10,Tea`,
        `2025-04-01,R${i},Sale Line,C${i % 9},2,20,Cup`,
      ].join('\n'),
    )
})

it('a sheet of months as it is written is the dropped file, with no word of how it was read before', async () => {
  const text = `会员号,2025年1月,2025年2月,2025年3月\n${rows((i) => `m${i},5,,${i + 1}`)}\n`
  const [made] = await look(text)
  expect(made?.report.records).toBe(60)
  expect(made?.report.notices.map(({ code }) => code)).toContain('unpivoted')
  const written = await asWritten(made!)
  expect(written?.report).toMatchObject({ name: 'a.csv', records: 30 })
  expect(written?.report.columns).toHaveLength(4)
  expect(written?.report.notices.map(({ code }) => code)).not.toContain('unpivoted')
  expect(written?.file).toBe(made?.source?.file)
  // It was made of nothing else.
  expect(await asWritten(written!)).toBeNull()
})

it('every table of one file is the same text as it is written', async () => {
  const packed = `order_id,member_id,order_date,items,amount\n${rows((i) => `O${i},M${i % 7},2025-03-01,Tea x1; Cup x2,${i + 5}`)}\n`
  const held = await look(packed)
  expect(held.map(({ report }) => report.records)).toEqual([30, 60])
  for (const one of held) expect((await asWritten(one))?.report.records).toBe(30)
  expect(held[0]?.source?.part.original).toBe(held[1]?.source?.part.original)
})

it('rows of several kinds are no exports of one shape, however like their columns', async () => {
  const reports = (await look(till)).map(({ report }) => report)
  expect(reports.map(({ kind, records }) => [kind, records])).toEqual([
    ['Sale', 30],
    ['Sale Line', 60],
  ])
  expect(proposeGroups(reports).map(({ files }) => files)).toEqual([[0], [1]])
})

it('tills of two months make one table of each kind', async () => {
  const months = [...(await look(till, 'april.csv')), ...(await look(till, 'may.csv'))]
  expect(proposeGroups(months.map(({ report }) => report)).map(({ files }) => files)).toEqual([
    [0, 2],
    [1, 3],
  ])
})

it('the one member of a shop is its member', async () => {
  const orders = `order_id,member_id,order_date,amount\n${rows((i) => `O${i},M1,2025-01-01,${i + 5}`)}\n`
  const [held] = await look(orders)
  const [group] = proposeGroups([held!.report])
  const member = group?.proposal.matches.find(({ role }) => role === 'member_id')
  expect(member?.column).toBe('member_id')
  expect(member?.reasons.at(-1)?.zh).toContain('只有一位会员')
})

const planned = (held: HeldFile): SourcePlan =>
  planOf(held.report, { table: null, confidence: 0, reasons: [], matches: [], questions: [] })

it('a recipe that has a text as it is written has it so again, and nothing else', async () => {
  const held = await look(till, 'april.csv')
  const written = await asWritten(held[0]!)
  const saved = planned(written!)
  expect(saved.asWritten).toBe(true)
  const other = await look(
    `会员号,2025年1月,2025年2月,2025年3月\n${rows((i) => `m${i},5,,${i + 1}`)}\n`,
    'b.csv',
  )
  // As a file of another month: its name is not what tells it.
  const opened = [...other, ...(await look(till, 'may.csv'))]
  const read = await asRead(opened, [saved])
  expect(read.map(({ report }) => [report.name, report.records, report.asWritten])).toEqual([
    ['b.csv', 60, undefined],
    ['may.csv', 90, true],
  ])
  expect(await asRead(opened, held.map(planned))).toEqual(opened)
})

it('a text that is read as it is written can be taken apart again', async () => {
  const held = await look(till)
  const written = await asWritten(held[1]!)
  const again = await asMade(written!)
  expect(again.map(({ report }) => [report.name, report.records])).toEqual(
    held.map(({ report }) => [report.name, report.records]),
  )
  expect(await asMade(held[0]!)).toEqual([])
})

it('a text as it is written is so in the project file too', async () => {
  const [made] = await look(till)
  const written = await asWritten(made!)
  const project: Project = {
    recipe: recipeOf([planned(written!)], '2025-06-01'),
    lens: null,
    parameters: {},
    data: [],
  }
  expect(readProject(writeProject(project)).recipe.sources[0]?.asWritten).toBe(true)
  // Read in another way, it is the file of today that says so.
  expect(replan(planned(written!), made!.report).asWritten).toBeUndefined()
})
