import { posix } from 'node:path'

/**
 * Which room may import from which. A room is a folder of src/. What is not said here is forbidden; a folder that is
 * not named here may not be imported and may import nothing, so a new room has to be entered.
 * @type {Record<string, string[]>}
 */
export const ROOMS = {
  sql: [],
  numerics: [],
  shop: [],
  text: [],
  vault: [],
  engine: ['sql'],
  ingest: ['shop', 'sql', 'engine'],
  cleaning: ['shop', 'sql', 'engine', 'ingest'],
  identity: ['shop', 'sql', 'engine', 'ingest', 'cleaning'],
  demo: ['shop'],
  segments: ['shop', 'sql'],
  analyses: ['shop', 'sql', 'numerics', 'segments'],
  quality: ['shop', 'sql', 'engine', 'ingest', 'cleaning', 'segments', 'analyses'],
  project: [
    'sql',
    'numerics',
    'shop',
    'text',
    'engine',
    'ingest',
    'cleaning',
    'identity',
    'demo',
    'segments',
    'analyses',
  ],
  charts: ['text'],
  ui: ['text'],
  pages: [
    'sql',
    'numerics',
    'shop',
    'text',
    'vault',
    'engine',
    'ingest',
    'cleaning',
    'identity',
    'demo',
    'segments',
    'analyses',
    'quality',
    'project',
    'charts',
    'ui',
  ],
}

/** Rooms that run in workers and in Node alike: no Svelte in them, but for the views of an analysis. */
export const PLAIN_ROOMS = [
  'sql',
  'numerics',
  'shop',
  'vault',
  'engine',
  'ingest',
  'cleaning',
  'identity',
  'demo',
  'segments',
  'analyses',
  'quality',
]

/** Rooms that do not know the engine's bindings either; a `Database` is handed to them. */
const ENGINELESS_ROOMS = ['sql', 'numerics', 'shop', 'vault', 'demo', 'segments', 'analyses', 'quality']

/** Rooms that may start a worker: they take its address, and the types of what it answers. */
const STARTS_WORKERS = ['engine', 'ingest', 'project', 'pages']

const NO_VIEWS = Object.keys(ROOMS).filter((room) => !['charts', 'ui', 'pages'].includes(room))
const SVELTE = /^(svelte|bits-ui|@lucide\/svelte|@tanstack\/svelte-[a-z]+)(\/|$)|\.svelte(\.js|\.ts)?$/
const BINDINGS = /^(duckdb-blocking|@duckdb\/.*|comlink)$/

/** The import rule between rooms, as an ESLint rule. */
export const rooms = {
  meta: { type: 'problem', schema: [], messages: { forbidden: '{{reason}}' } },
  create(context) {
    const importer = placeOf(posixPath(posix.relative(posixPath(context.cwd), posixPath(context.filename))))
    if (!importer) return {}
    const check = (source, typesOnly = false) => {
      const specifier = textOf(source)
      if (specifier === null) return
      const reason = refusal(importer, specifier, typesOnly)
      if (reason) context.report({ node: source, messageId: 'forbidden', data: { reason } })
    }
    return {
      ImportDeclaration: (node) => check(node.source, hasTypesOnly(node)),
      ExportNamedDeclaration: (node) => node.source && check(node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal ?? node.argument, true),
      'CallExpression[callee.name="require"]': (node) => node.arguments[0] && check(node.arguments[0]),
      'NewExpression[callee.name="URL"][arguments.length=2]': (node) =>
        isImportMeta(node.arguments[1]) && check(node.arguments[0]),
      'CallExpression[callee.property.name="glob"]'(node) {
        if (node.callee.object.type !== 'MetaProperty') return
        const [first] = node.arguments
        for (const pattern of first?.type === 'ArrayExpression' ? first.elements : [first])
          if (pattern) check(pattern)
      },
    }
  },
}

