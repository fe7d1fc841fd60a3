import {
  accountFor,
  accountForReturns,
  type ReturnsAccount,
  type SourceAccount,
} from '../cleaning/accounting'
import { accountForAttributes, hasBuyerAttributes, type AttributeAccount } from '../cleaning/attributes.sql'
import { loadCsv, rawTable } from '../cleaning/load.sql'
import { switchRule } from '../cleaning/edit-rules'
import type { IdentityPlan } from '../cleaning/identity-plan'
import type { Recipe } from '../cleaning/recipe'
import { hasSales } from '../cleaning/shop.sql'
import { clearShop, readingSteps, rulingSteps, type CleaningStep } from '../cleaning/steps'
import type { FileDatabase } from '../engine/database'
import { EngineError } from '../engine/errors'
import type { IdentityAccount } from '../identity/account'
import type { IdentityKernels } from '../identity/kernels'
import type { LinkOptions } from '../identity/link'
import type { Part } from '../ingest/unpack/types'
import type { FileReport, Normalised, OnProgress, Rejections } from '../ingest/types'
import { sql } from '../sql/sql'
import { rowObjects } from '../sql/rows'
import type { Bilingual } from '../text/bilingual'
import { takeOutDeleted } from './deleted-members'
import { loadColumns, type ReadBatches } from './load-columns'
import { FileChangedError, LoadError, RuleError } from './errors'

/** A file that is held, with what the inspection found. */
export interface HeldFile {
  file: File
  report: FileReport
  /** The dropped file that this table came out of, and where in it; none for files made by the page. */
  source?: { file: File; part: Part }
}

/** What reading a file into the engine needs of the ingest worker. */
export type Normalise = (
  file: File,
  report: FileReport,
  onProgress?: OnProgress,
  signal?: AbortSignal,
) => Promise<Normalised>

export interface LoadProgress {
  key: string
  label: Bilingual
  state: 'working' | 'done'
  /** 0 to 1, or null where the engine cannot know. */
  share: number | null
}

export interface LoadOptions {
  onProgress?: (progress: LoadProgress) => void
  signal?: AbortSignal
  /** Where files stored by columns are read; in this thread unless told. */
  readBatches?: ReadBatches
  /** Where linking runs what is no SQL; in this thread unless told. */
  kernels?: IdentityKernels
}

/** Where every record of every file went. read = loaded + rejected + deleted; loaded = kept + set aside. */
export interface Accounting {
  sources: (SourceAccount & {
    file: string
    read: number
    blankLines: number
    rejected: Rejections
    /** Rows of members whom the recipe deletes. */
    deleted: number
  })[]
  returns: ReturnsAccount
  /** What linking found, where members are linked. */
  identity?: IdentityAccount
  /** For each attribute that sales give of their buyers: for how many members, and for how many of them rows disagree. */
  attributes?: AttributeAccount[]
}

/** The names of all steps of a load, for a list that is there before the first begins. */
export function loadSteps(recipe: Recipe): { key: string; label: Bilingual }[] {
  return [
    ...recipe.sources.map((source, index) => ({ key: fileKey(index), label: fileLabel(source.file.name) })),
    ...readingSteps(recipe),
    ...(recipe.identity?.on ? [LINK_STEP] : []),
    ...rulingSteps(recipe),
    ACCOUNT_STEP,
  ].map(({ key, label }) => ({ key, label }))
}

const fileKey = (index: number) => `file_${index}`
const fileLabel = (name: string): Bilingual => ({ en: `Read ${name}`, zh: `读入 ${name}` })
const LINK_STEP = { key: 'link', label: { en: 'Link records of one member', zh: '打通同一会员的记录' } }
const ACCOUNT_STEP = { key: 'account', label: { en: 'Account for every row', zh: '逐行对账' } }

/** Reads the files into raw tables, cleans them, and accounts for every row. Nothing is left behind if it fails. */
export async function loadShop(
  db: FileDatabase,
  normalise: Normalise,
  files: readonly HeldFile[],
  recipe: Recipe,
  options: LoadOptions = {},
): Promise<Accounting> {
  try {
    await db.run(clearShop)
    const rejections: Rejections[] = []
    for (const [index, held] of files.entries()) {
      try {
        const rejected = await loadFile(db, normalise, held, index, options)
        rejections.push(together(held.report.refused, rejected))
      } catch (error) {
        throw (await isReadable(held.file)) ? error : new FileChangedError(held.file.name, { cause: error })
      }
    }
    const deleted = await takeOutDeleted(db, recipe)
    await runSteps(db, readingSteps(recipe), options)
    const identity = await link(db, recipe, options)
    await runSteps(db, rulingSteps(recipe), options)
    return await account(db, recipe, files, { rejections, deleted, identity }, options)
  } catch (error) {
    // The engine may be gone; then there is nothing to clear, and its error is the one that counts.
    await db.run(clearShop).catch(() => undefined)
    throw error
  }
}

