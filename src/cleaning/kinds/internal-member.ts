import { ident, join, sql, type Sql } from '../../sql/sql'
import { rawTable } from '../load.sql'
import { isWord } from './patterns.sql'
import { text, words, type FieldOption, type RuleKind, type RuleUse } from './kind'
import type { Recipe } from '../recipe'

/** Members who are the shop's own: by their numbers, by the domain of an e-mail, or by a column that says so. */
export const internalMember: RuleKind = {
  id: 'internal_member',
  name: { en: 'Internal members', zh: '内部会员' },
  tables: ['sales'],
  actions: ['flag', 'aside'],
  goesFirst: false,
  fields: [
    {
      name: 'members',
      kind: 'words',
      label: { en: 'Member numbers', zh: '会员号' },
      initial: '',
    },
    {
      name: 'domains',
      kind: 'words',
      label: { en: 'E-mail domains', zh: '邮箱域名' },
      note: {
        en: 'Such as example.com; looked for in the member number and in all cells of the member list.',
        zh: '如 example.com;在会员号和会员表的各列中查找。',
      },
      initial: '',
    },
    {
      name: 'column',
      kind: 'choice',
      label: { en: 'Column of the member list', zh: '会员表中的列' },
      options: (recipe) => [{ value: '', label: { en: 'none', zh: '不用' } }, ...listColumns(recipe)],
      initial: '',
    },
    {
      name: 'values',
      kind: 'words',
      label: { en: 'It says', zh: '列中写着' },
      initial: '1, true, yes, 是, 员工, 内部, staff, employee, internal',
      when: (parameters) => text(parameters, 'column') !== '',
    },
  ],
  label: () => ({ en: 'Internal members', zh: '内部会员' }),
  about: () => ({
    en: 'Staff and accounts of the shop itself: their purchases say nothing about members.',
    zh: '员工和店铺自己的账号:其消费不反映会员情况。',
  }),
  catches: (use) => {
    const domains = words(use.parameters, 'domains')
    const ways = [
      isWord(sql`member_id`, words(use.parameters, 'members')),
      ...domains.map((domain) => hasDomain(sql`member_id`, domain)),
      ...listed(use, domains),
    ]
    return sql`select * from stage where ${join(ways, ' or ')}`
  },
}

/** Never null. */
const hasDomain = (column: Sql, domain: string): Sql =>
  sql`coalesce(ends_with(lower(trim(${column})), ${`@${domain.replace(/^@/, '').toLowerCase()}`}), false)`

/** Conditions on the member's row in a list, one for each list. */
function listed({ recipe, parameters }: RuleUse, domains: readonly string[]): Sql[] {
  return recipe.sources.flatMap((source, index) => {
    if (source.table !== 'members') return []
    const has = (name: string) => source.columns.some((column) => column.name === name)
    const says = text(parameters, 'column')
    const ways = [
      ...(says !== '' && has(says) ? [isWord(ident('f', says), words(parameters, 'values'))] : []),
      ...source.columns.flatMap(({ name, type }) =>
        type === 'text' ? domains.map((domain) => hasDomain(ident('f', name), domain)) : [],
      ),
    ]
    if (ways.length === 0) return []
    return [
      sql`coalesce(member_id in (
    select l.member_id
    from listed_members as l
    join (select rowid + 1 as place, * from ${rawTable(index)}) as f on f.place = l.source_row
    where l.source = ${index} and (${join(ways, ' or ')})
  ), false)`,
    ]
  })
}

const listColumns = (recipe: Recipe): FieldOption[] =>
  recipe.sources
    .filter(({ table }) => table === 'members')
    .flatMap(({ columns }) => columns.map(({ name }) => ({ value: name, label: { en: name, zh: name } })))
