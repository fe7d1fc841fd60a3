import { DAY_SECONDS, dateText, dayOf } from './calendar'
import { CsvWriter, cell, record } from './csv-writer'
import { writeMemberId } from './order-files'
import type { Pacer } from './pacer'
import type { People } from './people'
import { PLACES } from './places'
import type { Random } from './random'
import { CHANNELS, FILES, GENDERS, TIERS, inLocale, type ShopLocale } from './words'

/** Chances that a cell is empty, and that a member is a woman. */
const MISSING = { gender: 0.08, birthday: 0.35, place: 0.04, channel: 0.03 }
const WOMEN = 0.64
const BORN_FROM = dayOf('1958-01-01')
const BORN_TO = dayOf('2006-12-31')

/** Writes the members with their attributes; `repeated` are the places of the rows that come twice, rising. */
export async function writeMembers(
  random: Random,
  people: People,
  spentCents: Float64Array,
  repeated: Float64Array,
  locale: ShopLocale,
  pacer: Pacer,
  share: (done: number) => number,
): Promise<CsvWriter> {
  const writer = new CsvWriter()
  const writeRow = memberRow(writer, people, spentCents, locale)
  writer.raw(record(inLocale(locale, FILES.members.header).split(',')))
  let nextRepeated = 0
  for (let member = 0; member < people.count; member++) {
    const attributes = drawAttributes(random)
    writeRow(member, attributes)
    if (repeated[nextRepeated] === member) {
      writeRow(member, attributes)
      nextRepeated++
    }
    if ((member & 127) === 0 && pacer.due()) await pacer.pause(share(member / people.count))
  }
  return writer
}

interface Attributes {
  /** Index into GENDERS; -1 where it is missing, as below. */
  readonly gender: number
  /** A day number, or undefined. */
  readonly birthday: number | undefined
  readonly hasPlace: boolean
  readonly hasChannel: boolean
}

function drawAttributes(random: Random): Attributes {
  const gender = random.unit() < WOMEN ? 0 : 1
  const hasGender = random.unit() >= MISSING.gender
  // The mean of two draws: most members are in the middle of the range.
  const age = (random.unit() + random.unit()) / 2
  const birthday = BORN_FROM + Math.floor(age * (BORN_TO - BORN_FROM + 1))
  return {
    gender: hasGender ? gender : -1,
    birthday: random.unit() < MISSING.birthday ? undefined : birthday,
    hasPlace: random.unit() >= MISSING.place,
    hasChannel: random.unit() >= MISSING.channel,
  }
}

function memberRow(writer: CsvWriter, people: People, spentCents: Float64Array, locale: ShopLocale) {
  const genders = GENDERS.map((gender) => cell(inLocale(locale, gender)))
  const cities = PLACES.map((place) => cell(inLocale(locale, place.city)))
  const provinces = PLACES.map((place) => cell(inLocale(locale, place.province)))
  const tiers = TIERS.map((tier) => cell(inLocale(locale, tier.name)))
  const channels = CHANNELS.map((channel) => cell(inLocale(locale, channel.name)))
  const date = dateCells()

  return (member: number, attributes: Attributes) => {
    const joinDay = Math.floor(people.joined[member]! / DAY_SECONDS)
    const place = people.place[member]!
    writeMemberId(writer, member)
    writer.comma()
    writer.raw(date(joinDay))
    writer.raw(SPACE)
    writer.clock(people.joined[member]! - joinDay * DAY_SECONDS)
    writer.comma()
    if (attributes.gender >= 0) writer.raw(genders[attributes.gender]!)
    writer.comma()
    if (attributes.birthday !== undefined) writer.raw(date(attributes.birthday))
    writer.comma()
    if (attributes.hasPlace) writer.raw(cities[place]!)
    writer.comma()
    if (attributes.hasPlace) writer.raw(provinces[place]!)
    writer.comma()
    writer.raw(tiers[tierOf(spentCents[member]!)]!)
    writer.comma()
    if (attributes.hasChannel) writer.raw(channels[people.channel[member]!]!)
    writer.newline()
  }
}

const SPACE = cell(' ')

/** Dates as cells, each made when first asked for. */
function dateCells(): (day: number) => Uint8Array {
  const cells = new Map<number, Uint8Array>()
  return (day) => {
    let known = cells.get(day)
    if (!known) cells.set(day, (known = cell(dateText(day))))
    return known
  }
}

/** The highest tier whose threshold she has reached. */
const tierOf = (cents: number): number =>
  Math.max(
    0,
    TIERS.findLastIndex((tier) => cents >= tier.from),
  )
