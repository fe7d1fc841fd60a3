import { sql } from '../../sql/sql'
import { defineAnalysis } from '../analysis'
import { date, integer, memberId, money, number, share, text, time } from '../columns'
import { describe } from './describe'
import { factors, halves } from './factors.sql'
import { figures } from './figures'
import { firstValues } from './first-value.sql'
import { grouped, members, memberValues, spendBins } from './members.sql'
import { parameters, type RevenueParameters } from './parameters'
import { cycleOf, periods } from './periods.sql'

/** Models count time in weeks; the value is that of a year, undiscounted. */
const WEEK = 7
const MONTHS = 12
const DAYS_OF_MONTH = 365.25 / 12

/**
 * Where the revenue comes from: its factors between two periods, its course and season, how spend and orders are
 * distributed, who brings it, and what first orders make good members.
 */
export const revenue = defineAnalysis<RevenueParameters>({
  id: 'revenue',
  group: 'value',
  title: { en: 'Revenue', zh: '收入' },
  needs: ['orders'],
  usesMemberOrders: true,
  parameters,
  figures,
  definition: describe,
  steps: [
    ({ shop, parameters }) => ({
      name: 'revenue_halves',
      about: { en: 'The two periods compared.', zh: '对比的两段时间。' },
      columns: [
        text('half', 'before or after', 'before 前段,after 后段'),
        date('first_day', 'First day', '首日'),
        date('end_day', 'First day that no longer counts', '截止日(不含)'),
        integer('members', 'Members with an order', '有单会员'),
        integer('orders', 'Orders that have a member', '有会员号的订单'),
        number('items', 'Their pieces', '件数'),
        money('amount', 'Their money', '其金额'),
        money('other_amount', 'Money of orders without a member', '无会员号订单的金额'),
        integer('items_known', '1: every order of both says its pieces', '1 表示两段每单都有件数'),
      ],
      select: halves(shop.orders, shop.asOf, parameters),
    }),
    ({ parameters, table }) => ({
      name: 'revenue_factors',
      about: {
        en: 'Revenue = members × orders per member × pieces per order × price per piece, and what each added to the change.',
        zh: '收入 = 会员数 × 人均订单 × 每单件数 × 件单价,以及各因素对变化的贡献。',
      },
      columns: [
        integer('place', 'Place in the tree', '次序'),
        text('factor', 'Factor', '因素'),
        number('value_before', 'Before', '前段'),
        number('value_after', 'After', '后段'),
        money('contribution', 'Contribution to the change of revenue', '对收入变化的贡献'),
      ],
      select: factors(table('revenue_halves'), parameters),
    }),
    ({ shop }) => ({
      name: 'revenue_members',
      about: {
        en: 'One row per member: orders, money, margin, times.',
        zh: '每位会员一行:订单、金额、毛利、时间。',
      },
      columns: [
        memberId,
        integer('orders', 'Orders', '订单'),
        money('amount', 'Money', '金额'),
        money('margin', 'Margin of lines with a cost', '有成本价明细的毛利'),
        integer('x', 'Days with an order, minus one', '有单天数减一'),
        integer('tx', 'Days from the first to the last order', '首单到末单的天数'),
        integer('t', 'Days from the first order to the end', '首单到期末的天数'),
        money('mean_repeat', 'Mean money of the days after the first', '首日之后各日的平均金额'),
        date('first_order', 'Day of the first order', '首单日期'),
        date('last_order', 'Day of the last order', '末单日期'),
        integer('member', 'A number for the member', '会员序号'),
        time('first_at', 'Moment of the first order', '首单时间'),
      ],
      select: members(shop),
    }),
    ({ shop, parameters, table }) => ({
      name: 'revenue_periods',
      about: { en: 'Revenue by period, those without an order too.', zh: '各期收入,无单的期也在内。' },
      columns: [
        date('period', 'First day of the period', '该期首日'),
        integer('complete', '1: all its days are in the data', '1 表示整期都在数据内'),
        money('amount', 'Revenue', '收入'),
        money('new_amount', 'Of members on the day of their first order', '新会员(首单当日)'),
        money('returning_amount', 'Of members after that day', '老会员(首单次日起)'),
        money('other_amount', 'Of orders without a member', '无会员号订单'),
        integer('orders', 'Orders', '订单'),
        money('year_before', 'Revenue a year earlier', '去年同期收入'),
      ],
      select: periods(shop, table('revenue_members'), parameters),
    }),
    ({ parameters, table }) => ({
      name: 'revenue_season',
      about: {
        en: 'Trend, season and remainder of the complete periods (STL, robust), in their order.',
        zh: '完整各期的趋势、季节与余项(稳健 STL),按次序。',
      },
      columns: [
        integer('place', 'Place of the period among the complete ones', '完整期的次序'),
        money('trend', 'Trend', '趋势'),
        money('seasonal', 'Season', '季节'),
        money('remainder', 'Remainder', '余项'),
      ],
      select: sql`select amount as value from ${table('revenue_periods')} where complete = 1 order by period`,
      kernel: { name: 'stl', options: { period: cycleOf(parameters), seasonal: 7, robust: 1 } },
    }),
    ({ table }) => ({
      name: 'revenue_spend',
      about: { en: 'Members by their money, on a logarithmic scale.', zh: '会员按金额分布,对数刻度。' },
      columns: [
        money('low', 'From; none for zero and less', '下限;零及以下为空'),
        money('high', 'To', '上限'),
        integer('members', 'Members', '会员数'),
        money('amount', 'Their money', '其金额'),
      ],
      select: spendBins(table('revenue_members')),
    }),
    ({ table }) => ({
      name: 'revenue_alike',
      about: {
        en: 'Members with the same x, tx and t, counted: what fitting needs.',
        zh: '相同 x、tx、t 的会员数:拟合所需。',
      },
      columns: [
        integer('x', 'Days with an order, minus one', '有单天数减一'),
        integer('tx', 'Days from the first to the last order', '首单到末单的天数'),
        integer('t', 'Days from the first order to the end', '首单到期末的天数'),
        integer('n', 'Members', '会员数'),
      ],
      select: grouped(table('revenue_members')),
    }),
    ({ table }) => ({
      name: 'revenue_frequency',
      about: {
        en: 'Members by repeat purchase days, as they are and as BG/NBD expects, or NBD where that has no maximum; 10 is 10 and more.',
        zh: '会员按复购天数:实际与 BG/NBD(若无极大值则为 NBD)的预期;10 表示 10 及以上。',
      },
      columns: [
        integer('x', 'Days with an order, minus one', '有单天数减一'),
        integer('members', 'Members', '会员数'),
        number('expected', 'Expected', '预期'),
        text('model', 'Model: bg or nbd', '模型:bg 或 nbd'),
        ...(['r', 'alpha', 'a', 'b'] as const).map((name) =>
          number(name, `Parameter ${name}, in weeks`, `参数 ${name},以周计`),
        ),
        integer('converged', '1: the search ended at a maximum', '1 表示收敛'),
      ],
      select: sql`select x, tx, t, n from ${table('revenue_alike')} order by x, tx, t`,
      kernel: { name: 'frequencyExpected', options: { unit: WEEK } },
    }),
    ({ table }) => ({
      name: 'revenue_model',
      about: {
        en: 'MBG/NBD fitted to all members; where it has no maximum, Pareto/NBD, BG/NBD or NBD.',
        zh: '对全体会员拟合的 MBG/NBD;若无极大值,则为 Pareto/NBD、BG/NBD 或 NBD。',
      },
      columns: [
        text('model', 'Model', '模型'),
        ...(['r', 'alpha', 'a', 'b', 's', 'beta'] as const).map((name) =>
          number(name, `Parameter ${name}`, `参数 ${name}`),
        ),
        number('log_likelihood', 'Log likelihood', '对数似然'),
        integer('converged', '1: the search ended at a maximum', '1 表示收敛'),
      ],
      select: sql`select x, tx, t, n from ${table('revenue_alike')} order by x, tx, t`,
      kernel: { name: 'buyingFit', options: { unit: WEEK } },
    }),
    ({ table }) => ({
      name: 'revenue_order_value',
      about: {
        en: 'The Gamma-Gamma model of money per purchase day.',
        zh: '每个购买日金额的 Gamma-Gamma 模型。',
      },
      columns: [
        number('p', 'Shape of a member’s spend', '会员内金额的形状参数'),
        number('q', 'Shape over members', '会员间的形状参数'),
        number('gamma', 'Scale over members', '会员间的尺度参数'),
        number('log_likelihood', 'Log likelihood', '对数似然'),
        integer('converged', '1: the search ended at a maximum', '1 表示收敛'),
        integer('members', 'Members with a repeat purchase worth something', '有正金额复购的会员数'),
        ...['11', '12', '13', '22', '23', '33'].map((place) =>
          number(
            `c${place}`,
            `Covariance of ln p, ln q, ln γ: ${place}`,
            `ln p、ln q、ln γ 的协方差 ${place}`,
          ),
        ),
      ],
      select: sql`select x, mean_repeat as m, count(*) as n
from ${table('revenue_members')} where x > 0 and mean_repeat > 0
group by x, mean_repeat order by x, mean_repeat`,
      kernel: { name: 'spendFit', options: {} },
    }),
    ({ table }) => ({
      name: 'revenue_scores',
      about: {
        en: 'What is to be expected over a year of members with the same x, tx and t; none where the fit did not converge.',
        zh: '相同 x、tx、t 的会员未来一年的预期;拟合未收敛则为空。',
      },
      columns: [
        integer('x', 'Days with an order, minus one', '有单天数减一'),
        integer('tx', 'Days from the first to the last order', '首单到末单的天数'),
        integer('t', 'Days from the first order to the end', '首单到期末的天数'),
        share('p_alive', 'Probability of being a customer still', '仍活跃的概率'),
        number('expected', 'Purchases expected over the year', '未来一年的预期购买'),
        number('discounted', 'The same, as nothing is discounted', '同上(不折现)'),
      ],
      select: sql`select m.model, m.r, m.alpha, m.a, m.b, m.s, m.beta, g.x, g.tx, g.t
from ${table('revenue_alike')} as g
cross join ${table('revenue_model')} as m
where m.converged = 1
order by g.x, g.t, g.tx`,
      kernel: {
        name: 'clvScores',
        options: { unit: WEEK, months: MONTHS, month: DAYS_OF_MONTH, discount: 0 },
      },
    }),
    ({ table }) => ({
      name: 'member_value',
      about: {
        en: 'Every member by money, predicted value and margin, and whether she is in the first tenth of each.',
        zh: '每位会员的金额、预测价值与毛利,以及是否在各自的前一成。',
      },
      columns: [
        memberId,
        integer('orders', 'Orders', '订单'),
        money('amount', 'Money so far', '至今金额'),
        money('margin', 'Margin of lines with a cost', '有成本价明细的毛利'),
        money('predicted', 'Money expected over a year', '未来一年预期金额'),
        share(
          'p_alive',
          'Probability of being a customer still; empty where the model takes nobody to leave',
          '仍活跃的概率;模型假定无人流失时为空',
        ),
        integer('top_amount', '1: among the tenth with the most money', '1 表示金额前一成'),
        integer('top_predicted', '1: among the tenth with the most predicted', '1 表示预测前一成'),
        integer('top_margin', '1: among the tenth with the most margin', '1 表示毛利前一成'),
        text(
          'band',
          'heavy (first 20 % by money), medium (next 30 %), light',
          'heavy 重度(金额前 20 %),medium 中度(随后 30 %),light 轻度',
        ),
        date('first_order', 'Day of the first order', '首单日期'),
        date('last_order', 'Day of the last order', '末单日期'),
      ],
      select: memberValues({
        members: table('revenue_members'),
        scores: table('revenue_scores'),
        model: table('revenue_model'),
        spend: table('revenue_order_value'),
      }),
    }),
    ({ table }) => ({
      name: 'value_overlap',
      about: {
        en: 'How far the three lists of the first tenth are the same members.',
        zh: '三份前一成名单的重合。',
      },
      columns: [
        integer('top_amount', '1: by money', '1 金额'),
        integer('top_predicted', '1: by predicted value', '1 预测'),
        integer('top_margin', '1: by margin', '1 毛利'),
        integer('members', 'Members', '会员数'),
        money('amount', 'Their money', '其金额'),
        money('predicted', 'Money expected of them', '其预期金额'),
      ],
      select: sql`select top_amount, top_predicted, top_margin, count(*) as members, sum(amount)::double as amount, sum(predicted) as predicted
from ${table('member_value')}
where top_amount + top_predicted + top_margin > 0
group by all
order by top_amount desc, top_predicted desc, top_margin desc`,
    }),
    ({ table }) => ({
      name: 'value_bands',
      about: {
        en: 'Heavy, medium and light members: 20, 30 and 50 %.',
        zh: '重度、中度、轻度会员:20、30、50 %。',
      },
      columns: [
        text('band', 'heavy, medium or light', 'heavy 重度,medium 中度,light 轻度'),
        integer('members', 'Members', '会员数'),
        money('amount', 'Their money', '其金额'),
        money('predicted', 'Money expected of them', '其预期金额'),
      ],
      select: sql`select band, count(*) as members, sum(amount)::double as amount, sum(predicted) as predicted
from ${table('member_value')} group by band order by amount desc, band`,
    }),
    ({ shop, parameters, table }) => ({
      name: 'first_values',
      about: {
        en: 'What members were worth by their first order: its month, channel, region, products, categories.',
        zh: '会员价值按其首单:月份、渠道、地区、商品、品类。',
      },
      columns: [
        text(
          'what',
          'all, month, channel, region, product or category',
          'all 全部、month 月、channel 渠道、region 地区、product 商品、category 品类',
        ),
        text('key', 'Which', '取值'),
        integer('members', 'Members', '会员数'),
        money('mean', 'Mean money in the days after the first order', '首单起若干天内的平均金额'),
        money('low', 'Lower end of 95 %', '95 % 下限'),
        money('high', 'Upper end of 95 %', '95 % 上限'),
      ],
      select: firstValues(shop, table('revenue_members'), parameters),
    }),
    ({ shop, table }) => ({
      name: 'revenue_summary',
      about: { en: 'Averages per order and per member, kept apart.', zh: '笔单价与客单价,分开统计。' },
      columns: [
        integer('members', 'Members', '会员数'),
        integer('orders', 'Orders', '订单'),
        money('amount', 'Revenue', '收入'),
        money('per_order', 'Revenue ÷ orders', '收入 ÷ 订单'),
        money('order_median', 'Median of the orders', '订单金额中位数'),
        money('per_member', 'Revenue of members ÷ members', '会员收入 ÷ 会员数'),
        money('member_median', 'Median of the members', '会员金额中位数'),
        money('predicted', 'Money expected over a year', '未来一年预期金额'),
        integer('margins', 'Members with a margin', '有毛利数据的会员'),
        integer(
          'silent_top',
          'Of the tenth with the most money: more likely gone than not',
          '金额前一成中更可能已流失的人数',
        ),
        date('first_order', 'Day of the first order', '首单日期'),
        money('largest_member', 'Money of the member with the most', '金额最高会员的金额'),
      ],
      select: sql`select
  (select count(*) from ${table('member_value')}) as members,
  count(*) as orders,
  coalesce(sum(amount), 0)::double as amount,
  avg(amount::double) as per_order,
  median(amount)::double as order_median,
  (select avg(amount::double) from ${table('member_value')}) as per_member,
  (select median(amount)::double from ${table('member_value')}) as member_median,
  (select sum(predicted) from ${table('member_value')}) as predicted,
  (select count(margin) from ${table('member_value')}) as margins,
  (select count(*) from ${table('member_value')} where top_amount = 1 and p_alive < 0.5) as silent_top,
  min(ordered_at)::date as first_order,
  (select max(amount)::double from ${table('member_value')}) as largest_member
from ${shop.orders}`,
    }),
  ],
})
