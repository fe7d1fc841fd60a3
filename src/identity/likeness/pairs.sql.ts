import { join, sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'

/** Only records that agree in one of these are compared at all. */
export const BLOCKS: readonly { key: string; label: Bilingual; of: Sql }[] = [
  { key: 'phone', label: { en: 'same phone', zh: '手机号相同' }, of: sql`phone` },
  { key: 'email', label: { en: 'same e-mail', zh: '邮箱相同' }, of: sql`email` },
  {
    key: 'name_birthday',
    label: { en: 'same name and birthday', zh: '姓名与生日相同' },
    of: sql`name || chr(31) || birthday`,
  },
  {
    key: 'name_city',
    label: { en: 'same name and city', zh: '姓名与城市相同' },
    of: sql`name || chr(31) || city`,
  },
  {
    key: 'birthday_initial',
    label: { en: 'same birthday and first letter of the name', zh: '生日与姓名首字相同' },
    of: sql`birthday || chr(31) || left(name, 1)`,
  },
  {
    key: 'name_phone',
    label: { en: 'same name and beginning of the phone', zh: '姓名与手机号前七位相同' },
    of: sql`name || chr(31) || left(phone, 7)`,
  },
  {
    key: 'address',
    label: { en: 'same address', zh: '地址相同' },
    of: sql`case when length(address) >= 6 then address end`,
  },
]

/** A block of more records than this says nothing of them: its pairs are not compared. */
export const LARGEST_BLOCK = 40
export const MOST_PAIRS = 1_000_000

/**
 * `identity_compared`, what records are compared in, as plain text: record, name (lower case, without spaces and
 * dots), phone, email, birthday (YYYY-MM-DD), city, address.
 */
export const compared: Sql = sql`create or replace table identity_compared as
select
  record,
  nullif(regexp_replace(lower(strip_accents(member_name)), '[\\s.,·•''-]', '', 'g'), '') as name,
  case when length(phone) < 64 then phone end as phone,
  case when length(email) < 64 then email end as email,
  cast(birthday as varchar) as birthday,
  lower(city) as city,
  nullif(regexp_replace(lower(address), '\\s', '', 'g'), '') as address
from identity_records
where coalesce(member_name, phone, email, cast(birthday as varchar), address) is not null`

const blocked: Sql = join(
  BLOCKS.map(
    ({ key, of }) =>
      sql`select record, concat(${key}, chr(31), ${of}) as block from identity_compared where ${of} is not null`,
  ),
  '\nunion all\n',
)

/** `identity_pairs`, the pairs of records that share a block: a, b (a < b). At most `MOST_PAIRS`. */
export const pairs: Sql = sql`create or replace table identity_pairs as
with blocked as (
${blocked}
),
small as (
  select block from blocked group by block having count(*) between 2 and ${LARGEST_BLOCK}
)
select distinct a.record as a, b.record as b
from blocked as a
join small as s on s.block = a.block
join blocked as b on b.block = a.block and b.record > a.record
order by a, b
limit ${MOST_PAIRS}`

/** How many blocks were too large to compare. */
export const skippedBlocks: Sql = sql`select count(*) as blocks
from (select block from (\n${blocked}\n) group by block having count(*) > ${LARGEST_BLOCK})`

export const pairColumns: Sql = sql`select a, b from identity_pairs order by a, b`

/** The compared texts of every record that stands in a pair. */
export const comparedRecords: Sql = sql`select record, name, phone, email, birthday, city, address
from identity_compared
where record in (select a from identity_pairs union select b from identity_pairs)
order by record`

/** `identity_likeness`, the scored pairs: a, b, weight (log2 of the likelihood ratio), probability, levels (0 = missing). */
export const likeness = (path: string): Sql => sql`create or replace table identity_likeness as
select *
from read_csv(${path}, header = true, auto_detect = false, delim = ',', columns = {
  'a': 'UINTEGER', 'b': 'UINTEGER', 'weight': 'DOUBLE', 'probability': 'DOUBLE', 'levels': 'VARCHAR'
})`
