import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COLOUR_STEPS, colourStep, stepInk, stepThresholds } from '../../../src/charts/colour-steps'

describe('colourStep', () => {
  it('is by square root, as in its thresholds', () => {
    const max = 4714
    expect([0, 130, 131, 1500, 4714].map((value) => colourStep(value, max))).toEqual([0, 0, 1, 3, 5])
    stepThresholds(max).forEach((from, step) => expect(colourStep(from + 1e-6, max)).toBe(step))
  })

  it('takes nothing, negative amounts and an empty scale as the lowest step', () => {
    expect([colourStep(0, 10), colourStep(-5, 10), colourStep(NaN, 10), colourStep(3, 0)]).toEqual([
      0, 0, 0, 0,
    ])
  })
})

describe('figures in cells read at 4.5 : 1 on every step', () => {
  const css = readFileSync(new URL('../../../src/ui/tokens.css', import.meta.url), 'utf8')
  const [light = '', dark = ''] = css.split("[data-theme='dark']")
  const chartCss = readFileSync(new URL('../../../src/charts/chart.css', import.meta.url), 'utf8')
  const [chartLight = '', chartDark = ''] = chartCss.split("[data-theme='dark']")

  it.each([
    ['light', light, chartLight],
    ['dark', dark, chartDark],
  ])('%s', (_, tokens, chartTokens) => {
    for (let step = 0; step < COLOUR_STEPS; step += 1) {
      const ground = resolve(`var(--seq-${step})`, tokens, chartTokens)
      const ink = resolve(stepInk(step), tokens, chartTokens)
      expect(contrast(ground, ink), `step ${step}`).toBeGreaterThanOrEqual(4.5)
    }
  })
})

function resolve(value: string, ...sheets: string[]): string {
  const name = /var\((--[\w-]+)\)/.exec(value)?.[1]
  if (!name) return value
  const found = sheets.map((sheet) => new RegExp(`${name}:\\s*([^;]+);`).exec(sheet)?.[1]).find(Boolean)
  return resolve(found ?? '', ...sheets)
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
