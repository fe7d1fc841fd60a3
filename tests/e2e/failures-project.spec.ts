// Recipes that cannot be followed, a browser that keeps nothing, and rules switched faster than they are applied.
import { expect, test, type Page } from '@playwright/test'
import { chooseFiles, goToPage, loadFiles, openPage } from './support/app'
import { day, made, orders } from './support/broken-files'
import { balances, expectDoor, watch } from './support/failures'
import { word, wordPattern } from './support/words'

const SHOP = made(
  'holes.csv',
  orders(120, (i) =>
    i % 10 === 3
      ? `o${i},,${day(i)},7`
      : i % 10 === 5
        ? `o${i},m${i % 7},${day(i)},-5`
        : i % 10 === 7
          ? `o${i},m1,${day(i)},0`
          : null,
  ),
)

/** What the browser keeps of a loaded shop. */
const keptProject = (page: Page) => page.evaluate(() => localStorage.getItem('memberlens.project') ?? '')

test('project files that cannot be followed are refused in a sentence, and nothing changes', async ({
  page,
}) => {
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [SHOP])
  const good = JSON.parse(await keptProject(page)) as Record<string, never> & {
    recipe: { sources: object[] }
  }
  const changed = (change: (project: typeof good) => void): string => {
    const project = structuredClone(good)
    change(project)
    return JSON.stringify(project)
  }
  const refused: [string, string, RegExp][] = [
    ['text.json', 'this is no project', wordPattern('en', 'pages_error_project_unreadable')],
    ['cut_off.json', JSON.stringify(good).slice(0, 300), wordPattern('en', 'pages_error_project_unreadable')],
    ['empty.json', '', wordPattern('en', 'pages_error_project_unreadable')],
    [
      'newer.json',
      changed((p) => Object.assign(p, { version: 99 })),
      wordPattern('en', 'pages_error_project_newer'),
    ],
    ['other.json', '[{"a": 1}]', wordPattern('en', 'pages_error_project_foreign')],
    [
      'no_rules.json',
      changed((p) => Reflect.deleteProperty(p.recipe, 'rules')),
      /“recipe\.rules” is missing/,
    ],
    [
      'no_mapping.json',
      changed((p) => Reflect.deleteProperty(p.recipe.sources[0] ?? {}, 'mapping')),
      /“recipe\.sources\.0\.mapping” is missing/,
    ],
    [
      'bad_day.json',
      changed((p) => Object.assign(p.recipe, { today: 'soon' })),
      /“recipe\.today” is no date like 2025-06-30/,
    ],
  ]
  const before = await balances(page)
  const title = await page.getByRole('heading', { level: 1 }).innerText()
  for (const [name, content, sentence] of refused) {
    await test.step(name, async () => {
      await page.getByRole('button', { name: word('en', 'pages_project'), exact: true }).click()
      const chooser = page.waitForEvent('filechooser')
      await page.getByRole('menuitem', { name: word('en', 'pages_project_open') }).click()
      await (await chooser).setFiles([made(name, content)])
      const toasts = page.getByRole('region', { name: word('en', 'ui_toasts') })
      await expect(toasts).toContainText(sentence)
      await toasts
        .getByRole('button', { name: word('en', 'ui_dismiss') })
        .last()
        .click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
      expect(await balances(page)).toEqual(before)
    })
  }
  expect(faults).toEqual([])
})

test('a kept recipe that cannot be read is forgotten without a word', async ({ page }) => {
  const { faults } = watch(page)
  await page.addInitScript(() => localStorage.setItem('memberlens.project', '{"version": 1, "half'))
  await openPage(page)
  await expectDoor(page)
  await expect(page.getByText(word('en', 'pages_door_again'))).toHaveCount(0)
  expect(faults).toEqual([])
})

for (const [what, block] of Object.entries({
  'keeps nothing': () =>
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    }),
  'has no room': () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
  },
})) {
  test(`the page works in a browser that ${what}`, async ({ page }) => {
    const { faults } = watch(page)
    await page.addInitScript(block)
    await openPage(page, { theme: 'dark' })
    await loadFiles(page, [SHOP])
    expect(await balances(page)).toMatchObject([{ read: 120 }])
    await goToPage(page, 'rfm')
    await page.reload()
    await expectDoor(page)
    expect(faults).toEqual([])
  })
}

test('rules switched quickly many times end as they stand on the screen', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [SHOP])
  const [before] = await balances(page)
  expect(before).toMatchObject({ kept: 96, aside: 24 })
  // Through the keyboard and the notices too, which no busy switch holds back.
  for (let i = 0; i < 6; i += 1) {
    await page.getByRole('switch', { name: word('en', 'pages_rule_switch', { rule: 'No member' }) }).click()
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+Shift+z')
  }
  await expect.poll(async () => (await balances(page))[0]?.kept).toBe(96)
  await page.getByRole('switch', { name: word('en', 'pages_rule_switch', { rule: 'No member' }) }).click()
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+Shift+z')
  await expect(
    page.getByRole('switch', { name: word('en', 'pages_rule_switch', { rule: 'No member' }) }),
  ).toBeEnabled()
  const shown = (await balances(page))[0]?.kept
  const counted = await page.evaluate(
    async () => (await window.memberlens.sql('select count(*) as n from kept_sales')).rows()[0]?.['n'],
  )
  expect(counted).toBe(shown)
  expect(faults).toEqual([])
})

test('parameters changed quickly: the page shows the last, not a stop', async ({ page }) => {
  const { faults } = watch(page)
  await openPage(page)
  await loadFiles(page, [made('orders.csv', orders(2000))])
  await goToPage(page, 'rfm')
  const title = await page.getByRole('heading', { level: 1 }).innerText()
  expect(await page.locator('main .controls [role=radio]').count()).toBeGreaterThan(3)
  await page.evaluate(async () => {
    const radios = () => [...document.querySelectorAll<HTMLElement>('main .controls [role=radio]')]
    for (let i = 0; i < 10; i += 1) {
      for (const radio of radios().slice(0, 3)) radio.click()
      await new Promise((resolve) => setTimeout(resolve, i * 3))
    }
    radios()[0]?.click()
  })
  await expect(page.getByText(word('en', 'pages_computing'))).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
  await expect(page.getByText(word('en', 'pages_stopped'))).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByRole('figure').first()).toBeVisible()
  expect(faults).toEqual([])
})

test('data that is JSON is told from a project', async ({ page }) => {
  await openPage(page)
  await chooseFiles(page, [made('orders.json', JSON.stringify([{ order_id: 'o1', amount: 3 }]))])
  await expect(page.getByRole('region', { name: 'orders.json' })).toContainText('JSON')
})
