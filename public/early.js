// Runs before the first paint, so that a page reloaded in the dark never flashes white, and a screen reader
// hears the right language. Kept in a file of its own because the page's policy allows no inline script.
;(function () {
  function stored(key) {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const root = document.documentElement
  let theme = stored('memberlens.theme')
  if (theme !== 'light' && theme !== 'dark') {
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  }
  root.dataset.theme = theme
  let locale = stored('memberlens.locale')
  if (locale !== 'en' && locale !== 'zh-CN') locale = /^zh\b/i.test(navigator.language) ? 'zh-CN' : 'en'
  root.lang = locale
})()
