import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Toasts } from '../../../src/ui/toasts.svelte'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a message leaves by itself; one with an action stays longer; an error stays', () => {
  const toasts = new Toasts()
  toasts.show({ text: 'saved' })
  toasts.show({ text: 'removed', action: { label: 'Undo', run: () => undefined } })
  toasts.show({ text: 'failed', level: 'error' })
  vi.advanceTimersByTime(7000)
  expect(toasts.shown.map(({ text }) => text)).toEqual(['removed', 'failed'])
  vi.advanceTimersByTime(60_000)
  expect(toasts.shown.map(({ text }) => text)).toEqual(['failed'])
})

test('the action runs once and its message goes', () => {
  const toasts = new Toasts()
  const run = vi.fn()
  const id = toasts.show({ text: 'removed', action: { label: 'Undo', run } })
  toasts.act(id)
  toasts.act(id)
  expect(run).toHaveBeenCalledTimes(1)
  expect(toasts.shown).toEqual([])
})

test('nothing leaves while it is held', () => {
  const toasts = new Toasts()
  toasts.show({ text: 'saved' })
  toasts.hold()
  vi.advanceTimersByTime(60_000)
  expect(toasts.shown).toHaveLength(1)
  toasts.release()
  vi.advanceTimersByTime(7000)
  expect(toasts.shown).toEqual([])
})

test('at most three at once, the oldest gives way', () => {
  const toasts = new Toasts()
  for (const text of ['a', 'b', 'c', 'd']) toasts.show({ text, level: 'error' })
  expect(toasts.shown.map(({ text }) => text)).toEqual(['b', 'c', 'd'])
})
