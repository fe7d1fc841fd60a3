import { test, type Page } from '@playwright/test'

/**
 * One page for all tests of a file that look at the same shop: reading it once saves the time of doing so for each.
 * Each test brings the page to where it begins, and leaves nothing open. A test that fails gets a new page for those
 * after it.
 */
export function sharedPage(prepare: (page: Page) => Promise<void>): () => Page {
  let shared: Page | undefined
  test.beforeAll(async ({ browser }, { project: { use } }) => {
    // Axe opens a page of its own beside it, which a context made by newPage does not allow.
    const context = await browser.newContext({
      ...(use.baseURL !== undefined && { baseURL: use.baseURL }),
      ...(use.serviceWorkers !== undefined && { serviceWorkers: use.serviceWorkers }),
    })
    shared = await context.newPage()
    await prepare(shared)
  })
  test.afterAll(() => shared?.context().close())
  return () => {
    if (!shared) throw new Error('The page is made before the first test.')
    return shared
  }
}