/**
 * As `loadShop`; an added rule that cannot be tried on these rows is switched off, and the load begins anew, so that
 * a saved rule never keeps newer files from opening.
 */
export async function loadByRules(
  db: FileDatabase,
  normalise: Normalise,
  files: readonly HeldFile[],
  recipe: Recipe,
  options: LoadOptions = {},
): Promise<{ accounting: Accounting; followed: Recipe; broken: RuleError[] }> {
  const broken: RuleError[] = []
  for (let followed = recipe; ;) {
    try {
      return { accounting: await loadShop(db, normalise, files, followed, options), followed, broken }
    } catch (error) {
      if (!(error instanceof RuleError)) throw error
      broken.push(error)
      followed = { ...followed, ...switchRule(followed, error.rule, false) }
    }
  }
}

/** What unpacking refused, and what the reader of its text rejected. */
const together = (refused: Rejections | undefined, rejected: Rejections): Rejections =>
  refused
    ? { count: refused.count + rejected.count, records: [...refused.records, ...rejected.records] }
    : rejected

/** A browser lets go of a file that was moved, deleted or written to after it was handed over. */
async function isReadable(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer()
    return true
  } catch {
    return false
  }
}

/** Applies changed rules to rows that are already loaded. */
export async function reclean(
  db: FileDatabase,
  files: readonly HeldFile[],
  recipe: Recipe,
  before: Accounting,
  options: LoadOptions = {},
): Promise<Accounting> {
  await runSteps(db, rulingSteps(recipe), options)
  return account(db, recipe, files, keptOf(before), options)
}

/** Links the loaded rows as the recipe says now, or no more; linked ones are first read again. */
export async function relink(
  db: FileDatabase,
  files: readonly HeldFile[],
  recipe: Recipe,
  before: Accounting,
  options: LoadOptions = {},
): Promise<Accounting> {
  if (before.identity) await runSteps(db, readingSteps(recipe), options)
  const identity = await link(db, recipe, options)
  await runSteps(db, rulingSteps(recipe), options)
  return account(db, recipe, files, { ...keptOf(before), identity }, options)
}

/** What linking by `plan` would find, from rows that are not linked; they stay as they are. */
export async function previewLinks(
  db: FileDatabase,
  recipe: Recipe,
  plan: IdentityPlan,
  options: LinkOptions = {},
): Promise<IdentityAccount> {
  const { findLinks } = await import('../identity/link')
  return findLinks(db, recipe, plan, options)
}

/** What cleaning again does not change. */
interface Kept {
  rejections: readonly Rejections[]
  /** Rows of deleted members, by source. */
  deleted: readonly number[]
  identity: IdentityAccount | undefined
}

const keptOf = ({ sources, identity }: Accounting): Kept => ({
  rejections: sources.map((source) => source.rejected),
  deleted: sources.map((source) => source.deleted),
  identity,
})

/** Brings together the records of each member, where the recipe says so. */
async function link(
  db: FileDatabase,
  recipe: Recipe,
  { onProgress, signal, kernels }: LoadOptions,
): Promise<IdentityAccount | undefined> {
  const plan = recipe.identity
  if (!plan?.on) return undefined
  signal?.throwIfAborted()
  onProgress?.({ ...LINK_STEP, state: 'working', share: null })
  // Fetched when first needed: most shops have nothing to link.
  const { findLinks, applyLinks } = await import('../identity/link')
  const identity = await findLinks(db, recipe, plan, {
    signal,
    ...(kernels && { kernels }),
    onProgress: (share) => onProgress?.({ ...LINK_STEP, state: 'working', share }),
  })
  await applyLinks(db, recipe, { signal })
  onProgress?.({ ...LINK_STEP, state: 'done', share: 1 })
  return identity
}

