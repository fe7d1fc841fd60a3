import { geoIdentity, geoPath } from 'd3-geo'
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'

/** Areas that somebody dropped, with what their file says of each. */
export interface GeoAreas {
  features: Feature<Geometry>[]
  /** Properties that are text, those with most different values first. */
  properties: string[]
}

/** @returns null where the text is no GeoJSON with areas. */
export function readAreas(text: string): GeoAreas | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  if (!isCollection(parsed)) return null
  const features = parsed.features.filter(
    (feature) => feature?.geometry?.type === 'Polygon' || feature?.geometry?.type === 'MultiPolygon',
  )
  if (features.length === 0) return null
  const values = new Map<string, Set<string>>()
  for (const { properties } of features)
    for (const [name, value] of Object.entries(properties ?? {}))
      if (typeof value === 'string' && value !== '')
        values.set(name, (values.get(name) ?? new Set<string>()).add(value))
  const properties = [...values].sort((a, b) => b[1].size - a[1].size).map(([name]) => name)
  return { features, properties }
}

const isCollection = (value: unknown): value is FeatureCollection<Geometry> =>
  typeof value === 'object' &&
  value !== null &&
  'features' in value &&
  Array.isArray((value as { features: unknown }).features)

export const propertyOf = (feature: Feature<Geometry>, name: string): string => {
  const value: unknown = feature.properties?.[name]
  return typeof value === 'string' ? value : ''
}

/**
 * SVG paths of the areas in a width: Mercator's projection as a plane, so that the direction in which a file winds its
 * rings does not matter; latitudes beyond 84° are cut.
 */
export function areaPaths(
  features: readonly Feature<Geometry>[],
  width: number,
): { height: number; paths: string[] } {
  const flat = features.map((feature) => ({ ...feature, geometry: mercator(feature.geometry) }))
  const collection: FeatureCollection<Geometry> = { type: 'FeatureCollection', features: flat }
  const [[west, top], [east, bottom]] = geoPath(geoIdentity()).bounds(collection)
  const height = Math.min(560, Math.max(120, (width * (bottom - top)) / Math.max(1e-9, east - west)))
  const path = geoPath(geoIdentity().reflectY(true).fitSize([width, height], collection))
  return { height, paths: flat.map((feature) => path(feature) ?? '') }
}

function mercator(geometry: Geometry): Geometry {
  if (geometry.type === 'Polygon') return { ...geometry, coordinates: geometry.coordinates.map(ring) }
  if (geometry.type === 'MultiPolygon')
    return { ...geometry, coordinates: geometry.coordinates.map((polygon) => polygon.map(ring)) }
  return geometry
}

const ring = (positions: Position[]): Position[] =>
  positions.map(([longitude = 0, latitude = 0]) => {
    const radians = (Math.max(-84, Math.min(84, latitude)) * Math.PI) / 180
    return [longitude, (Math.log(Math.tan(Math.PI / 4 + radians / 2)) * 180) / Math.PI]
  })
