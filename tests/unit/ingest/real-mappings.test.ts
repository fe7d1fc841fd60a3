import { describe, expect, it } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import { unpack } from '../../../src/ingest/unpack/unpack'
import { gapsOf, planOf } from '../../../src/project/plan'
import { openFile, sharedPath } from './files'
import { FOLDERS, PACKED } from './real-folders'

describe('real files, each folder dropped together, are taken for what they are', () => {
  for (const [folder, files] of Object.entries(FOLDERS)) {
    const paths = files.map(([path]) => sharedPath(path))
    it.skipIf(paths.includes(null))(folder, async () => {
      const reports = await Promise.all(paths.map(async (path) => inspectFile(await openFile(path!))))
      const proposals = proposeSources(reports)
      const plans = proposals.map((proposal, i) => planOf(reports[i]!, proposal))
      const found = files.map(([path], i) => [path, reports[i]?.records, plans[i]?.table, plans[i]?.mapping])
      expect(found).toEqual(files)
      expect(plans.flatMap((plan) => gapsOf(plan, plans))).toEqual([])
    })
  }
})

describe('packed files and other formats', () => {
  for (const [name, parts] of PACKED) {
    const path = sharedPath(name)
    it.skipIf(path === null)(name, async () => {
      const files = await unpack(await openFile(path!))
      const reports = await Promise.all(files.map(({ file }) => inspectFile(file)))
      const found = proposeSources(reports).map((proposal, i) => [
        reports[i]?.name,
        reports[i]?.records,
        proposal.table,
        proposal.matches.map(({ role }) => role),
      ])
      expect(found).toEqual(parts)
    })
  }
})
