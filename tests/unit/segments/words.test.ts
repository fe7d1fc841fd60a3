import { describe, expect, test } from 'vitest'
import type { Rule, SegmentBook } from '../../../src/segments/rule'
import { ruleWords } from '../../../src/segments/words'

const book: SegmentBook = {
  tags: [{ id: 't', name: 'Loyal', category: 'own', rule: { kind: 'all', of: [] }, validDays: null }],
  segments: [{ id: 's', name: 'North', rule: { kind: 'all', of: [] }, versions: [] }],
}
const say = (rule: Rule, currency = 'CNY') => ruleWords(rule, { book, currency })
const fact = (name: string, test: Extract<Rule, { kind: 'fact' }>['test']): Rule => ({
  kind: 'fact',
  fact: name,
  test,
})

describe('a rule in words', () => {
  test.each<[string, Rule, string, string]>([
    ['everybody', { kind: 'all', of: [] }, 'Every member', '全部会员'],
    ['nobody', { kind: 'any', of: [] }, 'Nobody', '没有会员'],
    ['a number', fact('orders', { op: 'at_least', value: 3 }), 'Orders at least 3', '订单数不少于 3 单'],
    [
      'money',
      fact('spent', { op: 'above', value: 1234.5 }),
      'Spent more than ¥1,234.50',
      '消费金额大于 ¥1,234.50',
    ],
    [
      'a share',
      fact('weekend_share', { op: 'at_most', value: 0.125 }),
      'Weekend orders at most 12.5 %',
      '周末订单占比不超过 12.5 %',
    ],
    [
      'days',
      fact('recency_days', { op: 'between', from: 31, to: 90 }),
      'Days since the last order from 31 to 90',
      '距末单天数介于 31 至 90 天',
    ],
    ['one number', fact('orders', { op: 'between', from: 1, to: 1 }), 'Orders exactly 1', '订单数恰为 1 单'],
    [
      'one of its unit',
      fact('mean_gap', { op: 'at_most', value: 1 }),
      'Mean gap at most 1 day',
      '平均购买间隔不超过 1 天',
    ],
    ['below', fact('age', { op: 'below', value: 25 }), 'Age less than 25 years', '年龄小于 25 岁'],
    ['a code', fact('gender', { op: 'one_of', values: ['female'] }), 'Gender is female', '性别为女'],
    [
      'a month',
      fact('birth_month', { op: 'one_of', values: ['06', '07'] }),
      'Month of birth is June or July',
      '生日月份为 6 月或 7 月',
    ],
    [
      'several',
      fact('city', { op: 'one_of', values: ['北京', '上海', '广州'] }),
      'City is 北京, 上海 or 广州',
      '城市为北京、上海或广州',
    ],
    [
      'none of',
      fact('tier', { op: 'none_of', values: ['gold'] }),
      'Tier is known and not gold',
      '会员等级已知且不是 gold',
    ],
    [
      'no values',
      fact('tier', { op: 'one_of', values: [] }),
      'Tier is one of no values',
      '会员等级为空列表之一',
    ],
    ['known', fact('city', { op: 'known' }), 'City is known', '城市已知'],
    ['unknown', fact('city', { op: 'unknown' }), 'City is not known', '城市未知'],
    [
      'a quantile',
      fact('spent', { op: 'top', share: 0.1 }),
      'Among the highest 10 % by spent',
      '消费金额排在最高的 10 %',
    ],
    [
      'the lowest',
      fact('mean_gap', { op: 'bottom', share: 0.25 }),
      'Among the lowest 25 % by mean gap',
      '平均购买间隔排在最低的 25 %',
    ],
    [
      'a window',
      {
        kind: 'bought',
        goods: { by: 'category', values: ['tea'] },
        days: 30,
        measure: 'orders',
        test: { op: 'at_least', value: 2 },
      },
      'At least 2 orders of category “tea” in the last 30 days',
      '近 30 天购买品类“tea”不少于 2 单',
    ],
    [
      'money ever',
      {
        kind: 'bought',
        goods: { by: 'brand', values: ['leaf', 'clay'] },
        days: null,
        measure: 'amount',
        test: { op: 'between', from: 10, to: 20 },
      },
      'From ¥10 to ¥20 spent on brand “leaf” or “clay” ever',
      '历来购买品牌“leaf”或“clay”的金额 ¥10 至 ¥20',
    ],
    [
      'exactly one order in a day',
      {
        kind: 'bought',
        goods: { by: 'any' },
        days: 1,
        measure: 'orders',
        test: { op: 'between', from: 1, to: 1 },
      },
      'Exactly 1 order in the last day',
      '近 1 天购买任意商品恰为 1 单',
    ],
    [
      'days in a channel',
      {
        kind: 'bought',
        goods: { by: 'channel', values: ['app'] },
        days: 7,
        measure: 'days',
        test: { op: 'above', value: 1 },
      },
      'Orders in channel “app” on more than 1 day in the last 7 days',
      '近 7 天购买渠道“app”的天数多于 1 天',
    ],
    [
      'pieces',
      {
        kind: 'bought',
        goods: { by: 'any' },
        days: null,
        measure: 'pieces',
        test: { op: 'below', value: 5 },
      },
      'Less than 5 pieces ever',
      '历来购买任意商品少于 5 件',
    ],
    [
      'nothing bought',
      {
        kind: 'bought',
        goods: { by: 'any' },
        days: 90,
        measure: 'orders',
        test: { op: 'at_most', value: 0 },
      },
      'No order in the last 90 days',
      '近 90 天未购买',
    ],
    [
      'a sequence',
      { kind: 'sequence', first: { by: 'product', values: ['A'] }, then: { by: 'any' }, days: 30 },
      'Bought product “A”, and anything on a later day at most 30 days after',
      '购买商品“A”后,30 天内(非同日)又购买任意商品',
    ],
    ['a tag', { kind: 'tag', tag: 't' }, 'Has the tag “Loyal”', '具有标签“Loyal”'],
    ['a tag that is gone', { kind: 'tag', tag: 'x' }, 'Has a tag that is gone', '具有已删除的标签'],
    ['a segment', { kind: 'segment', segment: 's' }, 'Is in the segment “North”', '属于分群“North”'],
    [
      'a segment that is gone',
      { kind: 'segment', segment: 'x' },
      'Is in a segment that is gone',
      '属于已删除的分群',
    ],
    [
      'a list',
      { kind: 'list', salt: '00', marks: Array<string>(12).fill('') },
      'Is one of 12 members chosen by hand',
      '属于手工选定的 12 位会员',
    ],
    [
      'the list of a page',
      { kind: 'result', analysis: 'rfm', parameters: {}, select: '', title: 'Champions' },
      'Is in the list “Champions” of rfm',
      '在rfm的名单“Champions”中',
    ],
    [
      'not',
      { kind: 'not', of: { kind: 'tag', tag: 't' } },
      'Not (has the tag “Loyal”)',
      '非(具有标签“Loyal”)',
    ],
    [
      'not not',
      { kind: 'not', of: { kind: 'not', of: { kind: 'tag', tag: 't' } } },
      'Has the tag “Loyal”',
      '具有标签“Loyal”',
    ],
    [
      'groups within groups',
      {
        kind: 'all',
        of: [
          fact('orders', { op: 'at_least', value: 2 }),
          {
            kind: 'any',
            of: [
              { kind: 'tag', tag: 't' },
              { kind: 'not', of: fact('city', { op: 'known' }) },
            ],
          },
        ],
      },
      'Orders at least 2, and (has the tag “Loyal”, or not (city is known))',
      '订单数不少于 2 单,且(具有标签“Loyal”,或非(城市已知))',
    ],
  ])('%s', (_, rule, en, zh) => {
    expect(say(rule)).toEqual({ en, zh })
  })

  test('names a long list by its first values', () => {
    const values = Array.from({ length: 11 }, (_, i) => `c${i}`)
    expect(say(fact('city', { op: 'one_of', values })).en).toBe(
      'City is c0, c1, c2, c3, c4, c5, c6, c7 or 3 more',
    )
    expect(
      say({
        kind: 'bought',
        goods: { by: 'product', values },
        days: null,
        measure: 'orders',
        test: { op: 'at_least', value: 1 },
      }).zh,
    ).toContain('或另外 3 个')
  })

  test('money without a currency has none', () => {
    expect(say(fact('spent', { op: 'at_least', value: 100 }), '').en).toBe('Spent at least 100')
  })
})
