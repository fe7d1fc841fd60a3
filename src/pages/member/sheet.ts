/** One line of a profile: a name, what is so, and what to know of it. */
export interface SheetRow {
  key: string
  label: string
  value: string
  note?: string
  /** How it comes about. */
  about?: string
  /** The address of the page that defines it. */
  more?: string
  /** Share of members below, from 0 to 1: where the member stands. */
  place?: number
  /** Left out where there is little room: on paper. */
  minor?: true
}

export interface SheetSection {
  key: string
  title: string
  /** What holds for all of its rows, or why there are none. */
  remark?: string
  rows: readonly SheetRow[]
}

/** A profile as words, for the page, for Markdown and for a picture. */
export interface Sheet {
  title: string
  /** Of which day, by which amounts. */
  context: string
  sections: readonly SheetSection[]
}
