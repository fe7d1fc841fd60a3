import type { Bilingual } from '../../text/bilingual'
import type { Scaling } from './scaling.sql'

/** The sentences of the table for modelling. */
export const words = {
  title: { en: 'Table for modelling', zh: '建模用的表' },
  about: {
    en: 'One row per member with numbers on a common scale. Keep the fitted numbers as a file, and load it later to score other members, or these on another day, as a model was trained. What is missing stays missing.',
    zh: '每位会员一行,数值化为同一尺度。可将拟合值存为文件,日后载入,对其他会员或另一天的会员按训练模型时的尺度换算。缺失仍为缺失。',
  },
  facts: (names: string): Bilingual => ({ en: `Facts: ${names}`, zh: `指标:${names}` }),
  scale: { en: 'Scale', zh: '尺度' },
  scaled: (scale: Bilingual, about: Bilingual): Bilingual => ({
    en: `${scale.en}: ${about.en}`,
    zh: `${scale.zh}:${about.zh}`,
  }),
  fittedHere: (members: string, day: string): Bilingual => ({
    en: `Fitted to the ${members} members seen here, with orders before ${day}.`,
    zh: `按当前的 ${members} 位会员及 ${day} 之前的订单拟合。`,
  }),
  fittedMembers: (members: string): Bilingual => ({
    en: `Fitted to the ${members} members seen here.`,
    zh: `按当前的 ${members} 位会员拟合。`,
  }),
  fittedBefore: (file: string, members: string, day: string, now: string): Bilingual => ({
    en: `Scored by the fit in ${file}: ${members} members, with orders before ${day}. The ${now} members seen here are not fitted again.`,
    zh: `按 ${file} 中的拟合值换算:${members} 位会员及 ${day} 之前的订单。当前的 ${now} 位会员不再重新拟合。`,
  }),
  flat: (names: string): Bilingual => ({
    en: `Without spread on this scale, so 0 for every member with a value: ${names}.`,
    zh: `在此尺度下没有离散,有值会员一律为 0:${names}。`,
  }),
  open: { en: 'All members, export', zh: '全部会员,导出' },
  save: { en: 'Save the fit', zh: '保存拟合值' },
  load: { en: 'Load a fit', zh: '载入拟合值' },
  again: { en: 'Fit to these members', zh: '按当前会员拟合' },
  fitted: { en: 'Fitted numbers', zh: '拟合值' },
  fact: { en: 'Fact', zh: '指标' },
  n: { en: 'n of the fit', zh: '拟合所用 n' },
  missing: { en: 'Missing now', zh: '当前缺失' },
  power: { en: 'λ', zh: 'λ' },
  knots: { en: 'Values kept', zh: '保留取值数' },
  preview: { en: 'Some members, before → after', zh: '部分会员,换算前 → 后' },
  member: { en: 'Member', zh: '会员' },
  list: (scale: string): Bilingual => ({ en: `Table for modelling, ${scale}`, zh: `建模用的表,${scale}` }),
  notOurs: {
    en: 'This is no file of fitted numbers saved here. Choose one that “Save the fit” has written.',
    zh: '这不是此处保存的拟合值文件。请选择由“保存拟合值”写出的文件。',
  },
  newer: {
    en: 'This file is of a newer version of the page. Open it there, or fit anew.',
    zh: '此文件由更新版本的页面写出。请用该版本打开,或重新拟合。',
  },
  broken: (where: string): Bilingual => ({
    en: `The file of fitted numbers is damaged at ${where}. Save the fit again where it was made.`,
    zh: `拟合值文件在 ${where} 处损坏。请在原处重新保存。`,
  }),
  otherColumns: (names: string): Bilingual => ({
    en: `The file was fitted to numbers that this shop does not have: ${names}. Load the tables they come from, or fit anew.`,
    zh: `文件所拟合的指标本店没有:${names}。请载入其来源表,或重新拟合。`,
  }),
  otherCurrency: (theirs: string, ours: string): Bilingual => ({
    en: `The file was fitted to money in ${theirs}, this shop counts in ${ours}. Fit anew.`,
    zh: `文件按 ${theirs} 金额拟合,本店以 ${ours} 计。请重新拟合。`,
  }),
}

interface ScaleWords {
  readonly title: Bilingual
  readonly about: Bilingual
  /** What the centre and the spread are; null where none is fitted. */
  readonly centre: Bilingual | null
  readonly spread: Bilingual | null
}

const MEAN = { en: 'Mean', zh: '均值' }
const SD = { en: 'Standard deviation', zh: '标准差' }

/** The scales in the order they are offered. */
export const SCALES: Readonly<Record<Scaling, ScaleWords>> = {
  z_score: {
    title: { en: 'z-score', zh: 'z 分数' },
    about: {
      en: 'The distance from the mean in standard deviations: 0 is the mean.',
      zh: '与均值的距离,以标准差计:0 为均值。',
    },
    centre: MEAN,
    spread: SD,
  },
  min_max: {
    title: { en: 'Min–max', zh: '最小–最大' },
    about: {
      en: 'The least value becomes 0, the greatest 1; one extreme value presses all others together.',
      zh: '最小值为 0,最大值为 1;一个极端值会把其余值挤在一起。',
    },
    centre: { en: 'Least', zh: '最小' },
    spread: { en: 'Range', zh: '极差' },
  },
  robust: {
    title: { en: 'Robust', zh: '稳健' },
    about: {
      en: 'The distance from the median in distances of the quartiles: a few extreme values hardly change it.',
      zh: '与中位数的距离,以四分位距计:少数极端值几乎不影响。',
    },
    centre: { en: 'Median', zh: '中位数' },
    spread: { en: 'Q3 − Q1', zh: '四分位距' },
  },
  log1p: {
    title: { en: 'log1p', zh: 'log1p' },
    about: {
      en: 'sign(x) · ln(1 + |x|): shortens long tails, and fits nothing to the members.',
      zh: 'sign(x) · ln(1 + |x|):缩短长尾,不需要拟合。',
    },
    centre: null,
    spread: null,
  },
  yeo_johnson: {
    title: { en: 'Yeo–Johnson', zh: 'Yeo–Johnson' },
    about: {
      en: 'A power λ that brings the values nearest to a normal distribution, then their z-score; takes negative numbers too.',
      zh: '以幂 λ 使数值最接近正态分布,再取 z 分数;可用于负数。',
    },
    centre: { en: 'Mean of the powers', zh: '变换后均值' },
    spread: { en: 'Their standard deviation', zh: '变换后标准差' },
  },
  rank: {
    title: { en: 'Rank', zh: '秩' },
    about: {
      en: 'The share of members below, and half of those equal: from 0 to 1, however the values are spread.',
      zh: '低于该值的会员占比加上等值者的一半:从 0 到 1,与分布无关。',
    },
    centre: null,
    spread: null,
  },
}
