import { headerMatch, headerScale, normaliseHeader } from '../shop/headers'
import type { ShopColumn } from '../shop/tables'
import type { Bilingual } from '../text/bilingual'
import type { ColumnMatch, ColumnReport } from './types'
import { VETOES } from './vetoes'

/** A column of another file that this one shares values with, and the role that one was given. */
export interface Link {
  role: string
  file: string
  shared: number
  compared: number
}

/** How well a file's column serves a column of the shop: what its header says, times what its values allow. */
export function matchRole(
  role: ShopColumn,
  column: ColumnReport,
  links: readonly Link[],
): ColumnMatch | null {
  const reasons: Bilingual[] = []
  const link = links.find((candidate) => candidate.role === role.name)
  let confidence = headerScore(role, column, reasons)
  if (link && (confidence > 0 || looksLikeId(column.header))) {
    confidence = confidence > 0 ? Math.min(1, confidence + 0.05) : 0.55
    reasons.push({
      en: `${link.shared} of ${link.compared} values compared also stand in ${link.file}`,
      zh: `对比的 ${link.compared} 个值中有 ${link.shared} 个也出现在 ${link.file}`,
    })
  }
  if (confidence === 0) return null
  confidence *= valueScore(role, column, reasons)
  return confidence < 0.25 ? null : { role: role.name, column: column.name, confidence, reasons }
}

const looksLikeId = (header: string): boolean =>
  header.trim() === '' || /(^|[^a-z])(id|no|number|code|key)$|号$|编码$/i.test(header.trim())

function headerScore(role: ShopColumn, column: ColumnReport, reasons: Bilingual[]): number {
  if (column.header.trim() === '') return 0
  const normal = normaliseHeader(column.header)
  const { score, word } = headerMatch(column.header, role.words)
  if (score === 0) return 0
  const exact = normal === normaliseHeader(word)
  if (!exact && vetoed(role.name, normal)) return 0
  const { en, zh } = role.label
  const header = column.header.trim().slice(0, 60)
  reasons.push(
    exact
      ? { en: `the header “${header}” means ${en}`, zh: `表头“${header}”即${zh}` }
      : { en: `the header “${header}” speaks of “${word}”`, zh: `表头“${header}”里有“${word}”` },
  )
  return exact && LOOSE.has(normal) ? score * 0.85 : score
}

/** Headers that name many things: a column called "date" is a date of something. */
const LOOSE = new Set(
  'date,time,datetime,timestamp,name,title,item,items,value,total,count,source,state,class,user,created,id,type,person,group,label,segment,content,message,datum,data,fecha,nombre,nom,nome,valor,totale,summe,estado,reference,note,nota,designation,libelle,mail,land,ort,日期,时间,手机,数目,合计,编号,内容,联系人'.split(
    ',',
  ),
)

/** 138****0001: what stands for several people. */
export const isMasked = ({ examples }: ColumnReport): boolean =>
  examples.length > 0 && examples.every((example) => /[*＊]{2}/.test(example))

function vetoed(role: string, header: string): boolean {
  const tokens = new Set(header.split(' '))
  return (VETOES[role] ?? []).some((word) => (/[a-z]/.test(word) ? tokens.has(word) : header.includes(word)))
}

const OF_AN_ORDER =
  /^(paid|unpaid|new|open|closed|complete|cancel|ship|pend|process|deliver|refund|return|confirm|sale$|done)|выполн|отмен|оплач|достав|已|完成|取消|bezahlt|geliefert|storn/i

function valueScore(role: ShopColumn, column: ColumnReport, reasons: Bilingual[]): number {
  const present = column.sampled - column.missing
  if (column.sampled > 0 && present === 0) {
    reasons.push({ en: 'every sampled value is missing', zh: '抽样的值全部缺失' })
    return 0.3
  }
  const filled = column.sampled === 0 ? 1 : 1 - 0.25 * (column.missing / column.sampled)
  return filled * typeScore(role, column, reasons)
}

