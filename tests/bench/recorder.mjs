/**
 * Runs in the page before the page's own scripts: `window.bench` notes every call to the engine's worker, with its
 * text, from the message out to the answer (the engine does one at a time), when each worker came and went, and every
 * long task of the main thread.
 */
export function recorder() {
  const waiting = new Map()
  const bench = {
    calls: [],
    longTasks: [],
    workers: {},
    cancelledAt: null,
    engine: null,
    ask,
    until,
    clickUntil,
  }
  let asked = 0

  window.bench = bench
  window.Worker = class extends Worker {
    constructor(url, options) {
      super(url, options)
      this.life = { started: performance.now(), ended: null }
      // By kind: most bear a name of their own, such as memberlens-demo-1-2-3-4.
      const kind = /^memberlens-(\w+)-/.exec(options?.name ?? '')?.[1] ?? options?.name ?? ''
      bench.workers[kind] = this.life
      if (options?.name !== 'engine') return
      bench.engine = this
      this.addEventListener('message', ({ data }) => answered(data))
    }

    postMessage(message, ...rest) {
      if (this === bench.engine && message?.type === 'APPLY') sent(message)
      super.postMessage(message, ...rest)
    }

    terminate() {
      this.life.ended ??= performance.now()
      super.terminate()
    }
  }
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      bench.longTasks.push({ at: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })

  function sent({ id, path: [method], argumentList }) {
    if (method === 'cancel') {
      bench.cancelledAt = performance.now()
      return
    }
    const text = argumentList[1]?.value
    const call = {
      method,
      text: typeof text === 'string' ? text : null,
      started: performance.now(),
      ended: null,
    }
    bench.calls.push(call)
    waiting.set(id, { call, resolve: null })
  }

  function answered({ id, value }) {
    const entry = waiting.get(id)
    if (!entry) return
    waiting.delete(id)
    Object.assign(entry.call, { ended: performance.now(), failure: value?.failure?.kind ?? null })
    entry.resolve?.(value)
  }

  /** A call of the bench's own, as the page's client would make it; resolves with its milliseconds. */
  async function ask(method, text) {
    const id = `bench-${++asked}`
    const argumentList = [1e9 + asked, text, null].map((value) => ({ type: 'RAW', value }))
    const answer = new Promise((resolve) => {
      bench.engine.postMessage({ id, type: 'APPLY', path: [method], argumentList })
      waiting.get(id).resolve = resolve
    })
    const started = performance.now()
    const { ok, failure } = await answer
    if (!ok) throw new Error(failure.message)
    return performance.now() - started
  }

  /** Resolves at the first frame in which an element of that selector holds that text, with the time since loading. */
  function until(selector, text = '') {
    return new Promise((resolve) => {
      const look = () => {
        const found = [...document.querySelectorAll(selector)].some(
          (element) => element.textContent.includes(text) && element.getClientRects().length > 0,
        )
        if (found) resolve(performance.now())
        else requestAnimationFrame(look)
      }
      look()
    })
  }

  /** Presses the button of that text; milliseconds until the other element is there. */
  async function clickUntil(button, selector, text) {
    const pressed = [...document.querySelectorAll('button')].find((element) =>
      element.textContent.includes(button),
    )
    const started = performance.now()
    pressed.click()
    return (await until(selector, text)) - started
  }
}
