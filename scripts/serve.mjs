// A static host for dist/: `node scripts/serve.mjs [--port 4173] [--strict-port] [--base /x/y/]
// [--dir dist] [--mount data=tests/data]`. What a plain host does, and no more: no compression, no rewriting.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.csv': 'text/csv',
  '.txt': 'text/plain; charset=utf-8',
  '.parquet': 'application/octet-stream',
}

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    'strict-port': { type: 'boolean', default: false },
    host: { type: 'string', default: 'localhost' },
    base: { type: 'string', default: '/' },
    dir: { type: 'string', default: 'dist' },
    mount: { type: 'string', multiple: true, default: [] },
  },
})

const base = `/${options.base}/`.replace(/\/+/g, '/')
const root = resolve(options.dir)
const mounts = options.mount.map((mount) => {
  const [name = '', folder = ''] = mount.split('=')
  return { prefix: `${name}/`, folder: resolve(folder) }
})

if (!(await fileAt(join(root, 'index.html')))) {
  console.error(`There is no page in ${root}. Run "npm run build" first.`)
  process.exit(1)
}
listen(Number(options.port))

function listen(port) {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  server.once('error', (error) => {
    if (error.code !== 'EADDRINUSE' || options['strict-port'] || port >= 65535) {
      console.error(`Cannot listen on port ${port}: ${error.message}`)
      process.exit(1)
    }
    listen(port + 1)
  })
  server.listen(port, options.host, () => {
    console.log(`memberlens is at http://${options.host}:${server.address().port}${base}`)
  })
}

async function answer(request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
  const path = pathOf(request.url ?? '/')
  if (path === null) return refuse(response, 400)
  if (`${path}/` === base) {
    response.writeHead(301, { Location: base })
    return response.end()
  }
  if (!path.startsWith(base)) return refuse(response, 404)
  const name = path.slice(base.length)
  const file = await fileAt(locate(name))
  if (!file) return refuse(response, 404)
  send(request, response, name, file)
}

/** The path of an address, decoded; null where it cannot be read. */
function pathOf(address) {
  try {
    const path = decodeURIComponent(address.split(/[?#]/)[0])
    return path.includes('\0') ? null : path
  } catch {
    return null
  }
}

/** The file that a name below the base stands for; null where it would leave its folder. */
function locate(name) {
  const mount = mounts.find(({ prefix }) => name.startsWith(prefix))
  const folder = mount ? mount.folder : root
  const path = normalize(join(folder, mount ? name.slice(mount.prefix.length) : name))
  if (path !== folder && path !== folder + sep && !path.startsWith(folder + sep)) return null
  return name === '' || name.endsWith('/') ? join(path, 'index.html') : path
}

async function fileAt(path) {
  if (path === null) return null
  const info = await stat(path).catch(() => null)
  return info?.isFile()
    ? { path, size: info.size, tag: `"${info.size.toString(36)}-${info.mtimeMs.toString(36)}"` }
    : null
}

function send(request, response, name, file) {
  const headers = {
    'Content-Type': TYPES[extname(file.path).toLowerCase()] ?? 'application/octet-stream',
    // Names below assets/ carry a hash of their content; everything else is asked for anew.
    'Cache-Control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    ETag: file.tag,
  }
  if (request.headers['if-none-match'] === file.tag) {
    response.writeHead(304, headers)
    return response.end()
  }
  const range = rangeOf(request.headers.range, file.size)
  const length = range ? range.end - range.start + 1 : file.size
  if (range) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${file.size}`
  response.writeHead(range ? 206 : 200, { ...headers, 'Content-Length': length })
  if (request.method === 'HEAD' || length === 0) return response.end()
  const stream = createReadStream(file.path, range ?? {})
  stream.on('error', () => response.destroy())
  response.on('close', () => stream.destroy())
  stream.pipe(response)
}

/** One range of the form bytes=a-b; anything else is answered with the whole file, as the standard allows. */
function rangeOf(header, size) {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '')
  if (!match) return null
  const start = Number(match[1])
  const end = Math.min(match[2] ? Number(match[2]) : size - 1, size - 1)
  return start <= end ? { start, end } : null
}

function refuse(response, status) {
  const sentence = { 400: 'Bad address', 404: 'Not found', 405: 'Only GET and HEAD' }[status]
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`${sentence}\n`)
}
