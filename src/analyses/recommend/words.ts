import type { Bilingual } from '../../text/bilingual'

const two = (en: string, zh: string): Bilingual => ({ en, zh })

/** The sentences of the page on recommenders. */
export const words = {
  titlePlan: two('Choose recommenders to hold against each other', '选择要对照的推荐模型'),
  titleNothing: two('Nobody had anything yet that could be learnt from', '尚无可学习的行为数据'),
  titleBest: {
    alone: (model: string, metric: string, value: string) =>
      two(`${model} has ${metric} ${value}`, `${model}:${metric} ${value}`),
    test: (model: string, metric: string, value: string) =>
      two(`${model} does best on the test: ${metric} ${value}`, `${model}在测试集上最佳:${metric} ${value}`),
    validation: (model: string, metric: string, value: string) =>
      two(
        `${model} does best on validation; ${metric} on the test ${value}`,
        `${model}在验证集上最佳;测试集 ${metric} ${value}`,
      ),
  },
  titleSame: (metric: string, value: string) =>
    two(
      `All that were trained do alike on the test: ${metric} ${value}`,
      `已训练的模型在测试集上并无差别:${metric} ${value}`,
    ),
  contextData: (members: string, items: string, lines: string) =>
    two(
      `${members} members, ${items} items, ${lines} interactions.`,
      `${members} 位会员,${items} 件物品,${lines} 次交互。`,
    ),
  contextBest: (asked: string, bar: string, value: string) =>
    two(
      `Asked for ${asked} members; the bar to beat is ${bar} with ${value}.`,
      `受测会员 ${asked} 位;对照基线为${bar},${value}。`,
    ),

  pipeline: two('From data to display', '从数据到展示'),
  pipelineAbout: two(
    'What a recommender is made of, with the counts of this run at each stage.',
    '推荐系统的四个环节,及本次各环节的数量。',
  ),
  stages: {
    data: two('Data', '数据'),
    profile: two('Profile', '画像'),
    algorithm: two('Algorithm', '算法'),
    display: two('Display', '展示'),
  },
  rowsOf: (source: string, rows: string) => two(`${rows} rows of ${source}`, `${source} ${rows} 行`),
  rowsLost: (without: string, item: string, byName: string, uncounted: string) =>
    two(
      `${without} without a member, ${item} without an item, ${byName} left out by name, ${uncounted} not counted`,
      `缺会员 ${without},缺物品 ${item},按名称排除 ${byName},不计 ${uncounted}`,
    ),
  interactions: (lines: string) => two(`${lines} interactions`, `${lines} 次交互`),
  repeated: (rows: string) =>
    two(`${rows} said again on the same day, counted once`, `同日重复 ${rows} 行,只计一次`),
  members: (n: string) => two(`${n} members`, `${n} 位会员`),
  perMember: (items: string) =>
    two(`${items} different items each, median`, `每人 ${items} 件不同物品(中位数)`),
  describedItems: (share: string) => two(`${share} of the items described`, `${share} 的物品有属性`),
  trained: (lines: string, members: string, items: string) =>
    two(
      `trained on ${lines} interactions of ${members} members and ${items} items`,
      `以 ${members} 位会员、${items} 件物品的 ${lines} 次交互训练`,
    ),
  models: (n: string) => two(`${n} recommenders trained`, `已训练 ${n} 个模型`),
  noModels: two('no recommender trained yet', '尚未训练模型'),
  lists: (n: string) => two(`lists for ${n} members`, `${n} 位会员的列表`),
  shown: (share: string, model: string) =>
    two(`${share} of the items shown (${model})`, `展示了 ${share} 的物品(${model})`),
  useIt: (model: string) => two(`Fill slots by ${model}`, `用${model}填充推荐位`),

  sparsity: two('How full the data are', '数据稠密程度'),
  density: two('Density', '稠密度'),
  densityAbout: two(
    'Pairs of a member and an item she had ÷ all pairs. Below 0.1 %, neighbours are hard to find.',
    '会员与其已有物品的对数 ÷ 全部可能的对数。低于 0.1 % 时难以找到近邻。',
  ),
  daysEach: two('Days per member', '每人天数'),
  daysEachAbout: two(
    'Days on which a member had something, mean: what sequence and tempo are learnt from.',
    '会员有行为的天数均值:序列与节奏由此学习。',
  ),
  repeatShare: two('Repeats', '重复'),
  repeatShareAbout: two(
    'Interactions with an item the member had on an earlier day ÷ all interactions.',
    '与此前已有物品的交互 ÷ 全部交互。',
  ),
  oneDay: two('Members with one day', '仅一天的会员'),
  oneDayAbout: two(
    'A split by time knows nothing of them, or has nothing to ask.',
    '按时间切分时,对其要么一无所知,要么无可测试。',
  ),
  single: two('Items of one member', '仅一人有的物品'),
  singleAbout: two('Nothing can be learnt of them from other members.', '无法从其他会员学到这些物品。'),
  spreadItems: two('Members by how many items they have', '会员按物品数'),
  spreadMembers: two('Items by how many members have them', '物品按会员数'),
  many: two('Count', '数量'),
  band: two('How many', '多少'),

  split: two('What is known, and what is asked', '已知与待测'),
  splitTime: (from: string) =>
    two(
      `Everything before ${from} is known; what members had from then on is to be found.`,
      `${from} 之前为已知;此后会员所得为待找。`,
    ),
  splitOther: two('Known and asked are drawn from the same days.', '已知与待测取自同一时期。'),
  leakFuture: two(
    'This split leaks: a model learns from days that lie after another member’s test. Figures are too good; take them for comparison with published ones, not for a decision.',
    '此切分有泄漏:模型会学到其他会员测试期之后的数据。数值偏好,可与文献对照,不宜据此决策。',
  ),
  leakOrder: two(
    'This split leaks: a model also learns from what the same member had later. Figures are too good; take them for comparison with published ones, not for a decision.',
    '此切分有泄漏:模型还会学到同一会员之后的行为。数值偏好,可与文献对照,不宜据此决策。',
  ),
  stage: two('Part', '部分'),
  splitTable: {
    train: two('Training: interactions', '训练:交互'),
    asked: two('Members asked', '受测会员'),
    askedDrawn: (asked: string, of: string) =>
      two(`${asked}, drawn from ${of}`, `${asked}(自 ${of} 位中抽取)`),
    cold: two('of them new, not in training', '其中新会员(训练中没有)'),
    nothing: two('Members with nothing left to find', '无可待找的会员'),
    relevant: two('Items to be found, all members', '待找物品(全部会员)'),
    coldItems: two('of them new, in nobody’s training', '其中新物品(训练中无人有)'),
    repeats: two('of them had before by her', '其中她此前已有'),
    core: two('Left out of training by the k-core', '因 k-core 未用于训练'),
    leftOut: two('Left out for want of a time', '因缺时间未用'),
  },
  removed: two('Items she had: removed', '已有物品:去除'),
  kept: two('kept', '保留'),
  keptLong: two('Items she had: kept', '已有物品:保留'),

  settings: two('Settings', '设置'),
  validation: two('Validation %', '验证 %'),
  core: two('k-core of training', '训练 k-core'),
  halfLife: two('Half-life, days', '半衰期(天)'),
  leastRating: two('Least rating', '最低评分'),
  mostAsked: two('Members asked at most', '至多受测会员'),
  fill: two('Short lists', '短列表'),
  fills: {
    popular: two('completed with the most popular', '以最热门补足'),
    none: two('left short: the model alone', '不补足:仅模型本身'),
  },
  group: two('Groups of members', '会员分组'),
  groupGone: (name: string) => two(`These files say nothing of “${name}”.`, `当前文件没有“${name}”的信息。`),
  kinds: {
    view: two('View', '浏览'),
    favourite: two('Favourite', '收藏'),
    cart: two('Cart', '加购'),
    buy: two('Buy', '购买'),
    rate: two('Rating', '评分'),
  },
  weight: (kind: Bilingual) => two(`Weight: ${kind.en.toLowerCase()}`, `权重:${kind.zh}`),

  plan: two('Which recommenders', '选择模型'),
  planAbout: two(
    'Times and sizes are estimates for this shop, made before training; what was measured stands in the leaderboard. A model that is trained stays trained while the settings stay.',
    '时间与大小为训练前对本店的估计;实测值见排行榜。设置不变,已训练的模型不必重训。',
  ),
  model: two('Model', '模型'),
  family: two('Family', '类别'),
  estimate: two('Estimate', '估计'),
  train: (n: string, time: string) =>
    two(`Train and compare ${n}: about ${time}`, `训练并对照 ${n} 个:约 ${time}`),
  trainedAll: (n: string) => two(`${n} trained and compared`, `已训练并对照 ${n} 个`),
  trainNone: two('Choose a recommender', '请选择模型'),
  limit: (most: string, items: string) =>
    two(`covers the ${most} commonest of ${items} items`, `仅覆盖 ${items} 件中最常见的 ${most} 件`),

  leaderboard: two('Leaderboard', '排行榜'),
  leaderboardAbout: (metric: string, n: string, bar: string) =>
    two(
      `${metric}, mean over ${n} members asked, with 95 % bootstrap intervals over members (2,000 draws). Difference: the same members drawn for both, against the bar, ${bar}; p after Holm over all differences.`,
      `${metric},${n} 位受测会员的均值,95 % 会员自助区间(2,000 次)。差异:与对照${bar}配对抽样;p 经 Holm 校正。`,
    ),
  barBy: {
    validation: (baselines: string, asked: string) =>
      two(
        `The bar is the best of ${baselines} baselines on validation (${asked} members asked), not on the test.`,
        `对照为 ${baselines} 个基线中验证集最佳者(受测 ${asked} 位),不看测试集。`,
      ),
    alone: two('The bar is the only baseline trained.', '对照为唯一训练的基线。'),
    test: two(
      'Validation asks nobody, so the bar is the best baseline on the test itself, which makes it a little too high.',
      '验证集无人受测,对照为测试集上最佳的基线,略偏高。',
    ),
    none: two(
      'No baseline is trained: the best model on the test stands in for the bar. Train “Most popular” at least.',
      '未训练任何基线,以测试集上最佳模型代替对照。请至少训练“最热门”。',
    ),
  },
  known: two('Members known before', '已有行为的会员'),
  knownAbout: (known: string, asked: string) =>
    two(
      `The same for the ${known} of ${asked} who have something in training. Of the others many models have nothing to say and are filled up, so that here models are told apart.`,
      `同上,仅限训练中已有物品的 ${known} 位(共 ${asked} 位)。对其余会员,许多模型无话可说而以补足代替,故模型的差别看此表。`,
    ),
  against: (model: string) => two(`Against ${model}`, `与${model}相比`),
  best: two('the bar', '对照基线'),
  p: two('p (Holm)', 'p(Holm)'),
  both: two('Both ways with items she had', '去除与保留已有物品'),
  coverage: two('Coverage', '覆盖率'),
  novelty: two('Novelty', '新颖度'),
  diversity: two('Diversity', '多样性'),
  serendipity: two('Serendipity', '惊喜度'),
  gini: two('Gini', '基尼'),
  popularity: two('Popularity', '热门度'),
  withoutList: two('Without a list', '无列表'),
  filled: two('Filled up', '补足'),
  trainTime: two('Training', '训练'),
  request: two('A list', '每次请求'),
  size: two('Size', '大小'),
  lists_: two('What the lists are like, and what they cost', '列表特征与代价'),
  listsAbout: two(
    'Coverage: share of the items in some list. Novelty: mean −log₂ of the share of members who have an item shown. Diversity: 1 − mean cosine of pairs in a list. Serendipity: hits, each by how unlike it is to what she had. Gini: 0 if all items are shown alike. Popularity: mean share of members who have an item shown. Filled up: share of the places that the most popular took, for want of the model’s own. Costs measured on this machine.',
    '覆盖率:出现在某个列表中的物品占比。新颖度:所示物品拥有率的 −log₂ 均值。多样性:1 − 列表内两两余弦均值。惊喜度:命中按其与她已有物品的不相似计。基尼:0 表示各物品展示均等。热门度:所示物品拥有率均值。补足:模型自己没有而以最热门补上的位置占比。代价为本机实测。',
  ),

  metrics: two('Every metric, at every length', '各指标与各列表长度'),
  conventions: two('Conventions', '口径'),
  convention: {
    precisionBy: two('Precision ÷', '精确率 ÷'),
    recallBy: two('Recall ÷', '召回率 ÷'),
    averageBy: two('Average precision ÷', '平均精确率 ÷'),
    idealBy: two('Ideal of NDCG', 'NDCG 理想列表'),
  },
  conventionValues: {
    k: two('k', 'k'),
    list: two('length of the list', '列表实际长度'),
    relevant: two('all sought', '全部待找'),
    achievable: two('min(sought, k)', 'min(待找, k)'),
  },
  metricsAbout: two(
    'Binary relevance, all items as candidates, none sampled. Members with nothing to find are left out; those without a list count 0. F1 is each member’s own, then averaged; MRR is cut at k.',
    '二元相关,全部物品为候选,不抽负样本。无可待找的会员不计;无列表者计 0。F1 先逐会员计算再平均;MRR 截断于 k。',
  ),
  forModel: two('Metrics of', '查看模型'),

  pareto: two('Accuracy against what it costs', '准确与代价'),
  paretoAbout: two(
    'A model on the line is not beaten in both at once. Choose what accuracy is held against.',
    '线上的模型没有在两方面同时被超过。可选择与准确对照的代价。',
  ),
  paretoSaid: (names: string) => two(`Not beaten in both: ${names}.`, `未被同时超过:${names}。`),
  axis: two('Against', '对照'),

  groups: two('For whom', '对谁有效'),
  whom: two('Members alike', '同类会员'),
  membersColumn: two('Members', '会员'),
  groupsAbout: (metric: string) =>
    two(
      `${metric} among members alike. Items in training: what a model can know of her; 0 is somebody new.`,
      `同类会员的${metric}。训练中物品数:模型对她能知道的;0 为新会员。`,
    ),
  newMember: two('new', '新会员'),
  others: two('others', '其他'),
  unknown: two('unknown', '未知'),
  itemsHad: (from: string, to: string) => two(`${from}–${to} items`, `${from}–${to} 件`),
  itemsMore: (from: string) => two(`${from} items and more`, `${from} 件及以上`),
  cold: two('New items', '新物品'),
  coldAbout: (k: string) =>
    two(
      `Share of pairs to be found that are in the first ${k}: of items nobody has in training, and of the others.`,
      `待找对中出现在前 ${k} 的比例:训练中无人有的物品,与其他物品。`,
    ),
  coldFound: two('New items found', '新物品找到'),
  warmFound: two('Known items found', '已知物品找到'),

  curves: two('How training went', '训练过程'),
  curvesAbout: two(
    'Mean loss after each round, on training and on members held out, in the model’s own measure: not to be compared between models. The round with the least held-out loss is kept, and training stops when it no longer falls, or at the limit of rounds.',
    '每轮后的平均损失:训练与留出,按各模型自己的损失,模型之间不可比。保留留出损失最低的一轮,不再下降或到轮数上限即停止。',
  ),
  curvesEnded: two(
    'Here the limit came first, while the loss was still falling.',
    '此处先到轮数上限,损失仍在下降。',
  ),
  round: two('Round', '轮'),
  lossTrain: two('Training', '训练'),
  lossHeldOut: two('Held out', '留出'),
  keptRound: (round: string) => two(`round ${round} kept`, `保留第 ${round} 轮`),

  search: two('Search better options', '搜索更好的参数'),
  searchAbout: two(
    'Random search, judged on the validation part alone; the test is not looked at. The first try has the usual options.',
    '随机搜索,仅以验证集评判,不看测试集。第一次为默认参数。',
  ),
  tries: two('Tries', '次数'),
  seconds: two('Seconds at most', '至多秒数'),
  start: two('Search', '搜索'),
  searchResult: two('Tries, best first', '各次尝试,从好到差'),
  options: two('Options', '参数'),
  usual: two('usual', '默认'),
  take: two('Use the best', '采用最佳'),
  usualAgain: two('Back to the usual', '恢复默认'),

  adviser: two('What to make of it', '结论'),
  adviserAbout: two('From the figures of this run; each sentence names them.', '依据本次数据;每句附数值。'),
} as const
