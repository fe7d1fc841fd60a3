/** A model by what it gains and what it costs. */
export interface Point {
  key: string
  label: string
  /** Larger is better. */
  gain: number
  /** Held against it. */
  x: number
}

/** Keys of those that no other is at least as good as in both, and better in one; `isLess`: less of x is better. */
export function unbeaten(points: readonly Point[], isLess: boolean): Set<string> {
  const worth = (point: Point) => (isLess ? -point.x : point.x)
  return new Set(
    points
      .filter(
        (point) =>
          !points.some(
            (other) =>
              other.gain >= point.gain &&
              worth(other) >= worth(point) &&
              (other.gain > point.gain || worth(other) > worth(point)),
          ),
      )
      .map(({ key }) => key),
  )
}
