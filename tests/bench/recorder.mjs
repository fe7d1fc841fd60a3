/**
 * Runs in the page before its own scripts. Notes every call to the engine's worker with its text and its time, from
 * the message out to the answer; the engine does one at a time. Nothing of the page is changed by it.
 */
export function recorder() {
  const calls = []
  const longTasks = []
  const cancels = []
  let engine = null
  let nextId = 1
  const waiting = new Map()

  class RecordedWorker extends Worker {
    constructor(url, options) {
      super(url, options)
      if (options?.name !== 'engine') return
      engine = this
      this.addEventListener('message', ({ data }) => {
        const call = waiting.get(data?.id)
        if (!call) return
        waiting.delete(data.id)
        call.ended = performance.now()
        call.answer = data.value
      })
    }
    postMessage(message, ...rest) {
      const [method] = message?.path ?? []
      const [, text] = message?.argumentList?.map((argument) => argument.value) ?? []
      if (options_are_engine(this) && method === 'cancel') cancels.push(performance.now())
      else if (options_are_engine(this) && message?.type === 'APPLY') {
        const call = { method, text: typeof text === 'string' ? text : null, started: performance.now(), ended: null }
        calls.push(call)
        waiting.set(message.id, call)
      }
      super.postMessage(message, ...rest)
    }
  }
  const options_are_engine = (worker) => worker === engine
  window.Worker = RecordedWorker
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) longTasks.push({ startTime, duration })
  }).observe({ type: 'longtask', buffered: true })
  void nextId
  window.bench = { calls, cancels, longTasks }
}
