import type { Preset } from '../shop/presets/preset'
import { normaliseHeader, UNSPACED } from '../shop/headers'
import { PRESETS } from '../shop/presets/presets'
import { SHOP_TABLES, type TableName } from '../shop/tables'
import { bareOrder } from './bare-order'
import { byPattern, withoutHeader } from './by-values'
import { bridgeMembers } from './bridges'
import { settleDateParts } from './date-parts'
import { isOfWholeOrders, settleDiscounts } from './discounts'
import { filledOnce } from './fill-down'
import { findLinks } from './links'
import { presetsFor, proposeByPreset } from './presets'
import { questionsAbout } from './questions'
import { ratingsWithoutHeader } from './ratings'
import { RECORD_FITS } from './record-fit'
import { isMasked, matchRole, type Link } from './roles'
import { settleClock } from './sale-clock'
import { fitOrderItems, fitMembers, fitOrders, fitProducts, type TableFit } from './table-fit'
import { sayWhatIsShared } from './stated-elsewhere'
import { mergedReport, proposalFor, shapesOf } from './shapes'
import type { ColumnMatch, FileReport, SourceProposal } from './types'

/**
 * Which table of the shop each file is, and which of its columns supply what, from headers, values, and the values
 * files share. Files of one shape are looked at as one. One proposal per report, in order. Nothing is proposed below even odds: such a file stays a raw table.
 */
export function proposeSources(
  reports: readonly FileReport[],
  presets: readonly Preset[] = PRESETS,
): SourceProposal[] {
  const proposals: SourceProposal[] = []
  for (const { files, report: merged, proposal } of proposeGroups(reports, presets))
    for (const i of files) proposals[i] = proposalFor(proposal, reports[i]!, merged)
  return proposals
}

/** Files of one shape, by their places; what they hold taken together; and what that seems to be. */
export interface FileGroup {
  files: readonly number[]
  report: FileReport
  proposal: SourceProposal
}

/** As `proposeSources`, one proposal for all files of one shape. */
export function proposeGroups(
  reports: readonly FileReport[],
  presets: readonly Preset[] = PRESETS,
): FileGroup[] {
  const groups = shapesOf(reports)
  const merged = groups.map((group) => mergedReport(group.flatMap((i) => reports[i] ?? [])))
  const proposals = proposeShapes(merged, presets)
  return groups.map((files, g) => ({ files, report: merged[g]!, proposal: proposals[g]! }))
}

function proposeShapes(reports: readonly FileReport[], presets: readonly Preset[]): SourceProposal[] {
  const first = reports.map((report) => propose(report, new Map(), presets))
  const links = findLinks(reports, first)
  const linked = reports.map((report, i) => {
    const found = links[i]
    const known = first[i]
    return found && known && found.size === 0 ? known : propose(report, found ?? new Map(), presets)
  })
  return sayWhatIsShared(reports, bridgeMembers(reports, linked))
}

/** The columns of a file for a table that a person chose, in the order of the table's columns. */
export function matchesFor(report: FileReport, table: TableName): ColumnMatch[] {
  const matches = assign(report, table, new Map())
  return (SHOP_TABLES.find((candidate) => candidate.name === table)?.columns ?? []).flatMap(
    (column) => matches.get(column.name) ?? [],
  )
}

const FITS: readonly { table: TableName; fit: (report: FileReport, matches: Matches) => TableFit }[] = [
  { table: 'orders', fit: fitOrders },
  { table: 'order_items', fit: fitOrderItems },
  { table: 'members', fit: fitMembers },
  { table: 'products', fit: fitProducts },
  ...RECORD_FITS,
]

/** The best column for each role, no column twice. */
export type Matches = ReadonlyMap<string, ColumnMatch>

function propose(
  report: FileReport,
  links: ReadonlyMap<string, readonly Link[]>,
  presets: readonly Preset[],
): SourceProposal {
  if (report.columns.length === 0) return nothing(report, [])
  const [known] = presetsFor(report, presets)
  const proposal = known
    ? proposeByPreset(report, known, assign(report, known.preset.table, links))
    : proposeByFit(report, links)
  if (proposal.table !== 'orders' && proposal.table !== 'order_items') return proposal
  const fill = filledOnce(report, new Map(proposal.matches.map((match) => [match.role, match])))
  return fill.length === 0 ? proposal : { ...proposal, fill }
}

