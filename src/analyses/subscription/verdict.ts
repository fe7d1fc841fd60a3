import type { Bilingual } from '../../text/bilingual'
import type { SubscriptionData } from './subscription-view'

export type Level = 'believe' | 'care' | 'doubt' | 'not'

export interface Verdict {
  level: Level
  sentence: Bilingual
  reasons: Bilingual[]
}

const FEW_GAPS = 30
const FEW_MEMBERS = 100
/** Beyond what chance alone puts near the period: less is no period, and so much is one. */
const HARDLY = 0.1
const CLEARLY = 0.35

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`

/** Whether this is a subscription shop, and whether the projection may be believed. */
export function verdict(data: SubscriptionData): Verdict {
  if (data.gaps < FEW_GAPS || Number.isNaN(data.period)) {
    return {
      level: 'not',
      sentence: {
        en: `Whether this is a subscription shop cannot be said: ${data.gaps} gaps between payments are too few (${FEW_GAPS} are needed).`,
        zh: `无法判断这是不是订阅型店铺:付款间隔只有 ${data.gaps} 个(至少需要 ${FEW_GAPS} 个)。`,
      },
      reasons: [],
    }
  }
  const regular = {
    en: `${percent(data.share)} of ${data.gaps.toLocaleString('en')} gaps between payments are near ${data.period.toFixed(1)} days; without any period it would be about ${percent(data.byChance)}.`,
    zh: `${data.gaps.toLocaleString('en')} 个付款间隔中有 ${percent(data.share)} 接近 ${data.period.toFixed(1)} 天;毫无周期时约为 ${percent(data.byChance)}。`,
  }
  if (data.share < data.byChance + HARDLY) {
    return {
      level: 'not',
      sentence: {
        en: 'This is not a subscription shop: members do not pay by a period. Use “Lifetime value”, which assumes no contract. If one product is a subscription, name it above.',
        zh: '这不是订阅型店铺:会员并不按周期付款。请用「生命周期价值」(不假设合约)。若其中某个商品是订阅,请在上方填写。',
      },
      reasons: [regular],
    }
  }
  if (!data.converged) {
    return {
      level: 'not',
      sentence: {
        en: 'No retention can be projected: nobody has left, nobody has renewed, or members differ too little for sBG.',
        zh: '无法外推留存:没有人流失、没有人续费,或会员差异太小,不适合 sBG。',
      },
      reasons: [regular],
    }
  }
  const checks = [
    {
      level: data.share >= data.byChance + CLEARLY ? ('believe' as const) : ('care' as const),
      reason: regular,
    },
    held(data),
    ...(data.members < FEW_MEMBERS ? [few(data.members)] : []),
  ]
  const level =
    (['doubt', 'care'] as const).find((one) => checks.some((check) => check.level === one)) ?? 'believe'
  return { level, sentence: SENTENCES[level], reasons: checks.map(({ reason }) => reason) }
}

const SENTENCES: Readonly<Record<'believe' | 'care' | 'doubt', Bilingual>> = {
  believe: {
    en: 'This is a subscription shop, and the projection held up in the periods held out.',
    zh: '这是订阅型店铺,外推在留出期内经受住了检验。',
  },
  care: {
    en: 'The projection may be used with care.',
    zh: '外推可谨慎使用。',
  },
  doubt: {
    en: 'Members pay by a period, but the projection should not be believed.',
    zh: '会员按周期付款,但外推不可信。',
  },
}

const few = (members: number) => ({
  level: 'care' as const,
  reason: {
    en: `${members} subscribers are few: see the intervals.`,
    zh: `只有 ${members} 位订阅者:请看区间。`,
  },
})

function held({ holdOut, heldOut }: SubscriptionData): {
  level: 'believe' | 'care' | 'doubt'
  reason: Bilingual
} {
  const last = holdOut.at(-1)
  if (!last || last.actual === 0)
    return {
      level: 'care',
      reason: {
        en: 'The projection could not be tested: there is too little before the held-out periods.',
        zh: '无法检验外推:留出期之前的数据太少。',
      },
    }
  const miss = last.expected / last.actual - 1
  return {
    level: Math.abs(miss) <= 0.1 ? 'believe' : Math.abs(miss) <= 0.25 ? 'care' : 'doubt',
    reason: {
      en: `Fitted without the last ${heldOut} periods, it expected ${Math.round(last.expected).toLocaleString('en')} of ${last.active.toLocaleString('en')} members to be left after them; there were ${last.actual.toLocaleString('en')}: ${percent(Math.abs(miss))} too ${miss < 0 ? 'few' : 'many'}.`,
      zh: `不用最后 ${heldOut} 期拟合,它预期 ${last.active.toLocaleString('en')} 位在订会员到期末还剩 ${Math.round(last.expected).toLocaleString('en')} 位,实际 ${last.actual.toLocaleString('en')} 位:${miss < 0 ? '低' : '高'}估 ${percent(Math.abs(miss))}。`,
    },
  }
}
