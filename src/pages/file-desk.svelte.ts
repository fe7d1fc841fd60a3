import type { Recipe, SourcePlan } from '../cleaning/recipe'
import type { FileGroup } from '../ingest/propose'
import type { FileReport, SourceProposal } from '../ingest/types'
import type { HeldFile } from '../project/load'
import { followRecipe } from '../project/match'
import { columnsOf, gapsOf, planOf, recipeOf } from '../project/plan'
import type { Project } from '../project/project-file'
import {
  mergeTemplates,
  presetOf,
  readTemplates,
  templateId,
  templateOf,
  writeTemplates,
  type MappingTemplate,
} from '../project/templates'
import { twinsOf } from '../project/twins'
import type { Preset } from '../shop/presets/preset'
import type { TableName } from '../shop/tables'
import { fetchProposing, type Proposing } from './proposing'
import { keep, recall } from './settings'
import { today } from './today'

/** The files on the desk: what each was taken for, and what a person made of that. */
export class FileDesk {
  held = $state.raw<HeldFile[]>([])
  proposals = $state.raw<SourceProposal[]>([])
  /** For each file the one before it that holds the same, by its index; null: none does. */
  twins = $state.raw<(number | null)[]>([])
  /** The plan of each file, as proposed and then as amended. */
  plans = $state.raw<SourcePlan[]>([])
  /** The currency a person chose, ISO 4217 or '' for none; null: what the files say. */
  chosenCurrency = $state<string | null>(null)
  /** A recipe of an earlier visit or of an opened project file, waiting for its files. */
  waiting = $state.raw<Project | null>(null)
  /** How many files are being read again in another way. */
  rereading = $state(0)

  /** The files by their shape: several exports of one report are shown, and mapped, as one. */
  groups = $state.raw<FileGroup[]>([])

  /** The mappings that the user saved, the newest first. Kept by this browser. */
  templates = $state.raw<readonly MappingTemplate[]>(recallTemplates())

  #proposing: Proposing | null = null

  /** Fetches what the files on the desk are proposed by; to be awaited before the first of them is put there. */
  protected async fetchProposing(): Promise<void> {
    this.#proposing ??= await fetchProposing()
  }

  private get proposing(): Proposing {
    if (!this.#proposing) throw new Error('What proposes has not been fetched.')
    return this.#proposing
  }

  /** What files are recognised by: the user's templates, then the exports of shop systems. */
  get presets(): readonly Preset[] {
    return [...this.templates.map(presetOf), ...this.proposing.PRESETS]
  }

  /** Files whose plan a person or a recipe made: it stays when other files join. */
  readonly #decided = new WeakSet<FileReport>()

  changePlan(index: number, change: Partial<SourcePlan>): void {
    const report = this.held[index]?.report
    if (report) this.#decided.add(report)
    this.plans = this.plans.map((plan, i) => (i === index ? { ...plan, ...change } : plan))
  }

  /** The files of one shape with this one, itself among them. */
  filesLike(index: number): readonly number[] {
    return this.groups.find(({ files }) => files.includes(index))?.files ?? [index]
  }

  /** What the files of a group have in common: its mapping is in the column names of the group's report. */
  planOf(group: FileGroup): SourcePlan | undefined {
    const lead = this.plans[group.files[0] ?? -1]
    if (!lead || group.files.length === 1) return lead
    const parts = [...group.files].reverse().map((i) => {
      const [plan, held] = [this.plans[i], this.held[i]]
      return plan && held ? this.proposing.translateMapping(plan.mapping, held.report, group.report) : {}
    })
    const columns = columnsOf(group.report).map((column) => ({
      ...column,
      dateFormats: this.#columnOf(group, column.name)?.dateFormats ?? column.dateFormats,
    }))
    return { ...lead, mapping: Object.assign({}, ...parts) as SourcePlan['mapping'], columns }
  }

  #columnOf(group: FileGroup, name: string): SourcePlan['columns'][number] | undefined {
    for (const i of group.files) {
      const report = this.held[i]?.report
      const own = report && this.proposing.translateMapping({ column: name }, group.report, report)['column']
      const found = this.plans[i]?.columns.find((column) => column.name === own)
      if (found && found.dateFormats.length > 0) return found
    }
    return undefined
  }

