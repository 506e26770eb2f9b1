// Before the first paint, so that nobody is dazzled: the theme chosen on this device (client/src/ui/theme.ts writes it).
try {
  const chosen = localStorage.getItem('sarangbang.theme')
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) {
      meta.content = chosen === 'dark' ? '#161311' : '#F3F0EA'
    }
  }
} catch {
  // Storage is forbidden here: the system's theme it is.
}
