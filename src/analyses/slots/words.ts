import type { ModelFault } from '../../numerics/recommend/model-file'
import type { SlotName, SlotSettings } from '../../numerics/recommend/slot-lists'
import type { Bilingual } from '../../text/bilingual'

const SLOTS: Readonly<Record<SlotName, { label: Bilingual; objective: Bilingual; empty: Bilingual }>> = {
  home: {
    label: { en: 'Home page', zh: '首页' },
    objective: {
      en: 'Bring her back to what she will want next: the model’s score, what is due again, the next stage of life.',
      zh: '唤起下一次需要:模型得分、到期再买、下一人生阶段。',
    },
    empty: {
      en: 'Every product is taken out by a filter.',
      zh: '所有商品都被筛掉了。',
    },
  },
  product: {
    label: { en: 'Product page', zh: '商品详情页' },
    objective: {
      en: 'Keep her looking: products whose buyers are those of this one, ¼ her own taste.',
      zh: '延长浏览:与当前商品买家重合的商品,另有 ¼ 为她的偏好。',
    },
    empty: {
      en: 'Nothing is near this product under these filters.',
      zh: '当前筛选下没有与此商品相近的商品。',
    },
  },
  cart: {
    label: { en: 'Cart', zh: '购物车' },
    objective: {
      en: 'Add one more: products near all that is in the cart, what is due first, ¼ her own taste.',
      zh: '再加一件:与购物车整体相近的商品,到期者优先,另有 ¼ 为她的偏好。',
    },
    empty: {
      en: 'Nothing is near what is in the cart under these filters.',
      zh: '当前筛选下没有与购物车相近的商品。',
    },
  },
}

const AGAIN: Readonly<Record<SlotSettings['again'], Bilingual>> = {
  due: { en: 'when due again', zh: '到期可再推' },
  any: { en: 'always', zh: '可再推' },
  never: { en: 'never', zh: '不再推' },
}
const RANK_BY: Readonly<Record<SlotSettings['rankBy'], Bilingual>> = {
  chance: { en: 'Score', zh: '得分' },
  money: { en: 'Score × margin', zh: '得分 × 毛利' },
}
const BESIDE: Readonly<Record<SlotSettings['beside'], Bilingual>> = {
  any: { en: 'Anything', zh: '不限' },
  instead: { en: 'Same category', zh: '同品类(替代)' },
  with: { en: 'Other categories', zh: '跨品类(搭配)' },
}

const FAULTS: Readonly<Record<ModelFault, Bilingual>> = {
  foreign: {
    en: 'This file is no model saved by memberlens. Choose a file that ends in .mlmodel.',
    zh: '此文件不是 memberlens 保存的模型,请选择以 .mlmodel 结尾的文件。',
  },
  newer: {
    en: 'This model was saved by a later version of memberlens. Reload the page to get that version, or save the model again with this one.',
    zh: '此模型由更新版本的 memberlens 保存,请刷新页面获取新版,或用当前版本重新保存。',
  },
  broken: {
    en: 'This model is cut short or was changed. Save it again where it was trained.',
    zh: '此模型文件不完整或被改动,请在训练处重新保存。',
  },
  unknown: {
    en: 'This file holds a model of a kind that is not known here.',
    zh: '此文件中的模型类型在此不受支持。',
  },
}

