import { describe, expect, it } from 'vitest'
import { generateShop } from '../../../src/demo/generate-shop'

describe('progress', () => {
  it('rises from 0 to 1 and never falls', async () => {
    const shares: number[] = []
    await generateShop({ members: 3_000, seed: 5, locale: 'en', onProgress: (share) => shares.push(share) })
    expect(shares[0]).toBe(0)
    expect(shares.at(-1)).toBe(1)
    expect(shares.length).toBeGreaterThan(3)
    shares.forEach((share, index) => index > 0 && expect(share).toBeGreaterThanOrEqual(shares[index - 1]!))
  })
})

describe('abort', () => {
  it('before the start makes nothing', async () => {
    const request = { members: 10, seed: 1, locale: 'en' as const, signal: AbortSignal.abort() }
    await expect(generateShop(request)).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('on the way takes effect at the next pause', async () => {
    const controller = new AbortController()
    let later = 0
    const making = generateShop({
      members: 200_000,
      seed: 1,
      locale: 'en',
      signal: controller.signal,
      onProgress: (share) => {
        if (controller.signal.aborted) later++
        if (share > 0.05) controller.abort()
      },
    })
    await expect(making).rejects.toMatchObject({ name: 'AbortError' })
    expect(later).toBe(0)
  })

  it('from outside gets in: the generator gives its thread back', async () => {
    const controller = new AbortController()
    let aborted = 0
    setTimeout(() => {
      aborted = performance.now()
      controller.abort(new Error('enough'))
    }, 60)
    const making = generateShop({ members: 200_000, seed: 1, locale: 'en', signal: controller.signal })
    await expect(making).rejects.toThrow('enough')
    expect(performance.now() - aborted).toBeLessThan(500)
  })
})
