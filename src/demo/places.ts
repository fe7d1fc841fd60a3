import type { Bilingual } from '../text/bilingual'

/** A city with its province and the weight of its members in the shop. */
export interface Place {
  readonly province: Bilingual
  readonly city: Bilingual
  readonly weight: number
}

/** The province whose members left in a wave (see law.ts). */
export const WAVE_PROVINCE = 'Sichuan'

const province = (en: string, zh: string, ...cities: (readonly [en: string, zh: string, weight: number])[]) =>
  cities.map(([cityEn, cityZh, weight]): Place => ({
    province: { en, zh },
    city: { en: cityEn, zh: cityZh },
    weight,
  }))

export const PLACES: readonly Place[] = [
  ...province(
    'Guangdong',
    '广东',
    ['Guangzhou', '广州', 52],
    ['Shenzhen', '深圳', 58],
    ['Foshan', '佛山', 20],
  ),
  ...province('Zhejiang', '浙江', ['Hangzhou', '杭州', 50], ['Ningbo', '宁波', 24], ['Wenzhou', '温州', 16]),
  ...province('Jiangsu', '江苏', ['Nanjing', '南京', 36], ['Suzhou', '苏州', 40], ['Wuxi', '无锡', 20]),
  ...province('Sichuan', '四川', ['Chengdu', '成都', 54], ['Mianyang', '绵阳', 14], ['Leshan', '乐山', 8]),
  ...province('Shandong', '山东', ['Jinan', '济南', 24], ['Qingdao', '青岛', 28], ['Yantai', '烟台', 12]),
  ...province('Shanghai', '上海', ['Shanghai', '上海', 78]),
  ...province('Beijing', '北京', ['Beijing', '北京', 70]),
  ...province('Hubei', '湖北', ['Wuhan', '武汉', 36], ['Yichang', '宜昌', 9]),
  ...province('Henan', '河南', ['Zhengzhou', '郑州', 26], ['Luoyang', '洛阳', 11]),
  ...province('Hunan', '湖南', ['Changsha', '长沙', 30], ['Zhuzhou', '株洲', 8]),
  ...province('Fujian', '福建', ['Xiamen', '厦门', 20], ['Fuzhou', '福州', 18]),
  ...province('Shaanxi', '陕西', ["Xi'an", '西安', 26], ['Baoji', '宝鸡', 5]),
  ...province('Liaoning', '辽宁', ['Shenyang', '沈阳', 18], ['Dalian', '大连', 16]),
  ...province('Anhui', '安徽', ['Hefei', '合肥', 22], ['Wuhu', '芜湖', 7]),
  ...province('Chongqing', '重庆', ['Chongqing', '重庆', 30]),
  ...province('Tianjin', '天津', ['Tianjin', '天津', 20]),
  ...province('Jiangxi', '江西', ['Nanchang', '南昌', 14], ['Ganzhou', '赣州', 6]),
  ...province('Guangxi', '广西', ['Nanning', '南宁', 14], ['Guilin', '桂林', 6]),
  ...province('Yunnan', '云南', ['Kunming', '昆明', 16], ['Dali', '大理', 5]),
  ...province('Heilongjiang', '黑龙江', ['Harbin', '哈尔滨', 14], ['Daqing', '大庆', 4]),
]
