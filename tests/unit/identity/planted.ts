import { random, type Random } from './random'
import type { SmallFile } from '../cleaning/small-shop'

/** How dirty the second channel's file is; every share is of its rows, 0 to 1. */
export interface Dirt {
  /** Another format of the same phone: +86, spaces, full-width digits. */
  formats: number
  /** One digit of the phone wrong. */
  typos: number
  /** No phone, or no e-mail. */
  missing: number
  /** The phone of somebody else in the family instead of one's own. */
  family: number
  /** A placeholder instead of a phone. */
  placeholders: number
}

export const CLEAN: Dirt = { formats: 0.5, typos: 0, missing: 0, family: 0, placeholders: 0 }
export const DIRTY: Dirt = { formats: 0.5, typos: 0.04, missing: 0.15, family: 0.03, placeholders: 0.03 }

export interface Planted {
  files: SmallFile[]
  /** Original id → the person it is. */
  truth: Map<string, number>
}

interface Person {
  name: string
  phone: string
  email: string
  birthday: string
  gender: string
  city: string
}

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红鹏飞辉建国']
const CITIES = ['北京', '上海', '广州', '深圳', '杭州', '成都', '武汉', '南京']

/**
 * Two channels' lists of members: `people` persons, of whom about 60 % are in both under different ids. Who is who is
 * known; the second list is as dirty as asked.
 */
export function plantPeople(people: number, dirt: Dirt, seed = 1): Planted {
  const draw = random(seed)
  const persons = Array.from({ length: people }, (_, i) => personOf(draw, i))
  const truth = new Map<string, number>()
  const shop: string[][] = []
  const market: string[][] = []
  persons.forEach((person, i) => {
    const inShop = draw() < 0.8
    if (inShop) {
      truth.set(`S${i}`, i)
      shop.push([
        `S${i}`,
        person.name,
        person.phone,
        person.email,
        person.birthday,
        person.gender,
        person.city,
      ])
    }
    if (!inShop || draw() < 0.75) {
      truth.set(`tb${i}`, i)
      market.push([`tb${i}`, ...dirty(draw, person, persons[(i + 1) % people] ?? person, dirt)])
    }
  })
  const roles = ['member_id', 'member_name', 'phone', 'email', 'birthday', 'gender', 'city']
  return {
    files: [
      { table: 'members', roles, rows: shop },
      { table: 'members', roles, rows: market },
    ],
    truth,
  }
}

function personOf(draw: Random, i: number): Person {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(draw() * of.length)] as T
  const name = pick(SURNAMES) + pick(GIVEN) + (draw() < 0.7 ? pick(GIVEN) : '')
  const day = new Date(
    Date.UTC(1960 + Math.floor(draw() * 45), Math.floor(draw() * 12), 2 + Math.floor(draw() * 26)),
  )
  return {
    name,
    phone: `1${pick(['3', '5', '8'])}${Math.floor(draw() * 10)}${String(20_000_000 + i * 37 + Math.floor(draw() * 36)).padStart(8, '0')}`,
    email: `u${i}.${Math.floor(draw() * 1e6)}@${pick(['qq.com', '163.com', 'gmail.com'])}`,
    birthday: day.toISOString().slice(0, 10),
    gender: draw() < 0.6 ? '女' : '男',
    city: pick(CITIES),
  }
}

function dirty(draw: Random, person: Person, relative: Person, dirt: Dirt): string[] {
  let phone = person.phone
  if (draw() < dirt.family) phone = relative.phone
  if (draw() < dirt.typos) phone = mistyped(draw, phone)
  if (draw() < dirt.formats) phone = reformatted(draw, phone)
  if (draw() < dirt.placeholders) phone = '13800000000'
  if (draw() < dirt.missing) phone = ''
  const email =
    draw() < dirt.missing ? '' : draw() < dirt.formats ? ` ${person.email.toUpperCase()}` : person.email
  const birthday = draw() < dirt.missing ? '' : person.birthday
  return [person.name, phone, email, birthday, person.gender, draw() < dirt.missing ? '' : person.city]
}

function mistyped(draw: Random, phone: string): string {
  const at = 4 + Math.floor(draw() * 7)
  return (
    phone.slice(0, at) + String((Number(phone[at]) + 1 + Math.floor(draw() * 8)) % 10) + phone.slice(at + 1)
  )
}

function reformatted(draw: Random, phone: string): string {
  const spaced = `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`
  const wide = phone.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))
  return (
    [`+86${phone}`, spaced, `0086 ${spaced}`, wide, `86-${phone}`, `${phone}.0`][Math.floor(draw() * 6)] ??
    phone
  )
}

/** Of the pairs that are linked the share that is one person; of the pairs that are one person the share linked. */
export function precisionAndRecall(
  members: ReadonlyMap<string, string>,
  truth: ReadonlyMap<string, number>,
): { precision: number; recall: number } {
  const pairs = (count: number) => (count * (count - 1)) / 2
  const tally = (keys: Iterable<string>) => {
    const counts = new Map<string, number>()
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    return [...counts.values()].reduce((sum, count) => sum + pairs(count), 0)
  }
  const linked = tally(members.values())
  const real = tally([...truth.values()].map(String))
  const right = tally([...members].map(([id, member]) => `${member}/${truth.get(id)}`))
  return { precision: linked === 0 ? 1 : right / linked, recall: real === 0 ? 1 : right / real }
}
