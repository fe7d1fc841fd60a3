// Renders the PNG icons from the brand mark: a cinnabar ring. Run by hand when the mark changes.
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { ensureBrowser, LAUNCH_FLAGS } from './find-browser.mjs'

const ring = (size, share, paper) => `
  <svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="-50 -50 100 100">
    <rect x="-50" y="-50" width="100" height="100" fill="${paper}" />
    <circle r="${share * 34}" fill="none" stroke="#b8361e" stroke-width="${share * 25}" />
  </svg>`

const icons = [
  { file: 'icon-192.png', size: 192, svg: ring(192, 1, 'none') },
  { file: 'icon-512.png', size: 512, svg: ring(512, 1, 'none') },
  // The mark stays inside the middle 60 %: a launcher may cut the rest to any shape.
  { file: 'icon-maskable-512.png', size: 512, svg: ring(512, 0.64, '#f6f7f9') },
]

const browser = await chromium.launch({ executablePath: ensureBrowser(), args: LAUNCH_FLAGS })
for (const { file, size, svg } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`)
  await page.screenshot({
    path: fileURLToPath(new URL(`../public/${file}`, import.meta.url)),
    omitBackground: true,
  })
  await page.close()
}
await browser.close()
