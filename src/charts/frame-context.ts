import { getContext, setContext } from 'svelte'

/** What a frame tells the chart inside it: the element that holds its title, for the drawing's accessible name. */
export interface FrameContext {
  readonly titleId: string
}

const KEY = Symbol('chart frame')

export const provideFrame = (frame: FrameContext): FrameContext => setContext(KEY, frame)

/** The frame around this chart, if it has one. Call while the component is set up. */
export const useFrame = (): FrameContext | undefined => getContext<FrameContext | undefined>(KEY)

/** Names a drawing: by its own label, by the frame's title, or else by what it is. */
export function accessibleName(frame: FrameContext | undefined, label: string | undefined, fallback: string) {
  if (label) return { 'aria-label': label }
  return frame ? { 'aria-labelledby': frame.titleId } : { 'aria-label': fallback }
}
