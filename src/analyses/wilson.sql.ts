import { sql, type Sql } from '../sql/sql'

const Z95 = 1.959963984540054

/**
 * One of Wilson's 95 % limits of a share (Wilson 1927, J. Amer. Statist. Assoc. 22:209), −1 the lower and 1 the upper;
 * null where the whole is 0.
 */
export const wilsonLimit = (
  sign: 1 | -1,
  part = sql`part`,
  whole = sql`whole`,
): Sql => sql`case when ${whole} > 0 then (
    ${part} + ${(Z95 * Z95) / 2} + ${sign * Z95} * sqrt(greatest(0, ${part} * (${whole} - ${part})::double / ${whole}) + ${(Z95 * Z95) / 4})
  ) / (${whole} + ${Z95 * Z95}) end`
