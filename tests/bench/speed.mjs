// Load + clean + RFM of one file: in the page through window.memberlens, then the same statements natively.
import { giveFile, openProfile, readyPage } from './page.mjs'
import { runNative } from './native.mjs'
import { PHASES, stepOf } from './steps.mjs'
import { median, ms, ratio, table } from './report.mjs'

/** Visits of a browser before it counts as one that has been here: it keeps compiled code in parts. */
const VISITS_BEFORE = 3

/**
 * Measures `runs` times, page and native in turn, and prints medians and ratios; with `later`, also a browser that
 * has been here before.
 */
export async function compareSpeed(browser, address, path, runs, { later = false } = {}) {
  const profile = later ? await openProfile() : null
  for (let visit = 0; profile && visit < VISITS_BEFORE; visit++) await runAtVisit(profile, address, path)
  const pages = []
  const laters = []
  const natives = []
  for (let run = 0; run < runs; run++) {
    const measured = await runOnce(browser, address, path)
    pages.push(measured)
    if (profile) laters.push(await runAtVisit(profile, address, path))
    const statements = measured.calls.map((call) => call.text)
    const times = await runNative(statements, path)
    natives.push({ calls: statements.map((text, i) => ({ text, ms: times[i] })) })
    process.stdout.write(
      `  run ${run + 1} of ${runs}: page ${[measured, ...laters.slice(run)].map(wallOf).map(ms).join(', later ')}, native ${ms(sum(times))}\n`,
    )
  }
  await profile?.close()
  report(pages, laters, natives)
}

const wallOf = ({ load, rfm }) => load + rfm

async function runOnce(browser, address, path) {
  const page = await readyPage(browser, address)
  const measured = await runInPage(page, path)
  await page.context().close()
  return measured
}

async function runAtVisit(profile, address, path) {
  const page = await profile.visit(address)
  const measured = await runInPage(page, path)
  await profile.leave(page)
  return measured
}

async function runInPage(page, path) {
  await giveFile(page, path)
  return page.evaluate(async () => {
    const { memberlens, bench } = window
    const clock = async (work) => {
      const started = performance.now()
      await work()
      return performance.now() - started
    }
    const open = await clock(() => memberlens.open(window.benchFiles))
    const load = await clock(() => memberlens.load())
    const rfm = await clock(() => memberlens.run('rfm'))
    // A load begins with what takes away the tables before it; on a slow machine the warm-up ends only then.
    const cleared = bench.calls.findLastIndex(({ text }) => text?.startsWith('drop schema if exists raw'))
    const calls = bench.calls
      .slice(cleared)
      .filter(
        (call) =>
          call.text !== null && call.ended !== null && call.method !== 'register' && call.method !== 'drop',
      )
      .map(({ text, started, ended }) => ({ text, ms: ended - started }))
    return { open, load, rfm, calls }
  })
}

function report(pages, laters, natives) {
  const rows = []
  for (const phase of [...PHASES, null]) {
    const inPage = stepTimes(pages, phase)
    const inNative = stepTimes(natives, phase)
    for (const [step, times] of Object.entries(inPage)) {
      rows.push([
        phase ?? 'other',
        step,
        ms(median(times)),
        ms(median(inNative[step])),
        ratio(median(times), median(inNative[step])),
      ])
    }
  }
  const native = median(natives.map(({ calls }) => sum(calls.map((call) => call.ms))))
  const all = (step, visits) => {
    const wall = median(visits.map(wallOf))
    rows.push(['all', step, ms(wall), ms(native), ratio(wall, native)])
  }
  all('load() and run("rfm")', pages)
  if (laters.length > 0) all('… where the browser has been here before', laters)
  table(['phase', 'step', 'page', 'native', 'page ÷ native'], rows)
  console.log(`  open() before that: ${ms(median(pages.map((page) => page.open)))}\n`)
}

/** step → its time in each run, for the statements of a phase; null: those of none. */
function stepTimes(runs, phase) {
  const steps = {}
  runs.forEach(({ calls }, run) => {
    for (const { text, ms: time } of calls) {
      const [inPhase, step] = stepOf(text) ?? [null, 'tables and rows for the page']
      if (inPhase !== phase) continue
      steps[step] ??= runs.map(() => 0)
      steps[step][run] += time
    }
  })
  return steps
}

const sum = (values) => values.reduce((total, value) => total + value, 0)
