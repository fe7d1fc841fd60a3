import { describe, expect, test } from 'vitest'
import { EngineError, failureOf, isCancelled, type EngineErrorKind } from '../../../src/engine/errors'

const trap = (message: string) => Object.assign(new Error(message), { name: 'RuntimeError' })

describe('what went wrong', () => {
  test.each<[thrown: unknown, kind: EngineErrorKind, message: string]>([
    [
      new Error(
        '{"exception_type":"Parser","exception_message":"syntax error at or near \\"selec\\"","position":"0"}',
      ),
      'sql',
      'syntax error at or near "selec"',
    ],
    [new Error('{"exception_type":"Out of Memory","exception_message":"failed"}'), 'memory', 'failed'],
    [new Error('{"exception_type":"INTERNAL","exception_message":"boo"}'), 'died', 'boo'],
    [new Error('{ not JSON'), 'sql', '{ not JSON'],
    [new Error('{"other":1}'), 'sql', '{"other":1}'],
    [
      new Error('Binder Error: Referenced column "interrupted" was not found'),
      'sql',
      'Binder Error: Referenced column "interrupted" was not found',
    ],
    [
      new Error("Conversion Error: Could not convert string 'INTERNAL Error: out of memory' to INT32"),
      'sql',
      "Conversion Error: Could not convert string 'INTERNAL Error: out of memory' to INT32",
    ],
    [
      new Error('Invalid Input Error: memory access out of bounds'),
      'sql',
      'Invalid Input Error: memory access out of bounds',
    ],
    [
      new Error('Out of Memory Error: could not allocate block of size 256.0 KiB'),
      'memory',
      'Out of Memory Error: could not allocate block of size 256.0 KiB',
    ],
    [new Error('std::bad_alloc'), 'memory', 'std::bad_alloc'],
    [new RangeError('Array buffer allocation failed'), 'memory', 'Array buffer allocation failed'],
    [new Error('INTERRUPT Error: Interrupted!'), 'cancelled', 'INTERRUPT Error: Interrupted!'],
    [
      new Error('INTERNAL Error: Attempted to access index 3'),
      'died',
      'INTERNAL Error: Attempted to access index 3',
    ],
    [
      new Error('FATAL Error: database has been invalidated'),
      'died',
      'FATAL Error: database has been invalidated',
    ],
    [trap('unreachable'), 'died', 'unreachable'],
    [new Error('memory access out of bounds'), 'died', 'memory access out of bounds'],
    [
      Object.defineProperty({}, Symbol.toStringTag, { value: 'WebAssembly.Exception' }),
      'died',
      '[object WebAssembly.Exception]',
    ],
    ['a bare string', 'sql', 'a bare string'],
    [undefined, 'sql', 'undefined'],
  ])('%s: %s', (thrown, kind, message) => {
    expect(failureOf(thrown, 'select 1')).toEqual({ kind, message, sql: 'select 1' })
  })

  test('an error of ours keeps its own statement', () => {
    const error = new EngineError('memory', 'No room.', 'select 2')
    expect(failureOf(error, 'select 1')).toEqual({ kind: 'memory', message: 'No room.', sql: 'select 2' })
    expect(failureOf(new EngineError('start', 'No.'), 'select 1').sql).toBeNull()
  })

  test('only a cancelled one is cancelled', () => {
    expect(isCancelled(new EngineError('cancelled', 'Cancelled.'))).toBe(true)
    expect(isCancelled(new EngineError('sql', 'Cancelled.'))).toBe(false)
    expect(isCancelled(new Error('Cancelled.'))).toBe(false)
  })

  test('the cause is kept', () => {
    const cause = new Error('underneath')
    expect(new EngineError('died', 'Gone.', null, cause).cause).toBe(cause)
    expect('cause' in new EngineError('died', 'Gone.')).toBe(false)
  })
})
