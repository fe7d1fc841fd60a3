import { fileURLToPath } from 'node:url'
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { withoutEval } from './scripts/without-eval.mjs'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/** What the page may do. Its workers inherit it because they are loaded through same-origin blobs. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

export default defineConfig({
  base: './',
  plugins: [messages(), svelte(), withoutEval(), contentSecurityPolicy(), offline()],
  resolve: {
    alias: {
      // The package's `./blocking` export names a file that is not shipped for browsers.
      'duckdb-blocking': packageFile('@duckdb/duckdb-wasm/dist/duckdb-browser-blocking.mjs'),
    },
  },
  worker: {
    format: 'es',
    plugins: () => [svelte(), withoutEval()],
    // The engine's bindings hold one more eval, which never runs and which the policy would refuse.
    rolldownOptions: { checks: { eval: false, pluginTimings: false } },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false } },
    chunkSizeWarningLimit: 1500,
  },
})

function packageFile(path: string) {
  return fileURLToPath(new URL(`./node_modules/${path}`, import.meta.url))
}

function messages() {
  return paraglideVitePlugin({
    project: './project.inlang',
    outdir: './src/text/paraglide',
    strategy: ['globalVariable', 'baseLocale'],
    emitTsDeclarations: false,
  })
}

/** In the build only: the development server needs inline scripts and a web socket. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        injectTo: 'head-prepend',
      },
    ],
  }
}

/** Everything is kept for offline use once loaded; a new version waits until the user takes it. */
function offline() {
  return VitePWA({
    registerType: 'prompt',
    injectRegister: false,
    includeAssets: [],
    includeManifestIcons: false,
    manifest: {
      id: './',
      name: 'memberlens 会员透镜',
      short_name: 'memberlens',
      description:
        "Turns a shop's exports into knowledge about its members. 把店铺导出的文件变成对会员的了解。",
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#f6f7f9',
      theme_color: '#f6f7f9',
      icons: [
        { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
        { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    },
    workbox: {
      globPatterns: ['**/*.{html,js,css,wasm,svg,png,webmanifest,woff2,json}'],
      maximumFileSizeToCacheInBytes: 64 * 1024 * 1024,
      navigateFallback: 'index.html',
      cleanupOutdatedCaches: true,
      sourcemap: false,
    },
  })
}
