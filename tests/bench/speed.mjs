// Load + clean + RFM of one file: in the page through window.memberlens, then the same statements natively.
import { giveFile, readyPage } from './page.mjs'
import { runNative } from './native.mjs'
import { PHASES, stepOf } from './steps.mjs'
import { median, ms, ratio, table } from './report.mjs'

/** Measures `runs` times, page and native in turn, and prints medians and ratios. */
export async function compareSpeed(browser, address, path, runs) {
  const pages = []
  const natives = []
  for (let run = 0; run < runs; run++) {
    const measured = await runInPage(browser, address, path)
    pages.push(measured)
    const statements = measured.calls.map((call) => call.text)
    const times = await runNative(statements, path)
    natives.push({ calls: statements.map((text, i) => ({ text, ms: times[i] })) })
    process.stdout.write(
      `  run ${run + 1} of ${runs}: page ${ms(measured.load + measured.rfm)}, native ${ms(sum(times))}\n`,
    )
  }
  report(pages, natives)
}

async function runInPage(browser, address, path) {
  const page = await readyPage(browser, address)
  await giveFile(page, path)
  const measured = await page.evaluate(async () => {
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
  await page.context().close()
  return measured
}

function report(pages, natives) {
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
  const wall = median(pages.map(({ load, rfm }) => load + rfm))
  const native = median(natives.map(({ calls }) => sum(calls.map((call) => call.ms))))
  rows.push(['all', 'load() and run("rfm")', ms(wall), ms(native), ratio(wall, native)])
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
