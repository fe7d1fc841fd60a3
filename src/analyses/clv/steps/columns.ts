import type { OutputColumn, Analysis } from '../../analysis'
import { integer, number, text } from '../../columns'
import type { ClvParameters } from '../parameters'

export type ClvSteps = Analysis<ClvParameters>['steps']

const PARAMETER_COLUMNS: OutputColumn[] = [
  ['r', 'Shape of purchase rates', '购买率的形状参数'],
  ['alpha', 'Scale of purchase rates', '购买率的尺度参数'],
  ['a', 'Leaving, first parameter (BG, MBG)', '流失参数 a(BG、MBG)'],
  ['b', 'Leaving, second parameter (BG, MBG)', '流失参数 b(BG、MBG)'],
  ['s', 'Shape of dropout rates (Pareto)', '流失率的形状参数(Pareto)'],
  ['beta', 'Scale of dropout rates (Pareto)', '流失率的尺度参数(Pareto)'],
].flatMap(([name = '', en = '', zh = '']) => [number(name, en, zh)])

/** One row per model. */
export const FIT_COLUMNS: OutputColumn[] = [
  text('model', 'Model: bg, mbg or pareto', '模型:bg、mbg 或 pareto'),
  ...PARAMETER_COLUMNS,
  ...PARAMETER_COLUMNS.map(({ name, about }) =>
    number(`${name}_low`, `${about.en}, lower end of 95 %`, `${about.zh},95 % 下限`),
  ),
  ...PARAMETER_COLUMNS.map(({ name, about }) =>
    number(`${name}_high`, `${about.en}, upper end of 95 %`, `${about.zh},95 % 上限`),
  ),
  number('log_likelihood', 'Log likelihood', '对数似然'),
  number('aic', 'Akaike’s criterion', 'AIC'),
  integer('converged', '1: the search ended at a maximum', '1 表示收敛'),
  integer('members', 'Members', '会员数'),
  integer('repeaters', 'Members with a repeat purchase', '有复购的会员数'),
]

/** Upper half of the covariance of the logarithms of n parameters. */
export const covarianceColumns = (n: number): OutputColumn[] =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n - i }, (_, k) =>
      number(
        `c${i + 1}${i + k + 1}`,
        `Covariance of the logarithms of parameters ${i + 1} and ${i + k + 1}`,
        `第 ${i + 1} 与第 ${i + k + 1} 个参数对数的协方差`,
      ),
    ),
  ).flat()

/** What the models know of a member. */
export const PERIODS: OutputColumn[] = [
  integer('x', 'Days with an order, minus one', '有单天数减一'),
  integer('tx', 'Days from the first to the last order', '首单到末单的天数'),
  integer('t', 'Days from the first order to the end', '首单到期末的天数'),
]
