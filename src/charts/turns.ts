import { flushSync } from 'svelte'

/** Milliseconds of drawing before the page is given back to whoever uses it. */
const BUDGET = 12

const waiting: (() => void)[] = []
let isRunning = false

/**
 * Does some drawing in a task of its own, after what was asked for before: a page of many charts is drawn part by part,
 * and none of them holds the main thread up. The answer takes it back.
 */
export function takeTurn(work: () => void): () => void {
  waiting.push(work)
  if (!isRunning) {
    isRunning = true
    setTimeout(run)
  }
  return () => {
    const at = waiting.indexOf(work)
    if (at >= 0) waiting.splice(at, 1)
  }
}

function run() {
  const until = performance.now() + BUDGET
  try {
    do {
      waiting.shift()?.()
      // What it changed is drawn now, so that its time is counted.
      flushSync()
    } while (waiting.length > 0 && performance.now() < until)
  } finally {
    isRunning = waiting.length > 0
    if (isRunning) setTimeout(run)
  }
}
