// Who buys next on the real CDNOW file, and on the demo shop: judged, switched, listed; in both languages.
import { expect, test } from '@playwright/test'
import { words } from '../../src/analyses/prediction/words'
import { figure, goToPage, loadFiles, openPage, settled } from './support/app'
import { expectAccessible } from './support/accessibility'
import { watch } from './support/failures'
import { say } from './support/journey'
import { realFile } from './support/shops'

for (const locale of ['en', 'zh-CN'] as const)
  test(`the members of CDNOW: who buys within 30 and 90 days (${locale})`, async ({ page }) => {
    const { faults } = watch(page)
    await openPage(page, { locale })
    await loadFiles(page, [realFile('cdnow/cdnow_master.csv')])
    await goToPage(page, 'prediction')
    await expect(figure(page, locale, say(words.members, locale))).toHaveText('23,570')
    const quality = page.getByRole('region', { name: say(words.quality, locale) })
    // Of the 23,570 members 1,506 had an order in June 1998.
    await expect(quality).toContainText('1,506')

    await test.step('another window, another model', async () => {
      await page.getByRole('radio', { name: locale === 'en' ? '90 days' : '90 天' }).click()
      await settled(page)
      await expect(quality).toContainText('3,301')
      const buyers = figure(page, locale, say(words.buyers, locale))
      const before = await buyers.innerText()
      await page.getByRole('radio', { name: locale === 'en' ? 'Boosted trees' : '梯度提升树' }).click()
      await expect(buyers).not.toHaveText(before)
    })

    await test.step('all by probability', async () => {
      await page.getByRole('button', { name: say(words.list, locale) }).click()
      await expect(page.getByRole('dialog')).toContainText('23,570')
      await page.keyboard.press('Escape')
    })
    await expectAccessible(page, 'prediction')
    expect(faults).toEqual([])
  })
