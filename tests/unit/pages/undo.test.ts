import { expect, it } from 'vitest'
import { History } from '../../../src/pages/undo.svelte'

it('goes back and forth, and forgets the future on a new change', () => {
  const history = new History('a')
  expect([history.canUndo, history.canRedo]).toEqual([false, false])
  history.undo()
  history.redo()
  expect(history.present).toBe('a')
  history.change('b')
  history.change('c')
  history.undo()
  expect([history.present, history.canUndo, history.canRedo]).toEqual(['b', true, true])
  history.undo()
  history.redo()
  history.redo()
  expect(history.present).toBe('c')
  history.undo()
  history.change('d')
  expect([history.present, history.canRedo]).toEqual(['d', false])
})
