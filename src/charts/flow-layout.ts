import { textWidth, truncate } from './text-width'

/** How many went from one side's node to the other's. */
export interface Flow {
  readonly from: string
  readonly to: string
  readonly value: number
}

export interface FlowNode {
  readonly key: string
  readonly label: string
  /** A CSS colour; the categorical tokens in order without it. */
  readonly colour?: string
}

export interface FlowLayoutInput {
  readonly left: readonly FlowNode[]
  readonly right: readonly FlowNode[]
  readonly flows: readonly Flow[]
  readonly width: number
  readonly height: number
  readonly format: (value: number) => string
}

const NODE = 10
const GAP = 6
/** A label needs so much height; bars lower than it push the next ones down. */
const LINE = 15
const TOP = 22
const CATEGORIES = 6

/**
 * Two columns of bars and the bands between them, in the given order of nodes; bands leave and arrive in that order,
 * so that as few as can be cross. Nodes without a flow are left out.
 */
export function flowLayout({ left, right, flows, width, height, format }: FlowLayoutInput) {
  const live = flows.filter(({ value }) => value > 0)
  const sums = (side: 'from' | 'to') => {
    const all = new Map<string, number>()
    for (const flow of live) all.set(flow[side], (all.get(flow[side]) ?? 0) + flow.value)
    return all
  }
  const [out, into] = [sums('from'), sums('to')]
  const total = live.reduce((sum, { value }) => sum + value, 0)
  const most = Math.max(out.size, into.size, 1)
  const room = Math.max(40, height - TOP - (most - 1) * GAP - most * 4)
  const scale = total > 0 ? room / total : 0
  const margin = Math.min(width * 0.3, 170)
  const side = (nodes: readonly FlowNode[], amounts: Map<string, number>, right: boolean) => {
    let y = TOP
    return nodes.flatMap((node, index) => {
      const value = amounts.get(node.key)
      if (value === undefined) return []
      const tall = Math.max(2, value * scale)
      const figure = format(value)
      const placed = {
        ...node,
        value,
        figure,
        colour: node.colour ?? `var(--cat-${(index % CATEGORIES) + 1})`,
        x: right ? width - margin - NODE : margin,
        y,
        height: tall,
        width: NODE,
        textX: right ? width - margin + 8 : margin - 8,
        text: truncate(`${node.label} ${figure}`, margin - 10),
        fits: textWidth(`${node.label} ${figure}`) <= margin - 10,
      }
      y += Math.max(tall, LINE) + GAP
      return [placed]
    })
  }
  const leftNodes = side(left, out, false)
  const rightNodes = side(right, into, true)
  const bottom = Math.max(
    height,
    ...[...leftNodes, ...rightNodes].map((node) => node.y + Math.max(node.height, LINE)),
  )
  const used = new Map<object, number>()
  const bands = leftNodes.flatMap((from) =>
    rightNodes.flatMap((to) => {
      const flow = live.find((one) => one.from === from.key && one.to === to.key)
      if (!flow) return []
      const tall = Math.max(0.75, flow.value * scale)
      const y0 = from.y + (used.get(from) ?? 0)
      const y1 = to.y + (used.get(to) ?? 0)
      used.set(from, (used.get(from) ?? 0) + flow.value * scale)
      used.set(to, (used.get(to) ?? 0) + flow.value * scale)
      return [
        {
          ...flow,
          colour: from.colour,
          path: ribbon(from.x + NODE, y0, to.x, y1, tall),
          y: (y0 + y1 + tall) / 2,
        },
      ]
    }),
  )
  return { left: leftNodes, right: rightNodes, bands, height: Math.ceil(bottom), middle: width / 2 }
}

/** A band of one thickness from one height to another. */
function ribbon(x0: number, y0: number, x1: number, y1: number, tall: number): string {
  const middle = (x0 + x1) / 2
  return [
    `M${x0},${y0}`,
    `C${middle},${y0} ${middle},${y1} ${x1},${y1}`,
    `L${x1},${y1 + tall}`,
    `C${middle},${y1 + tall} ${middle},${y0 + tall} ${x0},${y0 + tall}`,
    'Z',
  ].join('')
}
