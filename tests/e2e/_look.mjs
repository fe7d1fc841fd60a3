import { chromium } from '@playwright/test'
import { ensureBrowser, LAUNCH_FLAGS } from '../../scripts/find-browser.mjs'
import { servePage } from '../bench/page.mjs'
const { address, stop } = await servePage('dist')
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: LAUNCH_FLAGS })
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })).newPage()
page.on('pageerror', (e) => console.log('ERR', e.message))
await page.goto(address)
await page.getByRole('button', { name: 'Try the demo shop' }).first().click(); await page.getByRole('menuitem').first().click()
await page.waitForTimeout(9000)
await page.goto(address + '#/recommend'); await page.waitForTimeout(5000)
for (const name of ['Lists at random', 'At random', 'EASE', 'BPR', 'NeuMF', 'Implicit ALS', 'ALS', 'Content', 'GRU4Rec']) {
  const box = page.getByRole('checkbox', { name: new RegExp('^' + name) })
  if (await box.count()) await box.first().check().catch(() => {})
}
await page.screenshot({ path: '/tmp/r0.png' })
await page.getByRole('button', { name: /^Train and compare/ }).click()
await page.waitForTimeout(2500)
await page.screenshot({ path: '/tmp/r1.png' })
await page.getByRole('button', { name: 'Cancel' }).click().catch((e) => console.log('no cancel'))
await page.waitForTimeout(500)
await page.screenshot({ path: '/tmp/r2.png' })
await page.getByRole('button', { name: 'Go on' }).click().catch((e) => console.log('no go on'))
await page.waitForTimeout(25000)
await page.evaluate(() => window.scrollTo(0, 0))
await page.screenshot({ path: '/tmp/r3.png', fullPage: true })
console.log(await page.evaluate(() => document.querySelector('.advice')?.innerText))
await browser.close(); stop()
