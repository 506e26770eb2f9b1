import { TopBar } from '../ui/TopBar.tsx'
import { Screen } from '../ui/Screen.tsx'
import { words } from '../i18n/words.ts'
import { AccountSection } from './AccountSection.tsx'
import { DeviceSection } from './DeviceSection.tsx'
import { LooksSection } from './LooksSection.tsx'
import { Profile } from './Profile.tsx'
import { SessionsSection } from './SessionsSection.tsx'

/** The tab 나: who I am here, how it looks, where I am signed in, leaving. */
export function MeScreen() {
  return (
    <Screen>
      <TopBar title={words().settings.title} />
      <Profile />
      <LooksSection />
      <DeviceSection />
      <SessionsSection />
      <AccountSection />
    </Screen>
  )
}
