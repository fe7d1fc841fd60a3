import type { Recipe, SourcePlan } from '../cleaning/recipe'
import { readTable } from '../cleaning/listed.sql'
import { roleOf } from '../cleaning/recipe'
import { headerMatch } from '../shop/headers'
import { shopTable } from '../shop/tables'
import { ident, type Sql } from '../sql/sql'

/** A file whose rows say whose they are. */
export interface IdentitySource {
  index: number
  plan: SourcePlan
  /** Its rows as read: source, source_row, member_id. */
  rows: Sql
  /** The name of the system that its member ids come from; '' for the shop's own. */
  system: string
  /** Whether rows say more than an id: contacts or attributes. */
  says: boolean
  /** What the column of member ids holds in truth, by its header. */
  idIs: 'id' | 'phone' | 'email'
}

/** Roles that identify a person or describe her, and so help to tell whether two records are of one. */
export const CONTACT_ROLES = ['union_id', 'phone', 'email'] as const
export const ATTRIBUTE_ROLES = ['member_name', 'birthday', 'gender', 'city', 'address'] as const

/** Sources with member ids or contacts, in the order of the recipe. Lines of another file's orders have none. */
export function identitySources(recipe: Recipe): IdentitySource[] {
  return recipe.sources.flatMap((plan, index) => {
    const role = roleOf(plan, recipe.sources)
    if (plan.table === null || (role !== 'sales' && role !== 'members' && role !== 'records')) return []
    const says = [...CONTACT_ROLES, ...ATTRIBUTE_ROLES].some((name) => plan.mapping[name] !== undefined)
    if (plan.mapping['member_id'] === undefined && !says) return []
    const rows = ident(role === 'sales' ? 'sales_rows' : readTable(plan.table))
    return [{ index, plan, rows, system: plan.system ?? '', says, idIs: idIs(plan) }]
  })
}

/** Shops without member numbers use the phone or the address as one. */
function idIs({ mapping }: SourcePlan): IdentitySource['idIs'] {
  const header = mapping['member_id']
  if (header === undefined) return 'id'
  const named = (role: string) =>
    headerMatch(header, shopTable('members').columns.find(({ name }) => name === role)?.words ?? []).score >
    0.9
  return named('phone') ? 'phone' : named('email') ? 'email' : 'id'
}

/** Whether the files can link anything: two of them, or one that says more than an id. */
export const canLink = (recipe: Recipe): boolean =>
  identitySources(recipe).some(({ says, idIs }) => says || idIs !== 'id')
