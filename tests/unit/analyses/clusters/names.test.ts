import { describe, expect, test } from 'vitest'
import type { LevelRow, ProfileRow } from '../../../../src/analyses/clusters/clusters-view'
import { adviceFor, markdownOf, readEdits, withEdit } from '../../../../src/analyses/clusters/personas'
import { usualFeatures } from '../../../../src/analyses/clusters/parameters'
import { traitWords } from '../../../../src/analyses/clusters/trait-words'
import { isNumeric, MEMBER_FACTS } from '../../../../src/segments/facts/catalogue'
import { proposedNames, traitsOf } from '../../../../src/analyses/clusters/traits'

const row = (cluster: number, fact: string, effect: number | null): ProfileRow => ({
  cluster,
  fact,
  effect,
  n: 10,
  mean: 1,
  restMean: 0,
})
const FEATURES = ['recency_days', 'orders', 'spent']

describe('names', () => {
  test.each(MEMBER_FACTS.filter(isNumeric).map(({ name }) => name))(
    '%s has words of its own for little and much, in both languages',
    (fact) => {
      const [low, high] = [traitWords({ fact, effect: -1 }), traitWords({ fact, effect: 1 })]
      expect(low.en).not.toMatch(/^low [A-Z]/)
      expect(high.zh).not.toContain('偏高')
      expect(low.en).not.toBe(high.en)
      expect(low.zh).not.toBe(high.zh)
    },
  )

  test('by the two strongest features, in both languages; average where nothing differs', () => {
    const profile = [
      row(1, 'spent', 2),
      row(1, 'recency_days', -0.9),
      row(1, 'orders', 0.4),
      row(2, 'spent', -0.2),
      row(2, 'orders', null),
    ]
    const names = proposedNames([1, 2], profile, [], FEATURES)
    expect(names.get(1)).toEqual({ en: 'Big spenders, recent', zh: '高消费、近期活跃' })
    expect(names.get(2)).toEqual({ en: 'Average', zh: '一般' })
  })

  test('a header of the shop’s own stands apart from the Chinese word behind it', () => {
    const facts = ['number:CREDIT_LIMIT', 'number:余额']
    const profile = [row(1, 'number:CREDIT_LIMIT', 2), row(1, 'number:余额', -1)]
    expect(proposedNames([1], profile, [], facts).get(1)).toEqual({
      en: 'High CREDIT_LIMIT, low 余额',
      zh: 'CREDIT_LIMIT 偏高、余额偏低',
    })
  })

  test('never two of one name: a category, another fact, at last a number', () => {
    const same = [1, 2, 3, 4].flatMap((cluster) => [row(cluster, 'spent', 2), row(cluster, 'orders', 1)])
    const level: LevelRow = {
      cluster: 2,
      fact: 'top_channel',
      level: 'app',
      members: 9,
      share: 0.9,
      shareAll: 0.3,
      index: 3,
    }
    const names = [...proposedNames([1, 2, 3, 4], same, [level], FEATURES).values()].map(({ en }) => en)
    expect(new Set(names).size).toBe(4)
    expect(names[1]).toBe('Big spenders, frequent, favourite channel app')
  })

  test('of facts that say the same thing one is told, a feature before others', () => {
    const profile = [
      row(1, 'order_days', 3),
      row(1, 'orders', 2),
      row(1, 'spent_90', 2.5),
      row(1, 'categories', 1),
    ]
    expect(traitsOf(1, profile, FEATURES).map(({ fact }) => fact)).toEqual([
      'spent_90',
      'orders',
      'categories',
    ])
  })
})

describe('what is written', () => {
  test('comes back, and an empty text takes it away', () => {
    const once = withEdit('', 'x/1', 'name', ' Our best ')
    const twice = withEdit(once, 'x/1', 'do', 'Call\nWrite')
    expect(readEdits(twice)).toEqual({ 'x/1': { name: 'Our best', do: 'Call\nWrite' } })
    expect(withEdit(withEdit(twice, 'x/1', 'do', ''), 'x/1', 'name', ' ')).toBe('')
  })

  test('a file from elsewhere gives no more than names and lists', () => {
    expect(readEdits('{"a":{"name":"A","evil":"<b>","do":7},"b":3,"c":null}')).toEqual({ a: { name: 'A' } })
  })

  test('advice fits the traits; where nothing differs it says to test', () => {
    const big = adviceFor([{ fact: 'spent', effect: 2, mean: 1, restMean: 0 }])
    const small = adviceFor([{ fact: 'spent', effect: -2, mean: 1, restMean: 0 }])
    expect(big.do).not.toEqual(small.do)
    expect(adviceFor([]).do[0]?.en).toContain('Test')
    expect(adviceFor([]).dont[0]?.en).toContain('little sets them apart')
    // What sets them apart is a number of the shop's own, of which nothing is advised.
    const own = adviceFor([{ fact: 'number:Salary', effect: -1, mean: 1, restMean: 2 }])
    expect(own.dont[0]?.en).not.toContain('little')
  })

  test('Markdown: marks in names do not become marks of the page', () => {
    const text = markdownOf({
      name: '# A|B',
      lines: ['1 < 2'],
      sections: [
        { title: 'Do', items: ['*now*'] },
        { title: 'None', items: [] },
      ],
    })
    expect(text).toBe('# \\# A\\|B\n\n1 \\< 2\n\n## Do\n\n- \\*now\\*\n')
  })
})

describe('usual features', () => {
  test('of a list of members: its amounts, not years, months and postal codes', () => {
    const dates = [
      'number:Enrollment Year',
      'number:Cancellation Month',
      'number:入会月份',
      'number:Zip Code',
    ]
    const amounts = ['number:CLV', 'number:Salary', 'number:12 month spend', 'number:Months on book']
    expect(usualFeatures(new Set([...dates, ...amounts]))).toEqual(amounts)
    expect(usualFeatures(new Set(dates))).toEqual(dates)
    expect(usualFeatures(new Set(['orders', ...amounts]))).toEqual(['recency_days', 'orders', 'spent'])
  })
})
