import { expose, transfer } from 'comlink'
import { arrowOfFrame } from '../src/engine/arrow-frame'
import { announceLife } from '../src/engine/life'
import { SlotDesk, type ListSettings } from '../src/numerics/recommend/slot-desk'

/** What the worker answers to, for Comlink's `wrap` on the page's side. */
class Desk extends SlotDesk {
  /** The lists of all members as an Arrow IPC stream, for the engine. */
  everybodyAsArrow(settings: ListSettings, report: (share: number) => void): Uint8Array {
    const bytes = arrowOfFrame(this.everybody(settings, report))
    return transfer(bytes, [bytes.buffer as ArrayBuffer])
  }
}

export type SlotDeskApi = Omit<Desk, 'everybody'>

expose(new Desk())
void announceLife()
