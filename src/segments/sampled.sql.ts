import { sql, type Sql } from '../sql/sql'

export interface RandomPart {
  /** From 0 to 1. */
  share: number
  seed: number
}

/**
 * A random part of the members in `members` (a relation with member_id): those whose md5(seed ‖ id) is among the
 * lowest, so that the same members are chosen on any machine, and a larger share holds the smaller one.
 */
export const sampled = (members: Sql, part: RandomPart): Sql =>
  sql`select member_id from ${members} as s
where ${inPart(sql`s.member_id`, part)}`

/** Whether a member is in a random part. */
export const inPart = (member: Sql, { share, seed }: RandomPart): Sql =>
  sql`(md5(${`${seed}:`} || ${member}) < ${boundary(share)})`

/** Whether a member is held out: by hashes of their own, so that a sample and what is held out of it do not go together. */
export const inHoldout = (member: Sql, { share, seed }: RandomPart): Sql =>
  sql`(md5(${`holdout ${seed}:`} || ${member}) < ${boundary(share)})`

/** The first 32 bits of a hash, in hexadecimal, below which a share of all hashes lie. */
function boundary(share: number): string {
  if (share >= 1) return 'g'
  return Math.floor(Math.max(0, share) * 2 ** 32)
    .toString(16)
    .padStart(8, '0')
}
