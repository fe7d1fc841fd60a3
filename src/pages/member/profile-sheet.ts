import type { Lens } from '../../analyses/analysis'
import { capitalised } from '../../segments/capitalised'
import { labelInSentence } from '../../segments/facts/catalogue'
import type { MemberFact } from '../../segments/facts/fact'
import { afterHan } from '../../segments/in-chinese'
import { listed } from '../../segments/words'
import { shopTable } from '../../shop/tables'
import {
  formatDate,
  formatDateTime,
  formatList,
  formatMoney,
  formatNumber,
  formatPercent,
} from '../../text/format'
import { getLocale, say } from '../../text/locale.svelte'
import { m } from '../../text/paraglide/messages.js'
import { shownValue } from '../../ui/masking.svelte'
import type { TagsRead } from './evidence'
import { factRows, personRows, unknownFacts } from './fact-rows'
import { rfmRows, stateRows, valueRows } from './model-rows'
import { LEAST_ALIKE, type NextCategories, type Taste } from './next-category'
import {
  gapsOf,
  type ClusterRead,
  type FactsRead,
  type Order,
  type OrderDay,
  type Place,
  type readLifecycle,
  type readRfm,
  type readValue,
  type RecordRow,
} from './read'
import type { Sheet, SheetRow, SheetSection } from './sheet'
import { HALF_LIFE } from './taste.sql'

/** What has been read so far; null for what has not. */
export interface ProfileParts {
  id: string
  lens: Lens
  currency: string
  facts: FactsRead
  members: number
  places: ReadonlyMap<string, Place>
  course: { orders: Order[]; days: OrderDay[] } | null
  rfm: Awaited<ReturnType<typeof readRfm>> | null
  lifecycle: Awaited<ReturnType<typeof readLifecycle>> | null
  value: Awaited<ReturnType<typeof readValue>> | null
  cluster: ClusterRead | null
  tags: TagsRead | null
  tastes: readonly Taste[] | null
  next: NextCategories | null
  records: readonly RecordRow[] | null
}

/** Orders written into a file or on paper; the page shows more. */
const WRITTEN_ORDERS = 8

export function sheetOf(parts: ProfileParts): Sheet {
  return {
    title: m.segments_member_title({ id: shownValue(parts.id) }),
    context: m.segments_member_context({
      date: parts.lens.asOf,
      basis: (parts.lens.basis === 'net' ? m.pages_net() : m.pages_gross()).toLowerCase(),
      count: formatNumber(parts.members),
    }),
    sections: [
      person(parts),
      buying(parts),
      ...models(parts),
      ...cluster(parts),
      taste(parts),
      activity(parts),
      ...next(parts),
      ...tags(parts),
      ...course(parts),
      ...records(parts),
    ].filter(({ rows, remark }) => rows.length > 0 || remark),
  }
}

const person = ({ facts }: ProfileParts): SheetSection => ({
  key: 'person',
  title: m.segments_member_person(),
  rows: personRows(facts),
  ...(personRows(facts).length === 0 && { remark: m.segments_member_no_person() }),
})

function buying({ facts, places, currency }: ProfileParts): SheetSection {
  const unknown = unknownFacts(facts, ['spending', 'tempo'])
  return {
    key: 'buying',
    title: m.segments_member_buying(),
    rows: factRows(facts, ['spending', 'tempo'], places, currency),
    ...(unknown.length > 0 && { remark: m.segments_member_unknown({ names: formatList(unknown) }) }),
  }
}

function models({ rfm, lifecycle, value, currency }: ProfileParts): SheetSection[] {
  return [
    ...(rfm
      ? [
          {
            key: 'rfm',
            title: m.segments_member_rfm(),
            rows: rfmRows(rfm, currency),
            ...(!rfm.row && { remark: m.segments_member_rfm_none() }),
          },
        ]
      : []),
    ...(lifecycle
      ? [{ key: 'lifecycle', title: m.segments_member_lifecycle(), rows: stateRows(lifecycle) }]
      : []),
    ...(value
      ? [
          {
            key: 'value',
            title: m.segments_member_ahead(),
            rows: valueRows(value, currency),
            ...(!value.converged
              ? { remark: m.segments_member_unfitted({ count: formatNumber(value.members) }) }
              : !value.row && { remark: m.segments_member_rfm_none() }),
          },
        ]
      : []),
  ]
}

/** Why somebody is in no cluster, and for which features. */
export function outsideClusters(
  aside: string | number | null | undefined,
  because: readonly Pick<MemberFact, 'name'>[],
): string {
  const names = because.map(({ name }) => labelInSentence(name))
  const features = getLocale() === 'en' ? listed(names, 'en', 'and') : afterHan(listed(names, 'zh', '和'))
  if (aside === 'missing') return m.segments_member_cluster_missing({ features })
  if (aside === 'outlier') return m.segments_member_cluster_outlier({ features })
  return m.segments_member_cluster_noise()
}

