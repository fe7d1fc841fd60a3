import { describe, expect, test, vi } from 'vitest'
import { LATER, LOOKING, PriorityQueue, WAITING, type Priority } from '../../../src/engine/queue'

const turn = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('the queue', () => {
  test('runs what is looked at first, then in the order of asking', async () => {
    const queue = new PriorityQueue()
    const ran: string[] = []
    const add = (priority: Priority, name: string) =>
      queue.add(priority, () => {
        ran.push(name)
        return turn().then(() => undefined)
      })
    add(LATER, 'later 1')
    add(WAITING, 'waiting 1')
    add(LOOKING, 'looking 1')
    add(WAITING, 'waiting 2')
    add(LOOKING, 'looking 2')
    for (let i = 0; i < 10; i++) await turn()
    const others = ['looking 1', 'looking 2', 'waiting 1', 'waiting 2']
    expect(ran).toEqual(others)
    await vi.waitFor(() => expect(ran).toEqual([...others, 'later 1']))
  })

  test('what can wait lets a series of statements pass, each asked for when the one before has ended', async () => {
    const queue = new PriorityQueue()
    const ran: string[] = []
    const task = (name: string) => () => {
      ran.push(name)
      return Promise.resolve()
    }
    queue.add(WAITING, task('1'))
    queue.add(LATER, task('later'))
    for (const name of ['2', '3']) {
      for (let i = 0; i < 5; i++) await turn()
      queue.add(WAITING, task(name))
    }
    await vi.waitFor(() => expect(ran).toEqual(['1', '2', '3', 'later']))
  })

  test('what can wait begins at once where nothing has run, and one after the other', async () => {
    const queue = new PriorityQueue()
    const ran: string[] = []
    for (const name of ['1', '2'])
      queue.add(LATER, () => {
        ran.push(name)
        return Promise.resolve()
      })
    await turn()
    expect(ran).toEqual(['1', '2'])
  })

  test('what comes while one runs takes its place among those that wait', async () => {
    const queue = new PriorityQueue()
    const ran: string[] = []
    let finish: () => void = () => undefined
    queue.add(LATER, () => {
      ran.push('first')
      return new Promise((resolve) => (finish = resolve))
    })
    await turn()
    for (const [priority, name] of [
      [LATER, 'later'],
      [LOOKING, 'looking'],
    ] as const)
      queue.add(priority, () => {
        ran.push(name)
        return Promise.resolve()
      })
    await turn()
    expect(ran).toEqual(['first'])
    finish()
    await vi.waitFor(() => expect(ran).toEqual(['first', 'looking', 'later']))
  })

  test('never runs two at once', async () => {
    const queue = new PriorityQueue()
    let running = 0
    let most = 0
    for (let i = 0; i < 20; i++)
      queue.add((i % 3) as Priority, async () => {
        running += 1
        most = Math.max(most, running)
        await turn()
        running -= 1
      })
    for (let i = 0; i < 30; i++) await turn()
    expect([running, most]).toEqual([0, 1])
  })

  test('what is taken out does not run, and what has begun cannot be taken out', async () => {
    const queue = new PriorityQueue()
    const ran: string[] = []
    const task = (name: string) => () => {
      ran.push(name)
      return Promise.resolve()
    }
    const leaveFirst = queue.add(WAITING, task('first'))
    const leaveSecond = queue.add(WAITING, task('second'))
    expect(leaveSecond()).toBe(true)
    expect(leaveSecond()).toBe(false)
    await turn()
    expect(leaveFirst()).toBe(false)
    expect(ran).toEqual(['first'])
  })

  test('goes on after a task that fails, at once or later', async () => {
    const queue = new PriorityQueue()
    const ran: string[] = []
    queue.add(LOOKING, () => Promise.reject(new Error('later')))
    queue.add(LOOKING, () => {
      throw new Error('at once')
    })
    queue.add(LOOKING, () => {
      ran.push('last')
      return Promise.resolve()
    })
    for (let i = 0; i < 3; i++) await turn()
    expect(ran).toEqual(['last'])
  })
})
