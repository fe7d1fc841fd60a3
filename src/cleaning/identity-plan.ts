/** What links the records of one person: the strongest first. */
export const IDENTIFIER_KINDS = ['union_id', 'phone', 'email'] as const
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number]

/** What two records of one person cannot differ in. */
export const CONTRADICTIONS = ['union_id', 'birthday', 'gender', 'member_name'] as const
export type Contradiction = (typeof CONTRADICTIONS)[number]

/**
 * What a person decided by hand. Members and values are named by hashes (see `memberMark`), so that the recipe holds
 * no id, phone or address.
 */
export type IdentityDecision =
  | { decision: 'link' | 'distinct'; members: [string, string] }
  | { decision: 'unlink'; member: string }
  | { decision: 'accept' | 'refuse'; kind: IdentifierKind; value: string }

/** How records of one person are brought together. Without it every id is a member of its own. */
export interface IdentityPlan {
  /** Off: links are only shown. */
  on: boolean
  kinds: IdentifierKind[]
  /** An identifier of more members than this links nobody; null: as the data proposes. */
  shared: number | null
  /** Most records that may become one member. */
  largest: number
  contradictions: Contradiction[]
  /** Identifiers are kept as SHA-256 alone. */
  hashed: boolean
  /** Links by likeness above this probability, or null for none. */
  likeness: number | null
  decisions: IdentityDecision[]
}

export const NO_LINKS: IdentityPlan = {
  on: false,
  kinds: [...IDENTIFIER_KINDS],
  shared: null,
  largest: 20,
  // Names are written in too many ways to speak against a link by themselves.
  contradictions: ['union_id', 'birthday', 'gender'],
  hashed: false,
  likeness: null,
  decisions: [],
}

/** The tables that linking makes. */
export const LINK_TABLES = [
  'member_crosswalk',
  'identity_alike',
  'identity_likeness',
  'identity_pairs',
  'identity_compared',
  'identity_members',
  'identity_clusters',
  'identity_identifiers',
  'identity_evidence',
  'identity_records',
  'identity_tuples',
] as const
