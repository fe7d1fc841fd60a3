import type { TableName } from '../shop/tables'
import { m } from '../text/paraglide/messages.js'

/** A page that is no analysis, and looks at a table as they do. */
export interface OwnPage {
  path: string
  needs: TableName
  title: () => string
}

export const SEGMENT_PAGES: readonly OwnPage[] = [
  { path: 'tags', needs: 'members', title: m.segments_tag_nav },
  { path: 'segments', needs: 'members', title: m.segments_seg_nav },
  { path: 'member', needs: 'members', title: m.segments_member_nav },
]

export const VALUE_PAGES: readonly OwnPage[] = [{ path: 'kpi', needs: 'orders', title: m.segments_kpi_nav }]

export const ownPage = (path: string): OwnPage | undefined =>
  [...SEGMENT_PAGES, ...VALUE_PAGES].find((page) => page.path === path)
