// Runs after the build. Fails it when the scripts that load before the first drop weigh too much, or when a built
// file holds an outside address that is not known to be inert.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join, posix, relative, resolve, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parseAst } from 'vite'
import { unknownAddresses } from './outside-addresses.mjs'

const BUDGET = 200_000
const dist = resolve(process.argv[2] ?? 'dist')
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/'))

const page = readFileSync(join(dist, 'index.html'), 'utf8')
const scripts = firstScripts(page)
const styles = [...page.matchAll(/<link\b[^>]*\brel="stylesheet"[^>]*\bhref="([^"]+)"/g)].map((m) =>
  posix.normalize(m[1]),
)

const total = table('Scripts before the first drop', scripts)
table('Styles', styles)
table(
  'Loaded when needed',
  files.filter((file) => /\.(js|wasm)$/.test(file) && !scripts.includes(file)),
)
console.log(`Scripts before the first drop: ${kilobytes(total)} kB gzip of ${kilobytes(BUDGET)} kB.`)

const faults = []
if (total > BUDGET)
  faults.push(`The scripts before the first drop are ${kilobytes(total - BUDGET)} kB over the budget.`)
for (const file of files.filter((file) => ['.js', '.css', '.html'].includes(extname(file)))) {
  for (const address of unknownAddresses(file, readFileSync(join(dist, file), 'utf8'))) {
    faults.push(`${file} holds an outside address: ${address}`)
  }
}
const engines = files.filter((file) => /duckdb[^/]*\.wasm$/.test(file))
if (engines.length > 1) faults.push(`The engine is there more than once: ${engines.join(', ')}`)
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exit(1)

/** Every script that index.html loads without being asked: the named ones and all that they import statically. */
function firstScripts(html) {
  const named = [
    ...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g),
    ...html.matchAll(/<link\b[^>]*\brel="modulepreload"[^>]*\bhref="([^"]+)"/g),
  ].map((match) => posix.normalize(match[1]))
  if (named.length === 0) throw new Error('index.html loads no script.')
  const seen = new Set()
  const waiting = named
  while (waiting.length > 0) {
    const file = waiting.pop()
    if (seen.has(file)) continue
    seen.add(file)
    waiting.push(...staticImports(file))
  }
  return [...seen]
}

function staticImports(file) {
  return parseAst(readFileSync(join(dist, file), 'utf8'))
    .body.filter((node) => /^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type) && node.source)
    .map((node) => posix.join(dirname(file), node.source.value))
}

function table(title, names) {
  const rows = names
    .map((name) => ({ name, size: sizeOf(name), gzip: gzipOf(name) }))
    .sort((a, b) => b.gzip - a.gzip)
  console.log(`\n${title}`)
  for (const { name, size, gzip } of rows.slice(0, 12)) {
    console.log(
      `  ${name.padEnd(56)} ${kilobytes(size).padStart(9)} kB ${kilobytes(gzip).padStart(9)} kB gzip`,
    )
  }
  if (rows.length > 12) console.log(`  and ${rows.length - 12} smaller ones`)
  return rows.reduce((sum, { gzip }) => sum + gzip, 0)
}

function sizeOf(name) {
  return statSync(join(dist, name)).size
}

/** Compressing 34 MB of wasm takes seconds and decides nothing. */
function gzipOf(name) {
  return name.endsWith('.wasm') ? Number.NaN : gzipSync(readFileSync(join(dist, name))).length
}

function kilobytes(bytes) {
  return Number.isNaN(bytes) ? '–' : (bytes / 1000).toFixed(1)
}
