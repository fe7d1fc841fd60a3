// Enters into package-lock.json the packages of other platforms that npm left out. npm drops an optional package
// whose tarball it could not see, and then "npm ci" refuses the lock it wrote. Run by hand after "npm install".
import { readFileSync, writeFileSync } from 'node:fs'

const LOCK = 'package-lock.json'
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'win32']
const PROCESSORS = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 'loong64', 's390x', 'arm', 'wasm32']
const LIBRARIES = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' }

const lock = JSON.parse(readFileSync(LOCK, 'utf8'))
const added = []
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolves(path, name)) continue
    if (!/^\d/.test(version)) throw new Error(`${name} is wanted as ${version}: enter it by hand.`)
    lock.packages[`node_modules/${name}`] = platformPackage(name, version, entry)
    added.push(`${name}@${version}`)
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length > 0 ? `Entered: ${added.join(', ')}` : 'The lock is complete.')

/** Whether a package at this path finds the named one, in its own folder or in one above. */
function resolves(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true
    if (!folder) return false
  }
}

/** An entry that is installed on its own platform only; the name says which that is. */
function platformPackage(name, version, parent) {
  const words = name.split(/[/-]/)
  const entry = { version, optional: true }
  if (parent.dev) entry.dev = true
  const system = SYSTEMS.find((word) => words.includes(word))
  const processor = PROCESSORS.find((word) => words.includes(word))
  const library = Object.keys(LIBRARIES).find((word) => words.includes(word))
  if (!system && !processor) throw new Error(`${name} does not say which platform it is for.`)
  if (system) entry.os = [system]
  if (processor) entry.cpu = [processor]
  if (system === 'linux' && library) entry.libc = [LIBRARIES[library]]
  return entry
}
