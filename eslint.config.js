import { defineConfig } from 'eslint/config'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import { plainSql } from './scripts/lint/plain-sql.mjs'
import { rooms } from './scripts/lint/rooms.mjs'
import svelteConfig from './svelte.config.js'

const PURE = ['src/sql/**/*.ts', 'src/numerics/**/*.ts', 'src/shop/**/*.ts', 'src/analyses/**/*.ts']
const DOM = ['window', 'document', 'localStorage', 'sessionStorage', 'navigator', 'location', 'HTMLElement']
const NETWORK = ['XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport']

const STAYS = 'Nothing leaves the tab.'
const ASKERS = 'Only src/project and src/engine may ask for anything over the network.'
const ANYWHERE = 'This room runs in a worker and in Node alike.'
const restricted = (names, message) => names.map((name) => ({ name, message }))
const beacon = { object: 'navigator', property: 'sendBeacon', message: STAYS }
const fetches = ['window', 'self', 'globalThis'].map((object) => ({
  object,
  property: 'fetch',
  message: ASKERS,
}))

// The core's own recommendations, as far as the type checker does not see to them.
const CORE = [
  'no-async-promise-executor',
  'no-cond-assign',
  'no-constant-binary-expression',
  'no-constant-condition',
  'no-control-regex',
  'no-debugger',
  'no-dupe-else-if',
  'no-empty',
  'no-empty-character-class',
  'no-fallthrough',
  'no-irregular-whitespace',
  'no-loss-of-precision',
  'no-misleading-character-class',
  'no-self-assign',
  'no-sparse-arrays',
  'no-unsafe-finally',
  'no-unsafe-optional-chaining',
  'no-unused-labels',
  'no-useless-catch',
  'no-useless-escape',
  'no-var',
  'prefer-const',
  'require-yield',
  'use-isnan',
]

export default defineConfig(
  {
    ignores: [
      'dist/',
      'src/text/paraglide/',
      'assembly/',
      'project.inlang/',
      'test-results/',
      'playwright-report/',
      'coverage/',
    ],
  },
  ...tseslint.configs.strict,
  ...svelte.configs.recommended,
  {
    plugins: { memberlens: { rules: { rooms, 'plain-sql': plainSql } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { globals: { ...globals.browser, ...globals.worker } },
    rules: {
      ...Object.fromEntries(CORE.map((rule) => [rule, 'error'])),
      'memberlens/rooms': 'error',
      'memberlens/plain-sql': 'error',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'max-lines': ['error', { max: 500 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // With noUncheckedIndexedAccess, numeric loops over typed arrays read better with `!`.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'svelte/no-at-html-tags': 'error',
      // Maps and sets that no template reads need not be reactive; the rule cannot tell.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  // `let { … } = $props()` is Svelte's own way of writing.
  { files: ['**/*.svelte'], rules: { 'prefer-const': 'off', 'svelte/prefer-const': 'error' } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  {
    // A forgotten promise is a lost error; the check needs types, and is quick for plain TypeScript only.
    files: ['src/**/*.ts', 'workers/**/*.ts'],
    ignores: ['**/*.svelte.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  {
    files: ['src/**', 'workers/**'],
    rules: {
      'no-restricted-globals': ['error', ...restricted(['fetch'], ASKERS), ...restricted(NETWORK, STAYS)],
      'no-restricted-properties': ['error', ...fetches, beacon],
    },
  },
  {
    files: ['src/project/**', 'src/engine/**'],
    rules: {
      'no-restricted-globals': ['error', ...restricted(NETWORK, STAYS)],
      'no-restricted-properties': ['error', beacon],
    },
  },
  {
    files: PURE,
    ignores: ['src/analyses/**/*.svelte.ts'],
    rules: { 'no-restricted-globals': ['error', ...restricted([...DOM, ...NETWORK, 'fetch'], ANYWHERE)] },
  },
  {
    files: ['scripts/**', 'tests/**', '*.config.{js,ts}'],
    languageOptions: { globals: globals.node },
  },
  { files: ['**/*.d.ts'], rules: { '@typescript-eslint/no-extraneous-class': 'off' } },
  { files: ['scripts/**', 'tests/bench/**'], rules: { 'no-console': 'off' } },
)
