import type { GeoAreas } from '../../charts/geo-shapes'

interface Dropped {
  file: string
  /** Null where the file holds no areas. */
  areas: GeoAreas | null
}

/** The map somebody dropped: it stays while the tab is open, whichever page is looked at meanwhile. */
class DroppedMap {
  now = $state.raw<Dropped | null>(null)
}

export const droppedMap = new DroppedMap()
