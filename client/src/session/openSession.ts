import { checkHandle, logout } from '@sarangbang/shared/api/index.ts'
import { parseRecoveryCode } from '@sarangbang/shared/crypto/recoveryCode.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { forgetAccount, openDeviceRecords, type StorageFault } from '../replica/store/index.ts'
import { makeWatchable } from '../replica/watched.ts'
import { callRelay } from './callRelay.ts'
import { logIn } from './logIn.ts'
import { openAccount, type Ending, type OpenAccount } from './openAccount.ts'
import { recover } from './recover.ts'
import type { PendingSignUp, Session, SessionFault, SessionState } from './session.ts'
import { signUp, type SignedIn } from './signUp.ts'

const storageFault = (fault: StorageFault): SessionFault => ({ kind: 'storage', reason: fault.kind })

const isSameCode = (typed: string, shown: string): boolean => {
  const one = parseRecoveryCode(typed)
  const other = parseRecoveryCode(shown)
  return one.ok && other.ok && one.value.join() === other.value.join()
}

/** Reads this device's own record and is whoever it names: nothing here waits for the relay. */
export const openSession = (): Session => {
  const device = openDeviceRecords()
  const state = makeWatchable<SessionState>({ kind: 'starting' })
  let current: OpenAccount | null = null

  const enter = async (signedIn: SignedIn): Promise<Result<void, SessionFault>> => {
    const opened = await openAccount(signedIn, ending => void leave(signedIn, ending))
    if (!opened.ok) return fail(storageFault(opened.error))
    current = opened.value
    state.set({ kind: 'signed-in', account: opened.value })
    return ok(undefined)
  }
  /** Signs in on this device: the record first, so that the account is here even if the page dies in the next moment. */
  const begin = async ({ person, vault }: SignedIn): Promise<Result<void, SessionFault>> => {
    const kept = await device.setAccount({ person, vault, sessionId: null })
    return kept.ok ? enter({ person, vault }) : fail(storageFault(kept.error))
  }
  const leave = async (signedIn: SignedIn, ending: Ending): Promise<void> => {
    const leaving = current
    if (leaving === null) return
    current = null
    state.set({ kind: 'signed-out', reason: ending })
    await leaving.close()
    await device.clearAccount()
    if (ending === 'logged-out') await callRelay(logout)
    // Ended from elsewhere: what was written here and nobody has yet stays for the next sign-in (docs/decisions/0007).
    if (ending !== 'session-ended') await forgetAccount(signedIn.vault.identity.account)
  }
  const pendingOf = (signedIn: SignedIn, recoveryCode: string): PendingSignUp => ({
    recoveryCode,
    confirm: async typed => {
      if (!isSameCode(typed, recoveryCode)) return false
      return (await begin(signedIn)).ok
    },
  })
  const start = async (): Promise<void> => {
    const [known, pending] = await Promise.all([device.account(), device.pendingSignUp()])
    if (!known.ok || !pending.ok) {
      const fault = known.ok ? pending : known
      return state.set({ kind: 'broken', reason: fault.ok ? '' : fault.error.kind })
    }
    if (known.value !== null) {
      const entered = await enter(known.value)
      if (!entered.ok) state.set({ kind: 'broken', reason: entered.error.kind })
      return
    }
    state.set({
      kind: 'signed-out',
      reason: 'never',
      ...(pending.value !== null && { pending: pendingOf(pending.value, pending.value.recoveryCode) }),
    })
  }
  void start()

  return {
    state,
    checkHandle: async handle => {
      const answer = await callRelay(checkHandle, { params: { handle } })
      return answer.ok ? ok(answer.value.state) : answer
    },
    signUp: async form => {
      const made = await signUp(form)
      if (!made.ok) return made
      const { recoveryCode, ...signedIn } = made.value
      const kept = await device.setPendingSignUp({ ...signedIn, recoveryCode, sessionId: null })
      // The account exists and its code is nowhere but here: shown all the same, as it can still be noted.
      if (!kept.ok) state.set({ kind: 'signed-out', reason: 'never', pending: pendingOf(signedIn, recoveryCode) })
      return ok(pendingOf(signedIn, recoveryCode))
    },
    logIn: async (handle, password) => {
      const entered = await logIn(handle, password)
      return entered.ok ? begin(entered.value) : entered
    },
    recover: async (handle, code, newPassword) => {
      const entered = await recover(handle, code, newPassword)
      return entered.ok ? begin(entered.value) : entered
    },
  }
}
