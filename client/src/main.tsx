import { render } from 'solid-js/web'
import { App } from './App.tsx'
import { startLanguage } from './i18n/language.ts'
import { loadWords } from './i18n/words.ts'
import { watchInstallOffer } from './pwa/installOffer.ts'
import { openSession } from './session/openSession.ts'
import './ui/tokens.css'
import './ui/base.css'

const root = document.getElementById('app')
if (!root) throw new Error('main: index.html has no element with id "app"')

watchInstallOffer()
// Reading this device's record and fetching the words go side by side.
const session = openSession()
await loadWords(startLanguage())
render(() => <App session={session} />, root)

// After the first screen: the typeface (nothing waits for it) and the service worker.
void import('./ui/fonts.ts')
if (import.meta.env.PROD) void import('./pwa/offerUpdate.ts').then(module => module.offerUpdate())
