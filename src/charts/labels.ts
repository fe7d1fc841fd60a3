/**
 * Moves labels apart along one line so that neighbours are at least `gap` away from each other and all stay between
 * `low` and `high`, each as near to its wish as that allows. Keeps the given order in the result.
 * Where they cannot all fit, they are spread evenly.
 */
export function spread(wishes: readonly number[], gap: number, low: number, high: number): number[] {
  const count = wishes.length
  if (count === 0) return []
  const room = count > 1 ? Math.min(gap, (high - low) / (count - 1)) : gap
  const order = wishes.map((_, index) => index).sort((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0))
  const result = new Array<number>(count).fill(0)
  for (const { start, members } of clusters(order, wishes, room, low, high)) {
    members.forEach((index, place) => (result[index] = start + place * room))
  }
  return result
}

interface Cluster {
  start: number
  sum: number
  members: number[]
}

/** Pool-adjacent-violators: labels that would touch form a cluster, centred on the mean of their wishes. */
function clusters(
  order: number[],
  wishes: readonly number[],
  gap: number,
  low: number,
  high: number,
): Cluster[] {
  const found: Cluster[] = []
  for (const index of order) {
    let cluster: Cluster = { start: 0, sum: wishes[index] ?? 0, members: [index] }
    place(cluster)
    for (
      let last = found.at(-1);
      last && last.start + last.members.length * gap > cluster.start;
      last = found.at(-1)
    ) {
      found.pop()
      cluster = {
        start: 0,
        sum: last.sum + cluster.sum - cluster.members.length * last.members.length * gap,
        members: [...last.members, ...cluster.members],
      }
      place(cluster)
    }
    found.push(cluster)
  }
  return found

  function place(cluster: Cluster) {
    const length = (cluster.members.length - 1) * gap
    const start = cluster.sum / cluster.members.length
    cluster.start = Math.max(low, Math.min(high - length, start))
  }
}

/**
 * Rows for labels that stand above marks on a line: each takes the first of `lanes` rows that is free there, or none
 * (-1). `x` is a label's centre.
 */
export function laneLabels(
  labels: readonly { x: number; width: number }[],
  lanes: number,
  gap = 8,
): number[] {
  const ends = new Array<number>(lanes).fill(-Infinity)
  return labels.map(({ x, width }) => {
    const lane = ends.findIndex((end) => end + gap <= x - width / 2)
    if (lane >= 0) ends[lane] = x + width / 2
    return lane
  })
}

/** How a text at `x` is anchored so that it stays between the edges. */
export function anchorAt(x: number, width: number, left: number, right: number): 'start' | 'middle' | 'end' {
  if (x - width / 2 < left) return 'start'
  return x + width / 2 > right ? 'end' : 'middle'
}

/** Sets texts one after another in rows, as words in a paragraph. `x` is where each starts; rows count from 0. */
export function flow(
  widths: readonly number[],
  room: number,
  start = 0,
  gap = 14,
): { readonly x: number; readonly row: number }[] {
  let x = start
  let row = 0
  return widths.map((width) => {
    if (x > 0 && x + width > room) {
      x = 0
      row += 1
    }
    const place = { x, row }
    x += width + gap
    return place
  })
}
