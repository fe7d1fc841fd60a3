/**
 * An order of features in which those that go together stand together: the leaves of the average-linkage tree of
 * 1 − strength, each pair of branches turned so that their nearer ends meet. `strength` is n × n, symmetric, 0 to 1;
 * NaN counts as 0. O(n³), for some hundred features.
 */
export function likenessOrder(strength: Float64Array, n: number): number[] {
  const at = (a: number, b: number): number => {
    const value = strength[a * n + b]!
    return Number.isNaN(value) ? 0 : value
  }
  let branches = Array.from({ length: n }, (_, i) => [i])
  const mean = (a: number[], b: number[]): number => {
    let sum = 0
    for (const i of a) for (const j of b) sum += at(i, j)
    return sum / (a.length * b.length)
  }
  const likeness = branches.map((a) => branches.map((b) => mean(a, b)))
  while (branches.length > 1) {
    let [x, y, most] = [0, 1, -1]
    for (let a = 0; a < branches.length; a++) {
      for (let b = a + 1; b < branches.length; b++)
        if (likeness[a]![b]! > most) [x, y, most] = [a, b, likeness[a]![b]!]
    }
    const [left, right] = [branches[x]!, branches[y]!]
    const joined = turned(left, right, at)
    for (let c = 0; c < branches.length; c++) {
      const both = left.length * likeness[x]![c]! + right.length * likeness[y]![c]!
      likeness[x]![c] = likeness[c]![x] = both / joined.length
    }
    branches[x] = joined
    branches = branches.filter((_, c) => c !== y)
    likeness.splice(y, 1)
    for (const row of likeness) row.splice(y, 1)
  }
  return branches[0] ?? []
}

function turned(left: number[], right: number[], at: (a: number, b: number) => number): number[] {
  const ways = [
    [left, right],
    [left, right.toReversed()],
    [left.toReversed(), right],
    [left.toReversed(), right.toReversed()],
  ] as [number[], number[]][]
  const meeting = ([a, b]: [number[], number[]]) => at(a.at(-1)!, b[0]!)
  const best = ways.reduce((a, b) => (meeting(b) > meeting(a) ? b : a))
  return best.flat()
}
