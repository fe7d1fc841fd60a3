import { textWidth, wrapText } from './text-width'

export interface PersonaTrait {
  label: string
  /** Standardised difference. */
  effect: number
  /** The value here, and that of the rest, as they are read. */
  figure: string
}

export interface Persona {
  name: string
  /** Size, value: short lines under the name. */
  lines: readonly string[]
  traits: readonly PersonaTrait[]
  /** Headed lists of words: favourite categories, the typical member. */
  facts: readonly { title: string; items: readonly string[] }[]
  doTitle: string
  dont: readonly string[]
  dontTitle: string
  do: readonly string[]
}

const LINE = 18
const ROW = 22
const GAP = 18

export interface PlacedText {
  text: string
  x: number
  y: number
  kind: 'name' | 'line' | 'head' | 'item'
}

/** Where everything on a card stands, for a width in pixels; two columns where there is room. */
export function personaLayout(persona: Persona, width: number) {
  const texts: PlacedText[] = []
  const isWide = width >= 560
  const half = isWide ? (width - GAP * 2) / 2 : width
  let y = 20
  for (const line of wrapText(persona.name, width, 18)) {
    texts.push({ text: line, x: 0, y, kind: 'name' })
    y += 24
  }
  for (const line of persona.lines.flatMap((text) => wrapText(text, width))) {
    texts.push({ text: line, x: 0, y, kind: 'line' })
    y += LINE
  }
  const start = y + 10
  const labelWidth = Math.min(
    half * 0.4,
    Math.max(40, ...persona.traits.map(({ label }) => textWidth(label) + 8)),
  )
  const traits = persona.traits.map((trait, i) => ({ ...trait, y: start + i * ROW }))
  const afterTraits = start + persona.traits.length * ROW + GAP
  const column = (lists: readonly { title: string; items: readonly string[] }[], x: number, from: number) => {
    let at = from
    for (const { title, items } of lists) {
      if (items.length === 0) continue
      texts.push({ text: title, x, y: at + 12, kind: 'head' })
      at += LINE + 2
      for (const line of items.flatMap((item) => wrapText(`· ${item}`, half - 4))) {
        texts.push({ text: line, x, y: at + 12, kind: 'item' })
        at += LINE
      }
      at += 10
    }
    return at
  }
  const advice = [
    { title: persona.doTitle, items: persona.do },
    { title: persona.dontTitle, items: persona.dont },
  ]
  const left = column(persona.facts, 0, afterTraits)
  const right = isWide ? column(advice, half + GAP * 2, start) : column(advice, 0, left)
  return { texts, traits, labelWidth, half, height: Math.max(left, right) + 4 }
}
