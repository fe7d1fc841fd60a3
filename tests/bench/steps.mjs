// What each statement of a load and an RFM run is for, read from its text.

/** In the order of the journey. */
export const PHASES = ['load', 'clean', 'account', 'rfm']

const RULES = [
  [/^create or replace table "raw"\."file_\d+" as select/, () => ['load', 'read the file']],
  [/^select count\(\*\) as n from "raw"/, () => ['load', 'count its rows']],
  [/^create or replace (?:table|view) "result"\."(\w+)_[0-9a-f]{16}"/, (name) => ['rfm', name]],
  [/^create or replace view "lens"|^create schema if not exists/, () => ['rfm', 'views']],
  [/^create or replace view "?\w+"? as select \* from "result"/, () => ['rfm', 'views']],
  [/^create or replace (?:table|view) "?(\w+)"? as/, (name) => ['clean', name]],
  [/^insert into "?(\w+)"?/, (name) => ['clean', name]],
  [/^drop |^create schema raw/, () => ['clean', 'clear']],
  [/^select\s+rule,/, () => ['account', 'rules']],
  [/^select\s+'\w+' as rule,/, () => ['account', 'rules that are off']],
  [/from return_matches/, () => ['account', 'returns']],
  [/^select min\(ordered_at\)/, () => ['account', 'span']],
]

/** [phase, step] of a statement; null for what belongs to no phase: the list of tables, the rows of a page. */
export function stepOf(text) {
  for (const [pattern, name] of RULES) {
    const found = pattern.exec(text)
    if (found) return name(found[1])
  }
  return null
}