/** Why this import is refused, as a sentence; null when it may stand. */
function refusal(importer, specifier, typesOnly) {
  if (!specifier.startsWith('.') && !specifier.startsWith('/')) return refusePackage(importer, specifier)
  if (specifier.startsWith('/')) return 'Import by a relative path.'
  const [path, query = ''] = specifier.split('?')
  const target = posix.normalize(posix.join(posix.dirname(importer.path), path))
  if (importer.room !== null && leavesSource(importer.path, path)) {
    const starts = STARTS_WORKERS.includes(importer.room) && target.startsWith('workers/')
    if (starts && (typesOnly || query.split('&').includes('worker'))) return null
    return `${specifier} leaves src/.`
  }
  const aimed = placeOf(target)
  if (!aimed || aimed.room === null) return null
  return refuseRoom(importer, aimed, typesOnly) ?? refusePackage(importer, path)
}

function refusePackage(importer, specifier) {
  if (isPlain(importer) && SVELTE.test(specifier))
    return `${nameOf(importer)} must not know Svelte (${specifier}).`
  if (ENGINELESS_ROOMS.includes(importer.room) && !importer.view && BINDINGS.test(specifier)) {
    return `${nameOf(importer)} must not know the engine (${specifier}).`
  }
  return null
}

function refuseRoom(importer, aimed, typesOnly) {
  const { room } = importer
  if (aimed.path.startsWith('src/text/bilingual')) return null
  if (aimed.room === room) {
    const neighbours =
      room === 'analyses' && importer.folder && aimed.folder && importer.folder !== aimed.folder
    return neighbours ? `An analysis must not know its neighbour ${aimed.folder}.` : null
  }
  if (allowedFor(importer).includes(aimed.room)) return null
  if (room === 'analyses' && typesOnly && aimed.path.startsWith('src/engine/database')) return null
  if (room === 'analyses' && importer.view && aimed.path.startsWith('src/pages/analysis-page')) return null
  return `${nameOf(importer)} must not know ${aimed.room}.`
}

function allowedFor(importer) {
  if (importer.room === null) return NO_VIEWS
  const allowed = ROOMS[importer.room] ?? []
  return importer.room === 'analyses' && importer.view ? [...allowed, 'text', 'charts', 'ui'] : allowed
}

/**
 * Where a file stands: its room (null for workers/), its folder within the room, and whether it is a view, that is
 * markup or its state. Null for files that no rule binds, such as tests.
 */
function placeOf(path) {
  const [top, room, ...rest] = path.split('/')
  if (top === 'workers') return { path, room: null, folder: null, view: false }
  if (top !== 'src' || room === undefined) return null
  return {
    path,
    room,
    folder: rest.length > 1 ? rest[0] : null,
    view: /\.svelte(\.ts|\.js)?$/.test(path),
  }
}

function isPlain(importer) {
  return (
    importer.room === null ||
    (PLAIN_ROOMS.includes(importer.room) && !(importer.room === 'analyses' && importer.view))
  )
}

/** Whether a relative path climbs out of src/, even if it comes back. */
function leavesSource(from, path) {
  const depth = from.split('/').length - 2
  let climbed = 0
  for (const part of path.split('/')) {
    if (part === '..') climbed += 1
    else if (part !== '.') break
  }
  return climbed > depth || !posix.normalize(posix.join(posix.dirname(from), path)).startsWith('src/')
}

function hasTypesOnly(node) {
  if (node.importKind === 'type') return true
  return node.specifiers.length > 0 && node.specifiers.every((specifier) => specifier.importKind === 'type')
}

function textOf(node) {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral') return node.quasis[0].value.cooked
  return null
}

function isImportMeta(node) {
  return node?.type === 'MemberExpression' && node.object.type === 'MetaProperty'
}

function nameOf(importer) {
  return importer.room ?? 'A worker'
}

function posixPath(path) {
  return path.replaceAll('\\', '/')
}
