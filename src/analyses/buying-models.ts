import type { Bilingual } from '../text/bilingual'

/** Models of what members will buy, as they are called. */
export const MODEL_NAMES: Readonly<Record<string, string>> = {
  bg: 'BG/NBD',
  mbg: 'MBG/NBD',
  pareto: 'Pareto/NBD',
  nbd: 'NBD',
}

/** What a page stands on where the model it takes first may have no maximum. */
export interface FittedModel {
  /** '' where nobody came back, so that nothing could be fitted. */
  model: string
  /** Whether a maximum was found; if not, the models after it have none either. */
  converged: boolean
}

/** Whether the model says who has left: the NBD takes everybody to stay. */
export const tellsLeaving = ({ model, converged }: FittedModel): boolean => converged && model !== 'nbd'

/** Why there is no model to expect anything by; null where there is one. */
export function whyNoModel({ model, converged }: FittedModel): Bilingual | null {
  if (converged) return null
  return model === ''
    ? {
        en: 'Nobody has ordered on a second day, so there is no rate to learn and no model of purchases.',
        zh: '没有会员在第二天再次下单,无从得知购买频率,也就没有购买模型。',
      }
    : {
        en: 'No model of purchases fits these orders: those in which members leave have no maximum, and the NBD, in which nobody does, has none either or is far less likely. “Lifetime value” has other ways to the same figure.',
        zh: '没有购买模型适合这些订单:假定会员会流失的模型没有极大值,假定无人流失的 NBD 也没有,或似然低得多。“生命周期价值”页有其他算法。',
      }
}
