import type { TagCategory } from '../../segments/rule'
import { m } from '../../text/paraglide/messages.js'

const CATEGORIES: Readonly<Record<TagCategory, () => string>> = {
  attribute: m.segments_tag_attribute,
  consumption: m.segments_tag_consumption,
  preference: m.segments_tag_preference,
  activity: m.segments_tag_activity,
  value: m.segments_tag_value,
  risk: m.segments_tag_risk,
  own: m.segments_tag_own,
}

export const categoryName = (category: TagCategory): string => CATEGORIES[category]()

/** A day so many days before another, YYYY-MM-DD. */
export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)
