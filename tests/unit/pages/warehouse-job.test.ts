import { expect, test } from 'vitest'
import { EngineError } from '../../../src/engine/errors'
import { Job } from '../../../src/pages/warehouse/job.svelte'

/** Work that ends when it is told to. */
function held<T>() {
  let finish: (value: T) => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  const ended = new Promise<T>((resolve, reject) => {
    finish = resolve
    fail = reject
  })
  let signal: AbortSignal | undefined
  const work = (given: AbortSignal) => {
    signal = given
    return ended
  }
  return { work, finish, fail, signal: () => signal }
}

test('is done once per key', async () => {
  const job = new Job<number>()
  let runs = 0
  const work = () => Promise.resolve(++runs)
  await job.run('a', work)
  job.ensure('a', work)
  expect([job.state, job.result, runs]).toEqual(['done', 1, 1])
  job.ensure('b', work)
  expect([job.state, job.result]).toEqual(['working', null])
  await expect.poll(() => job.result).toBe(2)
})

test('cancelled, it stops at once, and what comes later says nothing', async () => {
  const job = new Job<string>()
  const slow = held<string>()
  const running = job.run('a', slow.work)
  job.cancel()
  expect(job.state).toBe('stopped')
  expect(slow.signal()?.aborted).toBe(true)
  slow.finish('late')
  await running
  expect([job.state, job.result]).toEqual(['stopped', null])
})

test('a newer key takes the place of what is under way', async () => {
  const job = new Job<string>()
  const old = held<string>()
  const running = job.run('a', old.work)
  await job.run('b', () => Promise.resolve('new'))
  old.finish('old')
  await running
  expect([job.state, job.result]).toEqual(['done', 'new'])
})

test('a fault is kept for the page, a cancelled query is none; both can be begun again', async () => {
  const job = new Job<string>()
  const fault = new EngineError('memory', 'too much')
  await job.run('a', () => Promise.reject(fault))
  expect([job.state, job.error]).toEqual(['failed', fault])
  job.forget()
  expect(job.state).toBe('idle')
  await job.run('a', () => Promise.reject(new EngineError('cancelled', 'given up')))
  expect([job.state, job.error]).toEqual(['stopped', null])
})
