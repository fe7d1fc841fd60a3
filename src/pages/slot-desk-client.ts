import { proxy, type Remote } from 'comlink'
import type { SlotDeskApi } from '../../workers/recommender'
import workerUrl from '../../workers/recommender.ts?worker&url'
import type { SlotDeskClient } from '../analyses/slot-desk'
import { abortError, standingLine, type WorkerLine } from './worker-line'

const connect = standingLine<SlotDeskApi>(workerUrl, 'recommender')

let line: WorkerLine<SlotDeskApi> | null = null
let stop = new AbortController()

/** Fills slots in a worker of their own, one thing after the other. */
export const slotDesk: SlotDeskClient = {
  status: () => asked((desk) => desk.status()),
  fill: (shop, report) => asked((desk) => desk.fill(shop, proxy(report))),
  train: (key, model, options, report) => asked((desk) => desk.train(key, model, options, proxy(report))),
  load: (key, bytes) => asked((desk) => desk.load(key, bytes)),
  save: (about) => asked((desk) => desk.save(about)),
  lists: (requests) => asked((desk) => desk.lists(requests)),
  history: (member) => asked((desk) => desk.history(member)),
  everybodyAsArrow: (settings, report) => asked((desk) => desk.everybodyAsArrow(settings, proxy(report))),
  stageCounts: (rules) => asked((desk) => desk.stageCounts(rules)),
  occasions: () => asked((desk) => desk.occasions()),
  end() {
    line?.end()
    line = null
    stop.abort()
    stop = new AbortController()
  },
}

async function asked<T>(ask: (desk: Remote<SlotDeskApi>) => Promise<T>): Promise<T> {
  line = connect()
  const { signal } = stop
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(abortError()), { once: true })
  })
  return Promise.race([ask(line.remote), line.lost, stopped])
}
