// Tags and segments, the whole way: starter tags, one edited, two put together as a segment, looked at and exported.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './support/accessibility'
import { choose, chooseOption, goToPage, loadDemo, openPage, saveBy, waitForPage } from './support/app'
import { watch } from './support/failures'
import { word, wordPattern, type Locale } from './support/words'

const countOf = (text: string): number => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', '') ?? NaN)
const main = (page: Page) => page.getByRole('main')
const dialog = (page: Page) => page.getByRole('dialog')
const button = (page: Page, locale: Locale, key: string) =>
  main(page).getByRole('button', { name: word(locale, key), exact: true })

async function counted(page: Page, locale: Locale): Promise<void> {
  await expect(main(page).getByText(word(locale, 'pages_computing'))).toHaveCount(0, { timeout: 60_000 })
}

/** How many members the rule in the editor holds for, once it is counted. */
async function liveCount(page: Page): Promise<number> {
  const line = dialog(page)
    .getByRole('status')
    .filter({ has: page.locator('b') })
    .first()
  await expect(line.locator('b')).toBeVisible()
  return countOf(await line.locator('b').innerText())
}

for (const locale of ['en', 'zh-CN'] as const)
  test(`from starter tags to a list to send (${locale})`, async ({ page }) => {
    test.setTimeout(240_000)
    const { faults } = watch(page)
    await openPage(page, { locale, theme: locale === 'en' ? 'light' : 'dark' })
    await loadDemo(page)
    await goToPage(page, 'tags')
    const table = main(page).getByRole('region', { name: word(locale, 'segments_tag_table') })

    await test.step('all starter tags that fit, by one click, and back', async () => {
      await expect(main(page).getByRole('heading', { level: 1 })).toHaveText(
        word(locale, 'segments_tag_title_none'),
      )
      await button(page, locale, 'segments_tag_add_starters').click()
      await expect(table.locator('tbody tr:not(.category)').nth(39)).toBeAttached({ timeout: 60_000 })
      await counted(page, locale)
      await expect(main(page).getByRole('heading', { level: 1 })).toHaveText(
        wordPattern(locale, 'segments_tag_title'),
      )
      await expectAccessible(page, 'tags')
      await choose(page, locale, locale === 'en' ? 'dark' : 'light')
      await expectAccessible(page, 'tags, the other theme', { only: 'colours' })
      await button(page, locale, 'pages_undo').click()
      await expect(table).toHaveCount(0)
      await button(page, locale, 'segments_tag_add_starters').click()
      await expect(table.locator('tbody tr:not(.category)').nth(39)).toBeAttached({ timeout: 60_000 })
      await counted(page, locale)
    })

    const repeat = locale === 'en' ? 'Repeat buyer' : '复购会员'
    const row = table
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name: repeat, exact: true }) })

    await test.step('a combination of tags opens its members', async () => {
      const upset = page.getByRole('figure', { name: word(locale, 'segments_tag_upset') })
      const column = upset.locator('[data-column="0"]')
      const expected = countOf((await column.getAttribute('aria-label'))?.split(/[::]/).at(-1) ?? '')
      await column.focus()
      await page.keyboard.press('Enter')
      await expect(dialog(page)).toContainText(
        word(locale, 'pages_members_count', { count: expected.toLocaleString('en') }),
      )
      await page.keyboard.press('Escape')
      await expect(dialog(page)).toHaveCount(0)
    })

    await test.step('one is edited by keyboard, and counted as it is', async () => {
      await row
        .getByRole('button', { name: word(locale, 'segments_tag_actions_of', { name: repeat }) })
        .focus()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('menuitem').first()).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(dialog(page)).toBeVisible()
      const before = await liveCount(page)
      await expectAccessible(page, 'the editor of a tag', { within: 'dialog' })
      const number = dialog(page).locator('input[inputmode], input[type="number"], input[type="text"]').nth(1)
      await number.focus()
      await number.fill('5')
      await page.keyboard.press('Tab')
      await expect(async () => expect(await liveCount(page)).toBeLessThan(before)).toPass()
      await number.fill('100000')
      await page.keyboard.press('Tab')
      await expect(dialog(page).getByText(word(locale, 'segments_rule_nobody'))).toBeVisible()
      await number.fill('5')
      await page.keyboard.press('Tab')
      await expect(dialog(page).getByText(word(locale, 'segments_rule_nobody'))).toHaveCount(0)
      const add = dialog(page).getByRole('button', {
        name: word(locale, 'segments_rule_add_group'),
        exact: true,
      })
      await add.first().focus()
      await page.keyboard.press('Enter')
      await expect(
        dialog(page).getByRole('button', { name: word(locale, 'segments_rule_remove_group') }),
      ).toBeVisible()
      await dialog(page)
        .getByRole('button', { name: word(locale, 'segments_rule_remove_group') })
        .focus()
      await page.keyboard.press('Enter')
      await expect(async () => expect(await liveCount(page)).toBeGreaterThan(0)).toPass()
      const now = await liveCount(page)
      await dialog(page)
        .getByRole('button', { name: word(locale, 'segments_tag_save'), exact: true })
        .press('Enter')
      await expect(dialog(page)).toHaveCount(0)
      await counted(page, locale)
      await expect(row.getByRole('cell').first()).toHaveText(now.toLocaleString('en'))
    })

    await goToPage(page, 'segments')
    await test.step('two tags put together are a segment, with a hold-out', async () => {
      await button(page, locale, 'segments_seg_combine').click()
      await chooseOption(page, dialog(page), word(locale, 'segments_seg_first'), repeat)
      const other = locale === 'en' ? 'Has returned goods' : '有过退货'
      await chooseOption(page, dialog(page), word(locale, 'segments_seg_second'), other)
      await chooseOption(
        page,
        dialog(page),
        word(locale, 'segments_seg_operation'),
        word(locale, 'segments_seg_op_without'),
      )
      await dialog(page)
        .getByRole('button', { name: word(locale, 'segments_seg_go_on') })
        .click()
      const name = dialog(page).getByRole('textbox', { name: word(locale, 'segments_name') })
      await expect(name).toHaveValue(`${repeat} ∖ ${other}`)
      await name.fill('Campaign')
      await dialog(page)
        .getByRole('switch', { name: word(locale, 'segments_seg_holdout') })
        .click()
      const size = await liveCount(page)
      expect(size).toBeGreaterThan(50)
      await dialog(page)
        .getByRole('button', { name: word(locale, 'segments_seg_save') })
        .click()
      await counted(page, locale)
      const segments = main(page).getByRole('region', { name: word(locale, 'segments_seg_table') })
      await expect(segments.getByRole('row').nth(1)).toContainText(size.toLocaleString('en'))
      await expect(main(page).getByText(word(locale, 'segments_seg_all_facts')).first()).toBeVisible({
        timeout: 60_000,
      })
      await expectAccessible(page, 'segments')
    })

    await test.step('the list without those held out, and with them marked', async () => {
      const menu = main(page).getByRole('button', { name: word(locale, 'segments_seg_export'), exact: true })
      const csv = new RegExp(word(locale, 'sql_export_csv'))
      const lines = async () => {
        const saved = await saveBy(page, menu, csv)
        const text = (await (await saved.createReadStream()).toArray()).join('')
        return text.trim().split(/\r?\n/)
      }
      const kept = await lines()
      await main(page)
        .getByRole('radio', { name: word(locale, 'segments_seg_mark'), exact: true })
        .click()
      const marked = await lines()
      expect(marked.filter((line) => /,"?contact"?$/.test(line))).toHaveLength(kept.length - 1)
      expect(marked.filter((line) => /,"?holdout"?$/.test(line)).length).toBeGreaterThan(0)
    })

    await test.step('it is the population of every page, and cannot be deleted while it is', async () => {
      const actions = page.getByRole('button', {
        name: word(locale, 'segments_tag_actions_of', { name: 'Campaign' }),
      })
      await actions.click()
      await page.getByRole('menuitem', { name: word(locale, 'segments_seg_use') }).click()
      await actions.click()
      await page.getByRole('menuitem', { name: word(locale, 'segments_tag_delete'), exact: true }).click()
      await expect(
        page.getByText(word(locale, 'segments_seg_is_population', { name: 'Campaign' })),
      ).toBeVisible()
      await goToPage(page, 'tags')
      await counted(page, locale)
      // Whoever is looked at has the tag: it tells nobody from another any more, and the page says so.
      await expect(main(page).getByText(word(locale, 'segments_tag_everybody'))).toBeVisible()
      await page.getByRole('button', { name: word(locale, 'segments_clear') }).click()
      await expect(main(page).getByText(word(locale, 'segments_tag_everybody'))).toHaveCount(0)
    })

    await test.step('the same by the tab’s API', async () => {
      const answers = await page.evaluate(async () => {
        const { memberlens } = window
        const [segment] = await memberlens.segments()
        const members = await memberlens.members('Campaign')
        const tags = await memberlens.tags()
        const fault = await memberlens.members('nothing').catch((error: { code: string }) => error.code)
        const bad = await memberlens
          .members({ kind: 'fact' } as never)
          .catch((error: { code: string }) => error.code)
        return { size: segment?.members, rows: members.rowCount, tags: tags.length, fault, bad }
      })
      expect(answers.size).toBe(answers.rows)
      expect(answers.tags).toBeGreaterThanOrEqual(40)
      expect(answers).toMatchObject({ fault: 'unknown_set', bad: 'bad_rule' })
    })
    expect(faults).toEqual([])
  })

