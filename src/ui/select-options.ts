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

/** Those that hold every word of `text`, in their label, note or group, whatever the case and width of the letters. */
export function optionsWith(text: string, options: readonly SelectOption[]): readonly SelectOption[] {
  const words = plain(text).split(/\s+/)
  return options.filter(({ label, note = '', group = '' }) => {
    const line = plain(`${label} ${note} ${group}`)
    return words.every((word) => line.includes(word))
  })
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase().trim()