/** By headers and values alone, as if no preset were known. */
export const proposeAlone = (report: FileReport): SourceProposal => propose(report, new Map(), [])

/** By one preset or template. */
export const proposeBy = (report: FileReport, preset: Preset): SourceProposal =>
  propose(report, new Map(), [preset])

function proposeByFit(report: FileReport, links: ReadonlyMap<string, readonly Link[]>): SourceProposal {
  const fits = FITS.map(({ table, fit }) => {
    const matches = assign(report, table, links)
    return { table, matches, ...fit(report, matches) }
  }).sort((a, b) => b.score - a.score)
  const [best, second] = fits
  if (!best || best.score < 0.5) return nothing(report, fits)
  const matches = SHOP_TABLES.find((table) => table.name === best.table)!.columns.flatMap((column) => {
    const match = best.matches.get(column.name)
    return match ? [match] : []
  })
  return {
    table: best.table,
    confidence: Math.min(1, best.score),
    reasons: best.reasons,
    matches,
    questions: questionsAbout(
      report,
      best.table,
      best.matches,
      second && second.score > best.score - 0.1 ? second.table : null,
    ),
  }
}

/** Takes the surest pairs first; what is left without a header but with the right values fills the gaps. */
function assign(
  report: FileReport,
  table: TableName,
  links: ReadonlyMap<string, readonly Link[]>,
): Map<string, ColumnMatch> {
  const roles = SHOP_TABLES.find((candidate) => candidate.name === table)?.columns ?? []
  const columns = report.columns.filter(({ header, name }) => links.has(name) || mayMean(header))
  const pairs = roles.flatMap((role) =>
    columns.flatMap((column) => matchRole(role, column, links.get(column.name) ?? []) ?? []),
  )
  if (table === 'order_items')
    for (const pair of pairs)
      if (pair.role === 'amount' && OF_THE_ORDER.test(pair.column.trim())) pair.confidence *= 0.6
  // Paid is what comes after discounts and with all that is added: of an order's sums the last.
  if (table === 'orders')
    for (const pair of pairs)
      if (pair.role === 'amount' && BEFORE_THE_TOTAL.test(pair.column.trim())) pair.confidence *= 0.7
  // What a row is comes before what it says of its buyer: an e-mail address is her id where no other is. A header that
  // speaks clearly of the buyer is hers.
  const attributes = new Set(roles.flatMap((role) => (role.of ? [role.name] : [])))
  const claims = new Map<string, number>()
  for (const pair of pairs)
    if (attributes.has(pair.role))
      claims.set(pair.column, Math.max(pair.confidence, claims.get(pair.column) ?? 0))
  const first = (pair: ColumnMatch) =>
    !attributes.has(pair.role) &&
    pair.confidence >= 0.6 &&
    pair.confidence > (claims.get(pair.column) ?? 0) - 0.1
      ? 1
      : 0
  pairs.sort((a, b) => first(b) - first(a) || b.confidence - a.confidence)
  const matches = new Map<string, ColumnMatch>()
  const taken = new Set<string>()
  for (const pair of pairs) {
    if (pair.confidence < 0.4 || matches.has(pair.role) || taken.has(pair.column)) continue
    matches.set(pair.role, pair)
    taken.add(pair.column)
  }
  const add = (found: ColumnMatch) => {
    if (matches.has(found.role) || taken.has(found.column)) return
    matches.set(found.role, found)
    taken.add(found.column)
  }
  if (table === 'orders') withoutHeader(report).forEach(add)
  if (table === 'reviews') ratingsWithoutHeader(report).forEach(add)
  if (table === 'orders' || table === 'order_items') {
    memberByContact(report, matches)
    for (const guess of [numberedOrder, loneTime, likelyMember]) {
      const found = guess(report, taken)
      if (found) add(found)
    }
    const order = table === 'orders' ? bareOrder(report, matches, taken) : null
    if (order) add(order)
    settleDiscounts(table, report, matches, preferLineAmount(table, report, matches))
    settleDateParts(report, matches, taken)
    settleClock(report, matches, taken)
  }
  if (table === 'members') memberByContact(report, matches)
  const found = table === 'orders' ? loneAmount(report, matches, taken) : null
  if (found) add(found)
  if (matches.has('member_id') && roles.some((role) => role.name === 'phone'))
    byPattern(report, taken).forEach(add)
  return matches
}

