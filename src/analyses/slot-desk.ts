import type { SlotDesk } from '../numerics/recommend/slot-desk'

type Asked<F> = F extends (...given: infer Given) => infer Answer
  ? (...given: Given) => Promise<Awaited<Answer>>
  : never

/** The desk that fills slots, in a worker of its own: it keeps a shop and a model until it is ended or given others. */
export type SlotDeskClient = { readonly [K in Exclude<keyof SlotDesk, 'everybody'>]: Asked<SlotDesk[K]> } & {
  /** `everybody` as an Arrow IPC stream. */
  everybodyAsArrow: (...given: Parameters<SlotDesk['everybody']>) => Promise<Uint8Array>
  /** Ends what it is doing, which rejects with an AbortError; its shop and model are gone. */
  end: () => void
}
