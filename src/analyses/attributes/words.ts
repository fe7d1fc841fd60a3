import { afterHan, amongHan, beforeHan } from '../../segments/in-chinese'
import type { Bilingual } from '../../text/bilingual'
import { counted } from '../counted'

/** The sentences of the page of attributes. */
export const words = {
  members: { en: 'Members', zh: '会员' },
  membersUnit: { en: 'members', zh: '位会员' },
  membersAbout: { en: 'Every member under the lens.', zh: '当前范围内的全部会员。' },
  unknownShare: { en: 'Attribute unknown', zh: '属性未知' },
  unknownAbout: {
    en: 'Members of whom the chosen attribute is not known; they are a level of their own.',
    zh: '所选属性未知的会员,单列为一个取值。',
  },
  v: { en: 'Cramér’s V', zh: 'Cramér V' },
  vAbout: {
    en: 'How far the two sides of the cross-table go together: 0 not at all, 1 wholly; bias corrected. About 0.1 is small, 0.3 medium, 0.5 large.',
    zh: '交叉表两侧的关联强度:0 无关,1 完全,经偏差校正。约 0.1 小,0.3 中,0.5 大。',
  },
  chi: (chi: string, df: string, p: string): Bilingual => ({
    en: `χ² ${chi}, df ${df}, p ${p}`,
    zh: `χ² ${chi},自由度 ${df},p ${p}`,
  }),
  leaves: { en: 'Segments of the tree', zh: '决策树分群' },
  leavesAbout: {
    en: 'Segments that are left after pruning on members the tree had not seen; 1 means that no split holds.',
    zh: '以未参与生长的会员剪枝后留下的分群;1 表示没有成立的划分。',
  },
  explained: (share: string): Bilingual => ({
    en: `explain ${share} of the hold-out`,
    zh: `解释留出方差的 ${share}`,
  }),
  title: (row: string, column: string, share: string, base: string, of: Bilingual): Bilingual => ({
    en: `“${column}” makes up ${share} of the ${of.en} of “${row}”, and ${base} of all`,
    zh: `“${row}”的${of.zh}中,“${column}”占 ${share};全体中占 ${base}`,
  }),
  titleChance: (attribute: string, against: string): Bilingual => ({
    en: `${attribute} and ${against} do not go together beyond chance`,
    zh: `${beforeHan(attribute)}与${amongHan(against)}的关联未超出偶然`,
  }),
  /** Where no cell is large enough to be named. */
  titleWhole: (attribute: string, against: string, v: string): Bilingual => ({
    en: `${attribute} and ${against} go together, Cramér’s V ${v}; no group of members is large enough to name`,
    zh: `${beforeHan(attribute)}与${amongHan(against)}有关联,Cramér V 为 ${v};没有人数足够的单元格可举`,
  }),
  titleNone: { en: 'Who the members are', zh: '会员是谁' },
  titled: (grouping: string, level: string): Bilingual => ({
    en: `${grouping}: ${level}`,
    zh: `${grouping}:${level}`,
  }),
  contextNone: (n: string): Bilingual => ({
    en: `${n} members, of whom the files say nothing that would tell them apart.`,
    zh: `${n} 位会员,数据没有可用于区分的属性。`,
  }),
  context: (attribute: string, against: string, members: string): Bilingual => ({
    en: `${attribute} against ${against}, ${members} members; segments by tree, places, ages, markets.`,
    zh: `${beforeHan(attribute)}对${afterHan(against)},${members} 位会员;决策树分群、地域、年龄与细分市场。`,
  }),
  few: (n: string): Bilingual => ({
    en: `Only ${counted(n, 'member')}: indices of so few say little, and no tree can be held against others.`,
    zh: `只有 ${n} 位会员:指数意义有限,也无从检验决策树。`,
  }),
  attribute: { en: 'Attribute', zh: '属性' },
  against: { en: 'Against', zh: '对照' },
  table: { en: 'Where is an attribute over-represented?', zh: '哪些取值偏高?' },
  tableAbout: (measure: string): Bilingual => ({
    en: `Index = 100 × share of the column within the row ÷ its share of all ${measure}; 100 is as all. Blue above, ochre below. Click a cell for its members.`,
    zh: `指数 = 100 × 该列在本行中的占比 ÷ 在全体${measure}中的占比,100 为与全体相同。蓝为高,赭为低。点击单元格看会员。`,
  }),
  ofMembers: { en: 'members', zh: '会员' },
  ofRevenue: { en: 'revenue', zh: '金额' },
  smallExpected: (share: string): Bilingual => ({
    en: `${share} of the cells expect fewer than 5 members: the χ² test is rough, and such indices swing by chance.`,
    zh: `${share} 的单元格期望会员数不足 5:χ² 检验较粗略,这些指数易受偶然影响。`,
  }),
  revenueTest: {
    en: 'Cells share revenue; χ² and V are of the members in them, since a test of money has no such form.',
    zh: '单元格按金额计占比;χ² 与 V 仍按会员数,金额没有这种检验。',
  },
  same: {
    en: 'The attribute is set against itself: choose another on one side.',
    zh: '属性与自身对照:请更换一侧。',
  },
  oneLevel: {
    en: 'One side has a single level only: nothing can differ.',
    zh: '一侧只有一个取值,无从比较。',
  },
  index: { en: 'Index', zh: '指数' },
  share: { en: 'Share', zh: '占比' },
  base: { en: 'Base', zh: '基准' },
  expected: { en: 'Expected', zh: '期望' },
  revenue: { en: 'Revenue', zh: '消费金额' },
  cellLabel: (
    row: string,
    column: string,
    index: string,
    share: string,
    base: string,
    n: string,
  ): Bilingual => ({
    en: `${row}, ${column}: index ${index} (${share} against ${base}), ${counted(n, 'member')}`,
    zh: `${row},${column}:指数 ${index}(${share} 对 ${base}),${n} 位会员`,
  }),
  smallMark: { en: 'fewer than 5 expected', zh: '期望不足 5' },
  cellTitle: (row: string, column: string): Bilingual => ({
    en: `${row}, ${column}`,
    zh: `${row} · ${column}`,
  }),
  tree: { en: 'Segments that differ most', zh: '差异最大的分群' },
  treeAbout: (target: string, features: string): Bilingual => ({
    en: `Target: ${target}. May split on ${features}; what sums up all orders of a member is not offered, nor a tier earned by them: they hold the answer. Grown on 70 % of the members, pruned on the other 30 %, whose figures stand beside. Lift = figure of the segment ÷ that of all. Click one for its members, to be saved as a segment.`,
    zh: `目标:${target}。可用于划分:${features};汇总会员全部订单的指标与由消费得来的等级不提供,因其已含答案。以 70% 会员生长,另 30% 剪枝,其数值并列。提升 = 分群数值 ÷ 总体数值。点击查看会员并可存为分群。`,
  }),
  targetRepurchase: (days: string): Bilingual => ({
    en: `a second day with an order within ${days} days of the first, of members whose first is that long ago`,
    zh: `首单后 ${days} 天内有第二个有单日(首单已满该天数者)`,
  }),
  targetSpent: { en: 'money spent, of members with an order', zh: '有订单会员的消费金额' },
  noFeatures: {
    en: 'The shop says nothing of its members that a tree may split on: load a list of members, or order lines with categories.',
    zh: '没有可供划分的会员属性:请载入会员表,或含品类的订单明细。',
  },
  tooFewRows: (n: string): Bilingual => ({
    en: `A tree needs ${n} members at least who have had the time.`,
    zh: `决策树至少需要 ${n} 位观察期已满的会员。`,
  }),
  constantTarget: {
    en: 'The target is the same for all members: there is nothing to split.',
    zh: '所有会员的目标相同,无可划分。',
  },
  oneLeaf: {
    en: 'No split holds on members that the tree had not seen: by these attributes no difference between members can be shown.',
    zh: '在未参与生长的会员上没有成立的划分:按这些属性看不出会员的差别。',
  },
  segment: { en: 'Segment', zh: '分群' },
  everybody: { en: 'all members', zh: '全部会员' },
  n: { en: 'n', zh: 'n' },
  rate: { en: 'Rate', zh: '比例' },
  mean: { en: 'Mean', zh: '均值' },
  lift: { en: 'Lift', zh: '提升' },
  held: { en: 'Hold-out', zh: '留出' },
  heldN: { en: 'Hold-out n', zh: '留出 n' },
  above: (name: string, value: string): Bilingual => ({ en: `${name} > ${value}`, zh: `${name} > ${value}` }),
  upTo: (name: string, value: string): Bilingual => ({ en: `${name} ≤ ${value}`, zh: `${name} ≤ ${value}` }),
  between: (name: string, from: string, to: string): Bilingual => ({
    en: `${from} < ${name} ≤ ${to}`,
    zh: `${from} < ${name} ≤ ${to}`,
  }),
  oneOf: (name: string, levels: string): Bilingual => ({ en: `${name}: ${levels}`, zh: `${name}:${levels}` }),
  more: (count: string): Bilingual => ({ en: `and ${count} more`, zh: `等另 ${count} 项` }),
  or: { en: 'unknown', zh: '未知' },
  unknownOnly: (name: string): Bilingual => ({ en: `${name} unknown`, zh: `${beforeHan(name)}未知` }),
  firstAmount: { en: 'Money of the first day', zh: '首日金额' },
  map: { en: 'Where do the members live?', zh: '会员在哪里?' },
  mapAbout: (k: string): Bilingual => ({
    en: `Places with fewer than ${k} members are left out.`,
    zh: `不足 ${k} 位会员的地点不显示。`,
  }),
  mapTiles: {
    en: 'They are dots here. Tiles: China’s 34 units of the first level, each the same size, about where it lies; no borders are drawn.',
    zh: '图中为圆点。瓦片:34 个省级行政单位,大小相同,按大致方位排列,不画边界。',
  },
  mapRepeat: {
    en: 'Repeat rate: a second day with an order in time, of members who have had it.',
    zh: '复购率:观察期已满的会员中按期复购者。',
  },
  mapOwn: {
    en: 'Under “Own map”, drop a GeoJSON of these places.',
    zh: '在“自有地图”下可拖入含这些地点的 GeoJSON。',
  },
  noPlaces: {
    en: 'The shop does not say where members live: map a province, country or city column of the members or orders.',
    zh: '没有会员的地域信息:请在会员表或订单中映射省份、国家或城市列。',
  },
  shown: { en: 'Shown', zh: '显示' },
  measureMembers: { en: 'Members', zh: '会员数' },
  measureRevenue: { en: 'Share of revenue', zh: '金额占比' },
  measureMean: { en: 'Per member', zh: '人均金额' },
  measureRepeat: { en: 'Repeat rate', zh: '复购率' },
  by: { en: 'By', zh: '按' },
  province: { en: 'Province or country', zh: '省份或国家' },
  city: { en: 'City', zh: '城市' },
  as: { en: 'As', zh: '形式' },
  tiles: { en: 'Tiles', zh: '瓦片' },
  bars: { en: 'Bars', zh: '条形' },
  own: { en: 'Own map', zh: '自有地图' },
  place: { en: 'Place', zh: '地点' },
  suppressed: (count: string, members: string, k: string): Bilingual => ({
    en: `Not shown: ${counted(count, 'place')} with fewer than ${k} members, ${counted(members, 'member')} in all.`,
    zh: `${count} 个地点不足 ${k} 位会员未显示,共 ${members} 位。`,
  }),
  elsewhere: (names: string, members: string): Bilingual => ({
    en: `Not on the tiles: ${names} (${counted(members, 'member')}).`,
    zh: `不在瓦片上:${names}(${members} 位会员)。`,
  }),
  unknownPlace: (members: string): Bilingual => ({
    en: `${counted(members, 'member')} without a place.`,
    zh: `${members} 位会员地点未知。`,
  }),
  topOf: (shown: string, all: string): Bilingual => ({
    en: `The first ${shown} of ${all}.`,
    zh: `${all} 个中的前 ${shown} 个。`,
  }),
  tileLabel: (name: string, value: string, n: string): Bilingual => ({
    en: `${name}: ${value}, ${counted(n, 'member')}`,
    zh: `${name}:${value},${n} 位会员`,
  }),
  tooSmall: (name: string, k: string): Bilingual => ({
    en: `${name}: fewer than ${k} members`,
    zh: `${name}:不足 ${k} 位会员`,
  }),
  nobody: (name: string): Bilingual => ({ en: `${name}: no member`, zh: `${name}:无会员` }),
  geoChoose: { en: 'Choose a GeoJSON file', zh: '选择 GeoJSON 文件' },
  geoBad: (file: string): Bilingual => ({
    en: `${file} is no GeoJSON with areas: a FeatureCollection of polygons is needed. Export it again as GeoJSON in longitude and latitude.`,
    zh: `${file} 不是含区域的 GeoJSON:需要由多边形组成的 FeatureCollection。请以经纬度重新导出为 GeoJSON。`,
  }),
  geoNoText: (file: string): Bilingual => ({
    en: `The areas of ${file} have no property of text that could name them.`,
    zh: `${file} 的区域没有可作名称的文字属性。`,
  }),
  geoProperty: { en: 'Names in', zh: '名称字段' },
  geoUnmatched: (names: string): Bilingual => ({
    en: `Not found on the map: ${names}.`,
    zh: `地图上没有:${names}。`,
  }),
  geoMatched: (matched: string, all: string): Bilingual => ({
    en: `${matched} of ${all} places are on the map.`,
    zh: `${all} 个地点中 ${matched} 个在地图上。`,
  }),
  geoOnce: {
    en: 'The file is read in this tab and forgotten with it.',
    zh: '文件只在本标签页读取,关闭即忘。',
  },
  mapDescribe: (places: string, top: string): Bilingual => ({
    en: `${places} places. Highest: ${top}. Arrow keys move between them.`,
    zh: `${places} 个地点。最高:${top}。方向键移动。`,
  }),
  membersOf: (place: string): Bilingual => ({ en: `Members in ${place}`, zh: `${beforeHan(place)}的会员` }),
  pyramid: { en: 'How old are the members?', zh: '会员的年龄与性别' },
  pyramidAbout: (k: string): Bilingual => ({
    en: `Members by age band, women to the left, men to the right; cells with fewer than ${k} members are left out (a dot).`,
    zh: `按年龄段的会员数,左女右男;不足 ${k} 位的单元不显示(圆点)。`,
  }),
  pyramidNone: {
    en: 'Neither age nor gender of the members is known: map such columns of their list.',
    zh: '没有会员的年龄和性别:请在会员表中映射这两列。',
  },
  pyramidNoAges: {
    en: 'Genders are known, ages are not: map a column of ages or birthdays in the list of members.',
    zh: '有性别而没有年龄:请在会员表中映射年龄或生日列。',
  },
  pyramidNoGenders: {
    en: 'Ages are known, genders are not: map a column of genders in the list of members.',
    zh: '有年龄而没有性别:请在会员表中映射性别列。',
  },
  pyramidNoBoth: {
    en: 'No member has both an age and a gender of female or male.',
    zh: '没有会员同时有年龄和男、女性别。',
  },
  pyramidLacking: (members: string): Bilingual => ({
    en: `Not drawn: ${counted(members, 'member')} of unknown age or other gender.`,
    zh: `${members} 位年龄未知或性别为其他的会员未画出。`,
  }),
  women: { en: 'Women', zh: '女' },
  men: { en: 'Men', zh: '男' },
  age: { en: 'Age', zh: '年龄' },
  market: { en: 'Parts of the market', zh: '细分市场' },
  notBought: {
    en: 'There are no orders: what members spend, buy again and grow by is not shown.',
    zh: '没有订单:不显示金额、复购与增长。',
  },
  marketMembers: {
    en: 'The size of each part. Look at a segment as the population, and its own market stands here.',
    zh: '各部分的规模。将分群设为当前人群,即为该分群的市场。',
  },
  marketAbout: (half: string): Bilingual => ({
    en: `Size, value and growth. Growth: revenue of the last ${half} days ÷ that of the ${half} days before − 1; a dash where the data does not reach back so far. Look at a segment as the population, and its own market stands here.`,
    zh: `规模、价值与增长。增长:近 ${half} 天金额 ÷ 此前 ${half} 天金额 − 1,数据不足则为横线。将分群设为当前人群,即为该分群的市场。`,
  }),
  marketNone: {
    en: 'The shop says neither region, age nor gender of its members.',
    zh: '没有会员的地区、年龄或性别信息。',
  },
  buyers: { en: 'Buyers', zh: '购买会员' },
  perMember: { en: 'Per member', zh: '人均' },
  growth: { en: 'Growth', zh: '增长' },
  level: { en: 'Level', zh: '取值' },
  member: { en: 'Member', zh: '会员' },
  spent: { en: 'Spent', zh: '消费金额' },
  orders: { en: 'Orders', zh: '订单数' },
}
