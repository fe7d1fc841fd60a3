export interface Box {
  readonly width: number
  readonly height: number
}

const GAP = 12
const EDGE = 8

/**
 * Where a tooltip's top left corner goes, in viewport pixels: above the point and centred on it, below where there
 * is no room above, and never out of the viewport.
 */
export function placeTooltip(point: { readonly x: number; readonly y: number }, size: Box, viewport: Box) {
  const above = point.y - GAP - size.height
  const top = above >= EDGE ? above : point.y + GAP
  return {
    left: between(point.x - size.width / 2, EDGE, viewport.width - size.width - EDGE),
    top: between(top, EDGE, viewport.height - size.height - EDGE),
  }
}

const between = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value))
