export interface SelectOption {
  value: string
  label: string
  note?: string
  group?: string
  disabled?: boolean
}

export interface OptionGroup {
  key: string
  /** Null for options that belong to no group. */
  name: string | null
  options: SelectOption[]
}

/** Options under the heading of their group, groups in order of their first option. */
export function groupOptions(options: readonly SelectOption[]): OptionGroup[] {
  const groups = new Map<string | null, OptionGroup>()
  for (const option of options) {
    const name = option.group ?? null
    const group = groups.get(name)
    if (group) group.options.push(option)
    else groups.set(name, { key: name === null ? 'none' : `group ${name}`, name, options: [option] })
  }
  return [...groups.values()]
}