test('a long list of facts is searched by typing, and stays as it was where nothing is taken', async ({
  page,
}) => {
  await openPage(page)
  await loadDemo(page)
  await goToPage(page, 'tags')
  await button(page, 'en', 'segments_tag_new').click()
  const fact = dialog(page).getByRole('combobox', {
    name: word('en', 'segments_rule_kind_fact'),
    exact: true,
  })
  await expect(fact).toHaveValue('Orders')
  await fact.click()
  const all = await page.getByRole('option').count()
  expect(all).toBeGreaterThan(50)
  await fact.pressSequentially('since last')
  await expect(page.getByRole('option', { name: 'Days since the last order' })).toBeVisible()
  expect(await page.getByRole('option').count()).toBeLessThan(10)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('option')).toHaveCount(0)
  await expect(fact).toHaveValue('Orders')
  await fact.click()
  await fact.pressSequentially('no such fact')
  await expect(dialog(page).getByText(word('en', 'ui_select_none', { text: 'no such fact' }))).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(fact).toHaveValue('Orders')
  await fact.click()
  await fact.pressSequentially('gender')
  await page.keyboard.press('Enter')
  await expect(fact).toHaveValue('Gender')
  await expectAccessible(page, 'the rule of a tag')
})

test('tags as a file: saved, read again, and a file that is none', async ({ page }) => {
  test.setTimeout(120_000)
  await openPage(page)
  await loadDemo(page)
  await goToPage(page, 'tags')
  await button(page, 'en', 'segments_tag_new').click()
  await dialog(page)
    .getByRole('textbox', { name: word('en', 'segments_tag_name') })
    .fill('Mine')
  await dialog(page)
    .getByRole('button', { name: word('en', 'segments_tag_save'), exact: true })
    .click()
  await counted(page, 'en')
  const menu = button(page, 'en', 'segments_tag_file')
  const saved = await saveBy(page, menu, word('en', 'segments_tag_export'))
  const text = (await (await saved.createReadStream()).toArray()).join('')
  expect(JSON.parse(text)).toMatchObject({ format: 'memberlens-tags', version: 1, tags: [{ name: 'Mine' }] })
  const read = async (content: string) => {
    await menu.click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('menuitem', { name: word('en', 'segments_tag_import') }).click(),
    ])
    await chooser.setFiles({ name: 'tags.json', mimeType: 'application/json', buffer: Buffer.from(content) })
  }
  await read(text.replace('"Mine"', '"Theirs"'))
  await expect(main(page).getByRole('button', { name: 'Theirs', exact: true })).toBeVisible()
  await expect(main(page).getByRole('button', { name: 'Mine', exact: true })).toHaveCount(0)
  await read('{"format":"memberlens-tags","version":1,"tags":[{"id":""}]}')
  await expect(page.getByText(/holds no tags as this page writes them/)).toBeVisible()
  await expect(main(page).getByRole('button', { name: 'Theirs', exact: true })).toBeVisible()
})

