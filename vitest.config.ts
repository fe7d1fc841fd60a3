import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const blocking = './node_modules/@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs'

export default defineConfig({
  plugins: [svelte()],
  resolve: { alias: { 'duckdb-blocking': fileURLToPath(new URL(blocking, import.meta.url)) } },
  test: {
    environment: 'node',
    include: ['tests/unit/**/*.test.ts'],
    setupFiles: 'tests/unit/setup.ts',
    globalSetup: 'scripts/compile-messages.mjs',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
