import { EditorView } from '@codemirror/view'

/** Puts a name where the cursor is in the editor inside `host`, in place of what is selected, and goes on there. */
export function insertName(host: HTMLElement, name: string): boolean {
  for (const element of host.querySelectorAll('*')) {
    const editor = element.shadowRoot?.querySelector<HTMLElement>('.cm-editor')
    const view = editor ? EditorView.findFromDOM(editor) : null
    if (!view) continue
    const { from, to } = view.state.selection.main
    const before = view.state.sliceDoc(Math.max(0, from - 1), from)
    const text = /^[\s(.,]?$/.test(before) ? name : ` ${name}`
    view.dispatch({
      changes: { from, to, insert: text },
      selection: { anchor: from + text.length },
      scrollIntoView: true,
    })
    view.focus()
    return true
  }
  return false
}