export const words = {
  slots: SLOTS,
  again: AGAIN,
  rankBy: RANK_BY,
  beside: BESIDE,
  faults: FAULTS,

  title: (member: string): Bilingual => ({
    en: `What ${member} would be shown`,
    zh: `${member} 会看到什么`,
  }),
  titleNobody: { en: 'What a visitor of whom nothing is known would be shown', zh: '陌生访客会看到什么' },
  context: (members: string, products: string, lines: string): Bilingual => ({
    en: `${members} members, ${products} products, ${lines} rows of who had what and when.`,
    zh: `${members} 位会员,${products} 种商品,${lines} 条会员与商品的往来。`,
  }),
  nothing: {
    en: 'No row of these files says which member had which product. Slots need order lines with member and product, events of members with products, or ratings.',
    zh: '这些文件中没有任何一行说明哪位会员买过哪件商品。需要带会员与商品的订单明细、行为事件或评分。',
  },

  membersFigure: { en: 'Members', zh: '会员' },
  membersAbout: {
    en: 'Members with at least one row of who had what, before the as-of date.',
    zh: '截至日前至少有一条商品往来的会员。',
  },
  productsFigure: { en: 'Products', zh: '商品' },
  productsAbout: {
    en: 'Products that members had or that the list of products names.',
    zh: '会员有过或商品表列出的商品。',
  },
  gapFigure: { en: 'Products with a usual gap', zh: '有复购周期的商品' },
  gapAbout: {
    en: 'Products with 5 or more gaps between two purchases by one member; the median of the gaps is the usual gap.',
    zh: '同一会员两次购买的间隔不少于 5 个的商品;间隔中位数即惯常间隔。',
  },
  dueFigure: { en: 'Members due for something', zh: '有到期商品的会员' },
  dueAbout: (days: string): Bilingual => ({
    en: `Members with at least one product whose usual gap, less its spread, ends within ${days} days, and who have not stayed away for three gaps.`,
    zh: `至少有一件商品的惯常间隔(减波动)在 ${days} 天内到期,且未超过三个间隔未买的会员。`,
  }),

  examples: { en: 'Look at', zh: '查看' },
  most: (products: string): Bilingual => ({
    en: `Most products (${products})`,
    zh: `商品最多(${products})`,
  }),
  middle: (products: string): Bilingual => ({ en: `In the middle (${products})`, zh: `居中(${products})` }),
  least: (products: string): Bilingual => ({ en: `Fewest (${products})`, zh: `最少(${products})` }),
  guest: { en: 'Nobody known', zh: '陌生访客' },

  filling: { en: 'Reading who had what', zh: '读取会员与商品的往来' },
  training: (model: string, time: string, size: string): Bilingual => ({
    en: `Training ${model}, estimated at ${time} and ${size}`,
    zh: `训练 ${model},估计 ${time}、${size}`,
  }),
  refused: (model: string): Bilingual => ({ en: `${model} was not trained: it`, zh: `未训练${model}` }),
  noGroups: {
    en: 'needs groups of members; these files say none, or none is chosen below.',
    zh: '需要会员分组;当前文件没有,或未在下方选择。',
  },
  another: { en: 'Choose another model above.', zh: '请在上方选择其他模型。' },
  cancel: { en: 'Cancel', zh: '取消' },
  stopped: { en: 'Training was cancelled; there is no model yet.', zh: '训练已取消,尚无模型。' },
  failed: { en: 'This model could not be trained', zh: '此模型未能训练' },
  start: { en: 'Train', zh: '训练' },

  modelTrained: (model: string, seconds: string, size: string): Bilingual => ({
    en: `${model}, trained here in ${seconds} s, ${size}.`,
    zh: `${model},本机训练 ${seconds} 秒,${size}。`,
  }),
  modelLoaded: (model: string, until: string, members: string, lines: string): Bilingual => ({
    en: `${model}, loaded from a file: trained on ${members} members and ${lines} rows up to ${until}. Members are scored by what they have in these files, none is trained again.`,
    zh: `${model},自文件载入:训练于 ${members} 位会员、${lines} 条往来,截至 ${until}。按本批文件中的往来为会员打分,未重新训练。`,
  }),
  modelKnows: (known: string, all: string, gone: string): Bilingual => ({
    en: `It knows ${known} of the ${all} products here; the others are not recommended by it. ${gone} of its products are not in these files.`,
    zh: `它认识此处 ${all} 种商品中的 ${known} 种,其余不会由它推荐;它另有 ${gone} 种商品不在本批文件中。`,
  }),
  usualOptions: {
    en: 'With the usual options: none was searched for on the page of recommenders.',
    zh: '使用默认参数(未在推荐评估页搜索)。',
  },
  ownOptions: (options: string): Bilingual => ({
    en: `With the options chosen on the page of recommenders: ${options}.`,
    zh: `使用推荐评估页选定的参数:${options}。`,
  }),
  toUsual: { en: 'Usual options', zh: '恢复默认参数' },
  howGood: { en: 'How good it is', zh: '效果评估' },
  request: (ms: string): Bilingual => ({
    en: `The three lists took ${ms} ms.`,
    zh: `三个列表用时 ${ms} 毫秒。`,
  }),
  save: { en: 'Save the model', zh: '保存模型' },
  load: { en: 'Load a model', zh: '载入模型' },
  trainHere: { en: 'Train on these files instead', zh: '改用本批文件训练' },
  unsavable: {
    en: 'This model looks up the histories of other members whenever it makes a list, so that a file of it would be their data: it is not saved but trained again from the files. User-based filtering and personal frequency are such; all other models are saved, without any member in them.',
    zh: '此模型每次生成列表都要查阅其他会员的历史,保存即等于存下他们的数据,因此不保存,可随时由文件重新训练。仅“用户协同过滤”与“个人频次与节奏”如此,其余模型均可保存,且不含任何会员。',
  },
  unfit: {
    en: 'None of the products that this model knows is in these files: it can say nothing of them. Load a model of the same shop, or train here.',
    zh: '此模型认识的商品都不在本批文件中,无法推荐。请载入同一店铺的模型,或在此训练。',
  },

  had: { en: 'What she had', zh: '她有过的商品' },
  hadAbout: (n: string): Bilingual => ({
    en: `The latest of ${n} products. Press one to look at it in the product slot.`,
    zh: `共 ${n} 种,列出最近的。点按可在详情页位查看。`,
  }),
  hadNothing: {
    en: 'Nothing is known of her: the home list is what her group, or everybody, had lately.',
    zh: '对她一无所知:首页列表为其分组或全体近期所买。',
  },
  times: (n: string): Bilingual => ({ en: `${n}×`, zh: `${n} 次` }),
  looked: { en: 'Looked at', zh: '正在浏览' },
  inCart: { en: 'In the cart', zh: '购物车内' },
  noLook: { en: 'Press a product in any list to look at it.', zh: '点按任一列表中的商品即可浏览。' },
  noCart: { en: 'Put a product in with the + beside it.', zh: '用商品旁的 + 加入购物车。' },
  look: (name: string): Bilingual => ({ en: `Look at ${name}`, zh: `浏览 ${name}` }),
  put: (name: string): Bilingual => ({ en: `Put ${name} into the cart`, zh: `把 ${name} 加入购物车` }),
  take: (name: string): Bilingual => ({ en: `Take ${name} out of the cart`, zh: `从购物车移除 ${name}` }),
  left: (parts: string): Bilingual => ({ en: `Filters took out ${parts}.`, zh: `已筛除 ${parts}。` }),
  leftStock: (n: string): Bilingual => ({ en: `${n} out of stock`, zh: `无货 ${n} 种` }),
  leftMargin: (n: string): Bilingual => ({ en: `${n} below the margin`, zh: `毛利不足 ${n} 种` }),
  leftSold: (n: string): Bilingual => ({ en: `${n} not sold lately`, zh: `久未售出 ${n} 种` }),
  leftHad: (n: string): Bilingual => ({ en: `${n} she has`, zh: `她已有 ${n} 种` }),

  settings: { en: 'Filters and weights', zh: '筛选与权重' },
  n: { en: 'Products', zh: '商品数' },
  diversity: { en: 'Diversity', zh: '多样性' },
  perCategory: { en: 'Per category, at most', zh: '每品类至多' },
  what: { en: 'What she has, again', zh: '已买商品' },
  inStock: { en: 'In stock only', zh: '仅有货' },
  leastMargin: { en: 'Least margin', zh: '最低毛利率' },
  soldWithin: { en: 'Sold in the last days', zh: '末期有售,天' },
  rank: { en: 'Rank by', zh: '排序依据' },
  beside_: { en: 'Beside a product', zh: '详情页推荐' },
  due: { en: 'Weight of what is due', zh: '到期权重' },
  stage: { en: 'Weight of the next stage', zh: '人生阶段权重' },
  occasion: { en: 'Occasion', zh: '场景' },
  occasionNone: { en: 'None', zh: '不用' },
  group: { en: 'Groups', zh: '分组' },
  reset: { en: 'As proposed', zh: '恢复默认' },
  noStock: {
    en: 'No product has a stock figure: the filter does nothing until the products file has a column such as “stock”.',
    zh: '商品表没有库存列(如“库存”),此项不起作用。',
  },
  noMargin: {
    en: 'No product has a cost: margins are unknown, and “score × margin” goes by the price.',
    zh: '商品没有成本,毛利未知;“得分 × 毛利”按价格计。',
  },

  product: { en: 'Product', zh: '商品' },
  productId: { en: 'Product number', zh: '商品编号' },
  rankColumn: { en: 'Rank', zh: '名次' },
  score: { en: 'Score', zh: '得分' },
  category: { en: 'Category', zh: '品类' },
  price: { en: 'Price', zh: '价格' },
  why: { en: 'Why', zh: '理由' },
}
