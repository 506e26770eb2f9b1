import type { Connection, Person, SessionInfo } from '@sarangbang/shared/api/index.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok } from '@sarangbang/shared/result.ts'
import { makeWatchable } from '../../replica/watched.ts'
import type { Account, PendingSignUp, Session, SessionFault, SessionState } from '../../session/session.ts'
import { sampleReplica } from './sampleReplica.ts'

/** A session in memory for looking at screens: 민지, whose password is "gallery password" without the space. Never shipped. */
const delayMs = 700
const later = <T>(value: T) => new Promise<T>(resolve => setTimeout(() => resolve(value), delayMs))
const refused = (kind: 'login-refused' | 'recovery-refused'): SessionFault => ({
  kind: 'problem',
  problem: { kind, type: `tag:sarangbang,2026:${kind}`, title: kind, status: 401 },
})

export const samplePerson = (handle: string, nickname: string): Person => ({
  handle,
  nickname,
  keys: {
    account: `${handle}-account`.padEnd(43, 'A') as AccountId,
    agreement: 'A'.repeat(43),
    signature: 'A'.repeat(86),
  },
})

const password = 'gallerypassword'
const recoveryCode = 'K7QF-2M9X-HT4W-PA6C-R3VN-8DYE-J5ZG-B2SL'
const minji = samplePerson('minji', '민지')

const sessions: readonly SessionInfo[] = [
  { id: '1', device: 'Chrome · Android', createdMs: Date.now(), lastUsedMs: Date.now(), current: true },
  { id: '2', device: 'Firefox · Windows', createdMs: 0, lastUsedMs: Date.now() - 3 * 86_400_000, current: false },
]

export const makeSampleSession = (start: SessionState['kind']): Session => {
  const account: Account = {
    me: minji,
    replica: sampleReplica(minji.keys.account),
    people: {
      connections: makeWatchable<readonly Connection[] | null>([]),
      queued: makeWatchable([]),
      answered: makeWatchable(new Map()),
      answering: makeWatchable(new Set()),
      request: () => later(undefined),
      accept: () => later(undefined),
      decline: () => later(undefined),
      withdraw: () => later(undefined),
      dismiss: () => later(undefined),
    },
    sessions: () => later(ok(sessions)),
    endSession: () => later(ok(undefined)),
    changePassword: typed => later(typed === password ? ok(undefined) : fail(refused('login-refused'))),
    logOut: async () => {
      await later(undefined)
      state.set({ kind: 'signed-out', reason: 'logged-out' })
    },
    withdraw: async typed => {
      if (typed !== password) return later(fail(refused('login-refused')))
      state.set({ kind: 'signed-out', reason: 'withdrawn' })
      return ok(undefined)
    },
  }
  const states: Record<SessionState['kind'], SessionState> = {
    starting: { kind: 'starting' },
    'signed-out': { kind: 'signed-out', reason: 'never' },
    'signed-in': { kind: 'signed-in', account },
    broken: { kind: 'broken', reason: 'InvalidStateError' },
  }
  const state = makeWatchable<SessionState>(states[start])
  const enter = () => state.set(states['signed-in'])
  const pending: PendingSignUp = {
    recoveryCode,
    confirm: async typed => {
      const same = typed.replace(/[\s-]/g, '').toUpperCase() === recoveryCode.replaceAll('-', '')
      await later(undefined)
      if (same) enter()
      return same
    },
  }
  return {
    state,
    checkHandle: handle => later(ok(handle === 'minji' ? 'taken' : /[^\w.@-]/.test(handle) ? 'invalid' : 'free')),
    signUp: () => later(ok(pending)),
    logIn: async (_handle, typed) => {
      await later(undefined)
      if (typed !== password) return fail(refused('login-refused'))
      enter()
      return ok(undefined)
    },
    recover: () => later(fail(refused('recovery-refused'))),
  }
}
