import type { Browser, Page } from '@playwright/test'

/** One task of the page's main thread, in milliseconds. */
export interface Task {
  /** What the test was doing when it began. */
  stage: string
  /** Time the thread itself worked on it. */
  cpu: number
  /** Time from its beginning to its end: more than `cpu` where other programs wanted the processor. */
  wall: number
}

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
  tdur?: number
}

const MARK = 'stage:'

/**
 * Records every task of the main thread through the browser's own tracing. Long-task entries tell the wall clock alone,
 * which on a busy machine says more about the machine than about the page.
 */
export async function recordMainThread(browser: Browser, page: Page) {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] })
  await stage(page, 'begin')
  return {
    stage: (name: string) => stage(page, name),
    async stop(): Promise<Task[]> {
      await stage(page, 'end')
      const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as {
        traceEvents: TraceEvent[]
      }
      return tasksOf(trace.traceEvents)
    },
  }
}

const stage = (page: Page, name: string) => page.evaluate((mark) => void performance.mark(mark), MARK + name)

function tasksOf(events: readonly TraceEvent[]): Task[] {
  const marks = events.filter(({ name }) => name.startsWith(MARK)).sort((a, b) => a.ts - b.ts)
  const first = marks.at(0)
  if (!first || marks.at(-1)?.name !== `${MARK}end`) throw new Error('The trace is not whole.')
  return events
    .filter(
      ({ name, ph, pid, tid }) =>
        ph === 'X' && /RunTask$/.test(name) && pid === first.pid && tid === first.tid,
    )
    .map(({ ts, dur = 0, tdur }) => {
      const begun = marks.findLast((mark) => mark.ts <= ts + dur)
      // The shortest tasks come without the thread's time; it is never more than the clock's.
      const cpu = (tdur ?? dur) / 1000
      return { stage: begun?.name.slice(MARK.length) ?? '', cpu, wall: dur / 1000 }
    })
}
