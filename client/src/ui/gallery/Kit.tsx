import ArrowUp from 'lucide-solid/icons/arrow-up'
import Cloud from 'lucide-solid/icons/cloud'
import CloudOff from 'lucide-solid/icons/cloud-off'
import HardDrive from 'lucide-solid/icons/hard-drive'
import Pencil from 'lucide-solid/icons/pencil'
import Repeat from 'lucide-solid/icons/arrow-left-right'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, For, type JSX } from 'solid-js'
import { words } from '../../i18n/words.ts'
import { Avatar } from '../Avatar.tsx'
import { avatarTones, avatarTone } from '../avatarTone.ts'
import { Badge } from '../Badge.tsx'
import { Button } from '../Button.tsx'
import { ConfirmDialog } from '../ConfirmDialog.tsx'
import { EmptyState } from '../EmptyState.tsx'
import { FailedState } from '../FailedState.tsx'
import { Field } from '../Field.tsx'
import { Icon } from '../Icon.tsx'
import { IconButton } from '../IconButton.tsx'
import { LanguageChooser } from '../LanguageChooser.tsx'
import { LoadingRows } from '../LoadingRows.tsx'
import { Mark } from '../Mark.tsx'
import { Menu } from '../Menu.tsx'
import { PasswordField } from '../PasswordField.tsx'
import { Pill } from '../Pill.tsx'
import { Progress } from '../Progress.tsx'
import { SegmentedControl } from '../SegmentedControl.tsx'
import { Ticks } from '../Ticks.tsx'
import { showToast } from '../toast.ts'
import styles from './Kit.module.css'

/** An id of each tone, so that all eight stand side by side. */
const idOfTone = avatarTones.map(
  tone => Array.from({ length: 500 }, (_, at) => `id${at}`).find(id => avatarTone(id) === tone) ?? tone,
)
const letters = ['하', '도', '지', '은', '우', '서', 'A', '민']

function Part(props: { readonly name: string; readonly children: JSX.Element }) {
  return (
    <section class={styles.part}>
      <h2 class={styles.name}>{props.name}</h2>
      {props.children}
    </section>
  )
}

/** Every component in every state. Names of parts are for us; what the components say is in the language asked for. */
export function Kit() {
  const [handle, setHandle] = createSignal('haneul')
  const [password, setPassword] = createSignal('abcdef')
  const [asking, setAsking] = createSignal(false)
  const [choice, setChoice] = createSignal<'a' | 'b' | 'c'>('a')
  const say = words
  return (
    <main class={styles.kit} id="screen">
      <h1 class="spoken">Kit</h1>
      <Part name="mark · avatar · badge">
        <div class={styles.line}>
          <Mark size={44} />
          <Mark size={24} />
          <Mark size={16} />
          <Avatar id={idOfTone[5] ?? ''} name="하늘" presence="in" />
          <Avatar id={idOfTone[2] ?? ''} name="도윤" presence="away" />
          <Avatar id="room" name="우리 가족" shape="square" />
          <Badge count={6} label="6" />
          <Badge count={1200} label="1200" />
          <Badge count={31} tone="muted" label="31" />
          <Badge tone="mention" label="@" />
        </div>
        <div class={styles.line}>
          <For each={idOfTone}>{(id, at) => <Avatar id={id} name={letters[at()] ?? ''} size={36} />}</For>
        </div>
      </Part>
      <Part name="ticks">
        <div class={styles.line}>
          <Ticks state="pending" />
          <Ticks state="written" />
          <Ticks state="kept" />
          <Ticks state="read" />
          <Ticks state="written" waiting />
        </div>
      </Part>
      <Part name="pills">
        <div class={styles.line}>
          <Pill icon={<Icon of={Cloud} size={16} />}>중계</Pill>
          <Pill icon={<Icon of={Repeat} size={16} />} tone="direct">
            직접
          </Pill>
          <Pill icon={<Icon of={CloudOff} size={16} />} tone="waiting" onPress={() => undefined}>
            오프라인 · 메시지 3개가 기다리고 있어요
          </Pill>
        </div>
      </Part>
      <Part name="buttons">
        <div class={styles.line}>
          <Button tone="primary">{say().welcome.signIn}</Button>
          <Button>{say().common.cancel}</Button>
          <Button tone="danger">{say().settings.withdraw}</Button>
          <Button tone="quiet">{say().common.more}</Button>
          <Button tone="primary" disabled>
            {say().welcome.signUp}
          </Button>
          <Button tone="primary" busy>
            {say().welcome.signingIn}
          </Button>
        </div>
        <div class={styles.line}>
          <IconButton icon={ArrowUp} label={say().common.confirm} tone="primary" />
          <IconButton icon={Pencil} label={say().common.more} />
          <IconButton icon={Pencil} label={say().common.more} disabled />
          <Menu
            label={say().common.more}
            items={[
              { label: say().common.retry, icon: Pencil, run: () => undefined },
              { label: say().settings.withdraw, icon: Trash, danger: true, run: () => setAsking(true) },
            ]}
          />
          <LanguageChooser />
        </div>
      </Part>
      <Part name="choice">
        <SegmentedControl
          label={say().settings.theme}
          value={choice()}
          onValue={setChoice}
          options={[
            { value: 'a', label: say().settings.themeSystem },
            { value: 'b', label: say().settings.themeLight },
            { value: 'c', label: say().settings.themeDark },
          ]}
        />
      </Part>
      <Part name="fields">
        <div class={styles.column}>
          <Field label={say().welcome.nickname} value="" onValue={() => undefined} help={say().welcome.nicknameHelp} />
          <Field label={say().welcome.handle} value={handle()} onValue={setHandle} good={say().welcome.handleFree} />
          <PasswordField
            label={say().welcome.password}
            value={password()}
            onValue={setPassword}
            error={say().faults.passwordTooShort(password().length)}
            autocomplete="new-password"
          />
        </div>
      </Part>
      <Part name="toast · dialog">
        <div class={styles.line}>
          <Button
            onClick={() =>
              showToast({
                text: '대화를 보관했어요',
                action: { label: '되돌리기', run: () => undefined },
                icon: HardDrive,
              })
            }
          >
            toast
          </Button>
          <Button onClick={() => setAsking(true)}>dialog</Button>
        </div>
        <ConfirmDialog
          open={asking()}
          title={say().settings.withdrawTitle}
          body={say().settings.withdrawBody}
          verb={say().settings.withdraw}
          danger
          onClose={() => setAsking(false)}
          onConfirm={() => setAsking(false)}
        />
      </Part>
      <Part name="progress">
        <div class={styles.card}>
          <Progress label="지난 대화를 들여놓고 있어요" done={0.68} note="2023년 4월까지 왔어요. 닫아도 이어서 해요." />
        </div>
      </Part>
      <Part name="empty · loading · failed">
        <EmptyState
          title={say().common.noRoomOpenTitle}
          body={say().common.noRoomOpenBody}
          action={<Button tone="primary">{say().common.toChats}</Button>}
        />
        <LoadingRows count={2} />
        <FailedState title={say().settings.devicesFailed} body={say().faults.unavailable} onRetry={() => undefined} />
      </Part>
    </main>
  )
}