function cluster({ cluster: read }: ProfileParts): SheetSection[] {
  if (!read) return []
  const { row, name, because } = read
  const number = row['cluster']
  return [
    {
      key: 'cluster',
      title: m.segments_member_cluster(),
      rows: [
        {
          key: 'cluster',
          label: m.segments_member_cluster_own(),
          value:
            number == null || Number(number) <= 0
              ? outsideClusters(row['aside'], because)
              : name
                ? say(name)
                : formatNumber(Number(number)),
          ...(number != null && {
            note: [
              ...(Number(number) > 0
                ? [
                    m.segments_member_cluster_of({
                      cluster: formatNumber(Number(number)),
                      count: formatNumber(Number(row['clusters'])),
                    }),
                  ]
                : []),
              m.segments_member_cluster_size({ count: formatNumber(Number(row['members'])) }),
            ].join(' · '),
          }),
          more: '#/clusters',
        },
      ],
    },
  ]
}

function taste({ facts, places, currency, tastes }: ProfileParts): SheetSection {
  const kinds = (kind: string, label: string): SheetRow[] => {
    const listed = (tastes ?? []).filter((one) => one.kind === kind)
    return listed.map((one, i) => ({
      key: `${kind} ${one.value}`,
      label: `${label} ${i + 1}`,
      value: one.value,
      note: m.segments_member_taste({
        recent: formatPercent(one.recent, 0),
        share: formatPercent(one.share, 0),
        amount: formatMoney(one.amount, currency),
      }),
      about: m.segments_member_taste_about({ days: HALF_LIFE }),
      ...(i >= 3 && { minor: true as const }),
    }))
  }
  return {
    key: 'taste',
    title: m.segments_member_likes(),
    rows: [
      ...kinds('category', m.segments_member_category()),
      ...kinds('brand', m.segments_member_brand()),
      ...factRows(facts, ['preference', 'price'], places, currency),
    ],
  }
}

const activity = ({ facts, places, currency }: ProfileParts): SheetSection => ({
  key: 'activity',
  title: m.segments_rule_group_activity(),
  rows: factRows(facts, ['activity'], places, currency),
})

function next({ next: found, tastes }: ProfileParts): SheetSection[] {
  if (!found) {
    const none = tastes !== null && !tastes.some(({ kind }) => kind === 'category')
    return none
      ? [{ key: 'next', title: m.segments_member_next(), rows: [], remark: m.segments_member_next_unknown() }]
      : []
  }
  const few = found.n < LEAST_ALIKE
  const alike =
    found.previous === null
      ? m.segments_member_alike_one({ last: found.last, n: formatNumber(found.n) })
      : m.segments_member_alike_two({
          last: found.last,
          previous: found.previous,
          n: formatNumber(found.n),
        })
  return [
    {
      key: 'next',
      title: m.segments_member_next(),
      remark: few ? `${alike} ${m.segments_member_too_few({ least: LEAST_ALIKE })}` : alike,
      rows: few
        ? []
        : found.categories.map((one, i) => ({
            ...(i >= 3 && { minor: true as const }),
            key: one.category,
            label: one.category,
            value: formatPercent(one.share, 0),
            note: m.segments_member_next_row({
              members: formatNumber(one.members),
              n: formatNumber(found.n),
              interval: `${formatPercent(one.low, 0)}–${formatPercent(one.high, 0)}`,
              usual: formatPercent(one.usual, 0),
            }),
          })),
    },
  ]
}

function tags({ tags: read }: ProfileParts): SheetSection[] {
  if (!read || read.held.length === 0) return []
  return [
    {
      key: 'tags',
      title: m.segments_member_tags(),
      rows: read.held.map(({ tag, words, evidence }) => ({
        key: tag.id,
        label: tag.name,
        value: say(words),
        note: evidence
          .map(({ words: said, own, holds }) =>
            [holds ? '✓' : '✗', say(said), own && `= ${shownValue(say(own))}`].filter(Boolean).join(' '),
          )
          .join('; '),
      })),
    },
  ]
}

function course({ course: read, currency }: ProfileParts): SheetSection[] {
  if (!read || read.orders.length === 0) return []
  const gaps = gapsOf(read.days).toSorted((a, b) => a - b)
  const middle = gaps[Math.floor(gaps.length / 2)]
  const total = read.days.reduce((sum, { orders }) => sum + orders, 0)
  return [
    {
      key: 'course',
      title: m.segments_member_course(),
      remark: [
        middle === undefined
          ? m.segments_member_one_day()
          : gaps.length === 1
            ? m.segments_member_gap({ count: formatNumber(middle) })
            : m.segments_member_gaps({
                count: gaps.length,
                least: formatNumber(gaps[0]),
                middle: formatNumber(middle),
                most: formatNumber(gaps.at(-1)),
              }),
        ...(total > WRITTEN_ORDERS
          ? [m.segments_member_more_orders({ count: formatNumber(total - WRITTEN_ORDERS) })]
          : []),
      ].join(' '),
      rows: read.orders.slice(0, WRITTEN_ORDERS).map((order) => ({
        key: order.id,
        label: formatDateTime(order.at),
        value: formatMoney(order.amount, currency),
        note: order.lines.map(({ name }) => name).join(', '),
      })),
    },
  ]
}

function records({ records: read }: ProfileParts): SheetSection[] {
  const kinds = [...Map.groupBy(read ?? [], ({ what }) => what)]
  return kinds.map(([what, rows]) => ({
    key: what,
    title: capitalised(say(shopTable(what).label)),
    remark: m.segments_member_rows({ count: formatNumber(rows[0]?.total ?? 0) }),
    rows: rows.slice(0, WRITTEN_ORDERS).map(({ at, detail }, i) => ({
      key: String(i),
      label: at === null ? '–' : formatDate(at),
      value: shownValue(detail),
    })),
  }))
}
