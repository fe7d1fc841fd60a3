import { beforeAll, describe, expect, it } from 'vitest'
import type { EngineCore } from '../../../../src/engine/core'
import { isPhone } from '../../../../src/ingest/standard/contacts.sql'
import { genderForm, mixedCoding, openCoding } from '../../../../src/ingest/standard/gender.sql'
import { placeWords } from '../../../../src/ingest/standard/place-names.sql'
import { CITIES, PROVINCES } from '../../../../src/ingest/standard/places'
import { STANDARD_ROLES, standardForm } from '../../../../src/ingest/standard/standard.sql'
import { join, sql, type Sql } from '../../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
}, 60_000)

async function evaluate(texts: readonly (string | null)[], expression: Sql): Promise<unknown[]> {
  const rows = texts.map((text, i) => sql`(${i}, ${text})`)
  const read = await rowsOf(
    engine,
    sql`select (${expression})::varchar as v from (values ${join(rows)}) as given(i, t) order by i`,
  )
  return read.map((row) => row['v'])
}

const t = sql`t`
const check = async (role: (typeof STANDARD_ROLES)[number], pairs: Record<string, string>) =>
  expect(await evaluate(Object.keys(pairs), standardForm(role, t))).toEqual(Object.values(pairs))

describe('one form', () => {
  it('of genders', async () => {
    await check('gender', {
      男: 'male',
      先生: 'male',
      M: 'male',
      Male: 'male',
      'Mr.': 'male',
      女: 'female',
      女士: 'female',
      ' f ': 'female',
      Ｆ: 'female',
      保密: 'unknown',
      未知: 'unknown',
      '1': '1',
      双子座: '双子座',
    })
    expect(await evaluate(['0', '1', '2', '9', '1.0'], genderForm(t, 'gb2261'))).toEqual([
      'unknown',
      'male',
      'female',
      'unknown',
      'male',
    ])
    expect(await evaluate(['0', '1'], genderForm(t, 'male_1_female_0'))).toEqual(['female', 'male'])
    expect(await evaluate(['0', '1'], genderForm(t, 'male_0_female_1'))).toEqual(['male', 'female'])
  })

  it.each([
    [['0', '1'], 'zero_one'],
    [['1', '2', ''], 'one_two'],
    [['0', '1', '2'], 'one_two'],
    [['1.0', '0.0'], 'zero_one'],
    [['男', '女'], null],
    [['0', '1', 'M'], null],
    [['3', '1'], null],
  ])('the coding of %j is %s', (values, coding) => {
    expect(openCoding(values)).toBe(coding)
  })

  it('of provinces', async () => {
    await check('province', {
      北京: '北京',
      北京市: '北京',
      Beijing: '北京',
      'beijing shi': '北京',
      内蒙: '内蒙古',
      内蒙古自治区: '内蒙古',
      'Inner Mongolia': '内蒙古',
      广西壮族自治区: '广西',
      宁夏回族自治区: '宁夏',
      新疆维吾尔自治区: '新疆',
      香港特别行政区: '香港',
      'Guangdong Province': '广东',
      SHAANXI: '陕西',
      Shanxi: '山西',
      USA: 'United States',
      'São Paulo': 'São Paulo',
      海外: '海外',
    })
  })

  it('of cities', async () => {
    await check('city', {
      广州市: '广州',
      guangzhou: '广州',
      "Xi'an": '西安',
      xian: '西安',
      恩施土家族苗族自治州: '恩施',
      大理白族自治州: '大理',
      锡林郭勒盟: '锡林郭勒',
      大兴安岭地区: '大兴安岭',
      Shanghai: '上海',
      'New Taipei City': '新北',
      // Two cities share these.
      Suzhou: 'Suzhou',
      Yulin: 'Yulin',
      苏州市: '苏州',
      // A city of which the table knows nothing is not cut.
      津市: '津市',
      'sao paulo': 'sao paulo',
    })
  })

  it('of the regions of orders, provinces and cities alike', async () => {
    await check('region', {
      广东省: '广东',
      Guangdong: '广东',
      深圳市: '深圳',
      shenzhen: '深圳',
      华东: '华东',
      EIRE: 'EIRE',
    })
  })

  it('of phones, what is none stays and can be counted', async () => {
    const pairs = {
      '13800138000': '13800138000',
      '+86 138-0013-8000': '13800138000',
      '008613800138000': '13800138000',
      '8613800138000': '13800138000',
      '１３８００１３８０００': '13800138000',
      '138 0013 8000\t': '13800138000',
      '13800138000.0': '13800138000',
      '(010) 6552-1234': '01065521234',
      '电话：010-65521234转12': '01065521234',
      '+44 20 7946 0958': '+442079460958',
      '="13800138000"': '13800138000',
      "'13800138000": '13800138000',
      '(415) 555-0100 x7': '4155550100',
      '138****8000': '138****8000',
      无: '无',
      '12345': '12345',
    }
    await check('phone', pairs)
    const phones = await evaluate(Object.keys(pairs), isPhone(t))
    expect(phones.filter((phone) => phone === 'false')).toHaveLength(3)
  })

  it('of e-mails', async () => {
    await check('email', {
      ' A.B@Example.COM ': 'a.b@example.com',
      'mailto:x@y.cn': 'x@y.cn',
      'ａ＠b.cn': 'a@b.cn',
      '="X@Y.cn"': 'x@y.cn',
      '<x@y.cn>': 'x@y.cn',
    })
  })

  it('leaves nothing nothing, and is reached by itself: twice is once', async () => {
    const texts = ['男', 'Beijing', '广州市', '+86 138 0013 8000', 'A@b.CN', 'odd', '', ' x ', '1']
    for (const role of STANDARD_ROLES) {
      expect(await evaluate([null], standardForm(role, t))).toEqual([null])
      const once = (await evaluate(texts, standardForm(role, t))) as string[]
      expect(await evaluate(once, standardForm(role, t))).toEqual(once)
    }
  })
})

