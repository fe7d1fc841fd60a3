/** What the margins of print.css leave of a sheet of A4, in CSS pixels. */
const [WIDE, TALL] = [(190 / 25.4) * 96, (277 / 25.4) * 96]
/** A little less than the sheet, for what the printer rounds. */
const SAFE = 0.985
const LEAST = 0.6

/**
 * Before the page is printed, makes `sheet` so much smaller that it is one page: how tall it is on paper is measured with
 * the rules for print holding for the screen, too. Gives what takes it off again.
 */
export function fitSheet(sheet: () => HTMLElement | undefined): () => void {
  const fit = () => {
    const element = sheet()
    if (element) element.style.setProperty('zoom', String(scaleOf(tallOnPaper(element))))
  }
  const release = () => sheet()?.style.removeProperty('zoom')
  addEventListener('beforeprint', fit)
  addEventListener('afterprint', release)
  return () => {
    removeEventListener('beforeprint', fit)
    removeEventListener('afterprint', release)
  }
}

/** By how much what is so tall is made smaller. */
export const scaleOf = (tall: number): number =>
  tall <= TALL * SAFE ? 1 : Math.max(LEAST, (TALL * SAFE) / tall)

function tallOnPaper(element: HTMLElement): number {
  const rules = printRules()
  const root = document.documentElement
  const { width } = root.style
  for (const { media } of rules) media.mediaText = 'all'
  root.style.width = `${String(WIDE)}px`
  element.style.removeProperty('zoom')
  const tall = element.getBoundingClientRect().bottom - root.getBoundingClientRect().top
  root.style.width = width
  for (const { media } of rules) media.mediaText = 'print'
  return tall
}

const printRules = (): CSSMediaRule[] =>
  [...document.styleSheets].flatMap((one) =>
    [...one.cssRules].flatMap((rule) =>
      rule instanceof CSSMediaRule && rule.media.mediaText === 'print' ? [rule] : [],
    ),
  )
