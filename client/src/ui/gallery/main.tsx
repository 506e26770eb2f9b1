import { Route, Router } from '@solidjs/router'
import { render } from 'solid-js/web'
import { pickLanguage } from '../../i18n/language.ts'
import { loadWords } from '../../i18n/words.ts'
import { AccountProvider, SessionProvider } from '../../session/SessionProvider.tsx'
import { MeScreen } from '../../settings/MeScreen.tsx'
import { RecoveryCode } from '../../welcome/RecoveryCode.tsx'
import { Welcome } from '../../welcome/Welcome.tsx'
import { WelcomeFrame } from '../../welcome/WelcomeFrame.tsx'
import '../fonts.ts'
import '../tokens.css'
import '../base.css'
import { Broken } from '../Broken.tsx'
import { ToastRegion } from '../ToastRegion.tsx'
import { ChatGallery } from './chat.tsx'
import { Kit } from './Kit.tsx'
import { makeSampleSession } from './sampleSession.ts'
import { SampleShell } from './SampleShell.tsx'

/** `/gallery.html?screen=kit|shell|welcome|code|me|broken|chat&lang=ko|en&theme=light|dark&ended=cleared`: for eyes and for axe. Not part of the build. */
const asked = new URLSearchParams(location.search)
const theme = asked.get('theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme
await loadWords(pickLanguage(asked.get('lang'), []))

const session = makeSampleSession('signed-in')
const state = session.state.value
if (state.kind !== 'signed-in') throw new Error('gallery: the sample session starts signed in')
const pending = await session.signUp({ handle: 'minji', nickname: '민지', password: '' })

const reasons = ['session-ended', 'withdrawn', 'cleared', 'logged-out'] as const
const reason = reasons.find(one => one === asked.get('ended')) ?? 'never'
const screens: Record<string, () => unknown> = {
  kit: () => <Kit />,
  shell: () => <SampleShell />,
  welcome: () => <Welcome reason={reason} />,
  code: () => <WelcomeFrame greeting={false}>{pending.ok && <RecoveryCode pending={pending.value} />}</WelcomeFrame>,
  me: () => <MeScreen />,
  chat: () => <ChatGallery session={session} />,
  broken: () => <Broken reason="InvalidStateError: A mutation operation was attempted on a database" />,
}
const screen = asked.get('screen') ?? 'kit'
const Shown = () => <>{screens[screen]?.()}</>

render(
  () => (
    <SessionProvider session={session}>
      <AccountProvider account={state.account}>
        {/* Screens with links need a router above them; the entry screens bring their own. */}
        {screen === 'welcome' || screen === 'chat' ? (
          <Shown />
        ) : (
          <Router>
            <Route path="*" component={Shown} />
          </Router>
        )}
        <ToastRegion />
      </AccountProvider>
    </SessionProvider>
  ),
  document.getElementById('app') ?? document.body,
)
document.documentElement.dataset['ready'] = ''
