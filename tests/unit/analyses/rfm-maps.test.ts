import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editable, isMapEdit, isPlaybook, mapsOf, withLine, withMap } from '../../../src/analyses/rfm/edits'
import { whyEmpty } from '../../../src/analyses/rfm/empty-groups'
import { groupOf, type Box } from '../../../src/analyses/rfm/groups'
import { checkMap, isPartition } from '../../../src/analyses/rfm/map-check'
import { MAP_IDS, TEN_GROUPS, USUAL_MAPS } from '../../../src/analyses/rfm/maps'
import { parseRule, ruleText } from '../../../src/analyses/rfm/rule-text'
import { playbookLine } from '../../../src/analyses/rfm/playbook'

test.each(MAP_IDS)('%s: everybody is in exactly one group, each with a line of the playbook', (map) => {
  expect(checkMap(USUAL_MAPS[map])).toEqual({ nobody: [], twice: [] })
  for (const { id } of USUAL_MAPS[map])
    for (const language of ['en', 'zh'] as const)
      expect(playbookLine('', map, id, (text) => text[language])).not.toBe('')
})

test('a map without one of its groups leaves those members out, in words', () => {
  const { nobody, twice } = checkMap(TEN_GROUPS.slice(1))
  expect(nobody.map(({ en }) => en)).toEqual(['R 5, F 4', 'R 5, F 5'])
  expect(twice).toEqual([])
})

test('two groups that overlap are named with what both take', () => {
  const wide = groupOf('wide', { en: 'Wide', zh: '宽' }, [{ r: [5, 5], f: [1, 5] }])
  const { nobody, twice } = checkMap([wide, ...TEN_GROUPS])
  expect(nobody).toEqual([])
  expect(twice).toHaveLength(5)
  expect(twice[0]).toMatchObject({ cell: { en: 'R 5, F 1' }, groups: ['wide', 'new'] })
})

describe('rules as text', () => {
  const range = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
  const box: fc.Arbitrary<Box> = fc
    .record(
      {
        r: range,
        f: range,
        m: range,
        fm: range,
        recent: fc.boolean(),
        often: fc.boolean(),
        much: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    .filter((one) => Object.keys(one).length > 0)

  test('what is written reads back the same', () => {
    fc.assert(
      fc.property(fc.array(box, { minLength: 1, maxLength: 3 }), (boxes) => {
        expect(parseRule(ruleText(groupOf('x', { en: '', zh: '' }, boxes)))).toEqual({ boxes })
      }),
    )
  })

  test.each<[text: string, boxes: Box[]]>([
    ['R4-5 F2–3', [{ r: [4, 5], f: [2, 3] }]],
    [
      'r 5,fm 1;R 3 F 5',
      [
        { r: [5, 5], fm: [1, 1] },
        { r: [3, 3], f: [5, 5] },
      ],
    ],
    ['R+ F- M+', [{ recent: true, often: false, much: true }]],
    ['R+,F−', [{ recent: true, often: false }]],
  ])('%s', (text, boxes) => {
    expect(parseRule(text)).toEqual({ boxes })
  })

  test.each([
    ['', ''],
    ['R 6', 'R 6'],
    ['R 5-4', 'R 5-4'],
    ['R 4-5 and F 2', 'and F 2'],
    ['FM+', 'FM+'],
    ['R 1; ', ''],
  ])('%j is not understood', (text, fault) => {
    expect(parseRule(text)).toEqual({ fault })
  })

  test('descriptions come from the rule', () => {
    const group = groupOf('x', { en: '', zh: '' }, [
      { r: [1, 2], fm: [4, 4] },
      { often: false, much: true },
    ])
    expect(group.rule).toEqual({ en: 'R 1–2, FM 4; or seldom, much', zh: 'R 1–2,FM 4;或 疏、多' })
  })
})

describe('maps edited by hand', () => {
  test('only what takes everybody exactly once is kept', () => {
    const two = [
      { id: 'a', name: 'High', rule: 'R 4-5' },
      { id: 'b', name: 'Low', rule: 'R 1-3' },
    ]
    const text = withMap('', 'ten', two)
    expect(isMapEdit(text)).toBe(true)
    expect(mapsOf(text).ten.map(({ label }) => label.en)).toEqual(['High', 'Low'])
    expect(mapsOf(text).eight).toBe(USUAL_MAPS.eight)
    expect(isMapEdit(withMap('', 'ten', two.slice(1)))).toBe(false)
    expect(isMapEdit(withMap('', 'ten', [...two, { id: 'c', rule: 'R 3' }]))).toBe(false)
    expect(isMapEdit(withMap('', 'ten', [two[0]!, { id: 'a', rule: 'R 1-3' }]))).toBe(false)
    expect(withMap(text, 'ten', null)).toBe('')
  })

  test.each(['{', '[]', '3', 'null', '{"ten":[{"id":1,"rule":"R 1-5"}]}', '{"other":[]}', '{"ten":[]}'])(
    '%s is none',
    (text) => expect(isMapEdit(text)).toBe(false),
  )

  test.each(MAP_IDS)('%s, written out and read again, is the same map', (map) => {
    const text = withMap('', map, editable(USUAL_MAPS[map]))
    expect(isMapEdit(text)).toBe(true)
    expect(mapsOf(text)[map]).toEqual(USUAL_MAPS[map])
    expect(isPartition(mapsOf(text)[map])).toBe(true)
  })

  test('lines of the playbook, one at a time', () => {
    const one = withLine('', 'ten.champions', 'Call them ')
    expect(isPlaybook(one)).toBe(true)
    expect(playbookLine(one, 'ten', 'champions', ({ en }) => en)).toBe('Call them')
    expect(playbookLine(one, 'eleven', 'champions', ({ en }) => en)).not.toBe('Call them')
    expect(withLine(one, 'ten.champions', ' ')).toBe('')
    for (const bad of ['{', '{"a":1}', '[1]', 'null']) expect(isPlaybook(bad)).toBe(false)
  })
})

describe('why nobody is in a group', () => {
  const counts = [
    { axis: 'r', value: 4, members: 3 },
    { axis: 'r', value: 5, members: 7 },
    { axis: 'f', value: 1, members: 6 },
    { axis: 'f', value: 3, members: 4 },
  ]
  const group = (box: Box) => groupOf('x', { en: '', zh: '' }, [box])

  test('a score that nobody has', () => {
    expect(whyEmpty(group({ r: [5, 5], f: [2, 2] }), counts, true, String)).toEqual({
      en: 'nobody has F 2: equal values stay together, and scores are skipped',
      zh: '没有人是 F 2:同值同分,分数会被跳过',
    })
    expect(whyEmpty(group({ r: [1, 2], f: [1, 1] }), counts, false, String).en).toBe('nobody has R 1–2')
  })

  test('scores that nobody has together', () => {
    expect(whyEmpty(group({ r: [4, 4], f: [3, 3] }), counts, true, String).en).toBe(
      'nobody has R 4, F 3 together (R 4: 3, F 3: 4, each alone)',
    )
  })
})
