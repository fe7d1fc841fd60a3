import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kdTree, nearestRows } from '../../../../src/numerics/clusters/k-d-tree'
import { squaredDistance } from '../../../../src/numerics/clusters/points'
import { lattice } from './planted'

test('the nearest rows of the tree are those of all distances', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 3 }),
      fc.nat(9999),
      (rows, width, seed) => {
        const points = lattice(rows, width, 7, seed)
        const tree = kdTree(points)
        const from = (seed % rows) * width
        const all = Array.from({ length: rows }, (_, row) => ({
          row,
          square: squaredDistance(points.values, row * width, points.values, from, width),
        })).sort((a, b) => a.square - b.square || a.row - b.row)
        const found = nearestRows(tree, points.values, from, 5)
        expect([...found.rows]).toEqual(all.slice(0, 5).map(({ row }) => row))
        expect([...found.squares]).toEqual(all.slice(0, 5).map(({ square }) => square))
      },
    ),
  )
})
