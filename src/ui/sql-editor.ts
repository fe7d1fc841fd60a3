import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { PostgreSQL, SQLDialect, sql, type SQLNamespace } from '@codemirror/lang-sql'
import { bracketMatching, indentOnInput } from '@codemirror/language'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import {
  EditorView,
  drawSelection,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view'
import { sqlEditorLook } from './sql-editor-look'

export interface SqlEditorOptions {
  parent: HTMLElement
  /** The styles are put here; a shadow root takes them without the page's policy having to allow inline ones. */
  root: ShadowRoot
  value: string
  /** Table name to column names, for completion. */
  schema: Record<string, string[]>
  label: string
  help: string
  placeholder: string
  onChange: (value: string) => void
  onRun: (value: string) => void
}

export interface SqlEditor {
  setValue(value: string): void
  setSchema(schema: Record<string, string[]>): void
  setWords(label: string, help: string): void
  focus(): void
  destroy(): void
}

export function createSqlEditor(options: SqlEditorOptions): SqlEditor {
  const language = new Compartment()
  const words = new Compartment()
  const view = new EditorView({
    parent: options.parent,
    root: options.root,
    state: EditorState.create({
      doc: options.value,
      extensions: [
        keymap.of([
          { key: 'Mod-Enter', run: (editor) => (options.onRun(editor.state.doc.toString()), true) },
        ]),
        language.of(languageFor(options.schema)),
        words.of(wordsFor(options.label, options.help)),
        options.placeholder ? placeholder(options.placeholder) : [],
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString())
        }),
        editing,
        sqlEditorLook,
      ],
    }),
  })
  return {
    setValue(value) {
      const { doc } = view.state
      if (value !== doc.toString()) view.dispatch({ changes: { from: 0, to: doc.length, insert: value } })
    },
    setSchema: (schema) => view.dispatch({ effects: language.reconfigure(languageFor(schema)) }),
    setWords: (label, help) => view.dispatch({ effects: words.reconfigure(wordsFor(label, help)) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}

const editing: Extension = [
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  autocompletion({ icons: false }),
  EditorView.lineWrapping,
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
]

/** PostgreSQL's words and those that DuckDB adds. */
const duckdb = SQLDialect.define({
  ...PostgreSQL.spec,
  keywords: `${PostgreSQL.spec.keywords ?? ''} anti asof describe exclude pivot positional qualify sample semi summarize unpivot`,
})

const languageFor = (schema: Record<string, string[]>): Extension =>
  sql({ dialect: duckdb, schema: schema satisfies SQLNamespace })

const wordsFor = (label: string, help: string): Extension =>
  EditorView.contentAttributes.of({ 'aria-label': label, 'aria-description': help })
