import { ident, script, sql, type Sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import { isRecordTable, SHOP_TABLES, shopTable } from '../shop/tables'
import { hasAliases, memberAliases } from './aliases.sql'
import { buyerAttributesTable, hasBuyerAttributes } from './attributes.sql'
import { checkedDetails, detailRows, duplicateDetails } from './details.sql'
import { addedRuleSteps, ruleTableSteps } from './added-steps'
import { discountTotals, hasDiscounts } from './discounts.sql'
import { hasMemberAttributes, memberAttributes } from './listed-attributes.sql'
import { LINK_TABLES } from './identity-plan'
import type { Recipe } from './recipe'
import { returnMatches, returnRows } from './returns.sql'
import { checkedSales, duplicateSales, keptSales, salesRows } from './sales.sql'
import { overlaps } from './overlaps.sql'
import { checkedBaskets, checkedListed, ruledList } from './listed.sql'
import { LIST_TABLES } from './rules'
import { records, recordTables } from './records.sql'
import { hasBaskets, hasDetails, hasItems, hasSales, members, orderItems, orders, products } from './shop.sql'
import { shareDiscounts, sharesDiscounts } from './shared-discounts.sql'
import { readDiscounts } from './typed.sql'

/** One step from raw tables to shop tables. */
export interface CleaningStep {
  key: string
  label: Bilingual
  statement: Sql
  /** The added rule that the step tries; where the step fails, it is the rule that fails. */
  rule?: string
}

/** Reads every cell to its type. To be run once after loading, and again when a mapping changes. */
export function readingSteps(recipe: Recipe): CleaningStep[] {
  const steps: CleaningStep[] = []
  if (hasAliases(recipe)) {
    steps.push({
      key: 'aliases',
      label: { en: 'Find the member behind each id in the orders', zh: '找出订单里每个会员号对应的会员' },
      statement: memberAliases(recipe),
    })
  }
  if (hasSales(recipe)) {
    steps.push(
      ...stepsOf('read', { en: 'Read dates and amounts', zh: '读取日期与金额' }, salesRows(recipe)),
      {
        key: 'duplicates',
        label: { en: 'Look for exact duplicates', zh: '查找完全重复的行' },
        statement: duplicateSales,
      },
      {
        key: 'overlaps',
        label: { en: 'Look for rows in two files', zh: '查找两个文件里都有的行' },
        statement: overlaps(recipe, 'sales'),
      },
    )
  }
  if (hasSales(recipe) && hasDetails(recipe)) {
    steps.push(...stepsOf('read_lines', { en: 'Read order lines', zh: '读取订单明细' }, detailRows(recipe)), {
      key: 'duplicate_lines',
      label: { en: 'Look for exact duplicates among lines', zh: '查找重复的明细' },
      statement: duplicateDetails,
    })
    steps.push({
      key: 'overlapping_lines',
      label: { en: 'Look for lines in two files', zh: '查找两个文件里都有的明细' },
      statement: overlaps(recipe, 'details'),
    })
  }
  if (hasSales(recipe) && sharesDiscounts(recipe)) {
    steps.push(
      ...stepsOf(
        'shared_discounts',
        { en: 'Share the discounts of orders over their lines', zh: '把订单优惠分摊到明细' },
        shareDiscounts(recipe),
      ),
    )
  }
  if (recipe.sources.some(hasDiscounts)) {
    steps.push({
      key: 'discounts',
      label: { en: 'Add up discounts', zh: '汇总优惠' },
      statement: discountTotals(recipe, readDiscounts),
    })
  }
  if (hasBuyerAttributes(recipe)) {
    steps.push({
      key: 'buyer_attributes',
      label: { en: 'Read what sales say of members', zh: '读取销售数据里的会员属性' },
      statement: buyerAttributesTable(recipe),
    })
  }
  if (hasBaskets(recipe)) {
    steps.push({
      key: 'read_baskets',
      label: { en: 'Read baskets', zh: '读取购物篮' },
      statement: checkedBaskets(recipe),
    })
  }
  for (const table of ['members', 'products', ...recordTables(recipe)] as const) {
    if (!recipe.sources.some((source) => source.table === table)) continue
    const { en, zh } = shopTable(table).label
    steps.push({
      key: `read_${table}`,
      label: { en: `Read ${en}`, zh: `读取${zh}` },
      statement: checkedListed(recipe, table),
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
  const lists = LIST_TABLES.filter((table) => recipe.sources.some((source) => source.table === table))
  if (hasSales(recipe) || lists.length > 0) steps.push(...ruleTableSteps())
  for (const table of lists) {
    const { en, zh } = shopTable(table).label
    steps.push(...addedRuleSteps(recipe, table))
    add(`rules_${table}`, { en: `Apply the rules to ${en}`, zh: `对${zh}套用规则` }, ruledList(recipe, table))
  }
  if (hasSales(recipe)) {
    steps.push(...addedRuleSteps(recipe, 'sales'))
    add('rules', { en: 'Apply the rules', zh: '套用规则' }, checkedSales(recipe))
    add('return_rows', { en: 'Find returns', zh: '找出退货' }, returnRows)
    add('returns', { en: 'Match returns to their sales', zh: '把退货对应到销售' }, returnMatches)
    add('kept', { en: 'Take returns off', zh: '扣除退货' }, keptSales(recipe))
    if (hasDetails(recipe)) {
      steps.push(...addedRuleSteps(recipe, 'details'))
      add('lines', { en: 'Join lines to their orders', zh: '把明细对应到订单' }, checkedDetails(recipe))
    }
    steps.push(...stepsOf('orders', { en: 'Build orders', zh: '汇总订单' }, orders(recipe)))
    if (hasItems(recipe)) add('order_items', { en: 'Build order lines', zh: '整理明细' }, orderItems(recipe))
  }
  if (hasSales(recipe) || recipe.sources.some((source) => source.table === 'members')) {
    add('members', { en: 'Build members', zh: '汇总会员' }, members(recipe))
  }
  if (hasMemberAttributes(recipe)) {
    add(
      'member_attributes',
      { en: 'Keep the other columns of members', zh: '保留会员表的其余列' },
      memberAttributes(recipe),
    )
  }
  const listsProducts = recipe.sources.some((source) => source.table === 'products')
  if (listsProducts || (hasSales(recipe) && hasItems(recipe))) {
    add('products', { en: 'Build products', zh: '汇总商品' }, products(recipe))
  }
  if (hasBaskets(recipe)) {
    add('order_items', { en: 'Build order lines', zh: '整理明细' }, orderItems(recipe))
    if (!listsProducts) add('products', { en: 'Build products', zh: '汇总商品' }, products(recipe))
  }
  for (const table of recordTables(recipe)) {
    const { en, zh } = shopTable(table).label
    add(`join_${table}`, { en: `Join ${en}`, zh: `关联${zh}` }, records(table, hasSales(recipe)))
  }
  return steps
}

const RECORDS = SHOP_TABLES.flatMap(({ name }) => (isRecordTable(name) ? [name] : []))

/** Everything of ours, gone: before another load, and after a cancelled one. */
export const clearShop: Sql = script([
  sql`drop schema if exists raw cascade`,
  ...[
    ...RECORDS,
    'order_items',
    'kept_sales',
    'checked_sales',
    ...LIST_TABLES.map((table) => `checked_${table}`),
  ].map((view) => dropAny('view', view)),
  ...[
    'orders',
    'members',
    'products',
    'rule_hits',
    'rule_fits',
    'return_matches',
    'return_rows',
    'repeated_numbers',
    'checked_details',
    ...LIST_TABLES.map((table) => `listed_${table}`),
    'checked_baskets',
    ...RECORDS.map((table) => `checked_${table}`),
    'buyer_attributes',
    'member_attributes',
    'discount_totals',
    'shared_discounts',
    'member_aliases',
    'duplicate_details',
    'overlapping_sales',
    'overlapping_details',
    'detail_rows',
    'duplicate_sales',
    'sales_rows',
    ...LINK_TABLES,
  ].map((table) => dropAny('table', table)),
  sql`create schema raw`,
])

function dropAny(kind: 'view' | 'table', name: string): Sql {
  return kind === 'view' ? sql`drop view if exists ${ident(name)}` : sql`drop table if exists ${ident(name)}`
}
