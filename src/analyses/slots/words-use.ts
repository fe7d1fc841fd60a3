import type { Bilingual } from '../../text/bilingual'

/** Words of occasions, what is due, life stages and lists of all members. */
export const use = {
  stages: { en: 'What comes next in life', zh: '人生阶段' },
  stagesAbout: {
    en: 'One rule a line: words of what she had → words of what comes next : days after, from–until. A word counts where it is part of the name or the category of a product.',
    zh: '每行一条:已买商品的词 → 接下来的词 : 之后天数 起-止。词出现在商品名或品类中即算。',
  },
  stagesFault: {
    en: 'Write each rule as: formula, milk powder → diaper, nappy : 0-365',
    zh: '每条写成:奶粉 → 纸尿裤, 尿不湿 : 0-365',
  },
  stagesNone: { en: 'Use no rule', zh: '不用规则' },
  stageUse: { en: 'What the rules find in this shop', zh: '规则在本店的命中' },
  from: { en: 'After', zh: '买过' },
  to: { en: 'Comes', zh: '接着' },
  days: { en: 'Days', zh: '天数' },
  fromProducts: { en: 'Products before', zh: '前者商品数' },
  toProducts: { en: 'Products after', zh: '后者商品数' },
  stageMatched: (n: string, all: string): Bilingual => ({
    en: `${n} of ${all} rules have products on both sides.`,
    zh: `${all} 条规则中 ${n} 条两侧都有商品。`,
  }),

  occasions: { en: 'What the year ahead brings', zh: '未来一年的场景' },
  occasionsAbout: {
    en: 'Lunar and shopping festivals from the as-of date on, computed here. Index: how much more a product is had in the 21 days up to the festival (the month around this day for the season) in earlier years of the data than at other times, drawn to its category’s by 5 rows and that to 1 by 20; categories are named where no single product says anything, only what rises by a fifth and more, beyond chance (Poisson, corrected for all that are looked at), and nothing is said of fewer than 30 rows. Press one to let it move the lists.',
    zh: '自截至日起的农历与购物节,本机推算。指数 = 往年节前 21 天(季节为前后半月)该商品被购比率 ÷ 平时,以 5 条向其品类收缩,品类再以 20 条向 1 收缩;单品无从判断时列品类;只列升幅至少两成且超出偶然者(Poisson,已作多重校正),不足 30 条不作判断。点按一行可让其影响列表。',
  },
  inDays: { en: 'Days ahead', zh: '距今天数' },
  occasion: { en: 'Occasion', zh: '场景' },
  kind: { en: 'Kind', zh: '类型' },
  kinds: {
    lunar: { en: 'lunar', zh: '农历' },
    solar: { en: 'solar', zh: '公历' },
    shopping: { en: 'shopping', zh: '购物节' },
    season: { en: 'season', zh: '季节' },
  },
  day: { en: 'Day', zh: '日期' },
  years: { en: 'Earlier years', zh: '往年数' },
  rows: { en: 'Rows then', zh: '当时往来' },
  rising: { en: 'What rises', zh: '上升商品' },
  noRise: { en: 'too little to say', zh: '数据不足' },
  noYears: { en: 'no earlier year', zh: '无往年' },
  occasionsShort: {
    en: 'The data holds no earlier year of any of these days: the calendar stands, and no product can be said to rise.',
    zh: '数据未覆盖这些日子的往年:仅列日历,无法判断哪些商品上升。',
  },

  dueTitle: { en: 'Who is due for what', zh: '到期再买' },
  dueAbout: {
    en: 'Her usual gap for a product: the mean of her own gaps and two of the product’s median gap; ± half the distance of the product’s quartiles. Listed from ± days (half the gap at most) before the day she is due on, and for up to two more gaps after it: who waits longer has most likely stopped.',
    zh: '惯常间隔 = 她本人各次间隔与两个商品中位间隔的均值;± 为商品间隔四分位距之半。自预计再买日前 ± 天(至多半个间隔)起,至其后两个间隔止;更久者多半已不再买。',
  },
  dueOpen: { en: 'Open the list', zh: '打开名单' },
  dueCount: (n: string) => ({
    en: `${n} times a member is due for a product`,
    zh: `${n} 条(会员 × 商品)到期`,
  }),
  dueList: { en: 'Due again', zh: '到期再买' },
  dueNone: {
    en: 'Nobody is due: no product was bought again often enough to have a usual gap, or none ends in these days.',
    zh: '无人到期:没有商品被重复购买到足以得出惯常间隔,或间隔不在这些天内结束。',
  },
  dueTop: { en: 'Products with most members due', zh: '到期会员最多的商品' },
  usualGap: { en: 'Usual gap, days', zh: '惯常间隔,天' },
  spread: { en: '± days', zh: '± 天' },
  dueOn: { en: 'Due on', zh: '预计再买日' },
  lastDay: { en: 'Last bought', zh: '上次购买' },
  timesColumn: { en: 'Times', zh: '次数' },
  membersDue: { en: 'Members due', zh: '到期会员' },
  member: { en: 'Member', zh: '会员' },

  outreach: { en: 'Lists for all members', zh: '全员名单' },
  outreachAbout: {
    en: 'The home list of every member with the model, filters and weights as they stand, for e-mail and messages: one row for each member, or one for each recommendation. Names and contacts are masked in the export unless you choose otherwise.',
    zh: '按当前模型、筛选与权重为每位会员生成首页列表,用于邮件与短信:每位会员一行,或每条推荐一行。导出时姓名与联系方式默认脱敏。',
  },
  make: { en: 'Make the lists', zh: '生成名单' },
  making: { en: 'Making lists', zh: '正在生成' },
  made: (members: string, rows: string, seconds: string): Bilingual => ({
    en: `${members} members, ${rows} recommendations, in ${seconds} s.`,
    zh: `${members} 位会员,${rows} 条推荐,用时 ${seconds} 秒。`,
  }),
  model: { en: 'Model', zh: '模型' },
  asOf: { en: 'As of', zh: '截至' },
  coverage: (share: string, model: string): Bilingual => ({
    en: `They cover ${share} of the products; ${model} of the members are served by the model, the others by what is popular.`,
    zh: `覆盖 ${share} 的商品;${model} 的会员由模型服务,其余按热门。`,
  }),
  stale: {
    en: 'The model or the settings have changed since: make the lists again.',
    zh: '模型或设置已变,请重新生成。',
  },
  wide: { en: 'One row a member', zh: '每位会员一行' },
  long: { en: 'One row a recommendation', zh: '每条推荐一行' },
  outreachLong: { en: 'Recommendations for all members', zh: '全员推荐明细' },
  outreachCount: (n: string) => ({ en: `${n} recommendations`, zh: `${n} 条推荐` }),
  outreachUnit: { en: 'recommendations', zh: '推荐' },
  share: { en: 'Share', zh: '占比' },
  daysUnit: { en: 'days', zh: '天' },
  reasonsMade: { en: 'Why members are shown what they are shown', zh: '推荐理由构成' },
  reasonsMadeAbout: {
    en: 'Recommendations by their first reason.',
    zh: '按首要理由统计的推荐条数。',
  },
  contacts: {
    member_name: { en: 'Name', zh: '姓名' },
    phone: { en: 'Phone', zh: '手机' },
    email: { en: 'E-mail', zh: '邮箱' },
  },
  segment: { en: 'Group', zh: '分组' },
  numbered: (what: string, n: number): Bilingual => ({ en: `${what} ${n}`, zh: `${what} ${n}` }),
}
