import type { StageRule } from '../../numerics/recommend/stages'

/** What comes after what, in shops of many kinds; a rule whose words no product has does nothing. */
export const PROPOSED_RULES = [
  '孕妇, 孕产, maternity, pregnan → 奶粉, 婴儿, 新生儿, baby, newborn, infant formula : 30-300',
  '奶粉, infant formula, milk powder → 纸尿裤, 尿不湿, diaper, nappy, nappies : 0-365',
  '纸尿裤, 尿不湿, diaper, nappy, nappies → 辅食, 米粉, baby food, puree : 90-365',
  '辅食, 米粉, baby food, 婴儿 → 玩具, 童书, 童装, toy, children : 180-1095',
  '手机, phone → 手机壳, 充电, 耳机, phone case, charger, headphone : 0-90',
  '打印机, printer → 墨盒, 硒鼓, 打印纸, ink, toner, copier paper : 20-365',
].join('\n')

const LINE = /^(.+?)(?:→|->|=>)(.+?)[:：]\s*(\d{1,5})\s*[-–~～至]\s*(\d{1,5})\s*$/

/** Rules, one a line: "words → words : from-until", days; null where a line is none. '' stands for what is proposed. */
export function rulesIn(text: string): StageRule[] | null {
  const lines = (text === '' ? PROPOSED_RULES : text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== NO_RULES)
  const rules = lines.map(ruleIn)
  return rules.every((rule) => rule !== null) ? rules : null
}

/** What stands for no rule at all, since an empty text stands for what is proposed. */
export const NO_RULES = '-'

function ruleIn(line: string): StageRule | null {
  const [, from = '', to = '', after, until] = LINE.exec(line) ?? []
  const rule = { from: wordsIn(from), to: wordsIn(to), after: Number(after), until: Number(until) }
  return rule.from.length > 0 && rule.to.length > 0 && rule.after <= rule.until ? rule : null
}

const wordsIn = (text: string): string[] =>
  text
    .split(/[,,、;;]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
