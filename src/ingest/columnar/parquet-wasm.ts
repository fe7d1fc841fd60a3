import wasmUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url'

type ParquetWasm = typeof import('parquet-wasm')

let loading: Promise<ParquetWasm> | null = null

/** The reader of Parquet pages, fetched when first needed. In Node the package loads its wasm by itself. */
export function parquetWasm(): Promise<ParquetWasm> {
  loading ??= load()
  loading.catch(() => (loading = null))
  return loading
}

async function load(): Promise<ParquetWasm> {
  const module = await import('parquet-wasm')
  if (typeof document === 'undefined' && typeof self === 'undefined') return module
  await module.default({ module_or_path: wasmUrl })
  return module
}
