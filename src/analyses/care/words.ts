import type { Bilingual } from '../../text/bilingual'

/** The sentences of the care page. */
export const words = {
  member: { en: 'Member', zh: '会员' },
  due: { en: 'Due', zh: '到期' },
  dueAbout: {
    en: 'Different members with at least one occasion in the days ahead.',
    zh: '未来各日至少有一个由头的不同会员。',
  },
  members: { en: 'Members', zh: '会员' },
  membersUnit: { en: 'members', zh: '位会员' },
  occasion: { en: 'Occasion', zh: '由头' },
  on: { en: 'On', zh: '日期' },
  birthdays: { en: 'With a birthday', zh: '有生日' },
  birthdaysAbout: {
    en: 'Members whose birthday the files say, before the as-of day.',
    zh: '文件中有生日且早于截止日的会员。',
  },
  joined: { en: 'With a day of joining', zh: '有入会日' },
  joinedAbout: {
    en: 'Members whose day of joining the files say.',
    zh: '文件中有入会日期的会员。',
  },
  membersAbout: {
    en: 'Members in the list of members or with an order.',
    zh: '在会员表中或有订单的会员。',
  },
  years: { en: 'Years', zh: '年数' },
  calendar: { en: 'Who is due on which day', zh: '哪天该想到谁' },
  calendarAbout: {
    en: 'Members by occasion and day. Click a cell for its list.',
    zh: '会员按由头与日期。点格子看名单。',
  },
  day: { en: 'Day', zh: '日期' },
  cellLabel: (occasion: string, day: string, members: string): Bilingual => ({
    en: `${occasion}, ${day}: ${members} due`,
    zh: `${occasion},${day}:${members} 位会员`,
  }),
  cellEmpty: (occasion: string, day: string): Bilingual => ({
    en: `${occasion}, ${day}: nobody`,
    zh: `${occasion},${day}:没有会员`,
  }),
  lists: { en: 'The lists', zh: '名单' },
  listsAbout: {
    en: 'Each can be opened, filtered and saved.',
    zh: '每份都可打开、筛选、保存。',
  },
  all: { en: 'Everybody due', zh: '全部到期会员' },
  lastOrder: { en: 'Last order', zh: '末单' },
  daysSince: { en: 'Days since', zh: '距末单天数' },
  orderDays: { en: 'Order days', zh: '有单天数' },
  spent: { en: 'Money so far', zh: '至今金额' },
  known: { en: 'What the lists rest on', zh: '名单的依据' },
  withoutBirthday: (n: string): Bilingual => ({
    en: `${n} members have no birthday and cannot be on that list.`,
    zh: `${n} 位会员没有生日,不可能在生日名单上。`,
  }),
  withoutYear: (n: string): Bilingual => ({
    en: `${n} birthdays have a year before 1901, which stands for an unknown one: month and day count, no age is given.`,
    zh: `${n} 个生日的年份早于 1901,视为年份未知:按月日计,不给年龄。`,
  }),
  toCome: (n: string): Bilingual => ({
    en: `${n} birthdays lie on the as-of day or ahead of it and are left out.`,
    zh: `${n} 个生日在截止日当天或之后,不计。`,
  }),
  same: (n: string, date: string): Bilingual => ({
    en: `${n} members share the date of birth ${date}: perhaps it stands where nobody knew it.`,
    zh: `${n} 位会员的出生日期同为 ${date}:可能是未知时的填充值。`,
  }),
  lunarNote: {
    en: 'As written, a lunar date that no solar calendar has (the 30th of the second month) was not read as a date, and is missing.',
    zh: '按所写农历时,公历中不存在的日期(如二月三十)无法作为日期读入,因此缺失。',
  },
  title: (due: string, from: string, to: string): Bilingual => ({
    en: `Members due from ${from} to ${to}: ${due}`,
    zh: `${from} 至 ${to} 有 ${due} 位会员到期`,
  }),
  titleOne: (due: string, day: string): Bilingual => ({
    en: `Members due on ${day}: ${due}`,
    zh: `${day} 有 ${due} 位会员到期`,
  }),
  titleNone: { en: 'Nobody is due in these days', zh: '这些天没有会员到期' },
  context: {
    en: 'The as-of day above is taken for today.',
    zh: '以上方截止日为今天。',
  },
} as const
