/**
 * China's 34 units of the first level as tiles of one size: a grid of our own, each about where it lies among its
 * neighbours. No border is drawn, and the smallest reads as well as the largest. Letter codes after GB/T 2260.
 */
export interface ProvinceTile {
  readonly zh: string
  readonly en: string
  readonly code: string
  readonly row: number
  readonly col: number
}

export const TILE_ROWS = 9
export const TILE_COLUMNS = 8

const tile = (row: number, col: number, zh: string, en: string, code: string): ProvinceTile => ({
  zh,
  en,
  code,
  row,
  col,
})

export const CHINA_TILES: readonly ProvinceTile[] = [
  tile(0, 7, '黑龙江', 'Heilongjiang', 'HL'),
  tile(1, 5, '内蒙古', 'Inner Mongolia', 'NM'),
  tile(1, 7, '吉林', 'Jilin', 'JL'),
  tile(2, 0, '新疆', 'Xinjiang', 'XJ'),
  tile(2, 5, '北京', 'Beijing', 'BJ'),
  tile(2, 6, '天津', 'Tianjin', 'TJ'),
  tile(2, 7, '辽宁', 'Liaoning', 'LN'),
  tile(3, 1, '甘肃', 'Gansu', 'GS'),
  tile(3, 2, '宁夏', 'Ningxia', 'NX'),
  tile(3, 3, '陕西', 'Shaanxi', 'SN'),
  tile(3, 4, '山西', 'Shanxi', 'SX'),
  tile(3, 5, '河北', 'Hebei', 'HE'),
  tile(3, 6, '山东', 'Shandong', 'SD'),
  tile(4, 0, '西藏', 'Xizang', 'XZ'),
  tile(4, 1, '青海', 'Qinghai', 'QH'),
  tile(4, 2, '四川', 'Sichuan', 'SC'),
  tile(4, 3, '重庆', 'Chongqing', 'CQ'),
  tile(4, 4, '河南', 'Henan', 'HA'),
  tile(4, 5, '安徽', 'Anhui', 'AH'),
  tile(4, 6, '江苏', 'Jiangsu', 'JS'),
  tile(4, 7, '上海', 'Shanghai', 'SH'),
  tile(5, 2, '云南', 'Yunnan', 'YN'),
  tile(5, 3, '贵州', 'Guizhou', 'GZ'),
  tile(5, 4, '湖北', 'Hubei', 'HB'),
  tile(5, 5, '江西', 'Jiangxi', 'JX'),
  tile(5, 6, '浙江', 'Zhejiang', 'ZJ'),
  tile(6, 3, '广西', 'Guangxi', 'GX'),
  tile(6, 4, '湖南', 'Hunan', 'HN'),
  tile(6, 5, '福建', 'Fujian', 'FJ'),
  tile(6, 7, '台湾', 'Taiwan', 'TW'),
  tile(7, 4, '广东', 'Guangdong', 'GD'),
  tile(7, 5, '香港', 'Hong Kong', 'HK'),
  tile(8, 3, '海南', 'Hainan', 'HI'),
  tile(8, 4, '澳门', 'Macao', 'MO'),
]

const SUFFIX = /(特别行政区|(壮族|回族|维吾尔)?自治区|省|市)$/

/** The tile that a place's name means, in Chinese or English, long or short; null for any other place. */
export function tileOf(name: string): ProvinceTile | null {
  const plain = name.trim().replace(SUFFIX, '')
  const latin = plain.toLowerCase().replace(/ (province|city|municipality|sar)$/, '')
  return (
    CHINA_TILES.find(({ zh, en }) => zh === plain || en.toLowerCase() === latin) ??
    CHINA_TILES.find(({ zh }) => zh === OTHERS[latin]) ??
    null
  )
}

const OTHERS: Readonly<Record<string, string>> = {
  内蒙: '内蒙古',
  臺灣: '台湾',
  澳門: '澳门',
  macau: '澳门',
  tibet: '西藏',
  neimenggu: '内蒙古',
  'nei mongol': '内蒙古',
}
