/** A piece of HTML that is safe to write: every text in it was escaped. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** HTML as a template: texts are escaped, pieces stand as they are, and lists of pieces one after the other. */
export function html(strings: TemplateStringsArray, ...values: (Html | string | readonly Html[])[]): Html {
  let text = strings[0] ?? ''
  values.forEach((value, i) => {
    text += written(value) + (strings[i + 1] ?? '')
  })
  return new Html(text)
}

function written(value: Html | string | readonly Html[]): string {
  if (value instanceof Html) return value.text
  return typeof value === 'string' ? escaped(value) : value.map(({ text }) => text).join('')
}

const escaped = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign,
  )
