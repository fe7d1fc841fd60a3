/**
 * The Chinese lunar calendar from 1900 to 2100, a year in four digits to the base 36: sixteen times the lengths of its
 * months (bit m − 1 is set where month m has 30 days, bit 12 where the leap month has) plus the number of the month that
 * a leap month follows, or 0. Taken from lunar-typescript 1.8 (MIT), and held to the Hong Kong Observatory's dates by
 * tests.
 */
const YEARS =
  '11d40n4w1aa80zad0jw00xio2c840h400zv410v60n4w174m0z800wj42b3p08gg0h4g0i1e17682omf1a1s15jk15n90wo008kg' +
  '2ct00lkw1ac01cbm1a1s0l0m0gc00wog282t0zvk0lkw21w30n0w2dkn0xf40gc01upi0xqo0h402lp010sg0zo0160i0xg00xqv' +
  '0ggw0xqo2co50i00174g2otf16000hnc0xgw0gv40h920y8g0lk00n6c1aa80jvk0jxv0xio0yav0h40102810yt0zs00z800zas' +
  '0wj40xq008gg0h5c1wgm176816w01a3815jk197e0wo008kg09cm0llc1ac01cf91a1s15k00gdf0wog0y940alc0llc102d0n0w' +
  '0ks00xis0gc00wq80xr60h4017pz10sg0zo016450xg00gcw0gyc0xu810vd0ie8174g2oiu160013rk0xk40gv40xu80yaq0lk0' +
  '0ndi0mkw0jw00k1h141c0gww0h5v10281cff0zs00z802jsm0wj40er408mt0hxs102o176q16w01aaf15jk0wnk2b4l0ew00i1c' +
  '204j1aq81d7s1a1s15k01una0wog0fa81pas0n680n0w0n1v0ks00xpz0gc00wq80xwl0h40100g10v80zog16xk0xg00gcw0h5i' +
  '0xu80hwg0ifo174g1600197713s014h30gv40xu82crp0lk01aa80mn80kog0ku00er40gxc1vfq102o0n4w10lw0zm80xbk0wky' +
  '0er4'

const FIRST_YEAR = 1900
/** The first day of lunar 1900, 31 January 1900, in days since 1970-01-01. */
const FIRST_DAY = -25_537
const DIGITS = 4

export interface LunarDay {
  year: number
  /** 1 to 12; a leap month has the number of the month before it. */
  month: number
  leap: boolean
  day: number
  /** Days of this month: 29 or 30. */
  length: number
}

interface Month extends Omit<LunarDay, 'day'> {
  /** First day, in days since 1970-01-01. */
  begins: number
}

let months: Month[] | null = null

/** The lunar date of a day, given in days since 1970-01-01; null before 1900-01-31 and after the lunar year 2100. */
export function lunarDay(day: number): LunarDay | null {
  months ??= everyMonth()
  let [low, high] = [0, months.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((months[middle]?.begins ?? Infinity) <= day) low = middle
    else high = middle
  }
  const month = months[low]
  if (!month || day < month.begins || day >= month.begins + month.length) return null
  const { begins, ...rest } = month
  return { ...rest, day: Math.floor(day) - begins + 1 }
}

/**
 * The day, in days since 1970-01-01, on which a lunar date falls that is not in a leap month; day 30 of a month of 29 is
 * its last. Null outside the lunar years 1900 to 2100.
 */
export function dayOfLunar(year: number, month: number, day: number): number | null {
  months ??= everyMonth()
  const found = months.find((one) => one.year === year && one.month === month && !one.leap)
  return found ? found.begins + Math.min(day, found.length) - 1 : null
}

function everyMonth(): Month[] {
  const all: Month[] = []
  let begins = FIRST_DAY
  for (let i = 0; i < YEARS.length / DIGITS; i++) {
    const packed = Number.parseInt(YEARS.slice(i * DIGITS, (i + 1) * DIGITS), 36)
    const [lengths, leapAfter] = [packed >> 4, packed & 15]
    const add = (month: number, leap: boolean) => {
      const length = (lengths >> (leap ? 12 : month - 1)) & 1 ? 30 : 29
      all.push({ year: FIRST_YEAR + i, month, leap, length, begins })
      begins += length
    }
    for (let month = 1; month <= 12; month++) {
      add(month, false)
      if (month === leapAfter) add(month, true)
    }
  }
  return all
}
