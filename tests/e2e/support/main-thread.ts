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
  args?: { chrome_mojo_event_info?: { mojo_interface_tag?: string } }
}

const MARK = 'stage:'

/**
 * Records every task of the main thread through the browser's own tracing. Long-task entries tell the wall clock alone,
 * which on a busy machine says more about the machine than about the page.
 */
export async function recordMainThread(browser: Browser, page: Page) {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing', 'devtools.timeline'] })
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
  const ours = events.filter(({ ph, pid, tid }) => ph === 'X' && pid === first.pid && tid === first.tid)
  const asked = ours.filter(
    ({ args }) => args?.chrome_mojo_event_info?.mojo_interface_tag === 'blink.mojom.DevToolsSession',
  )
  const heard = ours.filter(({ name }) => name === 'EventDispatch')
  // Not the page but the test looking for something: a message of the tools that drive the browser, in which no
  // listener of the page ran. To find a role among thousands of cells takes them a tenth of a second.
  const ofTheTest = (task: TraceEvent) =>
    asked.some((event) => within(event, task)) && !heard.some((event) => within(event, task))
  return ours
    .filter((event) => /RunTask$/.test(event.name) && !ofTheTest(event))
    .map(({ ts, dur = 0, tdur }) => {
      const begun = marks.findLast((mark) => mark.ts <= ts + dur)
      // The shortest tasks come without the thread's time; it is never more than the clock's.
      const cpu = (tdur ?? dur) / 1000
      return { stage: begun?.name.slice(MARK.length) ?? '', cpu, wall: dur / 1000 }
    })
}

const within = (inner: TraceEvent, outer: TraceEvent): boolean =>
  inner.ts >= outer.ts && inner.ts + (inner.dur ?? 0) <= outer.ts + (outer.dur ?? 0)
