import type { Bilingual } from '../text/bilingual'

/** A kind of article, sold by both of its category's brands. */
export interface Item {
  readonly name: Bilingual
  /** Price of the plainer brand, in yuan. */
  readonly price: number
  /** A staple that runs out: the need it serves and the days one pack lasts. */
  readonly staple?: { readonly need: 0 | 1; readonly days: number }
}

export interface CategoryItems {
  readonly name: Bilingual
  readonly brands: readonly [Bilingual, Bilingual]
  /** Cost as a share of the price. */
  readonly cost: number
  /** Share of the order lines, before seasons and affinities. */
  readonly weight: number
  /** Mean of the pieces of a line beyond the first. */
  readonly morePieces: number
  /** January to December, around 1. */
  readonly season: readonly number[]
  readonly items: readonly Item[]
}

const words = (en: string, zh: string): Bilingual => ({ en, zh })
const item = (en: string, zh: string, price: number): Item => ({ name: words(en, zh), price })
const staple = (en: string, zh: string, price: number, need: 0 | 1, days: number): Item => ({
  ...item(en, zh, price),
  staple: { need, days },
})

const EVEN = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]

/** The shop's ten categories. Their brands are invented. */
export const CATEGORY_ITEMS: readonly CategoryItems[] = [
  {
    name: words('Mother & baby', '母婴'),
    brands: [words('Lullabee', '乐贝蜂'), words('Cloudnest', '云小窝')],
    cost: 0.68,
    weight: 13,
    morePieces: 0.5,
    season: EVEN,
    items: [
      staple('Diapers size M, 76 pcs', '纸尿裤 M码 76片', 89, 0, 21),
      staple('Diapers size L, 64 pcs', '纸尿裤 L码 64片', 95, 0, 21),
      staple('Infant formula stage 2, 800 g', '婴儿配方奶粉 2段 800克', 238, 1, 28),
      staple('Infant formula stage 3, 800 g', '婴儿配方奶粉 3段 800克', 218, 1, 28),
      item('Baby wipes, 80 × 6', '婴儿湿巾 80抽×6包', 45),
      item('Wide-neck feeding bottle, 240 ml', '宽口径奶瓶 240毫升', 79),
    ],
  },
  {
    name: words('Beauty', '美妆护肤'),
    brands: [words('Sorelune', '索芮月'), words('Qingyan', '青妍里')],
    cost: 0.34,
    weight: 14,
    morePieces: 0.15,
    season: [1.1, 1, 1.15, 1, 1.05, 1, 0.85, 0.85, 0.95, 1.05, 1.15, 1.15],
    items: [
      item('Sheet masks, 10 pcs', '补水面膜 10片', 79),
      item('Hydrating serum, 30 ml', '保湿精华液 30毫升', 189),
      item('Sunscreen SPF 50, 50 ml', '防晒乳 SPF50 50毫升', 109),
      item('Matte lipstick', '哑光口红', 119),
      item('Cleansing oil, 150 ml', '卸妆油 150毫升', 88),
      item('Eye cream, 15 g', '眼霜 15克', 158),
    ],
  },
  {
    name: words('Snacks', '零食'),
    brands: [words('Nutlane', '果小巷'), words('Crispmoon', '脆月')],
    cost: 0.55,
    weight: 19,
    morePieces: 0.9,
    season: [1.6, 1.3, 0.85, 0.9, 0.9, 0.9, 0.85, 0.9, 1.05, 1, 1.05, 1.2],
    items: [
      item('Daily nuts, 25 g × 30', '每日坚果 25克×30包', 99),
      item('Dried mango, 120 g', '芒果干 120克', 16.9),
      item('Rice crackers, 400 g', '米饼 400克', 19.9),
      item('Beef jerky, 100 g', '牛肉干 100克', 39.9),
      item('Caramel sunflower seeds, 500 g', '焦糖瓜子 500克', 18.9),
      item('Nut gift box, "Reunion"', '坚果礼盒"团圆"', 139),
    ],
  },
  {
    name: words('Grain, oil & dairy', '粮油乳品'),
    brands: [words('Ricedeer', '禾鹿'), words('Wheatshore', '麦岸')],
    cost: 0.72,
    weight: 14,
    morePieces: 0.6,
    season: [1.25, 1.05, 0.95, 0.95, 0.95, 0.95, 0.95, 0.95, 1.05, 1, 1, 1.05],
    items: [
      item('Whole milk, 250 ml × 16', '纯牛奶 250毫升×16盒', 59.9),
      item('Long-grain rice, 5 kg', '长粒香米 5千克', 49.9),
      item('Peanut oil, 5 l', '压榨花生油 5升', 119),
      item('Rolled oats, 1 kg', '燕麦片 1千克', 29.9),
      item('Yogurt, 200 g × 12', '常温酸奶 200克×12盒', 55),
      item('Dried noodles, 1 kg × 3', '挂面 1千克×3把', 25.8),
    ],
  },
  {
    name: words('Household', '家居日用'),
    brands: [words('Tidyfox', '净小狐'), words('Homewillow', '柳舍')],
    cost: 0.58,
    weight: 12,
    morePieces: 0.5,
    season: [1.1, 0.95, 1, 1, 1, 1, 0.95, 0.95, 1, 1, 1.1, 1],
    items: [
      item('Facial tissue, 24 packs', '抽纸 24包', 49.9),
      item('Laundry detergent, 3 kg', '洗衣液 3千克', 45),
      item('Storage box, 60 l', '收纳箱 60升', 59),
      item('Bath towels, set of 2', '浴巾 2条装', 69),
      item('Vacuum flask, 500 ml', '保温杯 500毫升', 89),
      item('Duvet cover set, 4 pieces', '床品四件套', 269),
    ],
  },
  {
    name: words('Clothing', '服饰'),
    brands: [words('Linenleaf', '麻叶集'), words('Northloom', '北织')],
    cost: 0.42,
    weight: 9,
    morePieces: 0.12,
    season: [0.85, 0.7, 1.15, 1.2, 1.1, 0.95, 0.75, 0.8, 1.15, 1.25, 1.2, 0.95],
    items: [
      item('Cotton T-shirt', '纯棉T恤', 59),
      item('Wide-leg trousers', '阔腿长裤', 129),
      item('Light down jacket', '轻薄羽绒服', 299),
      item('Socks, 5 pairs', '中筒袜 5双', 29.9),
      item('Linen shirt', '亚麻衬衫', 139),
      item('Home wear set', '家居服套装', 119),
    ],
  },
  {
    name: words('Phone & computer accessories', '数码配件'),
    brands: [words('Voltkite', '伏鸢'), words('Pixelpine', '像松')],
    cost: 0.48,
    weight: 5,
    morePieces: 0.1,
    season: [0.95, 0.9, 1, 0.95, 0.95, 1.1, 1, 1.15, 1.15, 0.95, 1.1, 1],
    items: [
      item('USB-C cable, 2 m', 'USB-C数据线 2米', 29.9),
      item('Charger, 65 W', '充电器 65瓦', 99),
      item('Wireless earbuds', '无线耳机', 199),
      item('Power bank, 10,000 mAh', '充电宝 10000毫安时', 119),
      item('Phone case', '手机壳', 39),
      item('Bluetooth keyboard', '蓝牙键盘', 159),
    ],
  },
  {
    name: words('Personal care', '个人护理'),
    brands: [words('Mintdew', '薄荷露'), words('Freshcove', '清湾')],
    cost: 0.46,
    weight: 11,
    morePieces: 0.4,
    season: [1, 0.95, 1, 1, 1, 1.1, 1.1, 1.05, 0.95, 0.95, 0.95, 0.95],
    items: [
      item('Toothpaste, 180 g × 2', '牙膏 180克×2支', 29.9),
      item('Shampoo, 500 ml', '洗发水 500毫升', 49.9),
      item('Shower gel, 750 ml', '沐浴露 750毫升', 39.9),
      item('Sanitary pads, 60 pcs', '卫生巾 60片', 52),
      item('Hand cream, 80 g', '护手霜 80克', 25),
      item('Electric toothbrush', '电动牙刷', 169),
    ],
  },
  {
    name: words('Pets', '宠物'),
    brands: [words('Whiskerly', '须须乐'), words('Pawharbor', '爪爪湾')],
    cost: 0.6,
    weight: 6,
    morePieces: 0.35,
    season: EVEN,
    items: [
      staple('Cat food, 2 kg', '全价猫粮 2千克', 109, 0, 32),
      staple('Dog food, 2.5 kg', '全价犬粮 2.5千克', 99, 0, 32),
      staple('Cat litter, 6 l × 4', '豆腐猫砂 6升×4包', 75, 1, 36),
      item('Freeze-dried chicken treats', '冻干鸡肉零食', 35),
      item('Pet water fountain', '宠物饮水机', 129),
      item('Scratching board', '猫抓板', 25),
    ],
  },
  {
    name: words('Sports & outdoors', '运动户外'),
    brands: [words('Trailgrain', '径野'), words('Swiftoak', '迅橡')],
    cost: 0.52,
    weight: 5,
    morePieces: 0.12,
    season: [0.75, 0.75, 1.05, 1.2, 1.2, 1.2, 1.25, 1.15, 1.05, 1.05, 0.75, 0.65],
    items: [
      item('Yoga mat, 8 mm', '瑜伽垫 8毫米', 79),
      item('Running shoes', '跑步鞋', 259),
      item('Sports bottle, 750 ml', '运动水壶 750毫升', 49),
      item('Tent for 3', '三人帐篷', 329),
      item('Resistance bands, set of 5', '弹力带 5件套', 39),
      item('Badminton rackets, 2', '羽毛球拍 2支', 139),
    ],
  },
]
