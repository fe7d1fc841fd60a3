import type { Bilingual } from '../../text/bilingual'

/** The sentences on other ways to lifetime value, and on what may be spent. */
export const wordsOfWays = {
  ways: { en: 'The same figure in other ways', zh: '换别的算法' },
  waysAbout: {
    en: 'Value of the months ahead, discounted, by margin; beside it the money each way expected of the held-out days, and what came. A way that missed these days by much will miss the months ahead, too. The rate so far is the money since the first order ÷ days since: who bought once, and lately, is taken to go on like that, so it is too high where many are new.',
    zh: '未来各月的价值(折现、按毛利);旁边是各算法对留出期金额的预期与实际。留出期偏差大的算法,对未来也不可信。“过去的速度”是首单以来的金额 ÷ 天数:近期只买过一次的人也按此外推,新会员多时偏高。',
  },
  way: { en: 'Way', zh: '算法' },
  value: { en: 'Value', zh: '价值' },
  alive: { en: 'P(alive)', zh: '仍活跃概率' },
  model: (name: string): Bilingual => ({ en: `${name} (above)`, zh: `${name}(上文)` }),
  cohort: {
    en: 'By age: the curve of money since the first order, carried on',
    zh: '按月龄:首单以来的人均金额曲线外推',
  },
  markov: { en: 'By months since the last order (Markov chain)', zh: '按距末单月数(马尔可夫链)' },
  own: {
    en: 'Everyone goes on at her rate so far, first order counted',
    zh: '人人照过去的速度继续(含首单)',
  },
  expected: { en: 'Expected, held out', zh: '留出期预期' },
  actual: { en: 'Came', zh: '实际' },
  missed: { en: 'Off by', zh: '偏差' },
  missing: {
    en: 'By age: no trend can be said. It needs three ages, from one month on, that 30 members have reached and in which they bought.',
    zh: '按月龄:没有走势。需从满一个月起至少三个月龄,每个有 30 位会员到达且有购买。',
  },
  short: {
    en: 'No member is known for a whole month, so neither her months nor her rate can be carried on.',
    zh: '没有会员的历史满一个月,因此无法按月推算,也不能照过去的速度外推。',
  },
  best: (way: string, off: string): Bilingual => ({
    en: `Nearest in the held-out days: ${way}, off by ${off}.`,
    zh: `留出期内最接近的是「${way}」,偏差 ${off}。`,
  }),
  spend: { en: 'What may be spent on a member', zh: '一位会员值得花多少' },
  spendAbout: {
    en: 'What a new member has brought by each month since her first order: discounted, times the margin.',
    zh: '新会员自首单起到各月累计带来的价值:已折现、乘以毛利率。',
  },
  typical: (median: string, mean: string): Bilingual => ({
    en: `So far half of the members have brought no more than ${median}; the mean is ${mean}.`,
    zh: `至今一半会员带来不超过 ${median};均值为 ${mean}。`,
  }),
  oneMember: (share: string, without: string): Bilingual => ({
    en: `One member brought ${share} of it: without her the mean is ${without}. The figures below are means, so they are hers more than anybody else's; do not spend by them.`,
    zh: `其中一位会员占 ${share}:不计此人,均值为 ${without}。下列数字都是均值,主要反映此人,不宜据此花钱。`,
  }),
  cost: { en: 'Cost to win a member', zh: '获客成本(每人)' },
  ratio: { en: 'Value ÷ cost, at least', zh: '价值 ÷ 成本,至少' },
  month: { en: 'Month', zh: '月' },
  brought: { en: 'Brought so far', zh: '累计带来' },
  most: { en: 'Cost that value bears', zh: '可承受成本' },
  seen: { en: 'seen', zh: '实际' },
  byTrend: { en: 'by the trend', zh: '外推' },
  basis: { en: 'From', zh: '依据' },
  paidBack: (cost: string, month: number, ratio: string, months: number): Bilingual => ({
    en: `A member won for ${cost} has paid that back in month ${month}; by month ${months} she has brought ${ratio} times the cost.`,
    zh: `以 ${cost} 获得的会员在第 ${month} 个月回本;到第 ${months} 个月带来的价值是成本的 ${ratio} 倍。`,
  }),
  notPaidBack: (cost: string, ratio: string, months: number): Bilingual => ({
    en: `A member won for ${cost} does not pay that back within ${months} months: she has brought ${ratio} times the cost by then.`,
    zh: `以 ${cost} 获得的会员在 ${months} 个月内不能回本:届时带来的价值只有成本的 ${ratio} 倍。`,
  }),
  noCost: {
    en: 'Enter what it costs to win a member to see when that is paid back.',
    zh: '填入获客成本,即可看到何时回本。',
  },
  tenths: { en: 'By tenths of value', zh: '按价值十等份' },
  tenthsAbout: {
    en: 'At risk: what a member would be worth if she were certainly still a customer, less what is expected of her. More than that is not to be won by keeping her.',
    zh: '可挽回:若该会员确定仍活跃时的价值,减去预期价值。留住她所能得到的不会超过此数。',
  },
  tenth: { en: 'Tenth', zh: '份' },
  members: { en: 'Members', zh: '会员' },
  mean: { en: 'Value a member', zh: '人均价值' },
  atRisk: { en: 'At risk, a member', zh: '人均可挽回' },
}
