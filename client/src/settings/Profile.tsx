import { words } from '../i18n/words.ts'
import { useAccount } from '../session/SessionProvider.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import styles from './Profile.module.css'

/** Nickname and handle, as others see them. */
export function Profile() {
  const account = useAccount()
  return (
    <div class={styles.profile}>
      <Avatar id={account.me.keys.account} name={account.me.nickname} size={76} />
      <div class={styles.words}>
        <p class={styles.nickname}>{account.me.nickname}</p>
        <p class={styles.handle}>{words().settings.myHandle(account.me.handle)}</p>
      </div>
    </div>
  )
}
