import type { Bilingual } from '../../text/bilingual'
import { groupOf, type RfmGroup, type ScoreRange } from './groups'

const byFrequency = (id: string, en: string, zh: string, r: ScoreRange, f: ScoreRange): RfmGroup =>
  groupOf(id, { en, zh }, [{ r, f }])

/** The common ten groups over R and F in fives. Every one of the 25 cells is in exactly one. */
export const TEN_GROUPS: readonly RfmGroup[] = [
  byFrequency('champions', 'Champions', '冠军', [5, 5], [4, 5]),
  byFrequency('loyal', 'Loyal', '忠诚', [3, 4], [4, 5]),
  byFrequency('potential_loyalist', 'Potential loyalists', '潜力忠诚', [4, 5], [2, 3]),
  byFrequency('new', 'New', '新会员', [5, 5], [1, 1]),
  byFrequency('promising', 'Promising', '有希望', [4, 4], [1, 1]),
  byFrequency('need_attention', 'Need attention', '需关注', [3, 3], [3, 3]),
  byFrequency('about_to_sleep', 'About to sleep', '即将沉睡', [3, 3], [1, 2]),
  byFrequency('cant_lose', 'Can’t lose', '不能失去', [1, 2], [5, 5]),
  byFrequency('at_risk', 'At risk', '有流失风险', [1, 2], [3, 4]),
  byFrequency('hibernating', 'Hibernating', '沉睡', [1, 2], [1, 2]),
]

const byBits = (id: string, en: string, zh: string, [r, f, m]: readonly [boolean, boolean, boolean]) =>
  groupOf(id, { en, zh }, [{ recent: r, often: f, much: m }])

/** The eight groups of Chinese practice: recent, frequent, much, each above its cut or not. Their rules follow from the bits. */
export const EIGHT_GROUPS: readonly RfmGroup[] = (
  [
    ['111', 'Key value', '重要价值'],
    ['101', 'Key to develop', '重要发展'],
    ['011', 'Key to keep', '重要保持'],
    ['001', 'Key to win back', '重要挽留'],
    ['110', 'General value', '一般价值'],
    ['100', 'General to develop', '一般发展'],
    ['010', 'General to keep', '一般保持'],
    ['000', 'General to win back', '一般挽留'],
  ] as const
).map(([bits, en, zh]) => byBits(bits, en, zh, [bits[0] === '1', bits[1] === '1', bits[2] === '1']))

/**
 * Four value groups of Chinese practice, over the bits of the eight: who is not recent sleeps, whatever else. Nobody
 * named the recent members who buy seldom and little, so they are the rest.
 */
export const FOUR_GROUPS: readonly RfmGroup[] = [
  byBits('high_loyal', 'High value, loyal', '高价值忠诚', [true, true, true]),
  byBits('often_low', 'Often, low value', '高频低价值', [true, true, false]),
  byBits('seldom_high', 'Seldom, high value', '低频高价值', [true, false, true]),
  groupOf('sleeping', { en: 'Sleeping', zh: '沉睡' }, [{ recent: false }]),
  byBits('rest', 'The rest', '其余', [true, false, false]),
]

const byBoth = (id: string, en: string, zh: string, boxes: readonly [r: ScoreRange, fm: ScoreRange][]) =>
  groupOf(
    id,
    { en, zh },
    boxes.map(([r, fm]) => ({ r, fm })),
  )

/**
 * The eleven groups over R and the mean of F and M. The ranges in print overlap and leave cells out; here each cell
 * is the group's that suits it best, so that every one of the 25 is in exactly one.
 */
export const ELEVEN_GROUPS: readonly RfmGroup[] = [
  byBoth('champions', 'Champions', '冠军', [
    [
      [4, 5],
      [4, 5],
    ],
  ]),
  byBoth('loyal', 'Loyal', '忠诚', [
    [
      [3, 3],
      [3, 5],
    ],
    [
      [4, 5],
      [3, 3],
    ],
  ]),
  byBoth('potential_loyalist', 'Potential loyalists', '潜力忠诚', [
    [
      [4, 5],
      [2, 2],
    ],
  ]),
  byBoth('new', 'New', '新会员', [
    [
      [5, 5],
      [1, 1],
    ],
  ]),
  byBoth('promising', 'Promising', '有希望', [
    [
      [3, 4],
      [1, 1],
    ],
  ]),
  byBoth('need_attention', 'Need attention', '需关注', [
    [
      [2, 3],
      [2, 2],
    ],
  ]),
  byBoth('about_to_sleep', 'About to sleep', '即将沉睡', [
    [
      [2, 2],
      [1, 1],
    ],
  ]),
  byBoth('cant_lose', 'Can’t lose', '不能失去', [
    [
      [1, 1],
      [4, 5],
    ],
  ]),
  byBoth('at_risk', 'At risk', '有流失风险', [
    [
      [2, 2],
      [3, 5],
    ],
    [
      [1, 1],
      [3, 3],
    ],
  ]),
  byBoth('hibernating', 'Hibernating', '沉睡', [
    [
      [1, 1],
      [2, 2],
    ],
  ]),
  byBoth('lost', 'Lost', '已流失', [
    [
      [1, 1],
      [1, 1],
    ],
  ]),
]

export const MAP_IDS = ['four', 'eight', 'ten', 'eleven'] as const
export type MapId = (typeof MAP_IDS)[number]

export type GroupMaps = Readonly<Record<MapId, readonly RfmGroup[]>>

export const USUAL_MAPS: GroupMaps = {
  four: FOUR_GROUPS,
  eight: EIGHT_GROUPS,
  ten: TEN_GROUPS,
  eleven: ELEVEN_GROUPS,
}

/** The group's name in its map; the id of one that is not in it. */
export const labelOf = (groups: readonly RfmGroup[], id: string): Bilingual =>
  groups.find((group) => group.id === id)?.label ?? { en: id, zh: id }
