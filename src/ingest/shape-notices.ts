import { notice } from './notices'
import type { ColumnReport, FileNotice } from './types'

/** What a user should know of a file whose rows, or cells, are not all of one kind. */
export const shapeNotices = (columns: readonly ColumnReport[]): FileNotice[] => [
  ...rowKinds(columns),
  ...articlesInCells(columns),
]

/** Headers of a column that says of which kind a row is. */
export const NAMES_KINDS = /^(line|row|record|entry|item)[ _]?type$|^(行|记录|明细)类型$/i
const OF_ALL =
  /^(sale|order|sales? ?total|total|summary|header|payment|order ?header|整单|订单|汇总|合计|付款|支付)s?$/i

/** Till systems write a sale, its lines and its payments below each other: their amounts say the same twice. */
function rowKinds(columns: readonly ColumnReport[]): FileNotice[] {
  const found = columns.find(
    ({ header, examples, distinct }) =>
      NAMES_KINDS.test(header.trim()) &&
      distinct >= 2 &&
      distinct <= 12 &&
      examples.some((example) => OF_ALL.test(example.trim())),
  )
  if (!found) return []
  const kinds = found.examples.map((example) => example.trim())
  return [
    notice(
      'warning',
      'row_kinds',
      `“${found.name}” says that the rows are of several kinds (${kinds.join(', ')}): a sale, its lines and its payments may say the same money again. Choose “${found.name}” as the status in the mapping, and under Cleaning add a rule with a condition, for example status <> '${kinds.find((kind) => /line|item|明细/i.test(kind)) ?? kinds[0] ?? ''}'; or export rows of one kind.`,
      `“${found.name}”表明各行并非同一种（${kinds.join('、')}）：整单、明细与付款会重复写同一笔钱。请在映射里把“${found.name}”选作状态，再在“清洗”里添加条件规则，例如 status <> '${kinds.find((kind) => /line|item|明细/i.test(kind)) ?? kinds[0] ?? ''}'；或只导出一种行。`,
    ),
  ]
}

/** name:Cup|quantity:2 …, [{"name": "Cup"}], Product ID: 77, Product Qty: 2: an article with its properties, or several. */
const PACKED =
  /^\s*\[?\s*\{\s*"[^"]+"\s*:|^[\w ]{2,30}:[^|;]*[|;][\w ]{2,30}:|^[A-Z][\w ]{2,30}: ?[^,:]+, [A-Z][\w ]{2,30}: /

function articlesInCells(columns: readonly ColumnReport[]): FileNotice[] {
  const packed = columns.filter(
    ({ type, examples }) =>
      type === 'text' && examples.length > 0 && examples.every((text) => PACKED.test(text)),
  )
  const [first] = packed
  if (!first) return []
  const names = packed.slice(0, 4).map(({ name }) => `“${name}”`)
  const example = (first.examples[0] ?? '').slice(0, 60)
  return [
    notice(
      'info',
      'packed_cells',
      `${names.join(', ')}: a cell holds several values (${example}…), which are not taken apart. What the other columns say works; for figures by product export one row per article.`,
      `${names.join('、')}：一个单元格里有多个值（${example}…），不会拆开。其他列照常使用；要按商品统计，请按一行一件商品导出。`,
    ),
  ]
}
