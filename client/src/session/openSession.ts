import { checkHandle } from '@sarangbang/shared/api/index.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import {
  forgetAccount,
  isAnyAccountMarked,
  isForgotten,
  openDeviceRecords,
  type StorageFault,
} from '../replica/store/index.ts'
import { makeWatchable } from '../replica/watched.ts'
import { callRelay } from './callRelay.ts'
import { leavingAccounts, markLeaving, unmarkLeaving } from './leavingMarks.ts'
import { endDueSession, endSessionAtRelay, forgetDueLogout } from './dueLogout.ts'
import { openAccount, type Ending, type OpenAccount } from './openAccount.ts'
import type { PendingSignUp, Session, SessionFault, SessionState } from './session.ts'
import type { SignedIn } from './signUp.ts'

const storageFault = (fault: StorageFault): SessionFault => ({ kind: 'storage', reason: fault.kind })

/** What only somebody without an account here needs: the screens of welcome ask for it together with themselves. */
const entering = () => import('./entering.ts')

const isSameCode = async (typed: string, shown: string): Promise<boolean> => {
  const { parseRecoveryCode } = await entering()
  const one = parseRecoveryCode(typed)
  const other = parseRecoveryCode(shown)
  return one.ok && other.ok && one.value.join() === other.value.join()
}

/** Reads this device's own record and is whoever it names: nothing here waits for the relay. */
export const openSession = (): Session => {
  /** This device's own records were here and are gone, or are damaged. */
  let isCleared = false
  const device = openDeviceRecords({
    report: event => {
      if (event.kind === 'vanished' || event.kind === 'damaged') isCleared = true
      // Under a running page: whoever is signed in stays it.
      if (event.kind === 'vanished' || (event.kind === 'closed' && event.by !== 'upgrade')) void stayHere()
    },
  })
  const state = makeWatchable<SessionState>({ kind: 'starting' })
  let current: OpenAccount | null = null
  /** Resolves when nothing of those who left is at work any more. */
  let left: Promise<unknown> = Promise.resolve()

  let here: SignedIn | null = null
  const stayHere = async (): Promise<void> => {
    const known = current === null ? null : await device.account()
    const signedIn = here
    // Somebody who has logged out in another tab meanwhile is not brought back.
    if (signedIn === null || known?.ok !== true || known.value !== null) return
    if (isForgotten(signedIn.person.keys.account) || leavingAccounts().includes(signedIn.person.keys.account)) return
    await device.setAccount({ ...signedIn, sessionId: null })
  }
  const enter = async (signedIn: SignedIn): Promise<Result<void, SessionFault>> => {
    const opened = await openAccount(
      signedIn,
      ending => end(signedIn.person.keys.account, ending),
      () => void stayHere(),
    )
    if (!opened.ok) return fail(storageFault(opened.error))
    current = opened.value
    here = signedIn
    state.set({ kind: 'signed-in', account: opened.value })
    return ok(undefined)
  }
  /**
   * Signs in on this device: the record first, so that the account is here even if the page dies in the next moment. Not before whoever
   * left is gone: their deleting would take the new copy along, and their logging out the new session.
   */
  const begin = async ({ person, vault }: SignedIn): Promise<Result<void, SessionFault>> => {
    await left
    const kept = await device.setAccount({ person, vault, sessionId: null })
    if (!kept.ok) return fail(storageFault(kept.error))
    unmarkLeaving(person.keys.account)
    forgetDueLogout()
    return enter({ person, vault })
  }
  const forget = async (account: AccountId): Promise<void> => {
    const forgotten = await forgetAccount(account)
    // Otherwise the next start goes on.
    if (forgotten.ok) unmarkLeaving(account)
  }
  const leave = async (leaving: OpenAccount, account: AccountId, ending: Ending): Promise<void> => {
    // Ended from elsewhere: what was written here and nobody has yet stays for the next sign-in (docs/decisions/0007).
    const isForgotten = ending !== 'session-ended'
    if (isForgotten) markLeaving(account)
    // Before anything that takes time: a page closed now must not be signed in again at its next start.
    await device.clearAccount()
    await leaving.close()
    await Promise.all([ending === 'logged-out' && endSessionAtRelay(), isForgotten && forget(account)])
  }
  const end = (account: AccountId, ending: Ending): void => {
    const leaving = current
    if (leaving === null) return
    current = null
    here = null
    state.set({ kind: 'signed-out', reason: ending })
    left = leave(leaving, account, ending)
  }
  const pendingOf = (signedIn: SignedIn, recoveryCode: string): PendingSignUp => ({
    recoveryCode,
    confirm: async typed => {
      if (!(await isSameCode(typed, recoveryCode))) return false
      return (await begin(signedIn)).ok
    },
  })
  const start = async (): Promise<void> => {
    const [known, pending] = await Promise.all([device.account(), device.pendingSignUp()])
    if (!known.ok || !pending.ok) {
      const fault = known.ok ? pending : known
      return state.set({ kind: 'broken', reason: fault.ok ? '' : fault.error.kind })
    }
    const signedIn = known.value?.person.keys.account
    left = Promise.all(
      leavingAccounts().map(account => (account === signedIn ? unmarkLeaving(account) : forget(account))),
    )
    if (known.value !== null) {
      const entered = await enter(known.value)
      if (!entered.ok) state.set({ kind: 'broken', reason: entered.error.kind })
      return
    }
    left = Promise.all([left, endDueSession()])
    state.set({
      kind: 'signed-out',
      reason: isCleared && isAnyAccountMarked() ? 'cleared' : 'never',
      ...(pending.value !== null && { pending: pendingOf(pending.value, pending.value.recoveryCode) }),
    })
  }
  // Whatever goes wrong here, the screen must not wait for ever.
  void start().catch((error: unknown) => state.set({ kind: 'broken', reason: String(error) }))

  return {
    state,
    checkHandle: async handle => {
      const answer = await callRelay(checkHandle, { params: { handle } })
      return answer.ok ? ok(answer.value.state) : answer
    },
    signUp: async form => {
      const { signUp } = await entering()
      const made = await signUp(form)
      if (!made.ok) return made
      const { recoveryCode, ...signedIn } = made.value
      const kept = await device.setPendingSignUp({ ...signedIn, recoveryCode, sessionId: null })
      // The account exists and its code is nowhere but here: shown all the same, as it can still be noted.
      if (!kept.ok) state.set({ kind: 'signed-out', reason: 'never', pending: pendingOf(signedIn, recoveryCode) })
      return ok(pendingOf(signedIn, recoveryCode))
    },
    logIn: async (handle, password) => {
      const { logIn } = await entering()
      const entered = await logIn(handle, password)
      return entered.ok ? begin(entered.value) : entered
    },
    recover: async (handle, code, newPassword) => {
      const { recover } = await entering()
      const entered = await recover(handle, code, newPassword)
      return entered.ok ? begin(entered.value) : entered
    },
  }
}
