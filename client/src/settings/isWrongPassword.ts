import type { SessionFault } from '../session/session.ts'

/** Whether what failed is the password just typed, so that its own field says so. */
export const isWrongPassword = (fault: SessionFault | null): boolean =>
  fault?.kind === 'problem' && fault.problem.kind === 'login-refused'
