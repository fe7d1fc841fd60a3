import { join, sql, type Sql } from '../../sql/sql'
import { EDGES, NARROW, WIDE } from '../narrow'
import { CITIES, OTHER_NAMES, PROVINCES } from './places'

export type PlaceKind = 'province' | 'city'

/**
 * A province or a city to one spelling: 北京市, Beijing and beijing shi are 北京, 广西壮族自治区 is 广西. What the table
 * does not know, and a Latin name that two places share, stays as written. Null stays null.
 */
export function placeForm(text: Sql, kind: PlaceKind): Sql {
  const key = sql`regexp_replace(regexp_replace(lower(trim(translate(${text}, ${WIDE}, ${NARROW}), ${EDGES})), ${SUFFIX}, ''), '[ ''’-]', '', 'g')`
  const rows = [...placeWords(kind)].map(([word, name]) => sql`(${word}, ${name})`)
  // The key is a column before it is looked up: what of it may fail would else be tried on every pair of rows.
  return sql`coalesce((
  select place.standard_name from (select ${key} as word) as asked
  join (values ${join(rows)}) as place(standard_word, standard_name) on place.standard_word = asked.word
), ${text})`
}

const PEOPLES =
  '土家族|苗族|藏族|彝族|羌族|侗族|布依族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|朝鲜族|哈萨克|柯尔克孜|回族|蒙古族?'
const SUFFIX = `(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:${PEOPLES})*自治州|地区|林区|盟|省|市| shi| sheng| (?:city|province|municipality|prefecture|autonomous region|sar))$`

/** Each word that names one place, in the form keys take, and the name. */
export function placeWords(kind: PlaceKind): Map<string, string> {
  const words = new Map<string, string>()
  const shared = new Set<string>()
  const add = (word: string, name: string) => {
    const key = word.toLowerCase().replace(/[ '’-]/g, '')
    const known = words.get(key)
    if (known !== undefined && known !== name) shared.add(key)
    else words.set(key, name)
  }
  for (const list of kind === 'city' ? [CITIES, PROVINCES] : [PROVINCES])
    for (const [name, latin] of entries(list, ' ')) {
      add(name, name)
      add(latin, name)
    }
  for (const [word, name] of entries(OTHER_NAMES, '=')) add(word, name)
  for (const key of shared) words.delete(key)
  return words
}

const entries = (list: string, mark: ' ' | '='): [string, string][] =>
  list.split(/,\s*/).map((entry) => {
    const at = entry.indexOf(mark)
    return [entry.slice(0, at).trim(), entry.slice(at + 1).trim()]
  })
