import { ident, sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import { checkedDetails, detailRows, duplicateDetails } from './details.sql'
import type { Recipe } from './recipe'
import { returnMatches } from './returns.sql'
import { checkedSales, duplicateSales, keptSales, salesRows } from './sales.sql'
import {
  checkedKeyed,
  hasDetails,
  hasItems,
  hasSales,
  members,
  orderItems,
  orders,
  products,
} from './shop.sql'

/** One step from raw tables to shop tables. */
export interface CleaningStep {
  key: string
  label: Bilingual
  statement: Sql
}

/** Reads every cell to its type. To be run once after loading, and again when a mapping changes. */
export function readingSteps(recipe: Recipe): CleaningStep[] {
  const steps: CleaningStep[] = []
  if (hasSales(recipe)) {
    steps.push(
      ...stepsOf('read', { en: 'Read dates and amounts', zh: '读取日期与金额' }, salesRows(recipe)),
      {
        key: 'duplicates',
        label: { en: 'Look for exact duplicates', zh: '查找完全重复的行' },
        statement: duplicateSales,
      },
    )
  }
  if (hasSales(recipe) && hasDetails(recipe)) {
    steps.push(...stepsOf('read_lines', { en: 'Read order lines', zh: '读取订单明细' }, detailRows(recipe)), {
      key: 'duplicate_lines',
      label: { en: 'Look for exact duplicates among lines', zh: '查找重复的明细' },
      statement: duplicateDetails,
    })
  }
  for (const table of ['members', 'products'] as const) {
    if (!recipe.sources.some((source) => source.table === table)) continue
    steps.push({
      key: `read_${table}`,
      label:
        table === 'members'
          ? { en: 'Read the member list', zh: '读取会员表' }
          : { en: 'Read the product list', zh: '读取商品表' },
      statement: checkedKeyed(recipe, table),
    })
  }
  return steps
}

/** One step per statement; with several, each is numbered. */
function stepsOf(key: string, label: Bilingual, statements: readonly Sql[]): CleaningStep[] {
  return statements.map((statement, i) => {
    if (statements.length === 1) return { key, label, statement }
    const part = ` ${i + 1}/${statements.length}`
    return { key: `${key}_${i + 1}`, label: { en: label.en + part, zh: label.zh + part }, statement }
  })
}

/** Applies the rules and builds the shop tables. To be run again whenever a rule is switched. */
export function rulingSteps(recipe: Recipe): CleaningStep[] {
  const steps: CleaningStep[] = []
  const add = (key: string, label: Bilingual, statement: Sql) => steps.push({ key, label, statement })
  if (hasSales(recipe)) {
    add('rules', { en: 'Apply the rules', zh: '套用规则' }, checkedSales(recipe))
    add('returns', { en: 'Match returns to their sales', zh: '把退货对应到销售' }, returnMatches)
    add('kept', { en: 'Take returns off', zh: '扣除退货' }, keptSales)
    if (hasDetails(recipe))
      add('lines', { en: 'Join lines to their orders', zh: '把明细对应到订单' }, checkedDetails(recipe))
    add('orders', { en: 'Build orders', zh: '汇总订单' }, orders(recipe))
    if (hasItems(recipe)) add('order_items', { en: 'Build order lines', zh: '整理明细' }, orderItems(recipe))
  }
  if (hasSales(recipe) || recipe.sources.some((source) => source.table === 'members')) {
    add('members', { en: 'Build members', zh: '汇总会员' }, members(recipe))
  }
  const listsProducts = recipe.sources.some((source) => source.table === 'products')
  if (listsProducts || (hasSales(recipe) && hasItems(recipe))) {
    add('products', { en: 'Build products', zh: '汇总商品' }, products(recipe))
  }
  return steps
}

/** Everything of ours, gone: before another load, and after a cancelled one. */
export const clearShop: readonly Sql[] = [
  sql`drop schema if exists raw cascade`,
  ...['order_items', 'kept_sales', 'checked_sales'].map((view) => dropAny('view', view)),
  ...[
    'orders',
    'members',
    'products',
    'return_matches',
    'checked_details',
    'checked_members',
    'checked_products',
    'duplicate_details',
    'detail_rows',
    'duplicate_sales',
    'sales_rows',
  ].map((table) => dropAny('table', table)),
  sql`create schema raw`,
]

function dropAny(kind: 'view' | 'table', name: string): Sql {
  return kind === 'view' ? sql`drop view if exists ${ident(name)}` : sql`drop table if exists ${ident(name)}`
}
