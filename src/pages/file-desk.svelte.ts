import type { Recipe, SourcePlan } from '../cleaning/recipe'
import { matchesFor, proposeSources } from '../ingest/propose'
import type { SourceProposal } from '../ingest/types'
import type { HeldFile } from '../project/load'
import { matchFiles, replan } from '../project/match'
import { gapsOf, planOf, recipeOf } from '../project/plan'
import type { Project } from '../project/project-file'
import { twinsOf } from '../project/twins'
import type { TableName } from '../shop/tables'
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

  changePlan(index: number, change: Partial<SourcePlan>): void {
    this.plans = this.plans.map((plan, i) => (i === index ? { ...plan, ...change } : plan))
  }

  /** Takes a file as another table: the mapping is proposed anew for it. */
  changeTable(index: number, table: TableName | null): void {
    const held = this.held[index]
    if (!held) return
    const matches = table === null ? [] : matchesFor(held.report, table)
    this.changePlan(index, {
      table,
      mapping: Object.fromEntries(matches.map((match) => [match.role, match.column])),
    })
    const proposal = this.proposals[index]
    if (proposal)
      this.proposals = this.proposals.map((other, i) => (i === index ? { ...proposal, matches } : other))
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
    const amended = new Map(
      this.held.flatMap(({ report }, i) => {
        const plan = this.plans[i]
        return plan && !(this.twins[i] != null && plan.table === null) ? [[report, plan] as const] : []
      }),
    )
    this.held = held
    const reports = held.map(({ report }) => report)
    this.twins = twinsOf(reports)
    this.proposals = proposeSources(reports).map((proposal, i) =>
      this.twins[i] == null ? proposal : { ...NOTHING, reasons: proposal.reasons },
    )
    this.plans = reports.map(
      (report, i) => amended.get(report) ?? planOf(report, this.proposals[i] ?? NOTHING),
    )
    if (this.waiting) {
      const sources = this.waiting.recipe.sources
      matchFiles(sources, reports).forEach((file, s) => {
        const source = sources[s]
        const report = file === null ? undefined : reports[file]
        if (file !== null && source && report)
          this.plans = this.plans.map((plan, i) => (i === file ? replan(source, report) : plan))
      })
    }
  }

  /** Whether every source of the recipe that waits has found its file. */
  get followsWaiting(): boolean {
    const sources = this.waiting?.recipe.sources ?? []
    return (
      sources.length > 0 &&
      matchFiles(
        sources,
        this.held.map(({ report }) => report),
      ).every((file) => file !== null)
    )
  }
}

const NOTHING: SourceProposal = { table: null, confidence: 0, reasons: [], matches: [], questions: [] }
