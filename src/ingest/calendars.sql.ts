import { sql, type Sql } from '../sql/sql'
import { ERA, ERA_OFFSETS, MONTH_NAMES, ROC, ROC_OFFSET, WORDED, type Calendar } from './calendars'

/** A text of a calendar as strptime reads it: 3 8 2024 14:05, 2024-5-6. A text that is none stays none. */
export function calendarText(calendar: Calendar, text: Sql): Sql {
  switch (calendar) {
    case 'words':
      return MONTH_NAMES.reduce(
        (dated, names, i) => sql`regexp_replace(${dated}, ${`^([0-9]+) (?:${names}) `}, ${`\\1 ${i + 1} `})`,
        sql`regexp_replace(lower(strip_accents(${text})), ${WORDED}, '\\1 \\2 \\3\\4')`,
      )
    case 'roc':
      return sql`concat(${ROC_OFFSET} + try_cast(regexp_extract(${text}, ${ROC}, 1) as integer), regexp_replace(${text}, ${ROC}, '-\\2-\\3\\4'))`
    case 'era': {
      const offset = ERA_OFFSETS.map(
        ([names, years]) => sql`when regexp_extract(${text}, ${ERA}, 1) in (${sqlList(names)}) then ${years}`,
      ).reduce((all, part) => sql`${all} ${part}`)
      const count = sql`try_cast(replace(regexp_extract(${text}, ${ERA}, 2), '元', '1') as integer)`
      return sql`concat(${count} + case ${offset} end, regexp_replace(${text}, ${ERA}, '-\\3-\\4\\5'))`
    }
  }
}

const sqlList = (words: readonly string[]): Sql =>
  words.map((word) => sql`${word}`).reduce((all, word) => sql`${all}, ${word}`)
