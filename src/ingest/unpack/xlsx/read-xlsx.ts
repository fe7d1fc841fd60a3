import type { Member } from '../archive'
import { bomb, looksLikeBomb } from '../byte-sink'
import { emptySheets, errorCells, hiddenSheet, SheetTable } from '../sheet-part'
import type { Part, Unpacking } from '../types'
import { refusal } from '../unpack-error'
import { progressOver, type Step } from './reading-progress'
import type { CellContext } from './cells'
import { LongNumbers } from './long-numbers'
import { SheetReader } from './sheet-reader'
import { RelationsReader, StringsReader, StylesReader, WorkbookReader } from './workbook'
import { XmlScanner, type XmlHandler } from './xml'

const workbookPath = (members: readonly Member[]): string =>
  members.find(({ path }) => /(^|\/)workbook\d*\.xml$/i.test(slashes(path)))?.path ?? 'xl/workbook.xml'

/**
 * Every sheet of a workbook as a part, read in pieces: formulas by the values they had when the file was saved, dates
 * as ISO writes them. Throws an UnpackError for a workbook that is damaged or holds no value.
 */
export async function readXlsx(
  members: readonly Member[],
  lastModified: number,
  unpacking: Unpacking,
): Promise<Part[]> {
  const { origin, signal } = unpacking
  const path = slashes(workbookPath(members))
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : ''
  const relations = new RelationsReader(folder)
  const workbook = new WorkbookReader()
  const strings = new StringsReader()
  const styles = new StylesReader()
  await readXml(find(members, `${folder}_rels/${path.slice(folder.length)}.rels`), relations, { signal })
  await readXml(find(members, path), workbook, { signal })
  const byType = (type: string) =>
    find(members, [...relations.targets.values()].find((target) => target.type === type)?.path)
  const sheets = workbook.sheets.flatMap((sheet) => {
    const target = relations.targets.get(sheet.relation)
    const member = find(members, target?.path)
    return member && target?.type === 'worksheet' ? [{ ...sheet, member }] : []
  })
  const stringsMember = byType('sharedStrings')
  const step = progressOver([stringsMember?.size ?? 0, ...sheets.map(({ member }) => member.size)], unpacking)
  await readXml(byType('styles'), styles, { signal })
  await readXml(stringsMember, strings, step(0))

  const parts: Part[] = []
  const empty: string[] = []
  for (const [index, sheet] of sheets.entries()) {
    const given = { strings: strings.strings, kinds: styles.kinds, from1904: workbook.from1904 }
    const { table, context } = await readSheet(sheet.member, given, step(index + 1))
    if (table.rows === 0) {
      empty.push(sheet.name)
      continue
    }
    const notices = [
      ...(sheet.hidden ? [hiddenSheet()] : []),
      ...(context.errors > 0 ? [errorCells(context.errors, context.firstError)] : []),
    ]
    parts.push(await table.part({ ...origin, format: 'xlsx', sheet: sheet.name }, notices, lastModified))
  }
  const [first] = parts
  if (!first) throw noValue()
  first.notices.push(...emptySheets(empty))
  return parts
}

/** The rows of a sheet. Whether its long numbers are cut shows at its end only; then it is read once more. */
async function readSheet(
  member: Member,
  given: Pick<CellContext, 'strings' | 'kinds' | 'from1904'>,
  step: Step,
): Promise<{ table: SheetTable; context: CellContext }> {
  const read = async (cut: ReadonlySet<number>) => {
    const table = new SheetTable()
    const context: CellContext = { ...given, long: new LongNumbers(), cut, errors: 0, firstError: '' }
    await readXml(member, new SheetReader(context, (cells) => table.row(cells)), step)
    return { table, context }
  }
  const first = await read(new Set())
  const cut = first.context.long.cutColumns
  return cut.size === 0 ? first : read(cut)
}

async function readXml(member: Member | undefined, handler: XmlHandler, step: Step): Promise<void> {
  if (!member) return
  if (looksLikeBomb(member.packed, member.size)) throw bomb(member.packed)
  const scanner = new XmlScanner(handler)
  let decoder: TextDecoder | null = null
  try {
    await member.read((bytes) => {
      decoder ??= new TextDecoder(encodingOf(bytes))
      scanner.push(decoder.decode(bytes, { stream: true }))
    }, step)
    scanner.end()
  } catch (error) {
    if (error instanceof SyntaxError) throw damaged(member.path, error)
    throw error
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff || bytes[1] === 0) return 'utf-16le'
  return bytes[0] === 0xfe || bytes[0] === 0 ? 'utf-16be' : 'utf-8'
}

/** Some writers put backslashes between folders, and mix cases. */
const slashes = (path: string): string => path.replaceAll('\\', '/').replace(/^\/+/, '')

const find = (members: readonly Member[], path: string | undefined): Member | undefined =>
  path === undefined
    ? undefined
    : members.find((member) => slashes(member.path).toLowerCase() === slashes(path).toLowerCase())

const damaged = (path: string, cause: unknown) =>
  refusal(
    'workbook_damaged',
    {
      en: `The workbook is damaged in its part ${path}. Open it in a spreadsheet program, let it repair the file, and save it again.`,
      zh: `工作簿已损坏，位置：${path}。请用表格软件打开并修复，再另存一份。`,
    },
    { cause },
  )

const noValue = () =>
  refusal('workbook_empty', {
    en: 'No sheet of the workbook holds any value. Formulas have values only once a spreadsheet program has saved them: open the workbook there and save it.',
    zh: '工作簿里没有任何内容。公式要在表格软件里保存过才有结果：请打开后保存一次再拖入。',
  })
