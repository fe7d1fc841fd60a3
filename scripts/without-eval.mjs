/**
 * The engine's glue builds one kind of function from text (`new Function`), the first time a file is opened. The
 * page's policy forbids that, rightly. This plugin puts a closure of the same meaning in its place, and stops the
 * build when the pinned engine no longer has the text it knows.
 */
const FROM_TEXT = 'newFunc(Function,c)(...u),m="methodCaller<('
const CLOSURE = 'methodCallerClosure(t,a,n),m="methodCaller<('
const HELPER = `
function methodCallerClosure(kind, returnType, argTypes) {
  const CONSTRUCTOR = 1
  return function (target, func, destructorsRef, args) {
    let offset = 0
    const values = argTypes.map((type) => {
      const value = type.readValueFromPointer(args + offset)
      offset += type.argPackAdvance
      return value
    })
    const outcome = kind === CONSTRUCTOR ? Reflect.construct(func, values) : func.apply(target, values)
    if (!returnType.isVoid) return emval_returnValue(returnType, destructorsRef, outcome)
  }
}
`

export function withoutEval() {
  return {
    name: 'memberlens:without-eval',
    /** @param {string} code @param {string} id */
    transform(code, id) {
      if (!id.includes('duckdb-browser-blocking.mjs')) return null
      const places = code.split(FROM_TEXT).length - 1
      if (places === 0) throw new Error('The engine’s glue has changed: look at scripts/without-eval.mjs.')
      // emval_returnValue is the glue's own, so the helper stands where it is in scope.
      const patched = code
        .replaceAll(FROM_TEXT, CLOSURE)
        .replaceAll(
          'function __emval_get_method_caller(',
          `${HELPER.trim()}function __emval_get_method_caller(`,
        )
      return { code: patched, map: null }
    },
  }
}
