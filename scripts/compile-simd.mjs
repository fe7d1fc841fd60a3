// Compiles assembly/kernels.ts, and what it takes in, to src/numerics/simd/bytes.ts: `node scripts/compile-simd.mjs` after a change there.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import asc from 'assemblyscript/asc'

const ROOT = join(import.meta.dirname, '..')
const SOURCES = readdirSync(join(ROOT, 'assembly'))

/** The text of src/numerics/simd/bytes.ts. */
export async function compiledBytes() {
  let binary = new Uint8Array()
  const { error, stderr } = await asc.main(
    [
      'kernels.ts',
      '-O3',
      '--noAssert',
      '--enable',
      'simd',
      '--runtime',
      'stub',
      '--importMemory',
      '-o',
      'kernels.wasm',
    ],
    {
      readFile: (name) =>
        SOURCES.includes(name) ? readFileSync(join(ROOT, 'assembly', name), 'utf8') : null,
      writeFile: (_, contents) => void (binary = contents),
      listFiles: () => [],
    },
  )
  if (error) throw new Error(stderr.toString())
  const text = Buffer.from(binary).toString('base64')
  return `// Made by scripts/compile-simd.mjs from assembly/kernels.ts.\nexport const BYTES =\n  '${text}'\n`
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(join(ROOT, 'src/numerics/simd/bytes.ts'), await compiledBytes())
