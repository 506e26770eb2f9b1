import type { SessionInfo } from '@sarangbang/shared/api/index.ts'
import { createResource, createSignal, For, Match, Show, Switch } from 'solid-js'
import { formats } from '../i18n/formats.ts'
import { sayFault } from '../i18n/sayFault.ts'
import { words } from '../i18n/words.ts'
import { useAccount } from '../session/SessionProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { FailedState } from '../ui/FailedState.tsx'
import { LoadingRows } from '../ui/LoadingRows.tsx'
import { showToast } from '../ui/toast.ts'
import { Note, Section, Setting } from './Section.tsx'

/** A2: where this account is signed in; any other place can be signed out from here. */
export function SessionsSection() {
  const account = useAccount()
  const [sessions, { refetch }] = createResource(() => account.sessions())
  const [ending, setEnding] = createSignal<SessionInfo | null>(null)
  const [busy, setBusy] = createSignal(false)
  const listed = () => {
    const answer = sessions.latest
    return answer?.ok ? answer.value : null
  }
  const fault = () => {
    const answer = sessions.latest
    return answer && !answer.ok ? answer.error : null
  }
  const end = async (session: SessionInfo) => {
    setBusy(true)
    const answer = await account.endSession(session.id)
    setBusy(false)
    setEnding(null)
    showToast({ text: answer.ok ? words().settings.sessionEnded : sayFault(answer.error) })
    void refetch()
  }
  return (
    <Section title={words().settings.devices}>
      <Switch fallback={<LoadingRows count={2} shape="none" />}>
        <Match when={listed()}>
          {list => (
            <For each={list()}>
              {session => (
                <Setting
                  label={session.device}
                  note={
                    <Note>
                      {session.current
                        ? words().settings.thisDevice
                        : words().settings.lastUsed(formats().moment(session.lastUsedMs))}
                    </Note>
                  }
                  control={
                    <Show when={!session.current}>
                      <Button
                        aria-label={words().settings.endSessionOf(session.device)}
                        onClick={() => setEnding(session)}
                      >
                        {words().settings.endSession}
                      </Button>
                    </Show>
                  }
                />
              )}
            </For>
          )}
        </Match>
        <Match when={fault()}>
          {why => (
            <FailedState
              title={words().settings.devicesFailed}
              body={sayFault(why())}
              retrying={sessions.loading}
              onRetry={() => void refetch()}
            />
          )}
        </Match>
      </Switch>
      <ConfirmDialog
        open={ending() !== null}
        title={words().settings.endSessionTitle(ending()?.device ?? '')}
        body={words().settings.endSessionBody}
        verb={words().settings.endSession}
        busy={busy()}
        onClose={() => setEnding(null)}
        onConfirm={() => {
          const session = ending()
          if (session) void end(session)
        }}
      />
    </Section>
  )
}
