import type { Bilingual } from '../../text/bilingual'

const NUMBERS: Readonly<Record<number, string>> = { 2: 'two', 3: 'three', 4: 'four', 5: 'five' }
const ZH_NUMBERS: Readonly<Record<number, string>> = { 2: '两', 3: '三', 4: '四', 5: '五' }

/** The sentences of the churn page. */
export const words = {
  member: { en: 'Member', zh: '会员' },
  buyers: { en: 'Buyers', zh: '买过的会员' },
  buyersAbout: { en: 'Members with an order before the as-of day.', zh: '截止日之前有订单的会员。' },
  buyersUnit: { en: 'buyers', zh: '位会员' },
  churned: { en: 'Churned', zh: '流失' },
  churnedAbout: {
    en: 'Members churned under the chosen definition, and their share of those whom it judges.',
    zh: '按所选定义流失的会员,及其在作出判断的会员中的占比。',
  },
  ofJudged: (share: string): Bilingual => ({ en: `${share} of those judged`, zh: `占作出判断者 ${share}` }),
  nobodyJudged: { en: 'nobody judged', zh: '无法判断' },
  risk: { en: 'Value at risk', zh: '风险价值' },
  riskAbout: (months: number): Bilingual => ({
    en: `Of the churned: (1 − P(alive)) × what each would be expected to bring in ${months} months as a customer. What a save could win at most, not what it will. Where no model says who has left: what they would bring if all were customers still, which is more.`,
    zh: `流失会员的(1 − 仍活跃概率)× 若仍是顾客 ${months} 个月的预期金额。是挽留至多能赢回的,而非必然赢回的。没有模型能说明谁已流失时,给出的是假设全部仍是顾客的金额,偏高。`,
  }),
  money: { en: 'Money so far', zh: '至今金额' },
  moneyAbout: { en: 'What the churned have spent so far, by basis.', zh: '流失会员至今的金额,按口径。' },
  medianGap: { en: 'Median gap', zh: '间隔中位数' },
  fourFifths: (ended: string, all: string): Bilingual => ({
    en: `80 %: ${ended} ended, ${all} of all`,
    zh: `80 %:已结束 ${ended},全部 ${all}`,
  }),
  gapAbout: {
    en: 'Days between the order days of a member: half of the gaps that ended are at most this long. Below it, the days within which 80 % had ended: of the gaps that ended, and of all silences by Kaplan–Meier, those still lasting included; a dash where so many never end.',
    zh: '会员有单日之间的天数:已结束的间隔有一半不超过此数。其下为 80 % 结束所需天数:仅计已结束的间隔,与按 Kaplan–Meier 计入仍在持续者的全部沉默;达不到则为横线。',
  },
  watch: { en: 'Wait', zh: '等待期' },
  watchAbout: {
    en: 'Days for which a return is waited for in the two charts of silence: the fixed days if these are chosen, else the quantile of the gaps.',
    zh: '两张沉默图中等待回来的天数:选固定天数时取固定天数,否则取间隔分位数。',
  },
  days: (days: string): Bilingual => ({ en: `${days} days`, zh: `${days} 天` }),
  definitions: { en: 'Five definitions, the same members', zh: '五种定义,同一批会员' },
  definitionsAbout: {
    en: 'None of them is the truth: without a contract nobody says that she has left. Click one for its members.',
    zh: '没有一种是真相:没有合约,谁也不会说自己离开了。点一个看名单。',
  },
  definition: { en: 'Definition', zh: '定义' },
  rule: { en: 'Churned if', zh: '流失条件' },
  judged: { en: 'Judged', zh: '作出判断' },
  share: { en: 'Share', zh: '占比' },
  noAliveSo: {
    en: 'P(alive) and value at risk are left empty; the definitions by silence need no model.',
    zh: '仍活跃概率与风险价值留空;按沉默判断的定义不需要模型。',
  },
  noLeaving: {
    en: 'Leaving cannot be told from buying seldom in these orders: no model in which members leave has a maximum, only the NBD, in which nobody does. P(alive) and value at risk are left empty. The value if a customer is by the NBD: so much would be lost if all of the churned had gone.',
    zh: '这些订单分不出流失与低频:假定会员会流失的模型都没有极大值,只有假定无人流失的 NBD 有。仍活跃概率与风险价值留空。“若仍是顾客的价值”按 NBD 计算:若流失会员全部已离开,损失即为此数。',
  },
  otherModel: (model: string): Bilingual => ({
    en: `MBG/NBD has no maximum on these orders: P(alive) and value at risk are by ${model}.`,
    zh: `MBG/NBD 对这些订单没有极大值:仍活跃概率与风险价值按 ${model} 计算。`,
  }),
  atMost: (value: string): Bilingual => ({ en: `at most ${value}`, zh: `至多 ${value}` }),
  noRisk: { en: 'no model', zh: '没有模型' },
  noGap: { en: 'nobody ordered on two days', zh: '没有人在两天下单' },
  few: (gaps: number, days: string): Bilingual => ({
    en: `${gaps === 0 ? 'No gap' : gaps === 1 ? 'Only one gap' : `Only ${gaps} gaps`} between order days: too few for a quantile. ${days} days stand in its place, which the data do not support.`,
    zh: `${gaps === 0 ? '没有' : `只有 ${gaps} 个`}有单日间隔,不足以取分位数。以 ${days} 天代替,并无数据支持。`,
  }),
  agreement: { en: 'How far the definitions agree', zh: '各定义一致到什么程度' },
  agreementAbout: {
    en: 'Cohen’s κ over the members whom both judge: agreement beyond what chance would give; 1 is full, 0 is none. How many are judged alike stands in the table.',
    zh: '对两者都判断的会员计算的 Cohen κ:超出偶然的一致程度;1 为完全一致,0 为没有。判断相同的占比见表格。',
  },
  one: { en: 'One', zh: '一种' },
  other: { en: 'The other', zh: '另一种' },
  alike: { en: 'Judged alike', zh: '判断相同' },
  agreementLabel: (one: string, other: string, alike: string, kappa: string, judged: string): Bilingual => ({
    en: `${one} and ${other}: ${alike} of ${judged} members judged alike, κ ${kappa}`,
    zh: `${one}与${other}:${judged} 位会员中 ${alike} 判断相同,κ ${kappa}`,
  }),
  both: { en: 'Churned by both', zh: '都判流失' },
  onlyOne: { en: 'By the one only', zh: '仅前者' },
  onlyOther: { en: 'By the other only', zh: '仅后者' },
  neither: { en: 'By neither', zh: '都未判' },
  byOrder: { en: 'After which order members fall silent', zh: '在第几单之后沉默' },
  byOrderAbout: (watch: string): Bilingual => ({
    en: `Share of order days after which the member had no other within ${watch} days. Only order days with the whole wait in the data.`,
    zh: `有单日之后 ${watch} 天内没有再下单的占比。只计等待期完整可见的有单日。`,
  }),
  orderDay: { en: 'Order day', zh: '有单日' },
  after: (n: string): Bilingual => ({ en: `After order day ${n}`, zh: `第 ${n} 个有单日之后` }),
  since: { en: 'How many stay away, by how long they have been silent', zh: '已沉默多久,还有多少人不回来' },
  sinceAbout: (watch: string): Bilingual => ({
    en: `Of all silences that had lasted so many days, the share without an order in the next ${watch} days. Only those with that whole time in the data.`,
    zh: `已沉默若干天者中,此后 ${watch} 天内仍没有订单的占比。只计该时间完整可见者。`,
  }),
  silentFor: (days: string): Bilingual => ({ en: `Silent ${days} days`, zh: `已沉默 ${days} 天` }),
  silences: { en: 'Silences', zh: '沉默次数' },
  noReturn: { en: 'No return', zh: '没有回来' },
  ofN: (n: string): Bilingual => ({ en: `of ${n}`, zh: `共 ${n}` }),
  tooShort: {
    en: 'No order day has the whole wait in the data yet.',
    zh: '还没有一个有单日的等待期完整可见。',
  },
  before: { en: 'What stood in the last orders before silence', zh: '沉默前最后一单里有什么' },
  beforeAbout: (least: string, most: string): Bilingual => ({
    en: `Orders of the churned on their last order day, against all other orders of members. Index: one share ÷ the other. p after Benjamini–Hochberg over everything tested (values in at least ${least} orders, at most ${most} a kind). Discount: how far an order stays below the list prices of its products, or their usual prices where there is no list. A trace, not a cause: what was sold only early or only lately shows here, too, and the orders of one member are not independent.`,
    zh: `流失会员最后有单日的订单,与会员的其他全部订单对比。指数为两占比之比。p 对全部检验作 Benjamini–Hochberg 校正(至少 ${least} 单的取值,每类至多 ${most} 个)。折扣为订单低于其商品目录价(无目录时为常见价)的程度。这是痕迹而非原因:只在早期或近期销售的也会出现在此,且同一会员的订单并不独立。`,
  }),
  beforeNone: {
    en: 'Nothing to compare: no order lines, channels or prices in enough orders, or nobody has churned.',
    zh: '无可比较:没有足够的订单明细、渠道或价格,或没有人流失。',
  },
  beforeFew: (shown: string, all: string): Bilingual => ({
    en: `${shown} of ${all} values shown, the smallest p first; all are in the table churn_before.`,
    zh: `显示 ${all} 个取值中的 ${shown} 个,p 最小者在前;全部在表 churn_before 中。`,
  }),
  dimension: { en: 'Kind', zh: '类别' },
  value: { en: 'Value', zh: '取值' },
  lastOrders: { en: 'Last orders', zh: '最后订单' },
  otherOrders: { en: 'Other orders', zh: '其他订单' },
  index: { en: 'Index', zh: '指数' },
  p: { en: 'p, corrected', zh: '校正 p' },
  more: { en: 'more often', zh: '更常见' },
  less: { en: 'less often', zh: '更少见' },
  notTold: { en: 'could be chance', zh: '可能出于偶然' },
  reading: { en: 'Before silence', zh: '沉默之前' },
  list: { en: 'Members at risk, by value', zh: '风险会员(按价值)' },
  listTitle: (definition: string, holdout: string, seed: string): Bilingual => ({
    en: `At risk: ${definition}, hold-out ${holdout} %, seed ${seed}`,
    zh: `风险会员:${definition},留出 ${holdout} %,种子 ${seed}`,
  }),
  plan: { en: 'A list to act on', zh: '可执行的名单' },
  planAbout: (contact: string, holdout: string, seed: string): Bilingual => ({
    en: `${contact} members to contact and ${holdout} left alone, drawn at random by seed ${seed}: only beside them can it be told later what the contact did. The same member is in the same arm on any day and in any file, as long as the seed stays.`,
    zh: `联系 ${contact} 位会员,${holdout} 位不打扰,由种子 ${seed} 随机抽取:只有与后者对比,日后才能知道联系起了什么作用。只要种子不变,同一会员在任何日期、任何文件中都在同一组。`,
  }),
  arm: { en: 'Arm', zh: '分组' },
  contact: { en: 'contact', zh: '联系' },
  holdout: { en: 'hold-out', zh: '留出' },
  alive: { en: 'P(alive)', zh: '仍活跃概率' },
  ifCustomer: { en: 'Value if a customer', zh: '若仍是顾客的价值' },
  overdue: { en: 'Overdue ×', zh: '超期倍数' },
  daysSince: { en: 'Days since', zh: '距末单天数' },
  orderDays: { en: 'Order days', zh: '有单天数' },
  lastOrder: { en: 'Last order', zh: '末单' },
  title: (share: string, definition: Bilingual): Bilingual => ({
    en: `${share} have churned by the definition “${definition.en}”`,
    zh: `若流失指“${definition.zh}”,则 ${share} 已流失`,
  }),
  titleFew: (share: string, days: string): Bilingual => ({
    en: `${share} have been silent for more than ${days} days; there are too few gaps to tell whether that is long`,
    zh: `${share} 的会员沉默超过 ${days} 天;间隔太少,无法判断这是否算久`,
  }),
  titleUnjudged: (definition: Bilingual): Bilingual => ({
    en: `The definition “${definition.en}” can judge nobody here`,
    zh: `“${definition.zh}”这一定义在此无法判断任何人`,
  }),
  tooLong: (limit: string, reach: number): Bilingual => ({
    en: `It takes more than ${limit} days of silence, and the data reach back ${reach === 1 ? 'one day' : `${reach} days`}: nobody could have churned yet. Take “Fixed days silent” with fewer days.`,
    zh: `它要求沉默超过 ${limit} 天,而数据只有 ${reach} 天:还没有人可能流失。请改用“固定沉默天数”并减少天数。`,
  }),
  neverReached: {
    en: 'So many silences have never ended: choose a lower quantile, or that of ended gaps.',
    zh: '结束的沉默达不到该比例:请降低分位,或改取已结束的间隔。',
  },
  noGaps: {
    en: 'Nobody has ordered on two days, so there is no gap to hold anybody to.',
    zh: '没有人在两天下单,没有间隔可作标准。',
  },
  noAlive: { en: 'No model says who has left: see below.', zh: '没有模型能说明谁已流失,见下。' },
  nobodyThen: {
    en: 'Nobody bought in the earlier of the two calendar periods. Choose shorter periods.',
    zh: '前一个日历期没有人购买。请选更短的日历期。',
  },
  titleNone: { en: 'There is nobody who could have churned', zh: '还没有可能流失的会员' },
  context: (definitions: number, low: string, high: string): Bilingual => ({
    en: `Under the ${NUMBERS[definitions] ?? definitions} definitions ${definitions < 5 ? 'that can judge here ' : ''}it is between ${low} and ${high} of the members each of them judges.`,
    zh: `${definitions < 5 ? '能作判断的' : ''}${ZH_NUMBERS[definitions] ?? definitions}种定义下,在各自判断的会员中占 ${low} 至 ${high}。`,
  }),
  comeBack: (silences: string, limit: string, share: string): Bilingual => ({
    en: `Of ${silences} silences that had reached ${limit} days, ${share} still ended in an order within as many days more.`,
    zh: `在已达 ${limit} 天的 ${silences} 次沉默中,${share} 在此后同样天数内仍以下单结束。`,
  }),
} as const
