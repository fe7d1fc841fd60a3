import type { Bilingual } from '../../text/bilingual'
import { counted } from '../counted'

/** The sentences below the reading: how many clusters, personas, new members, drift. */
export const more = {
  counts: { en: 'How many clusters', zh: '分几群合适' },
  countsAbout: (members: string, bic: boolean): Bilingual => ({
    en: `k-means for 1 to 10 clusters, on at most 50,000 members drawn by md5(member_id); gap and stability on ${members}. Elbow: farthest from the chord. Silhouette, Calinski–Harabasz: highest; Davies–Bouldin: lowest. Gap: the first k that is not worse than the next by a standard error, against data without clusters (Tibshirani et al. 2001); ${bic ? 'it can say one' : 'it alone can say one'}. Stability: two bootstrap samples lead to the same clusters (adjusted Rand index, at least 0.8). ${bic ? 'BIC: mixtures of the chosen shape, on at most 20,000 members, lowest (Schwarz 1978); it can say one, too. ' : ''}Bars are standard errors.`,
    zh: `以 k-means 分 1 至 10 群,至多 50,000 位会员(按 md5(会员号) 抽取),Gap 与稳定性用 ${members} 位。肘部:离弦最远。轮廓、Calinski–Harabasz:最高;Davies–Bouldin:最低。Gap:与无结构数据相比,首个不比下一个差一个标准误的 k(Tibshirani 等 2001),${bic ? '可答' : '唯一可答'}“一群”${bic ? '' : '者'}。稳定性:两次自助样本得出相同分群(调整兰德指数,至少 0.8)。${bic ? 'BIC:所选形状的混合模型,至多用 20,000 位会员,最低者(Schwarz 1978),也可答“一群”。' : ''}竖线为标准误。`,
  }),
  compare: { en: 'Compare 1 to 10 clusters', zh: '比较 1 至 10 群' },
  compareAbout: {
    en: 'Six rules look at the same features and scale, and for a Gaussian mixture its BIC as a seventh. It takes some seconds, more with many members; you can cancel above.',
    zh: '六种规则看同样的特征与缩放,高斯混合另有第七种 BIC。需数秒,会员多时更久,可在上方取消。',
  },
  compareNone: {
    en: 'Nothing to compare: too few members that differ.',
    zh: '无可比较:互不相同的会员太少。',
  },
  compareAgain: { en: 'Put away', zh: '收起' },
  take: (k: string): Bilingual => ({ en: `Take ${k}`, zh: `采用 ${k} 群` }),
  rules: {
    elbow: { en: 'Elbow (inertia)', zh: '肘部(组内平方和)' },
    silhouette: { en: 'Silhouette', zh: '轮廓系数' },
    calinski_harabasz: { en: 'Calinski–Harabasz', zh: 'Calinski–Harabasz' },
    davies_bouldin: { en: 'Davies–Bouldin', zh: 'Davies–Bouldin' },
    gap: { en: 'Gap', zh: 'Gap 统计量' },
    stability: { en: 'Stability', zh: '稳定性' },
    bic: { en: 'BIC of the mixture', zh: '混合模型的 BIC' },
  },
  says: (k: string): Bilingual => ({ en: `says ${k}`, zh: `主张 ${k}` }),
  saysNone: { en: 'says none', zh: '无主张' },
  oneCluster: {
    en: 'No structure that stands out from data without clusters: the gap statistic prefers one cluster. Whatever number is chosen, the borders are drawn by the method.',
    zh: '没有超出无结构数据的结构:Gap 统计量倾向只有一群。无论选几群,界线都由方法划出。',
  },
  oneNormal: {
    en: 'One normal distribution describes these members as well as several do, by the BIC: it prefers one cluster.',
    zh: '按 BIC,一个正态分布已足以描述这些会员:倾向只有一群。',
  },
  unstable: {
    en: 'No number of clusters is stable: two samples of the same members lead to different clusters.',
    zh: '没有稳定的群数:同一批会员的两个样本会得出不同的群。',
  },
  agree: (k: string, votes: string, rules: string): Bilingual => ({
    en: `${votes} of ${rules} rules say ${k}.`,
    zh: `${rules} 种规则中 ${votes} 种主张 ${k} 群。`,
  }),
  disagree: (list: string): Bilingual => ({
    en: `The rules disagree: ${list}. Take the number you can act on, and look whether it is stable.`,
    zh: `各规则意见不一:${list}。取能据以行动的群数,并看其是否稳定。`,
  }),
  personas: { en: 'Personas', zh: '画像' },
  personasAbout: {
    en: 'One card a cluster, from the figures above. Names and lists are proposals by the strongest differences; what you write stays with the project. The advice is a starting point of the trade, not a finding.',
    zh: '每群一张卡片,取自以上数字。名称与清单按最大差异提出,改写后随项目保存。建议为业内常识起点,并非数据结论。',
  },
  personaOf: { en: 'Persona', zh: '画像' },
  membersLine: (n: string, share: string): Bilingual => ({
    en: `${counted(n, 'member')}, ${share} of those clustered`,
    zh: `${n} 位会员,占已分群 ${share}`,
  }),
  moneyLine: (each: string, share: string): Bilingual => ({
    en: `${each} a member, ${share} of the money`,
    zh: `人均 ${each},占金额 ${share}`,
  }),
  against: (here: string, rest: string): Bilingual => ({
    en: `${here} / ${rest}`,
    zh: `${here} / ${rest}`,
  }),
  traits: { en: 'Stands out by', zh: '突出特征' },
  labelled: (label: string, value: string): Bilingual => ({
    en: `${label}: ${value}`,
    zh: `${label}:${value}`,
  }),
  typicalMember: { en: 'Typical member', zh: '典型会员' },
  favourites: { en: 'More often than others', zh: '比他人更常见' },
  favouriteItem: (fact: string, level: string, share: string, index: string): Bilingual => ({
    en: `${fact}: ${level}, ${share} (index ${index})`,
    zh: `${fact}:${level},${share}(指数 ${index})`,
  }),
  do: { en: 'Do', zh: '宜' },
  dont: { en: 'Don’t', zh: '忌' },
  edit: { en: 'Edit', zh: '编辑' },
  oneALine: { en: 'One a line; empty for the proposal.', zh: '每行一条,清空则用建议。' },
  markdown: { en: 'Save as Markdown', zh: '存为 Markdown' },
  audience: { en: 'All members', zh: '全部成员' },
  seedsButton: { en: 'Seeds (500 nearest the centre)', zh: '种子(离中心最近 500 人)' },
  channel: { en: 'Channel', zh: '渠道' },
  assign: { en: 'Give new members a cluster', zh: '为新会员归群' },
  assignAbout: {
    en: 'One statement with the fitted numbers in it: scales, bounds, centres. It runs wherever the facts of members are, and gives member_id and cluster.',
    zh: '一条含拟合数字(缩放、上下界、中心)的语句,可在任何有会员特征之处运行,返回 member_id 与 cluster。',
  },
  assignNone: {
    en: 'HDBSCAN has no formula for new members: cluster again with them.',
    zh: 'HDBSCAN 没有归群公式:请连同新会员重新聚类。',
  },
  agreement: (share: string, n: string): Bilingual => ({
    en: `On the ${n} members clustered here it gives the same cluster for ${share}.`,
    zh: `对此处 ${n} 位已分群会员,${share} 得到相同的群。`,
  }),
  agreementPart: {
    en: 'The rest: this method clusters by more than the nearest centre.',
    zh: '其余不同:该方法不只看最近中心。',
  },
  showSql: { en: 'Show the statement', zh: '显示语句' },
  hideSql: { en: 'Hide', zh: '收起' },
  copy: { en: 'Copy', zh: '复制' },
  copied: { en: 'Copied', zh: '已复制' },
  drift: { en: 'Who moved', zh: '群间移动' },
  driftAbout: (day: string): Bilingual => ({
    en: `The same clusters, with the numbers fitted now, on the members as ${day} knew them. A change of sizes is a change of members, not of borders; amounts and returns as they are known now.`,
    zh: `以现在拟合的数字,为 ${day} 当时的会员归群。人数变化即会员变化,而非界线变化;金额与退货按现在所知。`,
  }),
  driftNone: { en: 'Choose a day to compare with.', zh: '请选择对比日。' },
  compareWith: { en: 'Compare with', zh: '对比' },
  before: { en: 'Before', zh: '之前' },
  now: { en: 'Now', zh: '现在' },
  change: { en: 'Change', zh: '变化' },
  stayed: { en: 'Stayed', zh: '未变' },
  stayedSaid: (share: string, n: string): Bilingual => ({
    en: `Of ${n} members with a cluster on both days ${share} are in the same one.`,
    zh: `两日都有群的 ${n} 位会员中,${share} 未变。`,
  }),
  outside: { en: 'No cluster', zh: '无群' },
  moved: (from: string, to: string): Bilingual => ({ en: `${from} → ${to}`, zh: `${from} → ${to}` }),
  moveLabel: (from: string, to: string, n: string): Bilingual => ({
    en: `${from} → ${to}: ${counted(n, 'member')}`,
    zh: `${from} → ${to}:${n} 位会员`,
  }),
  budget: { en: 'Split a budget over the clusters', zh: '把预算分给各群' },
} as const
