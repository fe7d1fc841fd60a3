import { ident } from '../../sql/sql'

/** Holds the result of the last query on the SQL page. */
export const RESULT = ident('main', 'sql_result')
/** Row ids of the result in the order that a column's head asked for. */
export const RESULT_ORDER = ident('main', 'sql_order')

export const RESULT_NAMES: readonly string[] = ['sql_result', 'sql_order']
