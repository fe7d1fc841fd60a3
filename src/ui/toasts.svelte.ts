export interface ToastWords {
  text: string
  action?: { label: string; run: () => void }
  level?: 'info' | 'warning' | 'error'
}

export interface ShownToast extends ToastWords {
  id: number
}

const SHOWN_AT_ONCE = 3
/** Time to read and to act on it, in milliseconds; errors stay until dismissed. */
const READING_TIME = 6000
const ACTING_TIME = 12_000

/** Short messages at the foot of the page, newest last. */
export class Toasts {
  shown = $state<ShownToast[]>([])
  #timers = new Map<number, ReturnType<typeof setTimeout>>()
  #nextId = 1

  show(words: ToastWords): number {
    const id = this.#nextId++
    this.shown.push({ ...words, id })
    for (const old of this.shown.slice(0, -SHOWN_AT_ONCE)) this.dismiss(old.id)
    this.#startTimer(id)
    return id
  }

  act(id: number) {
    const action = this.shown.find((toast) => toast.id === id)?.action
    this.dismiss(id)
    action?.run()
  }

  dismiss(id: number) {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
    this.shown = this.shown.filter((toast) => toast.id !== id)
  }

  /** While a pointer or the focus is on the messages, none of them leaves. */
  hold() {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  release() {
    for (const { id } of this.shown) if (!this.#timers.has(id)) this.#startTimer(id)
  }

  #startTimer(id: number) {
    const toast = this.shown.find((one) => one.id === id)
    if (!toast || toast.level === 'error') return
    const time = toast.action ? ACTING_TIME : READING_TIME
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), time),
    )
  }
}

export const toasts = new Toasts()

/** Shows a short message, for instance after something that can be undone. Returns its id. */
export const toast = (words: ToastWords): number => toasts.show(words)
