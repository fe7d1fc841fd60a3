import { shopTable } from '../shop/tables'
import { sharedKeys } from './keys'
import { matchRole } from './roles'
import { isUnique } from './table-fit'
import type { ColumnMatch, ColumnReport, FileReport, SourceProposal } from './types'

/**
 * Some shops give a buyer a new id in every order and keep the person in a list beside it. Where the member ids of a
 * file of orders never come back, and a list of members has the same ids and another id besides, the other one is the
 * member, and the list says which id in the orders stands for whom. The proposals with such lists read that way.
 */
export function bridgeMembers(
  reports: readonly FileReport[],
  proposals: readonly SourceProposal[],
): SourceProposal[] {
  const bridges = new Map<number, Bridge>()
  const sales = new Set<number>()
  proposals.forEach((proposal, list) => {
    if (proposal.table !== 'members') return
    for (const [file, other] of proposals.entries()) {
      if (other.table !== 'orders' && other.table !== 'order_items') continue
      const bridge = findBridge(reports, proposals, list, file)
      if (!bridge) continue
      bridges.set(list, bridge)
      sales.add(file)
    }
  })
  return proposals.map((proposal, i) => {
    const bridge = bridges.get(i)
    if (bridge) return throughBridge(proposal, bridge)
    return sales.has(i)
      ? { ...proposal, questions: proposal.questions.filter(({ code }) => code !== 'which_member') }
      : proposal
  })
}

interface Bridge {
  key: ColumnReport
  person: ColumnReport
  orders: string
  shared: number
  compared: number
}

function findBridge(
  reports: readonly FileReport[],
  proposals: readonly SourceProposal[],
  list: number,
  file: number,
): Bridge | null {
  const [members, orders] = [reports[list], reports[file]]
  const key = members && columnFor(members, proposals[list], 'member_id')
  const inOrders = orders && columnFor(orders, proposals[file], 'member_id')
  if (!key || !inOrders || inOrders.sampled < 20 || !isUnique(inOrders) || !isUnique(key)) return null
  const shared = sharedKeys(key.keys, inOrders.keys)
  const compared = Math.min(key.keys.length, inOrders.keys.length)
  if (shared < Math.max(5, 0.03 * compared)) return null
  const person = personBeside(members, proposals[list], key)
  return person ? { key, person, orders: orders.name, shared, compared } : null
}

function columnFor(report: FileReport, proposal: SourceProposal | undefined, role: string) {
  const name = proposal?.matches.find((match) => match.role === role)?.column
  return report.columns.find((column) => column.name === name)
}

/** An id of the same kind as the key that comes back, or whose header says that it is the person's own. */
function personBeside(report: FileReport, proposal: SourceProposal | undefined, key: ColumnReport) {
  const role = shopTable('members').columns[0]
  const taken = new Set(proposal?.matches.map((match) => match.column))
  return report.columns.find((column) => {
    if (taken.has(column.name) || column.type !== key.type || !role) return false
    const present = column.sampled - column.missing
    const named = (matchRole(role, column, [])?.confidence ?? 0) >= 0.5
    return named && present > 0 && (column.distinct < present || OWN.test(column.header))
  })
}

const OWN = /unique|person|master|global|union|real|唯一|统一|真实|自然人/i

function throughBridge(proposal: SourceProposal, bridge: Bridge): SourceProposal {
  const { key, person, orders, shared, compared } = bridge
  const member: ColumnMatch = {
    role: 'member_id',
    column: person.name,
    confidence: 0.9,
    reasons: [
      {
        en: `the ids in “${key.name}” stand in one order each; “${person.name}” is the person behind them (${person.distinct} different values in ${person.sampled} sampled)`,
        zh: `“${key.name}”每个只出现在一张订单里；“${person.name}”才是背后的人（抽样 ${person.sampled} 行有 ${person.distinct} 个不同的值）`,
      },
    ],
  }
  const alias: ColumnMatch = {
    role: 'order_member_id',
    column: key.name,
    confidence: 0.9,
    reasons: [
      {
        en: `${shared} of ${compared} values compared are the member ids in ${orders}`,
        zh: `对比的 ${compared} 个值中有 ${shared} 个是 ${orders} 里的会员号`,
      },
    ],
  }
  return {
    ...proposal,
    matches: [member, alias, ...proposal.matches.filter(({ role }) => role !== 'member_id')],
    questions: proposal.questions.filter(({ code }) => code !== 'which_member'),
  }
}
