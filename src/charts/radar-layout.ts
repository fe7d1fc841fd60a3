export interface RadarPoint {
  x: number
  y: number
}

/** Where a value lies on axis `i` of `axes`, the first upwards and on clockwise; `share` from 0 (centre) to 1. */
export function radarPoint(i: number, axes: number, share: number, radius: number): RadarPoint {
  const angle = (2 * Math.PI * i) / axes - Math.PI / 2
  return { x: Math.cos(angle) * share * radius, y: Math.sin(angle) * share * radius }
}

/** The points of a closed line; a missing value lies at zero. */
export function radarLine(values: readonly (number | null)[], low: number, high: number, radius: number) {
  return values.map((value, i) => radarPoint(i, values.length, ((value ?? 0) - low) / (high - low), radius))
}
