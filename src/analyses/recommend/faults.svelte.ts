import { formatNumber, formatPercent } from '../../text/format'
import type { Bilingual } from '../../text/bilingual'
import type { Seen } from '../../numerics/recommend/trial'
import { isOfFirstOrder, type Split as Grouping } from '../splits.sql'
import type { RecommendData } from './recommend-view'

export interface Fault {
  level: 'warning' | 'info'
  text: Bilingual
}

const FEW_ASKED = 100
/** A member with so many interactions, or with so large a share of all, is rarely one person. */
const MOST_LINES = 10_000
const MOST_SHARE = 0.05
const MANY_ITEMS = 50_000

/** What is wrong with these data for recommending, why, and what to do; the gravest first. */
export function faults(
  { profile, split, sources, leaders }: RecommendData,
  seen: Seen,
  group: Grouping = 'none',
): Fault[] {
  const found: Fault[] = []
  const warn = (en: string, zh: string) => found.push({ level: 'warning', text: { en, zh } })
  const tell = (en: string, zh: string) => found.push({ level: 'info', text: { en, zh } })
  const n = (value: number) => formatNumber(value)
  const asked = split.of[seen]
  if (profile.items <= 1)
    warn(
      'There is one item: there is nothing to rank. Choose another level (categories, brands, products), or add a file that tells items apart.',
      '只有一件物品,无从排序。请更换推荐对象(类目、品牌、商品),或添加能区分物品的文件。',
    )
  if (profile.timed === 0)
    warn(
      'No row has a time, so that no split by time can be made: lines went by lot. That leaks, since a model learns from what came later; the figures are too good.',
      '所有行都没有时间,无法按时间切分,已改为随机切分。模型会学到之后的行为,存在泄漏,数值偏好。',
    )
  else if (split.leftOut > 0)
    tell(
      `${n(split.leftOut)} interactions have no time and are in no part of the split.`,
      `${n(split.leftOut)} 次交互没有时间,未进入切分。`,
    )
  if (profile.members > 0 && profile.oneDay === profile.members && profile.timed > 0)
    warn(
      'Every member has one day only: nobody’s second day can be foretold. By one cut in time all who are asked are new, and only lists that are the same for everybody, or for a group, can be judged.',
      '每位会员都只有一天的行为,无法检验“下一次”。按时间切分时受测者全是新会员,只能评判人人相同或同群相同的列表。',
    )
  if (asked.asked === 0)
    warn(
      asked.withoutTruth > 0
        ? 'All that members went on to have, they had before: with such items removed there is nothing to find. Keep items she had.'
        : 'Nobody is asked: no member has anything in the test. Enlarge the test, or choose another split.',
      asked.withoutTruth > 0
        ? '会员此后所得全是已有物品,去除后无可待找。请保留已有物品。'
        : '无人受测:测试部分没有会员的行为。请增大测试比例或更换切分。',
    )
  else if (asked.coldMembers === asked.asked)
    warn(
      'All members asked are new, that is, not in training: what is the same for everybody is all there is to say to them.',
      '受测会员全是新会员(训练中没有),只能给他们人人相同的列表。',
    )
  else if (asked.asked < FEW_ASKED)
    tell(
      `Only ${n(asked.asked)} members are asked: intervals are wide, and few differences can be shown.`,
      `受测会员仅 ${n(asked.asked)} 位:区间宽,差异难以显著。`,
    )
  if (asked.relevant > 0 && asked.coldRelevant === asked.relevant)
    warn(
      'All items to be found are new: nobody has them in training, so that only content, or luck, can find any. A 0 here says nothing of the models.',
      '待找物品全是新物品,训练中无人有过,除内容模型或运气外都无法找到。此处的 0 不说明模型好坏。',
    )
  if (profile.mostLines > MOST_LINES || (profile.mostShare > MOST_SHARE && profile.members > 50))
    warn(
      `One member has ${n(profile.mostLines)} interactions, ${formatPercent(profile.mostShare)} of all: a till, a reseller or the shop itself? Leave such accounts out by a population.`,
      `有一位会员占 ${n(profile.mostLines)} 次交互(${formatPercent(profile.mostShare)}):是收银台、代购还是店铺自己?可用人群将其排除。`,
    )
  if (profile.items > MANY_ITEMS)
    warn(
      `${n(profile.items)} items: EASE covers the commonest 4,000 only, others take long, most of it for the lists of the members asked. By category or brand it is a matter of seconds, with some hundreds of members asked at most (in the settings below) of minutes.`,
      `共 ${n(profile.items)} 件物品:EASE 仅覆盖最常见的 4,000 件,其余耗时长,主要用于为受测会员生成列表。改用类目或品牌只需数秒;在下方设置中把至多受测会员减到几百位,则需数分钟。`,
    )
  if (profile.interest === 1)
    tell(
      'There is no purchase and no rating, only interest: to be found is what members went on to view, favourite or put into the cart.',
      '没有购买与评分,只有兴趣行为:待找的是会员此后浏览、收藏或加购的物品。',
    )
  if (leaders.some(({ model }) => model === 'content'))
    tell(
      'Content goes by names, categories, brands and prices as these files say them now, and by medians of prices paid over all of their days. Where they were changed after the cut, its figures know something of what came later.',
      '内容模型依据文件中当前的名称、类目、品牌与价格,以及全部日期成交价的中位数。若切分之后有改动,其数值含有事后信息。',
    )
  if (group !== 'none' && !isOfFirstOrder(group) && leaders.length > 0)
    tell(
      'Members are grouped as the files say now. Where a group was changed after the cut, as a tier that is earned by purchases in the test, “Popular in the segment” and the figures by group know something of what came later.',
      '会员分组以文件中当前的信息为准。若切分之后有变化(如以测试期购买升级的等级),“分群热门”与分组数值含有事后信息。',
    )
  const repeated = sources.reduce((sum, { used }) => sum + used, 0) - profile.lines
  if (repeated > 0 && profile.lines > 0)
    tell(
      `${n(repeated)} rows say again what another row of the same member, item and day says, and count once.`,
      `有 ${n(repeated)} 行与同一会员、物品、当日的另一行重复,只计一次。`,
    )
  return found
}