describe('the table of places', () => {
  it('has the 34 units, 4 of them cities, and each name once', () => {
    const provinces = PROVINCES.split(/,\s*/)
    const cities = CITIES.split(/,\s*/)
    expect([provinces.length, new Set(provinces).size]).toEqual([34, 34])
    expect(new Set(cities).size).toBe(cities.length)
    expect(cities.length).toBeGreaterThan(330)
    for (const entry of [...provinces, ...cities])
      expect(entry).toMatch(/^[\u4e00-\u9fff]{2,5} [A-Z][A-Za-z' ]+$/)
  })

  it('names every word one place', () => {
    const words = placeWords('city')
    expect(words.get('taizhou')).toBeUndefined()
    expect(words.get('fuzhou')).toBeUndefined()
    expect(words.get('jilin')).toBe('吉林')
  })
})

describe('words and numbers in one column of genders', () => {
  it.each([
    [['男', '1', 'F', '0', '2', '未知'], 'gb2261'],
    [['男', '女', '1', '0'], 'digits_unknown'],
    [['M', 'F', '２', '1.0'], 'gb2261'],
    [['男', '2', '7'], 'digits_unknown'],
    [['0', '1'], null],
    [['男', '女'], null],
    [['未知', '1'], null],
    [['M', 'L', '1'], null],
    [['H', 'M', ''], 'male_h_female_m'],
    [['h', 'm', 'mujer'], 'male_h_female_m'],
    [['H', 'M', 'F'], null],
    [['H', 'F'], null],
    [['H', 'M', 'L'], null],
  ])('%j: %s', (values, coding) => {
    expect(mixedCoding(values)).toBe(coding)
  })

  it('H and M without F are hombre and mujer, else M is a man', async () => {
    const values = ['H', 'm', 'Mujer', 'hombre', '-']
    expect(await evaluate(values, genderForm(t, 'male_h_female_m'))).toEqual([
      'male',
      'female',
      'female',
      'male',
      '-',
    ])
    expect(await evaluate(['H', 'F', 'M'], genderForm(t))).toEqual(['male', 'female', 'male'])
  })

  it('the words count, numbers that nobody explained are unknown', async () => {
    expect(await evaluate(['男', '1', 'F', '0', '7', '1.0'], genderForm(t, 'digits_unknown'))).toEqual([
      'male',
      'unknown',
      'female',
      'unknown',
      'unknown',
      'unknown',
    ])
  })
})
