import { sql, type Sql } from '../sql/sql'

/**
 * A random part of the members in `members` (a relation with member_id): those whose md5(seed ‖ id) is among the
 * lowest, so that the same members are chosen on any machine, and a larger share holds the smaller one.
 * @param share from 0 to 1.
 */
export const sampled = (members: Sql, { share, seed }: { share: number; seed: number }): Sql =>
  sql`select member_id from ${members} as s
where md5(${`${seed}:`} || s.member_id) < ${boundary(share)}`

/** The first 32 bits of a hash, in hexadecimal, below which a share of all hashes lie. */
function boundary(share: number): string {
  if (share >= 1) return 'g'
  return Math.floor(Math.max(0, share) * 2 ** 32)
    .toString(16)
    .padStart(8, '0')
}
