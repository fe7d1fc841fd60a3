import { expect, test, vi } from 'vitest'
import { takeTurn } from '../../../src/charts/turns'

const soon = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms))
const busyFor = (ms: number) => {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('in the order in which they were asked for, never at once, and the quick ones in one task', async () => {
  const done: string[] = []
  for (const name of ['a', 'b', 'c']) takeTurn(() => done.push(name))
  expect(done).toEqual([])
  await vi.waitFor(() => expect(done).toEqual(['a', 'b', 'c']))
})

test('between long ones others come to their turn', async () => {
  const done: string[] = []
  takeTurn(() => {
    busyFor(20)
    done.push('long')
  })
  takeTurn(() => done.push('after'))
  setTimeout(() => done.push('somebody'))
  await vi.waitFor(() => expect(done).toEqual(['long', 'somebody', 'after']))
})

test('what was taken back is not done, before its turn or after', async () => {
  const done: string[] = []
  const takeBack = takeTurn(() => done.push('gone'))
  const keep = takeTurn(() => done.push('kept'))
  takeBack()
  await vi.waitFor(() => expect(done).toEqual(['kept']))
  keep()
  await soon(5)
  expect(done).toEqual(['kept'])
})
