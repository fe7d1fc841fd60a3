import type { Locator } from '@playwright/test'

/** How many members each cell of the RFM map holds, as its label says; an empty cell holds none. */
export async function memberCounts(cells: Locator): Promise<number[]> {
  const labels = await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute('aria-label') ?? ''))
  return labels.map((label) => {
    const count = /[:：]\s*([\d,]+)\s*(?:members|位会员)/.exec(label)?.[1]
    return Number((count ?? '0').replaceAll(',', ''))
  })
}
