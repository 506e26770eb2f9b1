/** The ways into an account, and all they bring along (vault, locks, OPAQUE): loaded when somebody stands at the door. */
export { parseRecoveryCode } from '@sarangbang/shared/crypto/recoveryCode.ts'
export { logIn } from './logIn.ts'
export { recover } from './recover.ts'
export { signUp } from './signUp.ts'
