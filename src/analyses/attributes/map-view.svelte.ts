import { tileOf } from '../../charts/china-tiles'
import type { PlaceRow } from './attributes-view'

export const MAP_MEASURES = ['members', 'revenue', 'mean', 'repeat'] as const
export type MapMeasure = (typeof MAP_MEASURES)[number]

/** A place with what is to be shown of it; null where fewer than k members stand behind it. */
export interface MapPlace {
  name: string
  members: number
  value: number | null
}

export interface MapView {
  places: MapPlace[]
  /** Places that are not shown, and the members in them. */
  suppressed: { places: number; members: number }
  /** Members of whom no place is known. */
  unknown: number
}

/** What a map shows of one dimension: every place with a name; figures of fewer than k members are left out. */
export function mapView(
  rows: readonly PlaceRow[],
  dimension: string,
  measure: MapMeasure,
  k: number,
  revenue: number,
): MapView {
  const own = rows.filter((row) => row.dimension === dimension)
  const places = own.flatMap((row): MapPlace[] => {
    if (row.level === null) return []
    const behind = measure === 'repeat' ? row.asked : row.members
    return [
      { name: row.level, members: row.members, value: behind < k ? null : figureOf(row, measure, revenue) },
    ]
  })
  const small = places.filter(({ value }) => value === null)
  return {
    places,
    suppressed: { places: small.length, members: small.reduce((sum, { members }) => sum + members, 0) },
    unknown: own.find(({ level }) => level === null)?.members ?? 0,
  }
}

function figureOf(row: PlaceRow, measure: MapMeasure, revenue: number): number {
  switch (measure) {
    case 'members':
      return row.members
    case 'revenue':
      return revenue > 0 ? row.revenue / revenue : 0
    case 'mean':
      return row.revenue / row.members
    case 'repeat':
      return row.repurchased / row.asked
  }
}

/** The places that are provincial units of China, by their tile's name, and the others. */
export function onTiles(places: readonly MapPlace[]): {
  tiles: Map<string, MapPlace>
  elsewhere: MapPlace[]
} {
  const tiles = new Map<string, MapPlace>()
  const elsewhere: MapPlace[] = []
  for (const place of places) {
    const tile = tileOf(place.name)
    if (tile && !tiles.has(tile.zh)) tiles.set(tile.zh, place)
    else elsewhere.push(place)
  }
  return { tiles, elsewhere }
}

/** Names on a map of the user's own are compared without case, accents and blanks, provinces by their tiles. */
export const placeKey = (name: string): string =>
  tileOf(name)?.zh ??
  name
    .normalize('NFKD')
    .replace(/[\p{M}\s.'’-]/gu, '')
    .toLowerCase()
