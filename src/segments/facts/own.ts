import type { MemberFact } from './fact'

/** A column of the shop's own lists of members: its header, and whether it holds numbers. */
export interface OwnColumn {
  header: string
  type: 'number' | 'category'
}

const PREFIXES = { number: 'number:', category: 'text:' } as const

/** Headers of numbers that are years, or postal codes. */
const NAMES_YEARS =
  /(^|[^a-z])(year|yr|zip|zip ?code|postal ?code|postcode)s?($|[^a-z])|年份|年度|年$|邮编|邮政编码/i

/** The name of its fact. Lists of facts are written with commas between them, so a name has none. */
export const ownFactName = ({ header, type }: OwnColumn): string =>
  `${PREFIXES[type]}${header.replaceAll(',', ' ')}`

/** The fact of a column that the shop's lists of members bring beside those that every shop may have. */
export function ownFact(name: string): MemberFact | undefined {
  const type = name.startsWith(PREFIXES.number)
    ? 'number'
    : name.startsWith(PREFIXES.category)
      ? 'category'
      : null
  if (type === null) return undefined
  const header = name.slice(PREFIXES[type].length)
  return {
    name,
    group: 'attribute',
    type,
    label: { en: header, zh: header },
    ...(type === 'number' && NAMES_YEARS.test(header) && { plain: true as const }),
    about: {
      en: `The column “${header}” of the member list, as it stands there.`,
      zh: `会员表中的“${header}”列,照原样。`,
    },
    from: [],
  }
}
