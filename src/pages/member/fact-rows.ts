import { inDictionary } from '../../analyses/page'
import { isNumeric } from '../../segments/facts/catalogue'
import type { FactGroup, MemberFact } from '../../segments/facts/fact'
import { numberWords, valueWords } from '../../segments/value-words'
import { formatDate, formatMoney, formatNumber, formatPercent } from '../../text/format'
import { say } from '../../text/locale.svelte'
import { m } from '../../text/paraglide/messages.js'
import { shownValue } from '../../ui/masking.svelte'
import type { FactsRead, Place } from './read'
import type { SheetRow } from './sheet'

/** Who the member is: the person as the list writes her, then the attributes. */
export function personRows({ person, values, known }: FactsRead): SheetRow[] {
  const text = (key: string) => {
    const value = person[key]
    return value == null ? null : String(value)
  }
  const row = (key: string, label: string, value: string | null): SheetRow[] =>
    value === null || value === '' ? [] : [{ key, label, value }]
  const name = text('member_name')
  const phone = text('phone')
  const email = text('email')
  const address = text('address')
  return [
    ...row('member_name', m.segments_member_name(), name && shownValue(name, 'name')),
    ...row('phone', m.segments_member_phone(), phone && shownValue(phone, 'phone')),
    ...row('email', m.segments_member_email(), email && shownValue(email, 'email')),
    ...row('address', m.segments_member_address(), address && shownValue(address, 'address')),
    ...row(
      'joined_at',
      m.segments_member_joined(),
      person['joined_at'] == null ? null : formatDate(Number(person['joined_at'])),
    ),
    ...known
      .filter(({ group, name: fact }) => group === 'attribute' && values[fact] != null)
      .map((fact) => factRow(fact, values, '')),
  ]
}

/** The facts of some groups that the member has a value of, each with where she stands among all. */
export const factRows = (
  { values, known }: FactsRead,
  groups: readonly FactGroup[],
  places: ReadonlyMap<string, Place>,
  currency: string,
): SheetRow[] =>
  known
    .filter(({ group, name }) => groups.includes(group) && values[name] != null)
    .map((fact) => ({ ...factRow(fact, values, currency), ...placeOf(places.get(fact.name)) }))

/** Facts that nothing is known of, by name. */
export const unknownFacts = ({ values, known }: FactsRead, groups: readonly FactGroup[]): string[] =>
  known
    .filter(({ group, name }) => groups.includes(group) && values[name] == null)
    .map(({ label }) => say(label))

function factRow(fact: MemberFact, values: FactsRead['values'], currency: string): SheetRow {
  return {
    key: fact.name,
    label: say(fact.label),
    value: factText(fact, values[fact.name] ?? null, currency),
    about: say(fact.about),
    more: inDictionary(`member_facts.${fact.name}`),
  }
}

export function factText(fact: MemberFact, value: string | number | null, currency: string): string {
  if (value === null) return '–'
  if (!isNumeric(fact)) return shownValue(say(valueWords(fact.name, String(value))))
  const number = Number(value)
  if (fact.plain) return String(number)
  switch (fact.type) {
    case 'money':
      return formatMoney(number, currency)
    case 'share':
      return formatPercent(number)
    case 'number':
      return fact.unit
        ? say(numberWords(fact, Math.round(number * 100) / 100, { currency }))
        : formatNumber(number, 2)
    default:
      return fact.unit ? say(numberWords(fact, number, { currency })) : formatNumber(number)
  }
}

const placeOf = (place: Place | undefined): Partial<SheetRow> =>
  place ? { place: place.place, note: percentileText(place.place) } : {}

/** 0.834 → "P83": eighty-three of a hundred members have less. From P1 to P99, as percentiles part a hundred. */
export const percentileText = (place: number): string =>
  `P${Math.min(99, Math.max(1, Math.round(place * 100)))}`
