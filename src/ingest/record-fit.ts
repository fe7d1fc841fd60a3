import { shopTable, type RecordTable } from '../shop/tables'
import type { Bilingual } from '../text/bilingual'
import type { Matches } from './propose'
import { isUnique, type TableFit } from './table-fit'
import type { ColumnReport, FileReport } from './types'

/** What makes a file one of the tables of records. */
interface Shape {
  table: RecordTable
  /** Of each group at least one meaning must be there. */
  needs: readonly (readonly string[])[]
  /** Meanings that no other kind of file has: each makes it surer. */
  telling: readonly string[]
  /** A file with one of these headers is something else. */
  unlike?: RegExp
  /** More columns than this, and it is a wide export of orders. */
  columns?: number
  /** A meaning whose column holds a few different values, over and over. */
  few?: string
}

/** More different values in the sample are no few. */
const FEW = 40

const SALE = /^(order|invoice|item)?[ _]?(line)?(total|amount|quantity|qty)$|^数量$|实付|销售额|成交金额/i

const SHAPES: readonly Shape[] = [
  {
    table: 'payments',
    needs: [['order_id'], ['amount'], ['method', 'installments', 'payment_number']],
    telling: ['method', 'installments', 'payment_number'],
    unlike: /sku|product|item|商品|宝贝|quantity|qty|数量|shipping|address|地址/i,
    columns: 12,
  },
  {
    table: 'reviews',
    needs: [
      ['rating', 'review_text'],
      ['review_id', 'order_id', 'product_id', 'member_id', 'label'],
    ],
    telling: ['rating', 'review_text', 'review_id'],
    unlike: SALE,
  },
  {
    table: 'events',
    needs: [
      ['event'],
      ['member_id', 'session_id'],
      ['occurred_at', 'product_id', 'brand', 'session_id', 'campaign_id', 'value'],
    ],
    telling: ['event', 'session_id', 'page'],
    unlike: SALE,
  },
  {
    table: 'campaigns',
    needs: [['campaign_id'], ['campaign_name', 'campaign_type', 'starts_at', 'reward']],
    telling: ['campaign_id', 'campaign_type', 'starts_at', 'ends_at', 'reward'],
  },
  {
    table: 'messages',
    needs: [['member_id'], ['campaign_id', 'sent_at', 'opened', 'clicked', 'delivered']],
    telling: ['campaign_id', 'sent_at', 'opened', 'clicked', 'unsubscribed', 'delivered'],
    unlike: /coupon|voucher|券|propensity|variant|^event([ _]?(type|name))?$|^行为|^事件/i,
  },
  {
    table: 'coupon_redemptions',
    needs: [['coupon_id'], ['redeemed_at'], ['member_id', 'order_id']],
    telling: ['coupon_id', 'redeemed_at', 'discount'],
  },
  {
    table: 'coupons',
    needs: [['coupon_id'], ['campaign_id', 'product_id', 'face_value', 'expires_at']],
    telling: ['coupon_id', 'face_value', 'threshold', 'expires_at', 'campaign_id'],
    unlike: /redempt|redeem|used|核销|使用时间/i,
    columns: 15,
  },
  {
    table: 'returns',
    needs: [['order_id'], ['is_returned', 'returned_at', 'reason']],
    telling: ['is_returned', 'returned_at', 'reason'],
    unlike: /paid|created|order date|customer|buyer|member|付款时间|下单|买家|会员|实付/i,
    columns: 12,
  },
  {
    table: 'experiments',
    needs: [['variant'], ['converted', 'visited']],
    telling: ['variant', 'converted', 'visited', 'experiment_id'],
  },
  {
    table: 'reco_log',
    needs: [['product_id'], ['clicked'], ['propensity', 'position', 'slot', 'algorithm']],
    telling: ['clicked', 'propensity', 'position', 'slot', 'algorithm', 'shown_at'],
  },
  {
    table: 'surveys',
    needs: [['score'], ['question', 'slot', 'algorithm'], ['member_id', 'slot', 'algorithm']],
    telling: ['score', 'question', 'answered_at', 'slot', 'algorithm'],
    unlike: /review|star|评价|评论|星级|propensity|click|点击/i,
    // Items that are rated are many, questions that are asked are not.
    few: 'question',
  },
  {
    table: 'categories',
    needs: [['category'], ['category_name']],
    telling: ['category', 'category_name'],
    unlike: /^(product|sku|item)[ _]?(id|code|no)$|price|商品编|货号/i,
    columns: 5,
  },
]

/** How each table of records would fit, with the meanings its columns would have. */
export const RECORD_FITS = SHAPES.map((shape) => ({
  table: shape.table,
  fit: (report: FileReport, matches: Matches): TableFit => fitShape(shape, report, matches),
}))

function fitShape(shape: Shape, report: FileReport, matches: Matches): TableFit {
  const table = shopTable(shape.table)
  const confidence = (role: string) => matches.get(role)?.confidence ?? 0
  const groups = shape.needs.map((roles) => Math.max(...roles.map(confidence)))
  const missing = shape.needs[groups.findIndex((score) => score === 0)]
  if (missing) return nothing(lackOf(shape.table, missing))
  const other = shape.unlike && report.columns.find(({ header }) => shape.unlike?.test(header.trim()))
  if (other || report.columns.length > (shape.columns ?? Infinity)) return nothing(null)
  if (table.key && !uniqueIn(report, matches, table.key)) return nothing(null)
  if (shape.few && (columnOf(report, matches, shape.few)?.distinct ?? 0) > FEW) return nothing(null)
  const sure = groups.reduce((sum, score) => sum + score, 0) / groups.length
  const telling = shape.telling.filter((role) => confidence(role) >= 0.5).length
  const found = [...matches.values()].sort((a, b) => b.confidence - a.confidence).slice(0, 6)
  return {
    score: 0.6 * sure + Math.min(0.1 * telling, 0.35) + Math.min(0.02 * matches.size, 0.1),
    reasons: [
      {
        en: `columns recognised: ${found.map((match) => match.column.slice(0, 40)).join(', ')}`,
        zh: `认出的列：${found.map((match) => match.column.slice(0, 40)).join('、')}`,
      },
      table.grain,
    ],
    lacks: null,
  }
}

function columnOf(report: FileReport, matches: Matches, role: string): ColumnReport | undefined {
  const name = matches.get(role)?.column
  return report.columns.find((candidate) => candidate.name === name)
}

function uniqueIn(report: FileReport, matches: Matches, role: string): boolean {
  const column = columnOf(report, matches, role)
  return column !== undefined && isUnique(column)
}

const nothing = (lacks: Bilingual | null): TableFit => ({ score: 0, reasons: [], lacks })

function lackOf(name: RecordTable, roles: readonly string[]): Bilingual {
  const table = shopTable(name)
  const labels = roles.flatMap((role) => table.columns.find((column) => column.name === role)?.label ?? [])
  return {
    en: `For ${table.label.en} it lacks ${labels.map(({ en }) => en).join(' or ')}.`,
    zh: `要作为${table.label.zh}，还缺${labels.map(({ zh }) => zh).join('或')}。`,
  }
}
