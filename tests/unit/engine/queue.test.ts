import { describe, expect, it } from 'vitest'
import { LATER, LOOKING, PriorityQueue, WAITING } from '../../../src/engine/queue'

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('the queue before the engine', () => {
  it('runs what the user looks at first, then in the order of coming, one at a time', async () => {
    const queue = new PriorityQueue()
    const ran: string[] = []
    let atOnce = 0
    let most = 0
    const task = (name: string) => async () => {
      most = Math.max(most, ++atOnce)
      await Promise.resolve()
      ran.push(name)
      atOnce -= 1
    }
    queue.add(LATER, task('later'))
    queue.add(WAITING, task('first'))
    queue.add(WAITING, task('second'))
    queue.add(LOOKING, task('looking'))
    await settled()
    expect(ran).toEqual(['looking', 'first', 'second', 'later'])
    expect(most).toBe(1)
  })

  it('takes out what has not begun, and says whether it had', async () => {
    const queue = new PriorityQueue()
    const ran: string[] = []
    const leave = queue.add(LOOKING, () => Promise.resolve(void ran.push('a')))
    queue.add(LOOKING, () => Promise.resolve(void ran.push('b')))
    expect(leave()).toBe(true)
    await settled()
    expect(leave()).toBe(false)
    expect(ran).toEqual(['b'])
  })
})
