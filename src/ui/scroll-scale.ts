/**
 * Browsers cut elements off at about 17.9 million pixels (Firefox) or 33.5 million (Chromium).
 * A list taller than that gets a shorter track, and its scroll position is stretched to the list.
 * All lengths in CSS pixels.
 */
export interface ScrollScale {
  /** The height to give the scrolled element. */
  trackHeight: number
  /** Where the list stands when the element is scrolled to `scrollTop`. */
  toOffset(scrollTop: number): number
  /** How far to scroll the element so that the list stands at `offset`. */
  toScrollTop(offset: number): number
  /** List pixels per scrolled pixel: 1 for lists that fit. */
  factor: number
}

export const MAX_TRACK = 16_000_000

export function scrollScale(listHeight: number, viewHeight: number, maxTrack = MAX_TRACK): ScrollScale {
  const trackHeight = Math.min(listHeight, Math.max(maxTrack, viewHeight))
  const furthestScroll = Math.max(0, trackHeight - viewHeight)
  const furthestOffset = Math.max(0, listHeight - viewHeight)
  const factor = furthestScroll > 0 && listHeight > trackHeight ? furthestOffset / furthestScroll : 1
  const within = (value: number, most: number) => Math.min(most, Math.max(0, value))
  return {
    trackHeight,
    factor,
    toOffset: (scrollTop) => within(scrollTop * factor, furthestOffset),
    toScrollTop: (offset) => within(offset / factor, furthestScroll),
  }
}
