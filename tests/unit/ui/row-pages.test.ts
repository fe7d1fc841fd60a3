import { expect, test } from 'vitest'
import type { Cell } from '../../../src/ui/cell-text'
import { PAGE_ROWS, RowPages } from '../../../src/ui/row-pages.svelte'

/** A source whose answers come when the test says so. */
function heldSource(name = '') {
  const asked: { offset: number; answer: () => Promise<void>; fail: () => Promise<void> }[] = []
  const fetch = (offset: number, limit: number) =>
    new Promise<Cell[][]>((resolve, reject) =>
      asked.push({
        offset,
        answer: () => {
          resolve(Array.from({ length: limit }, (_, row) => [`${name}${offset + row}`]))
          return settled()
        },
        fail: () => {
          reject(new Error('gone'))
          return settled()
        },
      }),
    )
  return { asked, fetch, offsets: () => asked.map(({ offset }) => offset) }
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve))

test('asks for the pages in view, once, and keeps them', async () => {
  const source = heldSource()
  const pages = new RowPages(source.fetch)
  pages.want(90, 110)
  pages.want(91, 111)
  expect(source.offsets()).toEqual([0, 100])
  expect(pages.row(95)).toBeUndefined()
  await source.asked[0]?.answer()
  await source.asked[1]?.answer()
  expect(pages.row(95)).toEqual(['95'])
  expect(pages.row(105)).toEqual(['105'])
  expect(pages.waiting).toBe(false)
  pages.want(0, 10)
  expect(source.asked).toHaveLength(2)
})

test('pages passed by while scrolling quickly are never asked for', async () => {
  const source = heldSource()
  const pages = new RowPages(source.fetch)
  for (let top = 0; top < 300_000; top += 1000) pages.want(top, top + 20)
  expect(source.asked).toHaveLength(2)
  await source.asked[0]?.answer()
  expect(source.offsets()).toEqual([0, 1000, 299_000])
})

test('rows near the view come after those in view, and are not waited for', async () => {
  const source = heldSource()
  const pages = new RowPages(source.fetch)
  pages.want(200, 220, [180, 240])
  expect(source.offsets()).toEqual([200, 100])
  await source.asked[0]?.answer()
  expect(pages.waiting).toBe(false)
})

test('an answer to an older question is ignored, and the old rows stay until the new ones come', async () => {
  const old = heldSource('old ')
  const pages = new RowPages(old.fetch)
  pages.want(0, 10)
  await old.asked[0]?.answer()
  pages.want(100, 110)
  pages.want(0, 10)
  const fresh = heldSource('new ')
  pages.renew(fresh.fetch)
  expect(pages.row(3)).toEqual(['old 3'])
  expect(pages.waiting).toBe(true)
  await old.asked[1]?.answer()
  expect(pages.row(103)).toBeUndefined()
  await fresh.asked[0]?.answer()
  expect(pages.row(3)).toEqual(['new 3'])
  expect(pages.waiting).toBe(false)
})

test('a failed fetch is told and not repeated until asked anew', async () => {
  const source = heldSource()
  const pages = new RowPages(source.fetch)
  pages.want(0, 10)
  await source.asked[0]?.fail()
  expect(pages.fault).toBeInstanceOf(Error)
  pages.want(0, 12)
  expect(source.asked).toHaveLength(1)
  pages.renew(source.fetch)
  expect(pages.fault).toBeNull()
  await source.asked[1]?.answer()
  expect(pages.row(0)).toEqual(['0'])
})

test('keeps a bounded number of pages', async () => {
  const asked = new Set<number>()
  const pages = new RowPages((offset, limit) => {
    asked.add(offset)
    return Promise.resolve(Array.from({ length: limit }, (_, row) => [offset + row]))
  })
  for (let page = 0; page < 300; page++) {
    pages.want(page * PAGE_ROWS, page * PAGE_ROWS + 10)
    await settled()
  }
  const kept = [...asked].filter((offset) => pages.row(offset) !== undefined)
  expect(asked.size).toBe(300)
  expect(kept.length).toBeLessThanOrEqual(120)
  expect(pages.row(299 * PAGE_ROWS)).toEqual([299 * PAGE_ROWS])
})
