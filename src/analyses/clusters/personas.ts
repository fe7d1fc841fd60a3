import type { Bilingual } from '../../text/bilingual'
import { hashText } from '../hash'
import type { ClusterParameters } from './parameters'
import { NAMED, type Trait } from './traits'

/** What somebody wrote of a cluster; what is empty is as it was proposed. */
export interface PersonaEdit {
  name?: string
  do?: string
  dont?: string
}

export type PersonaEdits = Readonly<Record<string, PersonaEdit>>

export function readEdits(text: string): PersonaEdits {
  if (text === '') return {}
  const given = JSON.parse(text) as Record<string, unknown>
  const edits = Object.entries(given).flatMap(([key, value]) => {
    if (typeof value !== 'object' || value === null) return []
    const fields = Object.entries(value).filter(
      ([field, words]) => ['name', 'do', 'dont'].includes(field) && typeof words === 'string',
    )
    return [[key, Object.fromEntries(fields) as PersonaEdit] as const]
  })
  return Object.fromEntries(edits)
}

/** The parameters that make the clusters what they are. */
export const signatureOf = ({
  personas: _,
  budget: __,
  compare: ___,
  before: ____,
  ...rest
}: ClusterParameters): string => hashText(JSON.stringify(rest)).slice(0, 8)

/** What somebody called a cluster that these parameters make. */
export const ownName = (parameters: ClusterParameters, cluster: string): string | undefined =>
  readEdits(parameters.personas)[`${signatureOf(parameters)}/${cluster}`]?.name

/** The edits with one more; an empty text takes one back. */
export function withEdit(text: string, key: string, field: keyof PersonaEdit, value: string): string {
  const edits = readEdits(text)
  const { [field]: _, ...others } = edits[key] ?? {}
  const next: PersonaEdit = value.trim() === '' ? others : { ...others, [field]: value.trim() }
  const { [key]: __, ...kept } = edits
  const all = Object.keys(next).length > 0 ? { ...kept, [key]: next } : kept
  return Object.keys(all).length > 0 ? JSON.stringify(all) : ''
}

interface Advice {
  fact: string
  /** Whether it is for those who have much of the fact. */
  high: boolean
  do: Bilingual
  dont: Bilingual
}

/** Starting points for what to do, by what sets a cluster apart. Judgements of the trade, not findings from the data. */
const ADVICE: readonly Advice[] = [
  {
    fact: 'spent',
    high: true,
    do: { en: 'Serve in person; show what is new first.', zh: '专人服务,新品优先告知。' },
    dont: { en: 'Blanket discounts: they buy without.', zh: '普发折扣:本就会买。' },
  },
  {
    fact: 'spent',
    high: false,
    do: { en: 'Low-cost channels; bundles that raise the order.', zh: '低成本渠道,组合提升客单。' },
    dont: { en: 'Costly contact beyond what they bring.', zh: '触达成本高于所带来的价值。' },
  },
  {
    fact: 'recency_days',
    high: true,
    do: { en: 'One good reason to come back, where they last bought.', zh: '在末单渠道给一个回来的理由。' },
    dont: { en: 'Frequent mailings: they unsubscribe.', zh: '高频推送:易退订。' },
  },
  {
    fact: 'recency_days',
    high: false,
    do: {
      en: 'Ask for a review or a friend while the purchase is fresh.',
      zh: '趁购买不久,邀请评价或推荐。',
    },
    dont: { en: 'Win-back offers: nobody has left.', zh: '召回优惠:并未流失。' },
  },
  {
    fact: 'orders',
    high: true,
    do: { en: 'Reward loyalty; make repeat orders short.', zh: '回馈忠诚,缩短复购步骤。' },
    dont: { en: 'Offers for first orders.', zh: '首单类优惠。' },
  },
  {
    fact: 'orders',
    high: false,
    do: {
      en: 'Lead to the next order: use, refill, what goes with it.',
      zh: '引导下一单:使用、补货、搭配。',
    },
    dont: { en: 'Tiers that are out of reach.', zh: '够不着的会员等级。' },
  },
  {
    fact: 'discount_share',
    high: true,
    do: { en: 'Thresholds and bundles rather than price cuts.', zh: '以满减、组合代替直降。' },
    dont: { en: 'Novelties at full price first.', zh: '首推原价新品。' },
  },
  {
    fact: 'tenure_days',
    high: false,
    do: { en: 'Welcome: how it works, what others buy next.', zh: '迎新:怎么用、别人接着买什么。' },
    dont: { en: 'Judge them by their value so far.', zh: '以当前累计价值下结论。' },
  },
  {
    fact: 'categories',
    high: true,
    do: { en: 'Themes across categories.', zh: '跨品类主题。' },
    dont: { en: 'One category in every message.', zh: '每次只推同一品类。' },
  },
  {
    fact: 'returned_share',
    high: true,
    do: { en: 'Better sizes, pictures and advice before the order.', zh: '下单前给足尺码、图片与建议。' },
    dont: { en: 'Offers that reward many pieces in one order.', zh: '鼓励一单多件的优惠。' },
  },
]

const PLAIN: Pick<Advice, 'do' | 'dont'> = {
  do: { en: 'Test: half with contact, half without.', zh: '先测试:一半触达,一半不触达。' },
  dont: { en: 'Treat as special: little sets them apart.', zh: '特殊对待:差异不大。' },
}

/** Where something does, of which the trade says nothing. */
const APART: Pick<Advice, 'do' | 'dont'> = {
  do: {
    en: 'Try what answers the differences above: half with contact, half without.',
    zh: '针对上述差异先测试:一半触达,一半不触达。',
  },
  dont: { en: 'Take the differences for causes: they describe.', zh: '把差异当作原因:差异只是描述。' },
}

/** At most three pieces of advice by the strongest traits. */
export function adviceFor(traits: readonly Trait[]): { do: Bilingual[]; dont: Bilingual[] } {
  const apart = traits.filter(({ effect }) => Math.abs(effect) >= NAMED)
  const fitting = apart
    .flatMap(({ fact, effect }) => ADVICE.filter((one) => one.fact === fact && one.high === effect > 0))
    .slice(0, 3)
  const list = fitting.length > 0 ? fitting : [apart.length > 0 ? APART : PLAIN]
  return { do: list.map((one) => one.do), dont: list.map((one) => one.dont) }
}

export interface MarkdownCard {
  name: string
  lines: readonly string[]
  sections: readonly { title: string; items: readonly string[] }[]
}

/** A persona as a page of Markdown, to be pasted into notes and slides. */
export function markdownOf({ name, lines, sections }: MarkdownCard): string {
  const parts = sections
    .filter(({ items }) => items.length > 0)
    .map(
      ({ title, items }) => `## ${escaped(title)}\n\n${items.map((item) => `- ${escaped(item)}`).join('\n')}`,
    )
  return [`# ${escaped(name)}`, lines.map(escaped).join('  \n'), ...parts].join('\n\n') + '\n'
}

const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&')