test('a pasted list holds those who are there, and names the ids that are not', async ({ page }) => {
  test.setTimeout(120_000)
  await openPage(page)
  await loadDemo(page)
  await goToPage(page, 'segments')
  const ids = await page.evaluate(async () =>
    (await window.memberlens.sql('select member_id from members order by member_id limit 3'))
      .rows()
      .map((row) => String(row['member_id'])),
  )
  await button(page, 'en', 'segments_seg_new').click()
  await dialog(page)
    .getByRole('textbox', { name: word('en', 'segments_name') })
    .fill('By hand')
  await chooseOption(
    page,
    dialog(page),
    word('en', 'segments_rule_kind'),
    word('en', 'segments_rule_kind_list'),
  )
  await dialog(page)
    .getByRole('textbox', { name: word('en', 'segments_rule_list_paste') })
    .fill([...ids, 'nobody-1'].join('\n'))
  await dialog(page)
    .getByRole('button', { name: word('en', 'segments_rule_list_take', { count: 4 }) })
    .click()
  await expect(dialog(page).getByText(/nobody-1/)).toBeVisible()
  await expect(async () => expect(await liveCount(page)).toBe(3)).toPass()
  await expect(dialog(page).getByText('Is one of 3 members chosen by hand.')).toBeVisible()
  await dialog(page)
    .getByRole('button', { name: word('en', 'segments_seg_save') })
    .click()
  await counted(page, 'en')
  // What is kept names nobody.
  const kept = await page.evaluate(() => localStorage.getItem('memberlens.project') ?? '')
  expect(kept).toContain('By hand')
  for (const id of ids) expect(kept).not.toContain(`"${id}"`)
})

