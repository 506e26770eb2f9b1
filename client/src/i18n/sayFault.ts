import type { Problem } from '@sarangbang/shared/api/index.ts'
import type { SessionFault } from '../session/session.ts'
import type { Dictionary } from './ko.ts'
import { words } from './words.ts'

type Faults = Dictionary['faults']

/** The sentence for each kind of the relay's problems; complete, or it does not compile. */
const sentenceOf = {
  'request-invalid': 'requestInvalid',
  'session-missing': 'sessionMissing',
  'login-refused': 'loginRefused',
  'recovery-refused': 'recoveryRefused',
  'origin-refused': 'originRefused',
  'signup-closed': 'signupClosed',
  'not-a-member': 'notAMember',
  'person-unknown': 'personUnknown',
  'connection-unknown': 'connectionUnknown',
  'route-unknown': 'routeUnknown',
  'handle-taken': 'handleTaken',
  'already-asked': 'alreadyAsked',
  'already-connected': 'alreadyConnected',
  'connection-settled': 'connectionSettled',
  'couple-connected': 'coupleConnected',
  'marker-conflict': 'markerConflict',
  'attempt-expired': 'attemptExpired',
  'request-too-large': 'requestTooLarge',
  'handle-invalid': 'handleInvalid',
  'keys-invalid': 'keysInvalid',
  'person-self': 'personSelf',
  'rate-limited': 'rateLimited',
  internal: 'internal',
  unavailable: 'unavailable',
} as const satisfies Record<Problem['kind'], keyof Faults>

/** What to tell a person about a problem kind, e.g. of a refused friend request. */
export const sayProblem = (kind: Problem['kind']): string => words().faults[sentenceOf[kind]]

/** What to tell a person about a fault. Reactive in the language. */
export const sayFault = (fault: SessionFault): string => {
  const say = words().faults
  switch (fault.kind) {
    case 'problem':
      return fault.problem.kind === 'rate-limited' && fault.problem.retryAfterS !== undefined
        ? say.rateLimitedFor(fault.problem.retryAfterS)
        : sayProblem(fault.problem.kind)
    case 'offline':
      return say.offline
    case 'timeout':
      return say.timeout
    case 'password-too-short':
      return say.passwordTooShort(fault.characters)
    case 'password-has-space':
      return say.passwordHasSpace
    case 'nickname-empty':
      return say.nicknameEmpty
    case 'recovery-code-malformed':
      return say.recoveryCodeMalformed
    case 'relay-untrusted':
      return say.relayUntrusted
    case 'storage':
      return say.storage
  }
}
