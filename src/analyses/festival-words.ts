import type { Bilingual } from '../text/bilingual'

const NAMES: Readonly<Record<string, Bilingual>> = {
  season: { en: 'This time of year', zh: '当前季节' },
  newYear: { en: 'New Year', zh: '元旦' },
  springFestival: { en: 'Spring Festival', zh: '春节' },
  lantern: { en: 'Lantern Festival', zh: '元宵节' },
  valentine: { en: 'Valentine’s Day', zh: '情人节' },
  women: { en: 'Women’s Day (3.8)', zh: '三八节' },
  qingming: { en: 'Qingming', zh: '清明节' },
  easter: { en: 'Easter', zh: '复活节' },
  labour: { en: 'Labour Day', zh: '劳动节' },
  mother: { en: 'Mother’s Day', zh: '母亲节' },
  children: { en: 'Children’s Day', zh: '儿童节' },
  dragonBoat: { en: 'Dragon Boat Festival', zh: '端午节' },
  sixEighteen: { en: '6.18', zh: '618' },
  father: { en: 'Father’s Day', zh: '父亲节' },
  qixi: { en: 'Qixi', zh: '七夕' },
  school: { en: 'Back to school', zh: '开学季' },
  teacher: { en: 'Teachers’ Day', zh: '教师节' },
  midAutumn: { en: 'Mid-Autumn Festival', zh: '中秋节' },
  national: { en: 'National Day', zh: '国庆节' },
  doubleNinth: { en: 'Double Ninth', zh: '重阳节' },
  halloween: { en: 'Halloween', zh: '万圣节前夜' },
  doubleEleven: { en: 'Double 11', zh: '双 11' },
  blackFriday: { en: 'Black Friday', zh: '黑色星期五' },
  doubleTwelve: { en: 'Double 12', zh: '双 12' },
  christmas: { en: 'Christmas', zh: '圣诞节' },
  laba: { en: 'Laba', zh: '腊八' },
}

/** What a festival of `numerics/festivals`, or the season, is called. */
export const festivalName = (id: string): Bilingual => NAMES[id] ?? { en: id, zh: id }
