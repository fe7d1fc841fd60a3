import type { Database } from '../engine/database'
import { isPhone } from '../ingest/standard/contacts.sql'
import { isUnreadGender } from '../ingest/standard/gender.sql'
import { isStandardRole } from '../ingest/standard/standard.sql'
import { hasLostDigits, isMissing } from '../ingest/values.sql'
import { shopTable, type ShopColumn } from '../shop/tables'
import { rowObjects } from '../sql/rows'
import { ident, sql, type Sql } from '../sql/sql'
import { rawTable } from './load.sql'
import type { Recipe, SourcePlan } from './recipe'
import { readClock, readColumn, writtenText } from './typed.sql'

/** What reading did to the cells of one column of a file, where it did anything. */
export interface FormAccount {
  /** The file's place in the recipe. */
  source: number
  column: string
  role: string
  /** Cells that hold something. */
  values: number
  /** Values brought to the one form of their kind: genders, places, phones, e-mail addresses. */
  changed: number
  /**
   * Values that are none of their kind: no phone, which stays as written; no time of day, whose day is kept; a gender
   * that nobody can know. 0 in other columns.
   */
  unread: number
  /** The first rows that hold one of these, 1-based, in the file's order; none when absent. */
  unreadRows?: number[]
  /** Ids that a spreadsheet cut short (1.23E+17): read as missing, so that nothing is joined on them. */
  lost: number
}

/** The columns whose values are not read as they are written, in the order of files and columns of the shop. */
export async function accountForForms(db: Database, recipe: Recipe): Promise<FormAccount[]> {
  const accounts: FormAccount[] = []
  for (const [index, source] of recipe.sources.entries()) {
    for (const { name: role, type } of columnsOf(source)) {
      const written = writtenText(source, role)
      const column = source.mapping[role]
      if (written === null || column === undefined) continue
      const counted = countedBy(source, index, { role, type, written })
      const [row] = rowObjects(await db.query(counted))
      const count = (name: string) => Number(row?.[name] ?? 0)
      const account = {
        values: count('n'),
        changed: count('changed'),
        unread: count('unread'),
        lost: count('lost'),
      }
      const rows = String(row?.['first_rows'] ?? '')
      const unreadRows = rows === '' ? {} : { unreadRows: rows.split(',').map(Number) }
      if (account.changed + account.unread + account.lost > 0)
        accounts.push({ source: index, column, role, ...account, ...unreadRows })
    }
  }
  return accounts
}

const columnsOf = ({ table }: SourcePlan): readonly ShopColumn[] =>
  table === null
    ? []
    : shopTable(table).columns.filter(
        ({ name, type }) => type === 'id' || name === 'ordered_time' || isStandardRole(name),
      )

interface WrittenColumn {
  role: string
  type: ShopColumn['type']
  written: Sql
}

function countedBy(source: SourcePlan, index: number, { role, type, written }: WrittenColumn): Sql {
  if (role === 'ordered_time') return clocks(source, index, written)
  return isStandardRole(role) ? forms(index, source, { role, type, written }) : lostDigits(index, written)
}

/** Times of day that cannot be read, and the first rows that hold one. */
const clocks = (source: SourcePlan, index: number, written: Sql): Sql => sql`with cells as (
  select rowid + 1 as source_row, ${readClock(source) ?? sql`null`} as clock
  from ${rawTable(index)}
  where not ${isMissing(written)}
)
select
  count(*) as n, 0 as changed, count(*) filter (where clock is null) as unread, 0 as lost,
  (
    select string_agg(source_row, ',' order by source_row)
    from (select source_row from cells where clock is null order by source_row limit ${SHOWN_ROWS})
  ) as first_rows
from cells`

const SHOWN_ROWS = 5

/** Few ids hold a plus: the pattern is tried on those alone. */
const lostDigits = (index: number, written: Sql): Sql => sql`select
  count(${written}) as n, 0 as changed, 0 as unread,
  count(*) filter (where contains(${written}, '+') and ${hasLostDigits(written)}) as lost
from ${rawTable(index)}`

/** Each spelling is looked at once; of those that are none of their kind the first rows are named. */
const forms = (
  index: number,
  source: SourcePlan,
  { role, type, written }: WrittenColumn,
): Sql => sql`with spellings as (
  select *, coalesce(${isUnread(role, source)}, false) as unread
  from (
    select ${written} as written, ${readColumn(source, role, type)} as form, "(n)" as n, "(first)" as first_row
    from (
      select ${ident(source.mapping[role] ?? '')}, count(*) as "(n)", min(rowid) + 1 as "(first)"
      from ${rawTable(index)}
      group by all
    )
  )
  where form is not null
)
select
  coalesce(sum(n), 0) as n,
  coalesce(sum(n) filter (where trim(written) <> form), 0) as changed,
  coalesce(sum(n) filter (where unread), 0) as unread,
  0 as lost,
  (
    select string_agg(first_row, ',' order by first_row)
    from (select first_row from spellings where unread order by first_row limit ${SHOWN_ROWS})
  ) as first_rows
from spellings`

function isUnread(role: string, source: SourcePlan): Sql {
  if (role === 'phone') return sql`not ${isPhone(sql`form`)}`
  if (role !== 'gender') return sql`false`
  const { coding } = source.columns.find(({ name }) => name === source.mapping[role]) ?? {}
  return isUnreadGender(sql`written`, sql`form`, coding)
}
