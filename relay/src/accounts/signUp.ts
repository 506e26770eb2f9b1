import { beginSignUp, checkHandle, finishSignUp } from '@sarangbang/shared/api/accounts.ts'
import type { RequestOf } from '@sarangbang/shared/api/route.ts'
import { fromBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import { checkAccountKeys } from '@sarangbang/shared/crypto/checkAccountKeys.ts'
import { signUpStatement } from '@sarangbang/shared/crypto/statements.ts'
import { verifySignature } from '@sarangbang/shared/crypto/verifySignature.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { mount, type Mounting } from '../http/mount.ts'
import type { Refusal } from '../http/refusal.ts'
import { selfRoom } from '../rooms/foundRoom.ts'
import { personOf, type AccountsContext } from './accountsContext.ts'
import { cleanText } from './cleanText.ts'
import { handleKey, normalizeHandle } from './handle.ts'
import { checkKeeping } from './keeping.ts'
import { startSession } from './startSession.ts'

/** A1: the handle is checked while typing, at the beginning, and for good by the store. */
export const mountSignUp = (mounting: Mounting, context: AccountsContext): void => {
  const { store, passwords, now } = context

  const isTaken = async (key: string) =>
    (await store.accounts.byHandleKey(key)) !== null ||
    (await store.accounts.isHandleRetired(context.secret.digest('retired-handle', key), now()))

  const freeHandle = async (text: string): Promise<Result<string, Refusal>> => {
    if (context.signUp === 'closed') return fail({ kind: 'signup-closed' })
    const handle = normalizeHandle(text)
    if (!handle) return fail({ kind: 'handle-invalid' })
    return (await isTaken(handleKey(handle))) ? fail({ kind: 'handle-taken' }) : ok(handle)
  }

  mount(mounting, checkHandle, async ({ params, limit }) => {
    const limited = limit('handleChecksPerAddress')
    if (!limited.ok) return limited
    const handle = normalizeHandle(params.handle)
    if (!handle) return ok({ state: 'invalid' })
    return ok({ state: (await isTaken(handleKey(handle))) ? 'taken' : 'free' })
  })

  mount(mounting, beginSignUp, async ({ body, limit }) => {
    const limited = limit('handleChecksPerAddress')
    if (!limited.ok) return limited
    const handle = await freeHandle(body.handle)
    if (!handle.ok) return handle
    const response = passwords.register(body.account, body.registrationRequest)
    return response.ok ? ok({ registrationResponse: response.value }) : response
  })

  mount(mounting, finishSignUp, async ({ body, limit, setSession }) => {
    const handle = await freeHandle(body.handle)
    if (!handle.ok) return handle
    const proven = checkSigned(body)
    if (!proven.ok) return proven
    const keeping = checkKeeping(passwords, body.keys.account, body)
    if (!keeping.ok) return keeping
    const nickname = cleanText(body.nickname)
    if (nickname === '') return fail({ kind: 'request-invalid', detail: 'body.nickname: visible characters' })
    // Counted where an account would be made, so that a typing mistake costs nobody their sign-up.
    const limited = limit('signUpsPerAddress')
    if (!limited.ok) return limited

    const nowMs = now()
    const account = {
      keys: body.keys,
      handle: handle.value,
      handleKey: handleKey(handle.value),
      nickname,
      registrationRecord: body.registrationRecord,
      vault: body.vault,
      recoveryKey: body.recoveryKey,
      createdMs: nowMs,
    }
    const room = selfRoom(body.keys.account, nowMs)
    const session = await store.transaction(async records => {
      if (!(await records.accounts.add(account, body.locks))) return null
      await records.rooms.add(room)
      return startSession(records.sessions, body.keys.account, body.device, nowMs)
    })
    // Somebody was faster since the check above; or this very key signed up under another handle, which the person knows.
    if (!session) return fail({ kind: 'handle-taken' })
    context.membership.admitted(room.id)
    context.log.info({ account: body.keys.account }, 'signed up')
    setSession(session.token)
    return ok({ token: session.token, person: personOf(account), nowMs })
  })
}

/** Only the holder of a key signs it up, and with the secrets given here. */
const checkSigned = (body: RequestOf<typeof finishSignUp>): Result<null, Refusal> => {
  const keys = checkAccountKeys(body.keys)
  if (!keys.ok) return fail({ kind: 'keys-invalid', detail: keys.error.kind })
  if (fromBase64url(body.recoveryKey)?.length !== 32) return fail({ kind: 'keys-invalid', detail: 'recoveryKey' })
  const statement = signUpStatement(body.handle, body.recoveryKey, body.registrationRecord)
  const signature = fromBase64url(body.signature)
  return signature && verifySignature(signature, statement, keys.value.account)
    ? ok(null)
    : fail({ kind: 'keys-invalid', detail: 'signature' })
}
