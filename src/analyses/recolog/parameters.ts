import type { Analysis } from '../analysis'
import { SPLITS } from '../splits.sql'

/** A type, not an interface: parameters are indexed by name. */
export type RecologParameters = {
  measure: string
  /** Where purchases are read: from the log, or from the orders. */
  conversion: string
  /** Days after it was shown within which an order counts. */
  window: number
  touch: string
  split: string
  /** Off-policy: the policy to be valued. */
  policy: string
  /** The algorithm whose lines are another policy; '' for the one with the second most lines with propensities. */
  target: string
  /** The algorithm whose lines are the log; '' for all but the target. */
  log: string
  /** Largest weight of the clipped estimator. */
  clip: number
  /** Products to choose among, for the uniform policy; 0 for those in the log. */
  items: number
}

const buys = ({ measure }: Readonly<Record<string, string | number>>) => measure !== 'ctr'
const joins = (p: Readonly<Record<string, string | number>>) => buys(p) && p['conversion'] !== 'log'
/** Drawn by the page, beside what it governs. */
const onPage = () => false

export const parameters: Analysis<RecologParameters>['parameters'] = {
  measure: {
    kind: 'choice',
    label: { en: 'Rate', zh: '比率' },
    initial: 'ctr',
    options: [
      { value: 'ctr', label: { en: 'CTR: clicks ÷ shown', zh: 'CTR:点击 ÷ 曝光' } },
      { value: 'bought_shown', label: { en: 'CVR: bought ÷ shown', zh: 'CVR:购买 ÷ 曝光' } },
      { value: 'bought_clicked', label: { en: 'CVR: bought ÷ clicks', zh: 'CVR:购买 ÷ 点击' } },
    ],
  },
  conversion: {
    kind: 'choice',
    label: { en: 'Purchases from', zh: '购买取自' },
    initial: 'auto',
    options: [
      { value: 'auto', label: { en: 'the log, else the orders', zh: '日志,没有则订单' } },
      { value: 'log', label: { en: 'the log', zh: '日志' } },
      { value: 'orders', label: { en: 'the orders', zh: '订单' } },
    ],
    when: buys,
  },
  window: {
    kind: 'number',
    label: { en: 'Days until the order', zh: '曝光后多少天内下单' },
    min: 1,
    max: 90,
    initial: 7,
    when: joins,
  },
  touch: {
    kind: 'choice',
    label: { en: 'Credit goes to', zh: '归因给' },
    initial: 'clicked',
    options: [
      { value: 'clicked', label: { en: 'the last click', zh: '最后一次点击' } },
      { value: 'shown', label: { en: 'the last time shown', zh: '最后一次曝光' } },
    ],
    when: joins,
  },
  split: {
    kind: 'choice',
    label: { en: 'Members by', zh: '会员拆分' },
    initial: 'none',
    options: SPLITS,
    when: onPage,
  },
  policy: {
    kind: 'choice',
    label: { en: 'What if the policy were', zh: '假如策略是' },
    initial: 'uniform',
    options: [
      { value: 'uniform', label: { en: 'every product equally likely', zh: '各商品等概率' } },
      { value: 'best', label: { en: 'always the product most clicked', zh: '总是点击率最高的商品' } },
      { value: 'shown', label: { en: 'another algorithm of the log', zh: '日志里的另一算法' } },
      { value: 'given', label: { en: 'probabilities given in the file', zh: '文件给出的概率' } },
    ],
    when: onPage,
  },
  target: { kind: 'text', initial: '', valid: () => true },
  log: { kind: 'text', initial: '', valid: () => true },
  clip: {
    kind: 'number',
    label: { en: 'Weights clipped at', zh: '权重截断于' },
    min: 1,
    max: 1000,
    initial: 10,
    when: onPage,
  },
  items: {
    kind: 'number',
    label: { en: 'Products to choose among (0: those of the log)', zh: '候选商品数(0:日志中的商品)' },
    min: 0,
    max: 1_000_000,
    initial: 0,
    when: onPage,
  },
}