async function runSteps(
  db: FileDatabase,
  steps: readonly CleaningStep[],
  { onProgress, signal }: LoadOptions,
) {
  for (const { key, label, statement, rule } of steps) {
    signal?.throwIfAborted()
    onProgress?.({ key, label, state: 'working', share: null })
    const report = onProgress && ((share: number) => onProgress({ key, label, state: 'working', share }))
    await db.run(statement, { signal, onProgress: report }).catch((cause: unknown) => {
      throw rule !== undefined && cause instanceof EngineError && cause.kind === 'sql'
        ? new RuleError(rule, { cause })
        : cause
    })
    onProgress?.({ key, label, state: 'done', share: 1 })
  }
}

async function account(
  db: FileDatabase,
  recipe: Recipe,
  files: readonly HeldFile[],
  { rejections, deleted, identity }: Kept,
  { onProgress, signal }: LoadOptions,
): Promise<Accounting> {
  signal?.throwIfAborted()
  onProgress?.({ ...ACCOUNT_STEP, state: 'working', share: null })
  const accounts = await accountFor(db, recipe)
  const returns = hasSales(recipe)
    ? await accountForReturns(db)
    : { rows: 0, amount: 0, matched: 0, matchedAmount: 0, orders: 0, takenOff: 0 }
  const sources = accounts.map((source, index) => ({
    ...source,
    file: recipe.sources[index]?.file.name ?? '',
    read: (files[index]?.report.records ?? 0) + (files[index]?.report.refused?.count ?? 0),
    blankLines: files[index]?.report.blankLines ?? 0,
    rejected: rejections[index] ?? { count: 0, records: [] },
    deleted: deleted[index] ?? 0,
  }))
  for (const source of sources) {
    if (source.read !== source.loaded + source.rejected.count + source.deleted) {
      throw new LoadError('rows_lost', source.file, {
        read: source.read,
        loaded: source.loaded,
        rejected: source.rejected.count,
      })
    }
  }
  onProgress?.({ ...ACCOUNT_STEP, state: 'done', share: 1 })
  const attributes = hasBuyerAttributes(recipe) ? await accountForAttributes(db) : null
  return { sources, returns, ...(identity && { identity }), ...(attributes && { attributes }) }
}

/**
 * One file into its raw table. A well-formed file is read in place; if the engine finds another number of rows in
 * it than the inspection counted, or the file is not well-formed, our own reader rewrites it first.
 */
async function loadFile(
  db: FileDatabase,
  normalise: Normalise,
  { file, report }: HeldFile,
  index: number,
  { onProgress, signal, readBatches }: LoadOptions,
): Promise<Rejections> {
  signal?.throwIfAborted()
  const step = { key: fileKey(index), label: fileLabel(report.name) }
  const working = (share: number | null) => onProgress?.({ ...step, state: 'working', share })
  const path = `in/${index}.csv`
  const read = async (csv: Blob, normalised: boolean): Promise<number> => {
    await db.register(path, csv)
    try {
      await db.run(loadCsv(index, path, report, normalised), { signal, onProgress: working })
    } finally {
      await db.drop(path)
    }
    const [count] = rowObjects(await db.query(sql`select count(*) as n from ${rawTable(index)}`))
    return Number(count?.['n'] ?? 0)
  }
  working(0)
  if (report.storage !== undefined) {
    await loadColumns(db, file, report, index, { readBatches, onProgress: working, signal })
    onProgress?.({ ...step, state: 'done', share: 1 })
    return { count: 0, records: [] }
  }
  if (report.readInPlace) {
    const loaded = await read(file, false)
    if (loaded === report.records) {
      onProgress?.({ ...step, state: 'done', share: 1 })
      return { count: 0, records: [] }
    }
  }
  const rewrite = (how: FileReport) =>
    normalise(file, how, (done, total) => working(total > 0 ? (done / total) * 0.7 : 0), signal)
  let normalised = await rewrite(report)
  let loaded = await read(normalised.csv, true)
  if (loaded !== normalised.loaded && report.transcodes) {
    normalised = await rewrite({ ...report, transcodes: false })
    loaded = await read(normalised.csv, true)
  }
  if (loaded !== normalised.loaded) {
    throw new LoadError('rows_lost', report.name, {
      read: report.records,
      loaded,
      rejected: normalised.rejectedCount,
    })
  }
  onProgress?.({ ...step, state: 'done', share: 1 })
  return { count: normalised.rejectedCount, records: normalised.rejected }
}
