import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import { plainSql } from './scripts/lint/plain-sql.mjs'
import { rooms } from './scripts/lint/rooms.mjs'
import svelteConfig from './svelte.config.js'

const PURE = ['src/sql/**/*.ts', 'src/numerics/**/*.ts', 'src/shop/**/*.ts', 'src/analyses/**/*.ts']
const ASKERS = ['src/project/**', 'src/engine/**']

const only = (where) => ({ message: `Only ${where} may ask for anything over the network.` })
const NETWORK = ['XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport']
const BEACON = { object: 'navigator', property: 'sendBeacon', message: 'Nothing leaves the tab.' }
const DOM = ['window', 'document', 'localStorage', 'sessionStorage', 'navigator', 'location', 'HTMLElement']

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'src/text/paraglide/',
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
      'memberlens/rooms': 'error',
      'memberlens/plain-sql': 'error',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'max-lines': ['error', { max: 500 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // With noUncheckedIndexedAccess, numeric loops over typed arrays read better with `!`.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'svelte/no-at-html-tags': 'error',
      // Maps and sets that no template reads need not be reactive; the rule cannot tell.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
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
      'no-restricted-globals': [
        'error',
        { name: 'fetch', ...only('src/project and src/engine') },
        ...NETWORK.map((name) => ({ name, message: 'Nothing leaves the tab.' })),
      ],
      'no-restricted-properties': [
        'error',
        ...['window', 'self', 'globalThis'].map((object) => ({
          object,
          property: 'fetch',
          ...only('src/project and src/engine'),
        })),
        BEACON,
      ],
    },
  },
  {
    files: ASKERS,
    rules: {
      'no-restricted-globals': [
        'error',
        ...NETWORK.map((name) => ({ name, message: 'Nothing leaves the tab.' })),
      ],
      'no-restricted-properties': ['error', BEACON],
    },
  },
  {
    files: PURE,
    ignores: ['src/analyses/**/*.svelte.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[...DOM, ...NETWORK, 'fetch'].map((name) => ({
          name,
          message: 'This room runs in a worker and in Node alike.',
        })),
      ],
    },
  },
  {
    files: ['scripts/**', 'tests/**', '*.config.{js,ts}'],
    languageOptions: { globals: globals.node },
  },
  { files: ['scripts/**', 'tests/bench/**'], rules: { 'no-console': 'off' } },
)