for (const locale of ['en', 'zh-CN'] as const)
  test(`a tag asks for a cluster and for a score (${locale})`, async ({ page }) => {
    const { faults } = watch(page)
    await openPage(page, { locale })
    await loadDemo(page)
    await goToPage(page, 'tags')
    await main(page)
      .getByRole('button', { name: word(locale, 'segments_tag_new'), exact: true })
      .click()
    const kind = word(locale, 'segments_rule_kind')
    await chooseOption(page, dialog(page), kind, word(locale, 'segments_rule_kind_standing'))
    const standing = word(locale, 'segments_rule_standing')
    await chooseOption(page, dialog(page), standing, locale === 'en' ? 'Cluster' : '聚类')
    const option = dialog(page)
      .locator('fieldset label')
      .filter({ hasText: /^\s*\d \S/ })
      .first()
    const n = countOf(await option.locator('small').innerText())
    await option.getByRole('checkbox').check()
    await expect(async () => expect(await liveCount(page)).toBe(n)).toPass()
    await expect(dialog(page).getByText(locale === 'en' ? /^Cluster: “\d \S/ : /^聚类:“\d \S/)).toBeVisible()
    await expectAccessible(page, 'a tag that asks for a cluster', { within: 'dialog' })
    await chooseOption(
      page,
      dialog(page),
      standing,
      locale === 'en' ? 'Probability of being a customer still' : '仍活跃的概率',
    )
    const bound = dialog(page).getByRole('spinbutton')
    await bound.fill('0')
    await bound.press('Tab')
    await expect(async () => expect(await liveCount(page)).toBe(1561)).toPass({ timeout: 60_000 })
    await bound.fill('95')
    await bound.press('Tab')
    await expect(async () => expect(await liveCount(page)).toBeLessThan(1000)).toPass()
    await dialog(page)
      .getByRole('textbox', { name: word(locale, 'segments_tag_name') })
      .fill('Alive')
    await dialog(page)
      .getByRole('button', { name: word(locale, 'segments_tag_save'), exact: true })
      .click()
    await counted(page, locale)
    await expect(main(page).getByText(/95\s%/)).toBeVisible()
    // A member who has it is shown with her own score.
    await main(page).getByRole('button', { name: 'Alive', exact: true }).click()
    await dialog(page).getByRole('gridcell').first().click()
    await dialog(page)
      .getByRole('button', { name: word(locale, 'segments_member_open') })
      .click()
    await waitForPage(page, 'member')
    await expect(main(page).locator('section.tags .evidence b')).toHaveText(/^(9[5-9](\.\d+)?|100)\s%$/)
    expect(faults).toEqual([])
  })