function typeScore(role: ShopColumn, column: ColumnReport, reasons: Bilingual[]): number {
  const example = (column.examples[0] ?? '').slice(0, 40)
  const isDate = column.type === 'date' || column.type === 'time'
  const isNumber = column.type === 'integer' || column.type === 'decimal'
  const against = (en: string, zh: string, score: number): number => {
    reasons.push({ en: `but its values are ${en}, e.g. ${example}`, zh: `但它的值是${zh}，例如 ${example}` })
    return score
  }
  if (role.name === 'ordered_time') {
    if (!column.clockFormats)
      return column.sampled === 0 ? 1 : against('no times of day', '别的东西，不是时刻', 0.15)
    reasons.push({ en: `its values are times of day, e.g. ${example}`, zh: `值是时刻，例如 ${example}` })
    return 1
  }
  // A state is a place, or how far an order is.
  if (normaliseHeader(column.header) === 'state' && column.sampled > 0) {
    const isStatus = column.examples.some((value) => OF_AN_ORDER.test(value))
    if (role.name === 'status' && !isStatus) return 0
    if ((role.name === 'region' || role.name === 'province') && isStatus) return 0
  }
  switch (role.type) {
    case 'time':
    case 'date':
      if (!isDate) return column.sampled === 0 ? 1 : against('no dates', '别的东西，不是日期', 0.15)
      reasons.push({ en: `its values are dates, e.g. ${example}`, zh: `值是日期，例如 ${example}` })
      return 1
    case 'money':
    case 'number': {
      if (!isNumber) return column.sampled === 0 ? 1 : against('no numbers', '别的东西，不是数字', 0.15)
      const [low, high] = column.range ?? [0, 0]
      reasons.push({ en: `numbers from ${low} to ${high}`, zh: `数字，从 ${low} 到 ${high}` })
      const scale = role.type === 'money' ? headerScale(column.header) : null
      if (scale) {
        reasons.push({
          en: `the header gives them in ${scale.word}: they are multiplied by ${10 ** scale.power}`,
          zh: `表头注明单位为${scale.word}：读取时乘以 ${10 ** scale.power}`,
        })
      }
      return role.type === 'number' && column.type === 'decimal' ? 0.9 : 1
    }
    case 'id':
      return idScore(role, column, reasons, against)
    case 'flag': {
      const two = column.sampled === 0 || column.type === 'boolean' || column.distinct <= 3
      return two ? 1 : against('more than yes or no', '不止是与否', 0.2)
    }
    case 'text':
      if (isDate) return against('dates', '日期', 0.15)
      return column.type === 'decimal' ? against('numbers', '数字', 0.2) : column.type === 'integer' ? 0.6 : 1
  }
}

function idScore(
  role: ShopColumn,
  column: ColumnReport,
  reasons: Bilingual[],
  against: (en: string, zh: string, score: number) => number,
): number {
  if (column.sampled === 0) return 1
  if (column.type === 'date' || column.type === 'time') return against('dates', '日期', 0.1)
  if (column.type === 'boolean') return against('yes or no', '是或否', 0.1)
  // 17850.0 is an id that went through a program that keeps numbers with gaps as decimals.
  const whole = column.examples.every((example) => /^\d+(\.0*)?$/.test(example.trim()))
  // 01.002 is the code of an article: no amount begins with nought before another digit.
  const code = column.examples.every((example) => /^0\d+\.\d+$/.test(example.trim()))
  if (column.type === 'decimal' && !whole && !code) return against('amounts', '带小数的数', 0.2)
  if (column.distinct === 1 && column.sampled > 10) {
    // Of a shop of one member, only a header that means nothing else says so.
    if (role.name === 'member_id') return against('all the same: one member', '同一个值：只有一位会员', 0.45)
    return against('all the same', '同一个值', 0.3)
  }
  const n = column.distinct.toLocaleString('en')
  const sampled = column.sampled.toLocaleString('en')
  reasons.push({
    en: `${n} different values in ${sampled} sampled`,
    zh: `抽样 ${sampled} 行有 ${n} 个不同的值`,
  })
  return 1
}
