import { chromium } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import { ensureBrowser, LAUNCH_FLAGS } from '../../scripts/find-browser.mjs'
import { servePage } from '../bench/page.mjs'
const { address, stop } = await servePage('dist')
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: LAUNCH_FLAGS })
const PAGES = ['overview','retention', 'repurchase', 'lifecycle', 'churn', 'care', 'revenue', 'rfm', 'clv', 'prediction', 'tiers', 'subscription']
const shops = { retail: ['/work/shared/data/online_retail/online_retail.csv'], sale: ['/work/shared/data/zh_member_sales_2018/sale.csv'] }
for (const [shop, files] of Object.entries(shops)) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  page.on('pageerror', (e) => console.log('ERR', e.message))
  await page.goto(address)
  await page.waitForFunction(() => window.memberlens)
  await page.evaluate(() => window.memberlens.ready)
  await page.locator('input[type=file]').first().setInputFiles(files)
  await page.getByRole('button', { name: 'Looks right' }).first().click({ timeout: 60000 })
  await page.getByRole('heading', { level: 1, name: /rows are used/ }).waitFor({ timeout: 60000 })
  for (const id of PAGES) {
    await page.goto(address + '#/' + id)
    await page.waitForTimeout(1500)
    for (let i = 0; i < 40; i++) { if (!(await page.getByText('Computing').count())) break; await page.waitForTimeout(500) }
    await page.waitForTimeout(500)
    const text = await page.evaluate(() => document.querySelector('#main').innerText)
    writeFileSync(`/tmp/w/${shop}-${id}.txt`, text)
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  for (const id of ['clv', 'revenue', 'churn']) {
    await page.goto(address + '#/' + id); await page.waitForTimeout(2500)
    await page.screenshot({ path: `/tmp/w/${shop}-${id}-390.png`, fullPage: true })
    console.log(shop, id, await page.evaluate(() => document.documentElement.scrollWidth))
  }
  await context.close()
}
await browser.close(); stop()