/** Whether any column of the shop could go by a header: of thousands of columns most are strangers to all of them. */
function mayMean(header: string): boolean {
  const normal = normaliseHeader(header)
  return UNSPACED.test(normal) || normal.split(' ').some((part) => FIRST_PARTS.has(part))
}

const FIRST_PARTS = new Set(
  SHOP_TABLES.flatMap(({ columns }) =>
    columns.flatMap(({ words }) => words.map((word) => normaliseHeader(word).split(' ')[0] ?? '')),
  ),
)

/** Shops write order numbers as #1001, whatever the header says. */
function numberedOrder(report: FileReport, taken: ReadonlySet<string>): ColumnMatch | null {
  const found = report.columns.find(
    (column) =>
      !taken.has(column.name) &&
      column.examples.length > 0 &&
      column.examples.every((example) => /^#[A-Z]{0,5}-?\d{2,}(-\w+)?$/.test(example.trim())),
  )
  if (!found) return null
  const example = found.examples[0] ?? ''
  const reason = { en: `values such as ${example} are order numbers`, zh: `${example} 这样的值是订单号` }
  return { role: 'order_id', column: found.name, confidence: 0.7, reasons: [reason] }
}

/** The one column of dates in a file is the time of what the file records. */
function loneTime(report: FileReport, taken: ReadonlySet<string>): ColumnMatch | null {
  const times = report.columns.filter((column) => column.type === 'date' || column.type === 'time')
  const [only] = times
  if (
    times.length !== 1 ||
    !only ||
    taken.has(only.name) ||
    /[a-z\u4e00-\u9fff]{2}/i.test(only.header) === false
  )
    return null
  const named = matchRole(
    { name: 'ordered_at', type: 'time', label: { en: 'time', zh: '下单时间' }, words: [only.header] },
    only,
    [],
  )
  if (!named || TIME_OF_SOMETHING_ELSE.test(only.header)) return null
  const reason = { en: 'the only column of dates in the file', zh: '文件里唯一的日期列' }
  return {
    role: 'ordered_at',
    column: only.name,
    confidence: 0.42,
    reasons: [reason, ...named.reasons.slice(1)],
  }
}

const TIME_OF_SOMETHING_ELSE =
  /ship|deliver|birth|expir|limit|update|modif|review|visit|redempt|join|regist|enroll|cancel|refund|start|end|发货|更新|生日|注册|到期|入会|退款/i

/** Beside a member and a time, the one column of decimals or of money says what was paid. */
function loneAmount(report: FileReport, matches: Matches, taken: ReadonlySet<string>): ColumnMatch | null {
  if (!matches.has('ordered_at') || !matches.has('member_id') || matches.has('unit_price')) return null
  const sums = report.columns.filter(({ type, currency }) => type === 'decimal' || currency !== '')
  const [only] = sums
  if (!only || sums.length > 1 || taken.has(only.name) || only.header.trim() === '') return null
  const named = matchRole(
    { name: 'amount', type: 'money', label: { en: 'amount', zh: '金额' }, words: [only.header] },
    only,
    [],
  )
  if (!named || AMOUNT_OF_SOMETHING_ELSE.test(only.header)) return null
  const reason = { en: 'the only column of decimals in the file', zh: '文件里唯一的小数列' }
  return { role: 'amount', column: only.name, confidence: 0.42, reasons: [reason, ...named.reasons.slice(1)] }
}

const AMOUNT_OF_SOMETHING_ELSE =
  /rat(e|ing|io)|score|discount|tax|ship|freight|fee|cost|point|balance|credit|weight|lat|lng|lon|age|率|分|折|税|运费|成本|积分|余额|重/i

/** Where nothing else says who bought, her e-mail address does, else her phone, where it is not masked. */
function memberByContact(report: FileReport, matches: Map<string, ColumnMatch>): void {
  if (matches.has('member_id')) return
  const role = (['email', 'phone'] as const).find((name) => {
    const column = report.columns.find((candidate) => candidate.name === matches.get(name)?.column)
    return column && !isMasked(column)
  })
  const match = role && matches.get(role)
  if (!match) return
  matches.delete(role)
  matches.set('member_id', {
    ...match,
    role: 'member_id',
    reasons: [...match.reasons, { en: 'no other column says which member', zh: '没有别的列说明是哪位会员' }],
  })
}

/** Without a header that means member: an id that comes back in other records. */
function likelyMember(report: FileReport, taken: ReadonlySet<string>): ColumnMatch | null {
  const found = report.columns.find(
    (column) =>
      !taken.has(column.name) &&
      (column.type === 'integer' || column.type === 'text') &&
      /(^|[^a-z])(id|no|number|code)$|编号$|id$|号$/i.test(column.header.trim()) &&
      !/store|shop|seller|vendor|staff|campaign|coupon|item|line|row|product|sku|order|invoice|店|行|商品|单/i.test(
        column.header,
      ) &&
      column.distinct >= 10 &&
      column.distinct < 0.9 * (column.sampled - column.missing),
  )
  if (!found) return null
  const reason = {
    en: `no header means member; “${found.name}” is an id that comes back (${found.distinct} different values in ${found.sampled} sampled)`,
    zh: `没有表头表示会员；“${found.name}”是会重复出现的编号（抽样 ${found.sampled} 行有 ${found.distinct} 个不同的值）`,
  }
  return { role: 'member_id', column: found.name, confidence: 0.42, reasons: [reason] }
}

const OF_THE_ORDER = /order|grand|^totale?$|订单|bestell|auftrag|commande|pedido|ordine|encomenda/i

const BEFORE_THE_TOTAL = /sub[ _-]?total|小计|商品(总?金额|总[价额])|货款|zwischensumme|sous[ _-]?total/i

/**
 * On order lines, an amount that speaks of the whole order, or is mostly missing, gives way to quantity × price. Gives
 * back the amount of whole orders.
 */
function preferLineAmount(
  table: TableName,
  report: FileReport,
  matches: Map<string, ColumnMatch>,
): ColumnMatch | null {
  const amount = matches.get('amount')
  if (table !== 'order_items' || !amount || !matches.has('quantity') || !matches.has('unit_price'))
    return null
  const column = report.columns.find((candidate) => candidate.name === amount.column)
  if (!column) return null
  const bySide = OF_THE_ORDER.test(column.header.trim()) || column.missing > 0.3 * column.sampled
  if (!bySide && !isOfWholeOrders(report, matches)) return null
  matches.delete('amount')
  return amount
}

function nothing(report: FileReport, fits: readonly (TableFit & { matches: Matches })[]): SourceProposal {
  const error = report.notices.find((notice) => notice.level === 'error')
  const nearness = (fit: { matches: Matches }) =>
    [...fit.matches.values()].reduce((sum, match) => sum + match.confidence, 0)
  const nearest = [...fits]
    .sort((a, b) => nearness(b) - nearness(a))
    .find((fit) => fit.lacks && fit.matches.size > 1)
  const reasons = error
    ? [error.sentence]
    : [
        {
          en: 'Not recognised as a table of a shop (orders, order lines, members, products, payments, reviews, events …); kept as a table for SQL.',
          zh: '看不出是店铺的哪种表（订单、订单明细、会员、商品、付款、评价、行为等），作为普通表保留，可用 SQL 查询。',
        },
        ...(nearest?.lacks ? [nearest.lacks] : []),
      ]
  return { table: null, confidence: 0, reasons, matches: [], questions: [] }
}
