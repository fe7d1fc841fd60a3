import { readFileSync } from 'node:fs'
import { sharedPath } from '../../ingest/files'

/** The baskets of groceries as columns of integers, and the names of its items; null where the file is not here. */
export function groceries(): { baskets: Float64Array; items: Float64Array; names: string[] } | null {
  const path = sharedPath('groceries/groceries_long.csv')
  if (path === null) return null
  const cells = readFileSync(path, 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const found = /^(\d+),"([^"]*)"/.exec(line)
      return found ? [[Number(found[1]), found[2] ?? ''] as const] : []
    })
  const names = [...new Set(cells.map(([, name]) => name))]
  const codeOf = new Map(names.map((name, code) => [name, code]))
  return {
    baskets: Float64Array.from(cells, ([basket]) => basket),
    items: Float64Array.from(cells, ([, name]) => codeOf.get(name) ?? NaN),
    names,
  }
}