  /** Changes the plans of all files of a group. */
  changeGroup(
    group: FileGroup,
    change: {
      table?: TableName | null
      mapping?: Record<string, string>
      fill?: string[]
      dates?: DateChange
    },
  ): void {
    const { table, mapping, fill, dates } = change
    for (const i of group.files) {
      const [plan, report] = [this.plans[i], this.held[i]?.report]
      if (!plan || !report) continue
      const dated =
        dates && this.proposing.translateMapping({ column: dates.column }, group.report, report)['column']
      this.changePlan(i, {
        ...(table === undefined ? {} : { table }),
        ...(mapping ? { mapping: this.proposing.translateMapping(mapping, group.report, report) } : {}),
        ...(fill ? { fill } : {}),
        ...(dates
          ? {
              columns: plan.columns.map((column) =>
                column.name === dated ? { ...column, dateFormats: dates.change(column.dateFormats) } : column,
              ),
            }
          : {}),
      })
    }
  }

  /** Takes the files of a group as another table: the mapping is proposed anew for it. */
  changeTable(group: FileGroup, table: TableName | null): void {
    const matches = table === null ? [] : this.proposing.matchesFor(group.report, table)
    this.changeGroup(group, {
      table,
      mapping: Object.fromEntries(matches.map((match) => [match.role, match.column])),
    })
    this.groups = this.groups.map((other) =>
      other === group ? { ...group, proposal: { ...group.proposal, matches } } : other,
    )
  }

  /** Reads a group by a preset or a template, or, with null, by its headers and values alone. */
  takePreset(group: FileGroup, id: string | null): void {
    const preset = this.presets.find((candidate) => candidate.id === id)
    const proposal = preset
      ? this.proposing.proposeBy(group.report, preset)
      : this.proposing.proposeAlone(group.report)
    this.changeGroup(group, {
      table: proposal.table,
      mapping: Object.fromEntries(proposal.matches.map((match) => [match.role, match.column])),
      fill: proposal.fill ?? [],
    })
    this.groups = this.groups.map((other) => (other === group ? { ...group, proposal } : other))
  }

  /** Keeps a group's mapping under a name; false where it is no shop table. One of that name gives way. */
  saveTemplate(name: string, group: FileGroup): boolean {
    const plan = this.planOf(group)
    const template = plan && templateOf(name, plan, group.report)
    if (!template) return false
    this.addTemplates([template])
    this.takePreset(group, templateId(name))
    return true
  }

  addTemplates(added: readonly MappingTemplate[]): void {
    this.templates = mergeTemplates(this.templates, added)
    keep('templates', writeTemplates(this.templates))
  }

  removeTemplate(name: string): void {
    this.templates = this.templates.filter((template) => template.name !== name)
    keep('templates', this.templates.length === 0 ? null : writeTemplates(this.templates))
    for (const group of this.groups)
      if (group.proposal.preset?.id === templateId(name)) this.takePreset(group, null)
  }

  /** Files that can be loaded, by their index: those without an error. */
  get usable(): number[] {
    return this.held.flatMap(({ report }, i) =>
      report.notices.some((notice) => notice.level === 'error') ? [] : [i],
    )
  }

  /** Whether the plans as they stand can be followed. Files that are no shop table can be asked in SQL. */
  get canLoad(): boolean {
    const plans = this.usable.flatMap((i) => this.plans[i] ?? [])
    return plans.length > 0 && this.rereading === 0 && plans.every((plan) => gapsOf(plan, plans).length === 0)
  }

