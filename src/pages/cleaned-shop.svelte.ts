import { sameEffect } from '../cleaning/edit-rules'
import type { IdentityPlan } from '../cleaning/identity-plan'
import type { Recipe, SourcePlan } from '../cleaning/recipe'
import { ruleSetOf, withRules, type RuleSet } from '../cleaning/rule-list'
import type { EngineClient } from '../engine/client'
import { isCancelled } from '../engine/errors'
import type { Accounting, LoadOptions, LoadProgress } from '../project/load'
import type { Bilingual } from '../text/bilingual'
import { analyses } from './analyses.svelte'
import { EngineHost } from './engine-host.svelte'
import { identityKernels } from './identity/client'
import { isPresent, LoadedShop } from './loaded-shop.svelte'
import { numerics } from './numerics-client'
import { isAbort } from './work.svelte'

/** Where the user is: at the door, files being looked at, a proposal to check, loading, or the loaded shop. */
export type Stage = 'door' | 'inspecting' | 'proposal' | 'loading' | 'ready'

/** A loaded shop whose rules and links can be changed: it is cleaned again by them, or stays as it was. */
export abstract class CleanedShop extends LoadedShop {
  readonly engine = new EngineHost()
  stage = $state<Stage>('door')
  recleaning = $state(false)
  /** What the cleaning under way is doing. */
  cleaningStep = $state.raw<Bilingual | null>(null)

  #recleaned: Promise<boolean> | null = null
  #stopCleaning = new AbortController()

  /** Loads and cleans by the plans, or by a recipe. */
  abstract load(recipe?: Recipe): Promise<void>

  /** Changes the list of rules, and cleans by it. Cancelled (false) or failed, the list is as it was before. */
  async changeRules(change: (set: RuleSet) => RuleSet): Promise<boolean> {
    if (!this.rules) return false
    this.rules.change(change(this.rules.present))
    return this.#reclean()
  }

  /** Stops the cleaning under way; the rules are as they were before. */
  cancelRecleaning(): void {
    this.#stopCleaning.abort()
  }

  async undo(): Promise<void> {
    this.rules?.undo()
    await this.#reclean()
  }

  async redo(): Promise<void> {
    this.rules?.redo()
    await this.#reclean()
  }

  /** Applies the rules as they stand. Those switched meanwhile are applied when the pass under way is done. */
  #reclean(): Promise<boolean> {
    this.#recleaned ??= this.#recleanAll().finally(() => {
      this.#recleaned = null
      this.recleaning = false
    })
    return this.#recleaned
  }

  /** False when it was cancelled. */
  async #recleanAll(): Promise<boolean> {
    this.recleaning = true
    this.#stopCleaning = new AbortController()
    const { signal } = this.#stopCleaning
    const onProgress = ({ label, state }: LoadProgress) => {
      this.cleaningStep = state === 'working' ? label : null
    }
    try {
      while (this.recipe && this.rules && !isPresent(this.rules, this.recipe)) {
        const before = this.recipe
        const recipe = withRules(before, this.rules.present)
        if (sameEffect(before, recipe)) {
          this.recipe = recipe
          this.keep()
        } else {
          await this.#recleanBy(recipe, async (engine, accounting) => {
            const { reclean } = await fetchLoading()
            return reclean(engine, this.loaded, recipe, accounting, { signal, onProgress })
          })
        }
        if (this.rules && isPresent(this.rules, this.recipe)) this.rules.settle()
      }
      return true
    } catch (error) {
      // Closed meanwhile, or being read again after the engine's death, with the rules as they stand.
      if (this.stage !== 'ready' || !this.recipe) return false
      const { recipe } = this
      this.rules?.revert()
      // A pass went through while the list was changed again: what it left is no state that was ever settled.
      if (this.rules && !isPresent(this.rules, recipe)) this.rules.replace(ruleSetOf(recipe))
      // Some tables follow the new rules already: all are made again by the old ones.
      await this.#recleanBy(recipe).catch(() => this.load(recipe))
      if (!isAbort(error) && !isCancelled(error)) throw error
      return false
    } finally {
      this.cleaningStep = null
    }
  }

  /**
   * Links members as `identity` says, or no more, and builds the shop anew. Cancelled or failed, the shop is read again
   * as it was.
   */
  async setIdentity(
    identity: IdentityPlan,
    sources: readonly SourcePlan[],
    options: LoadOptions = {},
  ): Promise<void> {
    await this.#recleaned
    const before = this.recipe
    if (!before || !this.accounting) return
    const recipe = { ...before, identity, sources: [...sources] }
    if (!identity.on && !before.identity?.on) {
      this.recipe = recipe
      return this.keep()
    }
    this.recleaning = true
    try {
      await this.#recleanBy(recipe, async (engine, accounting) => {
        const { relink } = await fetchLoading()
        return relink(engine, this.loaded, recipe, accounting, { ...options, kernels: identityKernels })
      })
    } catch (error) {
      if (this.stage === 'ready') await this.load(before)
      throw error
    } finally {
      this.recleaning = false
    }
  }

  async #recleanBy(
    recipe: Recipe,
    clean = async (engine: EngineClient, before: Accounting) =>
      (await fetchLoading()).reclean(engine, this.loaded, recipe, before),
  ): Promise<void> {
    const engine = await this.engine.get()
    await this.runner?.forget()
    if (!this.accounting) return
    const accounting = await clean(engine, this.accounting)
    if (this.stage !== 'ready') return
    this.accounting = accounting
    this.recipe = recipe
    this.runner = analyses.runner(engine, this.tables, numerics, () => this.memberGroups)
    this.version += 1
    this.keep()
  }
}

/** What loads and cleans, fetched once the door is drawn: nobody needs it before there are files. */
export const fetchLoading = () => import('../project/load')
