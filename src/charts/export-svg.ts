import { wrapText } from './text-width'

export interface Drawing {
  readonly text: string
  readonly blob: Blob
  readonly width: number
  readonly height: number
}

export interface DrawingWords {
  readonly title: string
  /** The definition line, written under the drawing. */
  readonly caption: string
}

const MARGIN = 24
const TITLE_SIZE = 15
const CAPTION_SIZE = 12
const NAMESPACE = 'http://www.w3.org/2000/svg'

/**
 * A chart on the page as a file that stands alone: every colour and font is written out, nothing points to the
 * page's style sheets, parts marked `data-export="skip"` stay behind, and the title, a ground and the definition
 * are drawn in. The colours are those of the theme in use.
 */
export function serialiseSvg(svg: SVGSVGElement, { title, caption }: DrawingWords): Drawing {
  const inner = { width: Number(svg.getAttribute('width')), height: Number(svg.getAttribute('height')) }
  const style = getComputedStyle(svg)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const titleLines = wrapText(title, inner.width, TITLE_SIZE * 1.06)
  const captionLines = wrapText(caption, inner.width, CAPTION_SIZE)
  const top = MARGIN + titleLines.length * TITLE_SIZE * 1.4 + 10
  const below = captionLines.length ? 14 + captionLines.length * CAPTION_SIZE * 1.5 : 0
  const width = Math.ceil(inner.width + 2 * MARGIN)
  const height = Math.ceil(top + inner.height + below + MARGIN)

  const sheet = element('svg', { xmlns: NAMESPACE, width, height, viewBox: `0 0 ${width} ${height}` })
  sheet.setAttribute('font-family', style.fontFamily)
  sheet.setAttribute('role', 'img')
  sheet.append(element('title', {}, title), element('desc', {}, caption))
  sheet.append(element('rect', { width, height, fill: colour('--chart-ground') || colour('--paper') }))
  titleLines.forEach((line, index) => {
    const y = MARGIN + TITLE_SIZE * (1 + index * 1.4)
    sheet.append(
      element(
        'text',
        { x: MARGIN, y, 'font-size': TITLE_SIZE, 'font-weight': 600, fill: colour('--ink') },
        line,
      ),
    )
  })
  const drawing = element('g', { transform: `translate(${MARGIN} ${top})`, 'font-size': style.fontSize })
  copyChildren(svg, drawing, style)
  sheet.append(drawing)
  captionLines.forEach((line, index) => {
    const y = top + inner.height + 14 + CAPTION_SIZE * (1 + index * 1.5)
    sheet.append(element('text', { x: MARGIN, y, 'font-size': CAPTION_SIZE, fill: colour('--ink-3') }, line))
  })

  const text = new XMLSerializer().serializeToString(sheet)
  return { text, blob: new Blob([text], { type: 'image/svg+xml;charset=utf-8' }), width, height }
}

/** Presentation properties that children inherit: written only where they differ from the parent's. */
const INHERITED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'font-size',
  'font-weight',
  'text-anchor',
  'paint-order',
  'shape-rendering',
]

const GEOMETRY = /^(x|y|x1|x2|y1|y2|dx|dy|cx|cy|r|rx|ry|d|points|width|height|transform)$/
function copyChildren(from: Element, to: Element, parentStyle: CSSStyleDeclaration) {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE && child.textContent?.trim()) to.append(child.textContent.trim())
    if (!(child instanceof SVGElement) || isLeftOut(child)) continue
    const style = getComputedStyle(child)
    if (style.display === 'none' || isInvisible(child, style)) continue
    const copy = element(child.localName, {})
    for (const { name, value } of child.attributes) if (GEOMETRY.test(name)) copy.setAttribute(name, value)
    writeStyle(copy, style, parentStyle)
    copyChildren(child, copy, style)
    if (copy.localName !== 'g' || copy.childNodes.length > 0) to.append(copy)
  }
}

const isLeftOut = (child: SVGElement) =>
  child.dataset['export'] === 'skip' || child.localName === 'desc' || child.localName === 'title'

const isTransparent = (paint: string) =>
  paint === 'none' || paint === 'transparent' || paint === 'rgba(0, 0, 0, 0)'

/** Surfaces for the pointer and resting focus rings. */
const isInvisible = (child: SVGElement, style: CSSStyleDeclaration) =>
  child.localName === 'rect' && isTransparent(style.fill) && isTransparent(style.stroke)

function writeStyle(copy: Element, style: CSSStyleDeclaration, parentStyle: CSSStyleDeclaration) {
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name)
    const inherited = parentStyle.getPropertyValue(name)
    if (value && value !== inherited) copy.setAttribute(name, isTransparent(value) ? 'none' : value)
  }
  if (style.opacity !== '1') copy.setAttribute('opacity', style.opacity)
}

function element(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const made = document.createElementNS(NAMESPACE, name)
  for (const [key, value] of Object.entries(attributes))
    if (key !== 'xmlns') made.setAttribute(key, String(value))
  if (text) made.textContent = text
  return made
}