  /** The currency of the amounts: as chosen, as a waiting recipe says, or as seen in the files. */
  get currency(): string {
    return this.chosenCurrency ?? this.waiting?.recipe.currency ?? recipeOf(this.plans, today()).currency
  }

  protected nextRecipe(): Recipe {
    const plans = this.usable.flatMap((i) => this.plans[i] ?? [])
    const followed = this.waiting && this.followsWaiting ? this.waiting.recipe : recipeOf(plans, today())
    return { ...followed, sources: plans, today: today(), currency: this.currency }
  }

  /** Takes files as they are now, proposes what they are, and follows a recipe that waits for them. */
  protected propose(held: HeldFile[]): void {
    // What a person set for a file stays when another file joins. A file that was set back as a twin is asked anew.
    const decided = new Map(
      this.held.flatMap(({ report }, i) => {
        const plan = this.plans[i]
        const stays = this.#decided.has(report) && !(this.twins[i] != null && plan?.table === null)
        return plan && stays ? [[report, plan] as const] : []
      }),
    )
    this.held = held
    const reports = held.map(({ report }) => report)
    this.twins = twinsOf(reports)
    this.groups = this.#group(reports)
    this.proposals = reports.map((report, i) => {
      const group = this.groups.find(({ files }) => files.includes(i))
      return group ? this.proposing.proposalFor(group.proposal, report, group.report) : NOTHING
    })
    const proposed = this.groups.flatMap((group) => plansOf(group, reports, this.proposing))
    const recipe = this.waiting && followRecipe(this.waiting.recipe.sources, reports, this.twins)
    this.plans = reports.map((report, i) => {
      const followed = recipe?.plans[i]
      if (followed) this.#decided.add(report)
      const plan = followed ?? decided.get(report) ?? planOf(report, this.proposals[i] ?? NOTHING)
      return proposed.find(({ file }) => file === i)?.settle(plan) ?? plan
    })
  }

  /** Twins stand alone, and are nothing. */
  #group(reports: readonly FileReport[]): FileGroup[] {
    const singles = reports.flatMap((_, i) => (this.twins[i] == null ? [i] : []))
    const groups = this.proposing
      .proposeGroups(
        singles.map((i) => reports[i]!),
        this.presets,
      )
      .map((group) => ({
        ...group,
        files: group.files.map((at) => singles[at]!),
      }))
    const twins = reports.flatMap((report, i): FileGroup[] =>
      this.twins[i] == null ? [] : [{ files: [i], report, proposal: NOTHING }],
    )
    return [...groups, ...twins].sort((a, b) => (a.files[0] ?? 0) - (b.files[0] ?? 0))
  }

  /** Whether every source of the recipe that waits has found its file. */
  get followsWaiting(): boolean {
    const sources = this.waiting?.recipe.sources ?? []
    const reports = this.held.map(({ report }) => report)
    return sources.length > 0 && followRecipe(sources, reports).missing.length === 0
  }
}

/** The templates this browser kept; none where they cannot be read any more. */
function recallTemplates(): MappingTemplate[] {
  try {
    return readTemplates(recall('templates') ?? writeTemplates([]))
  } catch {
    return []
  }
}

/** A column of dates, and how the formats its values are read by change. */
interface DateChange {
  column: string
  change: (formats: readonly string[]) => string[]
}

/** For each file of a group of several, what the group settles in its plan: its name, and dates one file leaves open. */
function plansOf(group: FileGroup, reports: readonly FileReport[], { patternOf, settleDates }: Proposing) {
  if (group.files.length === 1) return []
  const shape = patternOf(group.files.map((i) => reports[i]?.name ?? ''))
  return group.files.map((file) => ({
    file,
    settle: (plan: SourcePlan): SourcePlan => ({
      ...plan,
      ...(plan.table === null ? {} : { shape }),
      columns: settleDates(plan.columns, reports[file]!, group.report),
    }),
  }))
}

const NOTHING: SourceProposal = { table: null, confidence: 0, reasons: [], matches: [], questions: [] }
