import { createResource, Match, Show, Switch } from 'solid-js'
import { words } from '../i18n/words.ts'
import { install, installWay } from '../pwa/installOffer.ts'
import { askPersistence, persistence } from '../pwa/persistStorage.ts'
import { Button } from '../ui/Button.tsx'
import { showToast } from '../ui/toast.ts'
import { Note, Section, Setting } from './Section.tsx'

/** What this browser does with what is stored here, and putting the app on the home screen. */
export function DeviceSection() {
  const [kept, { mutate }] = createResource(persistence)
  const ask = async () => {
    const answer = await askPersistence()
    mutate(answer)
    if (answer !== 'kept') showToast({ text: words().settings.persistRefused })
  }
  const showsStorage = () => kept.latest === 'kept' || kept.latest === 'clearable'
  return (
    <Show when={showsStorage() || installWay() !== 'none'}>
      <Section title={words().settings.thisDevice}>
        <Show when={showsStorage()}>
          <Setting
            label={words().settings.storage}
            note={<Note>{kept.latest === 'kept' ? words().settings.persisted : words().settings.notPersisted}</Note>}
            control={
              <Show when={kept.latest === 'clearable'}>
                <Button onClick={() => void ask()}>{words().settings.persist}</Button>
              </Show>
            }
          />
        </Show>
        <Switch>
          <Match when={installWay() === 'prompt'}>
            <Setting
              label={words().pwa.installTitle}
              note={<Note>{words().pwa.installBody}</Note>}
              control={<Button onClick={() => void install()}>{words().pwa.install}</Button>}
            />
          </Match>
          <Match when={installWay() === 'share-sheet'}>
            <Setting label={words().pwa.installTitle} note={<Note>{words().pwa.installOnApple}</Note>} />
          </Match>
        </Switch>
      </Section>
    </Show>
  )
}
