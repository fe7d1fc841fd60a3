// All checks, one after the other; none stops the next. Types and lint count as one check each, unit and browser
// tests by their own reports. The last line is the sum.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { relative } from 'node:path'

const UNIT_REPORT = 'test-results/unit.json'
const BROWSER_REPORT = 'test-results/browser.json'

mkdirSync('test-results', { recursive: true })
const outcomes = [
  { name: 'types', ...oneCheck(npm('types')) },
  { name: 'lint', ...oneCheck(npm('lint')) },
  { name: 'unit', ...unit() },
  { name: 'browser', ...browser() },
]

console.log('')
for (const { name, passed, failed, failures = [], secondTry = [] } of outcomes) {
  console.log(`${name.padEnd(8)} ${passed} of ${passed + failed}`)
  for (const title of failures) console.log(`         failed: ${title}`)
  for (const title of secondTry) console.log(`         at the second try only: ${title}`)
}
const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0)
const all = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
process.exitCode = all.failed > 0 ? 1 : 0
console.log(sentence(all))

function oneCheck(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
}

function unit() {
  rmSync(UNIT_REPORT, { force: true })
  const passed = npm('unit', '--reporter=default', '--reporter=json', `--outputFile=${UNIT_REPORT}`)
  const report = read(UNIT_REPORT)
  if (!report) return oneCheck(false)
  // A file that cannot be loaded has no tests to count, and still is a failure.
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return honest(passed, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...unloaded.map(({ name }) => relative('', name)),
      ...report.testResults.flatMap((file) =>
        file.assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
      ),
    ],
  })
}

function browser() {
  rmSync(BROWSER_REPORT, { force: true })
  const passed = npm('browser')
  const report = read(BROWSER_REPORT)
  if (!report?.stats) return oneCheck(false)
  const { expected, unexpected, flaky, skipped } = report.stats
  return honest(passed, {
    passed: expected + flaky,
    failed: unexpected,
    skipped,
    failures: titles(report, 'unexpected'),
    secondTry: titles(report, 'flaky'),
  })
}

function titles({ specs = [], suites = [] }, ended) {
  const such = specs.filter(({ tests }) => tests.some(({ status }) => status === ended))
  return [...such.map(({ title }) => title), ...suites.flatMap((suite) => titles(suite, ended))]
}

/** A run that ends badly though no test failed, or that ran no test at all, has failed all the same. */
function honest(passed, counts) {
  const silent = counts.failed === 0 && (!passed || counts.passed === 0)
  return silent ? { ...counts, failed: 1 } : counts
}

function npm(script, ...rest) {
  console.log(`\n── ${script}`)
  const args = ['run', '--silent', script, ...(rest.length > 0 ? ['--', ...rest] : [])]
  return spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
