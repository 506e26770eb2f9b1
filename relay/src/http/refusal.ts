import { problemKinds, type Problem, type ProblemKind } from '@sarangbang/shared/api/problem.ts'

/** Why a handler does not do what it was asked: a problem without the parts that follow from its kind. */
export interface Refusal {
  readonly kind: ProblemKind
  /** Which field, and what of it. Never the value itself. */
  readonly detail?: string
  /** Seconds until it makes sense to try again. */
  readonly retryAfterS?: number
  /** What stands now, for `marker-conflict` and `connection-settled`. */
  readonly current?: unknown
}

/** For people who read answers with a tool; the app has its own words for each kind. */
const titles: Readonly<Record<ProblemKind, string>> = {
  'request-invalid': 'The request does not have the shape this route takes.',
  'session-missing': 'No session, or one that has ended.',
  'login-refused': 'Handle and password do not belong together.',
  'recovery-refused': 'Handle and recovery code do not belong together.',
  'origin-refused': 'Pages of this origin may not write here.',
  'signup-closed': 'This relay takes no new accounts.',
  'not-a-member': 'No such room, or not one of yours.',
  'person-unknown': 'Nobody has this handle.',
  'connection-unknown': 'No such connection.',
  'route-unknown': 'No such route.',
  'handle-taken': 'Somebody has this handle.',
  'already-asked': 'You have asked already.',
  'already-connected': 'You are connected already.',
  'connection-settled': 'This connection has been settled otherwise.',
  'couple-connected': 'End the couple connection first.',
  'marker-conflict': 'The marker has changed since.',
  'attempt-expired': 'Took too long, or was used before: begin again.',
  'request-too-large': 'The request is too large.',
  'handle-invalid': 'A handle has 3 to 64 letters, digits, dots, hyphens or underscores, or is an e-mail address.',
  'keys-invalid': 'The keys do not prove what they claim.',
  'person-self': 'That is you.',
  'rate-limited': 'Too many at once.',
  internal: 'Something is broken here. It has been logged.',
  unavailable: 'Not able to answer at the moment.',
}

/** The one place where a refusal becomes an answer (RFC 9457, `application/problem+json`). */
export const problemResponse = (refusal: Refusal): Response => {
  const status = problemKinds[refusal.kind]
  const problem: Problem = {
    type: `tag:sarangbang,2026:${refusal.kind}`,
    title: titles[refusal.kind],
    status,
    ...refusal,
  }
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  if (refusal.retryAfterS !== undefined) headers.set('retry-after', String(refusal.retryAfterS))
  return new Response(JSON.stringify(problem), { status, headers })
}
