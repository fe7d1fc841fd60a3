export type ThemeChoice = 'light' | 'dark' | 'system'

const KEY = 'memberlens.theme'

/** What the reader chose; `system` follows the computer's own setting. Reactive. */
export const theme = $state<{ choice: ThemeChoice }>({ choice: 'system' })

/** Applies the choice to the page and keeps it for the next visit. */
export function setTheme(choice: ThemeChoice) {
  theme.choice = choice
  apply()
  try {
    localStorage.setItem(KEY, choice)
  } catch {
    // Storage can be switched off; the choice then holds for this visit.
  }
}

/** Call once before the page is drawn: restores the kept choice and follows the computer's setting. */
export function startTheme() {
  theme.choice = keptChoice()
  apply()
  darkSystem().addEventListener('change', apply)
}

function apply() {
  const dark = theme.choice === 'dark' || (theme.choice === 'system' && darkSystem().matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

function keptChoice(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY)
    return kept === 'light' || kept === 'dark' ? kept : 'system'
  } catch {
    return 'system'
  }
}

const darkSystem = () => matchMedia('(prefers-color-scheme: dark)')
