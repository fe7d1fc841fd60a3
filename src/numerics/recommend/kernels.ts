import { denseCodes } from '../csr'
import { frameOf, numbers, texts, type Frame, type Kernel, type KernelOptions } from '../kernel'
import { Cells } from './cells'
import { interactionsOf, tasteOf, type InteractionColumns } from './interactions'
import { nearest, SIMILARITIES } from './neighbours'
import { trainByName, type ModelOptions } from './registry'
import { topItems } from './top'

/**
 * Lists for every member. In: member, item (integers that name them), and where there are any weight (above 0; decay and
 * kinds of event weighed in) and time (days). Where the frame has one of the columns name, category, brand (text) and
 * price, a row whose member is null describes its item (one that nobody has is then in the catalogue too); where it has
 * segment (text), a row whose item is null says a member's segment: `… union all select null, item, …, name, … from
 * items`. Options: model (a name of `RECOMMENDERS`), n (10), seen (removed or kept), and
 * the model's own. Out: member, rank (from 1), item, score; a member with nothing to recommend has no row.
 */
export const recommendations: Kernel = (input, options, report) => {
  const columns = columnsOf(input)
  const data = interactionsOf(columns, undefined, wholeCatalogue(columns))
  const model = trainByName(String(options['model']), data, options, (share) => report(0.7 * share))
  const n = Number(options['n'] ?? 10)
  const scores = new Float64Array(data.items)
  const out = { member: new Cells(), rank: new Cells(), item: new Cells(), score: new Cells() }
  for (let member = 0; member < data.members; member++) {
    if ((member & 127) === 0) report(0.7 + (0.3 * member) / data.members)
    const taste = tasteOf(data, member)
    model.score(taste, scores)
    const without = options['seen'] === 'kept' ? undefined : taste.items
    const top = topItems(scores, n, { floor: model.floor, without })
    top.places.forEach((item, place) => {
      out.member.add(data.memberIds[member]!)
      out.rank.add(place + 1)
      out.item.add(data.itemIds[item]!)
      out.score.add(top.scores[place]!)
    })
  }
  return frameOf({
    member: out.member.all(),
    rank: out.rank.all(),
    item: out.item.all(),
    score: out.score.all(),
  })
}

/**
 * What goes with each item. In as for `recommendations`. Options: similarity, k (20), shrinkage. Out: item, rank, other,
 * similarity, common (members who have both).
 */
export const itemNeighbours: Kernel = (input, options, report) => {
  const { byItem, byMember, itemIds } = interactionsOf(columnsOf(input))
  const similarity = SIMILARITIES.find((name) => name === options['similarity']) ?? 'cosine'
  const asked = { similarity, k: Number(options['k'] ?? 20), shrinkage: Number(options['shrinkage'] ?? 0) }
  const { rows, starts, columns, values } = nearest(byItem, byMember, asked, report)
  const itemOf = new Int32Array(columns.length)
  for (let item = 0; item < rows; item++) itemOf.fill(item, starts[item], starts[item + 1])
  const cells = Float64Array.from(columns.keys())
  return frameOf({
    item: cells.map((cell) => itemIds[itemOf[cell]!]!),
    rank: cells.map((cell) => cell - starts[itemOf[cell]!]! + 1),
    other: cells.map((cell) => itemIds[columns[cell]!]!),
    similarity: values,
    common: cells.map((cell) => commonOf(itemOf[cell]!, columns[cell]!)),
  })

  function commonOf(a: number, b: number): number {
    const own = new Set(byItem.columns.subarray(byItem.starts[a], byItem.starts[a + 1]))
    return byItem.columns.subarray(byItem.starts[b], byItem.starts[b + 1]).filter((member) => own.has(member))
      .length
  }
}

/** The columns of a frame that recommenders look at: its lines apart from the rows that describe items and members. */
export function columnsOf(input: Frame): InteractionColumns {
  const column = (name: string) => input.columns.find((one) => one.name === name)?.values
  const given = (name: string) => (column(name) ? numbers(input, name) : undefined)
  const text = (name: string) => (column(name) ? texts(input, name) : undefined)
  const [member, item] = [numbers(input, 'member'), numbers(input, 'item')]
  const [weight, time, target] = [given('weight'), given('time'), given('target')]
  const about = {
    name: text('name'),
    category: text('category'),
    brand: text('brand'),
    price: given('price'),
  }
  const segment = text('segment')
  const describes = Object.values(about).some((values) => values !== undefined)
  if (!describes && !segment) return { member, item, weight, time, target }
  const rows = Array.from(member.keys())
  const itemRows = rows.filter((row) => Number.isNaN(member[row]) && Number.isFinite(item[row]))
  const memberRows = rows.filter((row) => Number.isNaN(item[row]) && Number.isFinite(member[row]))
  const lines = rows.filter((row) => !Number.isNaN(member[row]) && !Number.isNaN(item[row]))
  const pick = (values: Float64Array, from: readonly number[]) =>
    Float64Array.from(from, (row) => values[row]!)
  const pickText = (values: (string | null)[] | undefined, from: readonly number[]) =>
    from.map((row) => values?.[row] ?? null)
  return {
    member: pick(member, lines),
    item: pick(item, lines),
    weight: weight && pick(weight, lines),
    time: time && pick(time, lines),
    target: target && pick(target, lines),
    about: describes
      ? {
          item: pick(item, itemRows),
          name: pickText(about.name, itemRows),
          category: pickText(about.category, itemRows),
          brand: pickText(about.brand, itemRows),
          price: Float64Array.from(itemRows, (row) => about.price?.[row] ?? NaN),
        }
      : undefined,
    belonging: segment && {
      member: pick(member, memberRows),
      segment: pickText(segment, memberRows),
      since: time && pick(time, memberRows),
    },
  }
}

/** Ids of all items that lines or descriptions name; undefined where nothing is described. */
function wholeCatalogue({ item, about }: InteractionColumns): Float64Array | undefined {
  if (!about) return undefined
  const both = new Float64Array(item.length + about.item.length)
  both.set(item)
  both.set(about.item, item.length)
  return denseCodes(both).ids
}

/** Options of one model among several: `ease.ridge` is `ridge` for `ease`. */
export function optionsFor(model: string, options: KernelOptions): ModelOptions {
  const own = Object.entries(options).filter(([name]) => name.startsWith(`${model}.`))
  const shared = 'seed' in options ? { seed: options['seed'] ?? 1 } : {}
  return {
    ...shared,
    ...Object.fromEntries(own.map(([name, value]) => [name.slice(model.length + 1), value])),
  }
}
