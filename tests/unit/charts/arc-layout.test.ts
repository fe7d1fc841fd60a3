import { expect, test } from 'vitest'
import { arcHeight, arcLayout } from '../../../src/charts/arc-layout'

const nodes = ['tea', 'cup', 'a name that is far too long for so narrow a drawing', 'rice'].map(
  (label, i) => ({
    key: label,
    label,
    size: i + 1,
  }),
)
const arcs = [
  { from: 0, to: 1, weight: 0 },
  { from: 3, to: 0, weight: 1 },
]
/** Across and down: the radii of a bow. */
const radii = (path: string) => /A([\d.]+) ([\d.]+)/.exec(path)?.slice(1).map(Number) ?? []

test.each([300, 900])(
  'labels, dots and bows stay within %i pixels, the longest bow furthest out',
  (width) => {
    const layout = arcLayout(nodes, arcs, width)
    expect(layout.height).toBe(arcHeight(nodes.length))
    expect(layout.nodes.map(({ y }) => y)).toEqual([...layout.nodes.map(({ y }) => y)].sort((a, b) => a - b))
    const [short, long] = layout.arcs.map(({ path }) => radii(path))
    expect(layout.line + (long?.[0] ?? 0)).toBeLessThan(width)
    expect(long?.[0]).toBeGreaterThan(short?.[0] ?? Infinity)
    // From the first node to the last, whichever of them was named first.
    expect(2 * (long?.[1] ?? 0)).toBe((layout.nodes[3]?.y ?? 0) - (layout.nodes[0]?.y ?? 0))
    expect(layout.arcs[1]?.thickness).toBeGreaterThan(layout.arcs[0]?.thickness ?? Infinity)
  },
)

test('nothing to draw is drawn', () => {
  expect(arcLayout([], [], 400).nodes).toEqual([])
})
