import { defineAnalysis, type Lens } from '../analysis'
import { figures } from './figures'
import { parameters, readSupport, type BasketsParameters } from './parameters'
import { steps } from './steps'

/** What is bought together: itemsets, rules, pairs that attract or replace each other, what comes next. */
export const baskets = defineAnalysis<BasketsParameters>({
  id: 'baskets',
  group: 'recommend',
  title: { en: 'Baskets and bundles', zh: '购物篮与组合' },
  needs: ['order_items'],
  parameters,
  figures,
  steps,
  definition: define,
})

function define({ basket, support, confidence, longest }: BasketsParameters, { asOf, basis }: Lens) {
  const asked = readSupport(support)
  const least =
    asked === null
      ? { en: 'at least 0.1 % of the baskets and 5 of them', zh: '至少 0.1% 且 5 个购物篮' }
      : { en: `at least ${asked * 100} % of the baskets`, zh: `至少 ${asked * 100}% 的购物篮` }
  return {
    en: `Baskets are ${basket === 'day' ? 'days of a member' : 'orders'} before ${asOf}, ${basis}. Itemsets of at most ${longest} items in ${least.en} (FP-Growth); rules with one item on the right and a confidence of ${confidence} % or more; p by Fisher’s exact test, one-sided, corrected by Benjamini–Hochberg.`,
    zh: `购物篮为 ${asOf} 之前的${basket === 'day' ? '会员日' : '订单'},${basis === 'net' ? '净额' : '毛额'}。项集至多 ${longest} 项,${least.zh}(FP-Growth);规则右侧一项,置信度不低于 ${confidence}%;p 为单侧 Fisher 精确检验,Benjamini–Hochberg 校正。`,
  }
}
