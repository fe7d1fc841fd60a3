import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import type { EngineCore } from '../../../src/engine/core'
import { lunarDay } from '../../../src/numerics/lunar'
import { join, sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { makeMembers, type Listed } from './lifecycle-reference'
import { DAY, dayText, EPOCH, readTable, runOf, type Order } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

interface Person extends Listed {
  /** YYYY-MM-DD. */
  birthday: string | null
}

const order = (member: string | null, day: number): Order => ({
  member,
  day,
  second: 3600,
  gross: 10_000,
  returned: 0,
})

interface Due {
  member_id: string
  occasion: string
  due_on: number
  years: number | null
  step: number | null
}

async function due(
  orders: readonly Order[],
  people: readonly Person[],
  asOf: string,
  parameters: Record<string, string | number> = {},
): Promise<Due[]> {
  const lens: Lens = { asOf, from: null, basis: 'gross' }
  const runner = await makeMembers(engine, orders, people)
  const born = people.filter(({ birthday }) => birthday !== null)
  if (born.length > 0)
    await engine.run(sql`update members set birthday = v.birthday::date
from (values ${join(born.map(({ member, birthday }) => sql`(${member}, ${birthday})`))}) as v(member_id, birthday)
where v.member_id = members.member_id`)
  const result = await runOf(runner, 'care', lens, parameters)
  const rows = await readTable(engine, result, 'care_due', sql`due_on, occasion, member_id`)
  return rows.map(({ member_id, occasion, due_on, years, step }) => ({
    member_id: String(member_id),
    occasion: String(occasion),
    due_on: Number(due_on),
    years: years === null ? null : Number(years),
    step: step === null ? null : Number(step),
  }))
}

const person = (member: string, birthday: string | null, joined: number | null = null): Person => ({
  member,
  birthday,
  joined,
})
const on = (text: string) => Date.parse(text)

describe('birthdays by the solar calendar', () => {
  test('the window begins with the as-of day and ends before its end', async () => {
    const people = [
      person('first', '1990-03-10'),
      person('last', '1985-03-16'),
      person('over', '1985-03-17'),
      person('before', '1985-03-09'),
      person('none', null),
      person('future', '2030-03-11'),
    ]
    expect(await due([], people, '2026-03-10')).toEqual([
      { member_id: 'first', occasion: 'birthday', due_on: on('2026-03-10'), years: 36, step: null },
      { member_id: 'last', occasion: 'birthday', due_on: on('2026-03-16'), years: 41, step: null },
    ])
  })
  test('over the end of the year', async () => {
    const found = await due([], [person('a', '2000-12-31'), person('b', '2000-01-02')], '2026-12-28')
    expect(found.map(({ member_id, years }) => [member_id, years])).toEqual([
      ['a', 26],
      ['b', 27],
    ])
  })
  test('29 February: that day in leap years, else the chosen one, never both', async () => {
    const people = [person('leapling', '1996-02-29'), person('other', '1996-02-28')]
    const days = async (asOf: string, leap: string) =>
      (await due([], people, asOf, { window: 10, leap }))
        .filter(({ member_id }) => member_id === 'leapling')
        .map(({ due_on }) => new Date(due_on).toISOString().slice(0, 10))
    expect(await days('2028-02-24', '28')).toEqual(['2028-02-29'])
    expect(await days('2028-02-24', '1')).toEqual(['2028-02-29'])
    expect(await days('2027-02-24', '28')).toEqual(['2027-02-28'])
    expect(await days('2027-02-24', '1')).toEqual(['2027-03-01'])
    expect(await days('2100-02-24', '1')).toEqual(['2100-03-01'])
  })
  test('a year that stands for none gives no age', async () => {
    const found = await due([], [person('a', '1900-05-05'), person('b', '1804-05-06')], '2026-05-05')
    expect(found.map(({ years }) => years)).toEqual([null, null])
  })
})

describe('birthdays by the lunar calendar', () => {
  test('as written: the 15th of the eighth month is Mid-Autumn', async () => {
    const found = await due([], [person('a', '1990-08-15')], '2025-10-01', { calendar: 'lunar' })
    expect(found).toEqual([
      { member_id: 'a', occasion: 'birthday', due_on: on('2025-10-06'), years: 35, step: null },
    ])
  })
  test('converted: born at the new year of 1985, due at that of 2027', async () => {
    const found = await due([], [person('a', '1985-02-20')], '2027-02-01', { calendar: 'converted' })
    expect(found.map(({ due_on, years }) => [due_on, years])).toEqual([[on('2027-02-06'), 42]])
  })
  test('born in a leap month: kept in the month of that number, once', async () => {
    // Born on the 1st of the leap sixth month of 1987; 2025 has a leap sixth month, too.
    const early = await due([], [person('a', '1987-07-26')], '2025-06-20', {
      calendar: 'converted',
      window: 31,
    })
    const late = await due([], [person('a', '1987-07-26')], '2025-07-21', {
      calendar: 'converted',
      window: 31,
    })
    expect([...early, ...late].map(({ due_on }) => due_on)).toEqual([on('2025-06-25')])
  })
  test('the 30th of a month that has 29 days is kept on the 29th', async () => {
    for (let day = on('1985-01-20') / DAY; day < on('1987-01-20') / DAY; day++) {
      const date = lunarDay(day)
      if (date?.day !== 30 || date.leap || date.month !== 12) continue
      const birthday = new Date(day * DAY).toISOString().slice(0, 10)
      // The twelfth month of lunar 2025 has 29 days: 2026-02-16 is its last.
      const found = await due([], [person('a', birthday)], '2026-02-10', { calendar: 'converted' })
      expect(found.map(({ due_on }) => due_on)).toEqual([on('2026-02-16')])
      return
    }
    throw new Error('No such day.')
  })
})

const date = fc
  .integer({ min: on('1950-01-01') / DAY, max: on('2025-12-31') / DAY })
  .map((day) => new Date(day * DAY).toISOString().slice(0, 10))

describe('against the plain way, on random members', () => {
  test('birthdays, anniversaries and silences', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.record({
            member: fc.constantFrom(...Array.from({ length: 15 }, (_, i) => `m${i}`)),
            birthday: fc.option(fc.oneof(date, fc.constantFrom('1992-02-29', '1988-03-01', '1988-02-28'))),
            joined: fc.option(fc.integer({ min: -800, max: 760 })),
          }),
          { selector: ({ member }) => member, maxLength: 15 },
        ),
        fc.array(
          fc
            .tuple(
              fc.constantFrom('m0', 'm1', 'm2', 'm3', 'm20', null),
              fc.oneof(fc.integer({ min: 0, max: 780 }), fc.constantFrom(59, 425)),
            )
            .map(([member, day]) => order(member, day)),
          { maxLength: 25 },
        ),
        fc.record({
          asOf: fc.oneof(fc.integer({ min: 0, max: 800 }), fc.constantFrom(50, 419, 1150)),
          window: fc.integer({ min: 1, max: 31 }),
          leap: fc.constantFrom('28', '1'),
          first: fc.integer({ min: 1, max: 40 }),
        }),
        async (people, orders, { asOf, window, leap, first }) => {
          const steps = [first, 60, 90]
          const found = await due(orders, people, dayText(asOf), { window, leap, first })
          const want: Due[] = []
          const members = new Set([
            ...people.map(({ member }) => member),
            ...orders.flatMap(({ member }) => member ?? []),
          ])
          for (let k = 0; k < window; k++) {
            const today = new Date(EPOCH + (asOf + k) * DAY)
            const common = new Date(Date.UTC(today.getUTCFullYear(), 1, 29)).getUTCMonth() !== 1
            const marks = [today.toISOString().slice(5, 10)]
            if (common && marks[0] === (leap === '28' ? '02-28' : '03-01')) marks.push('02-29')
            const falls = (text: string | null) => text !== null && marks.includes(text.slice(5))
            const years = (text: string | null) => today.getUTCFullYear() - Number(text?.slice(0, 4))
            for (const member of members) {
              const known = people.find((one) => one.member === member)
              const mine = orders
                .filter((one) => one.member === member && one.day < asOf)
                .map(({ day }) => day)
                .sort((a, b) => a - b)
              const add = (occasion: string, of: number | null, step: number | null) =>
                want.push({ member_id: member, occasion, due_on: today.getTime(), years: of, step })
              const birthday = known?.birthday ?? null
              if (falls(birthday) && birthday !== null && birthday < dayText(asOf))
                add('birthday', years(birthday), null)
              const joined = known && known.joined !== null ? dayText(known.joined) : null
              if (falls(joined) && years(joined) > 0) add('joined', years(joined), null)
              const firstDay = mine[0] === undefined ? null : dayText(mine[0])
              if (falls(firstDay) && years(firstDay) > 0) add('first_order', years(firstDay), null)
              steps.forEach((step, i) => {
                if (mine.at(-1) === asOf + k - step) add(`silent_${i + 1}`, null, step)
              })
            }
          }
          const key = ({ due_on, occasion, member_id }: Due) => `${due_on} ${occasion} ${member_id}`
          const sorted = (rows: Due[]) => [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1))
          expect(sorted(found)).toEqual(sorted(want))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('lunar birthdays: every member born before has one in twelve or thirteen moons', async () => {
    const people = Array.from({ length: 60 }, (_, i) =>
      person(`m${i}`, new Date(on('1960-01-05') + i * 317 * DAY).toISOString().slice(0, 10)),
    )
    const seen = new Map<string, number>()
    // From the lunar new year of 2026 to the day before that of 2027.
    for (let day = on('2026-02-17'); day < on('2027-02-06'); day += 31 * DAY) {
      const window = Math.min(31, (on('2027-02-06') - day) / DAY)
      const asOf = new Date(day).toISOString().slice(0, 10)
      for (const { member_id } of await due([], people, asOf, { calendar: 'converted', window }))
        seen.set(member_id, (seen.get(member_id) ?? 0) + 1)
    }
    expect([...seen.values()]).toEqual(people.map(() => 1))
  })
})

test('nobody at all, and one member without dates', async () => {
  expect(await due([], [], '2026-01-01')).toEqual([])
  expect(await due([], [person('a', null)], '2026-01-01')).toEqual([])
})

test('how far the dates are known', async () => {
  const lens: Lens = { asOf: '2026-01-01', from: null, basis: 'gross' }
  const runner = await makeMembers(engine, [order('a', 3)], [person('b', null, 5), person('c', null)])
  await engine.run(sql`update members set birthday = case member_id
  when 'a' then date '1990-01-01' when 'b' then date '1990-01-01' else date '2027-01-01' end`)
  const result = await runOf(runner, 'care', lens)
  const [row] = await readTable(engine, result, 'care_coverage')
  expect(row).toMatchObject({
    members: 3,
    with_birthday: 2,
    to_come: 1,
    with_joined: 1,
    with_order: 1,
    same_birthday: 2,
    commonest_birthday: on('1990-01-01'),
  })
})
