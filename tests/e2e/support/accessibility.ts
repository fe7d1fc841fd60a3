import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

interface Look {
  /** Only the rules on colours: for a page that was looked at whole in the other theme. */
  only?: 'colours'
  /** Only what lies within: for what opens over a page that was looked at before. */
  within?: 'dialog' | 'menu' | 'listbox'
}

/** No violation of any rule of axe, the best practices included, in what the page shows now. */
export async function expectAccessible(
  page: Page,
  where: string,
  { only, within }: Look = {},
): Promise<void> {
  // What slides or fades in is judged once it is there: half-way its colours are half as strong.
  await page.evaluate(async () => {
    await Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
        .map((animation) => animation.finished.catch(() => undefined)),
    )
  })
  // The page holds no frames, so it is looked at in one piece: putting the reports of frames together takes four times as
  // long. Only what is wrong is described.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  if (within) axe.include(`[role="${within}"]`)
  if (only) axe.withRules(['color-contrast', 'link-in-text-block'])
  const { violations } = await axe.analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)}: ${node.failureSummary ?? ''}`),
  )
  expect.soft(found, `axe on ${where}`).toEqual([])
}
