import type { Bilingual } from '../../text/bilingual'

/** The sentences of the page on the next purchase. */
export const words = {
  title: (buyers: string, days: string, share: string): Bilingual => ({
    en: `About ${buyers} members, ${share}, will buy within ${days} days`,
    zh: `约 ${buyers} 位会员(${share})会在 ${days} 天内购买`,
  }),
  titleUntested: (model: string, buyers: string, days: string): Bilingual => ({
    en: `${model} expects about ${buyers} members to buy within ${days} days, but could not be tested`,
    zh: `${model} 预期约 ${buyers} 位会员会在 ${days} 天内购买,但无法检验`,
  }),
  untested: {
    en: 'No earlier window has enough members to judge a model on: nothing yet speaks for these probabilities.',
    zh: '此前没有会员足够多的窗口可供检验模型:这些概率尚无依据。',
  },
  titleNone: { en: 'Who buys next cannot be said yet', zh: '还不能预测谁会购买' },
  noneAbout: {
    en: 'A fit needs 50 members who bought in a window and 50 who did not; MBG/NBD needs a repeat purchase.',
    zh: '拟合需要窗口内至少 50 位购买与 50 位未购买的会员;MBG/NBD 需要有复购。',
  },
  context: (model: string, auc: string, expected: string, actual: string): Bilingual => ({
    en: `${model} had the lowest log loss on the last window, which it had not seen: it ranked a buyer above another member ${auc} of the time, and expected ${expected} buyers; there were ${actual}.`,
    zh: `${model}在未见过的最近窗口上对数损失最低:把购买者排在他人之前的机会为 ${auc};预期 ${expected} 人购买,实际 ${actual} 人。`,
  }),
  contextAlone: (model: string, auc: string, expected: string, actual: string): Bilingual => ({
    en: `${model} alone could be fitted. On the last window, which it had not seen, it ranked a buyer above another member ${auc} of the time, and expected ${expected} buyers; there were ${actual}.`,
    zh: `只有${model}能拟合。在未见过的最近窗口上,它把购买者排在他人之前的机会为 ${auc};预期 ${expected} 人购买,实际 ${actual} 人。`,
  }),
  model: { en: 'Model', zh: '模型' },
  noModelOfPurchases: {
    en: 'MBG/NBD is not among the models: nobody came back yet, or its likelihood has no maximum, as where no member is seen to leave (“Lifetime value” says which).',
    zh: '模型中没有 MBG/NBD:尚无会员再次下单,或其似然没有极大值(如看不出有人流失,详见“生命周期价值”)。',
  },
  members: { en: 'Members', zh: '会员' },
  membersUnit: { en: 'members', zh: '位会员' },
  membersAbout: { en: 'Members with an order before the as-of date.', zh: '截止日之前有订单的会员。' },
  buyers: { en: 'Buyers expected', zh: '预期购买人数' },
  buyersAbout: {
    en: 'Sum of the members’ probabilities to have an order within the window.',
    zh: '会员在窗口内下单概率之和。',
  },
  top: { en: 'Of them, top tenth', zh: '其中前一成' },
  topAbout: {
    en: 'Share of the expected buyers that are in the tenth with the highest probability.',
    zh: '预期购买者中,概率最高的一成会员所占比例。',
  },
  auc: { en: 'AUC', zh: 'AUC' },
  aucAbout: {
    en: 'Chance that a buyer had the higher probability than a member who did not buy; one half is guessing.',
    zh: '购买者概率高于未购买者的机会;一半等于瞎猜。',
  },
  list: { en: 'All members by probability', zh: '全部会员(按概率)' },
  probability: { en: 'Probability', zh: '概率' },
  member: { en: 'Member', zh: '会员' },
  calibration: { en: 'What was expected, and what came', zh: '预期与实际' },
  calibrationAbout: {
    en: 'Members of the last window in tenths by probability. Where the bars part, the probabilities are off; the first tenths are those worth writing to.',
    zh: '最近窗口的会员按概率分十等份。预期与实际相差大之处,概率不准;最前几份最值得联系。',
  },
  tenth: { en: 'Tenth', zh: '份' },
  tenthTitle: { en: 'Tenth of members, the most likely first', zh: '会员十等份,概率最高者在前' },
  shareTitle: { en: 'Share who buy', zh: '购买者占比' },
  expected: { en: 'Expected', zh: '预期' },
  bought: { en: 'Bought', zh: '实际购买' },
  interval: { en: '95 % interval', zh: '95 % 区间' },
  lift: { en: 'Lift', zh: '提升' },
  gain: { en: 'Of all buyers, so far', zh: '累计占购买者' },
  quality: { en: 'The models side by side', zh: '模型对照' },
  qualityAbout: {
    en: 'On members and days the models were not fitted to. Lower Brier scores and log losses are better. The page opens with the model of the lowest log loss.',
    zh: '在未参与拟合的会员与日期上。Brier 分与对数损失越低越好。默认显示对数损失最低的模型。',
  },
  precision: { en: 'Average precision', zh: '平均精确率' },
  brier: { en: 'Brier', zh: 'Brier' },
  logLoss: { en: 'Log loss', zh: '对数损失' },
  expectedActual: { en: 'Buyers: expected / actual', zh: '购买人数:预期 / 实际' },
  effects: { en: 'What the models go by', zh: '模型依据什么' },
  effectsAbout: {
    en: 'Log odds of a purchase for one standard deviation more of a feature, others equal; and the feature’s share of what the trees’ splits gained. Features that go together share their weight: these are no causes.',
    zh: '其他不变时,特征每高一个标准差,购买的对数几率变化;以及该特征占提升树增益的比例。相关的特征会分摊权重:这不是因果。',
  },
  feature: { en: 'Feature', zh: '特征' },
  coefficient: { en: 'Log odds', zh: '对数几率' },
  gainShare: { en: 'Share of gain', zh: '增益占比' },
  drift: { en: 'Shift since', zh: '分布变化' },
  shifted: (features: string): Bilingual => ({
    en: `The members have changed since the window the models learnt from: ${features} (stability index over 0.25). Their probabilities may be off.`,
    zh: `与拟合所用窗口相比,会员已有明显变化:${features}(稳定性指数超过 0.25),概率可能不准。`,
  }),
  over: (share: string): Bilingual => ({
    en: `On the last window the chosen model expected ${share} more buyers than came.`,
    zh: `在最近窗口上,所选模型预期的购买人数比实际多 ${share}。`,
  }),
  under: (share: string): Bilingual => ({
    en: `On the last window the chosen model expected ${share} fewer buyers than came.`,
    zh: `在最近窗口上,所选模型预期的购买人数比实际少 ${share}。`,
  }),
  guessing: {
    en: 'Its interval for AUC reaches one half: the ranking may be no better than chance.',
    zh: '其 AUC 区间包含一半:排序可能不比随机好。',
  },
  none: { en: 'No members with orders.', zh: '没有下过单的会员。' },
}
