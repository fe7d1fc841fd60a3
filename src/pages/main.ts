import '../ui/tokens.css'
import '../ui/base.css'
import { mount } from 'svelte'
import { setLocale, type Locale } from '../text/locale.svelte'
import { startTheme } from '../ui/theme.svelte'
import App from './App.svelte'
import { installApi } from './api'
import { listenToHistory } from './router.svelte'
import { Session } from './session.svelte'

startTheme()
setLocale(startLocale())
listenToHistory()

const session = new Session()
installApi(session)

const target = document.getElementById('app')
// As a task of its own: reading the scripts and drawing the page would together hold the tab for over 100 ms.
if (target) setTimeout(() => mount(App, { target, props: { session } }))

/** early.js chose before the first paint: the language of the last visit, else the browser's. */
function startLocale(): Locale {
  return document.documentElement.lang === 'zh-CN' ? 'zh-CN' : 'en'
}
