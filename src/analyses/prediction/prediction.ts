import { sql } from '../../sql/sql'
import { defineAnalysis, type Analysis } from '../analysis'
import { integer, memberId, number, share, text } from '../columns'
import { describe } from './describe'
import { FEATURES, membersAtCuts } from './features.sql'
import { figures } from './figures'
import { qualityOf, tenthsOf, totalsOf } from './quality.sql'

/** A type, not an interface: parameters are indexed by name. */
export type PredictionParameters = {
  /** Length of the window ahead. */
  days: string
}

const parameters: Analysis<PredictionParameters>['parameters'] = {
  days: {
    kind: 'choice',
    label: { en: 'Buys within', zh: '多少天内购买' },
    initial: '30',
    options: ['30', '60', '90'].map((days) => ({
      value: days,
      label: { en: `${days} days`, zh: `${days} 天` },
    })),
  },
}

/** Who buys within the next days: three models, judged on a window after the one they learnt from. */
export const prediction = defineAnalysis<PredictionParameters>({
  id: 'prediction',
  group: 'value',
  title: { en: 'Next purchase', zh: '购买预测' },
  needs: ['orders'],
  parameters,
  figures,
  definition: describe,
  steps: [
    ({ shop, parameters }) => ({
      name: 'prediction_fit',
      about: {
        en: 'What the kernel gave: scores of members at the test cut and now, and what each feature does.',
        zh: '计算结果:检验期与现在的会员得分,以及各特征的作用。',
      },
      columns: [
        text('kind', 'score or effect', 'score 为得分,effect 为特征作用'),
        text('cut', 'test or now', 'test 为检验期,now 为现在'),
        memberId,
        integer('label', '1: bought in the window after the cut', '1 表示在窗口内购买'),
        share('logistic', 'Probability by logistic regression', '逻辑回归的概率'),
        share('trees', 'Probability by boosted trees', '提升树的概率'),
        share('mbg', 'Probability by MBG/NBD', 'MBG/NBD 的概率'),
        text('feature', 'Feature', '特征'),
        number('coefficient', 'Log odds a standard deviation', '每标准差的对数几率'),
        number('error', 'Its standard error', '其标准误'),
        share('gain', 'Share of the gain of all splits of the trees', '占提升树全部分裂增益的比例'),
        number('drift', 'Stability index from the test cut to now', '从检验期到现在的稳定性指数'),
      ],
      select: membersAtCuts(shop.orders, shop.asOf, Number(parameters.days)),
      kernel: {
        name: 'purchasePrediction',
        options: {
          features: FEATURES.map(({ name }) => name).join(','),
          days: Number(parameters.days),
          unit: 7,
        },
      },
    }),
    ({ table }) => ({
      name: 'prediction_quality',
      about: {
        en: 'How well each model did on a window it had not seen.',
        zh: '各模型在未见过的窗口上的表现。',
      },
      columns: [
        text('model', 'logistic, trees or mbg', 'logistic、trees 或 mbg'),
        integer('members', 'Members known at the cut', '该日已知的会员数'),
        integer('buyers', 'Of them, bought in the window', '其中在窗口内购买'),
        number('expected', 'Buyers expected', '预期购买人数'),
        share('auc', 'Area under the ROC curve', 'ROC 曲线下面积'),
        share('auc_low', 'Lower end of 95 %', '95 % 下限'),
        share('auc_high', 'Upper end of 95 %', '95 % 上限'),
        share('precision', 'Average precision', '平均精确率'),
        share('precision_low', 'Lower end of 95 %', '95 % 下限'),
        share('precision_high', 'Upper end of 95 %', '95 % 上限'),
        number('brier', 'Brier’s score', 'Brier 分'),
        number('log_loss', 'Log loss', '对数损失'),
      ],
      select: qualityOf(table('prediction_fit')),
    }),
    ({ table }) => ({
      name: 'prediction_tenths',
      about: {
        en: 'Tenths of the members by probability: expected and actual shares of buyers.',
        zh: '会员按概率分十等份:预期与实际购买比例。',
      },
      columns: [
        text('model', 'logistic, trees or mbg', 'logistic、trees 或 mbg'),
        integer('tenth', '1 holds the highest probabilities', '1 为概率最高的一份'),
        integer('members', 'Members', '会员数'),
        share('expected', 'Mean probability', '平均概率'),
        share('share', 'Share that bought', '实际购买比例'),
        share('low', 'Lower end of 95 % (Wilson)', '95 % 下限(Wilson)'),
        share('high', 'Upper end of 95 % (Wilson)', '95 % 上限(Wilson)'),
        number('lift', 'That share ÷ the share of all', '该比例 ÷ 总体比例'),
        share(
          'gain',
          'Share of all buyers in this tenth and those above',
          '本份及以上各份占全部购买者的比例',
        ),
      ],
      select: tenthsOf(table('prediction_fit')),
    }),
    ({ table }) => ({
      name: 'prediction_effects',
      about: {
        en: 'What each feature does in the models for now.',
        zh: '各特征在当前模型中的作用。',
      },
      columns: [
        text('feature', 'Feature', '特征'),
        number('coefficient', 'Log odds a standard deviation', '每标准差的对数几率'),
        number('error', 'Its standard error', '其标准误'),
        share('gain', 'Share of the gain of all splits of the trees', '占提升树全部分裂增益的比例'),
        number('drift', 'Stability index from the test cut to now', '从检验期到现在的稳定性指数'),
      ],
      select: sql`select feature, coefficient, error, gain, drift from ${table('prediction_fit')} where kind = 'effect'`,
    }),
    ({ table }) => ({
      name: 'member_prediction',
      about: {
        en: 'The probability of every member to buy within the window from now on.',
        zh: '每位会员自现在起在窗口内购买的概率。',
      },
      columns: [
        memberId,
        share('logistic', 'Probability by logistic regression', '逻辑回归的概率'),
        share('trees', 'Probability by boosted trees', '提升树的概率'),
        share('mbg', 'Probability by MBG/NBD', 'MBG/NBD 的概率'),
      ],
      select: sql`select member_id, logistic, trees, mbg
from ${table('prediction_fit')} where kind = 'score' and cut = 'now'`,
    }),
    ({ table }) => ({
      name: 'prediction_summary',
      about: { en: 'Totals by each model.', zh: '各模型的合计。' },
      columns: [
        text('model', 'logistic, trees or mbg', 'logistic、trees 或 mbg'),
        integer('members', 'Members', '会员数'),
        number('expected', 'Buyers expected in the window', '窗口内预期购买人数'),
        number('top_expected', 'Of them, in the tenth with the highest probability', '其中概率最高的一成'),
      ],
      select: totalsOf(table('member_prediction')),
    }),
  ],
})
