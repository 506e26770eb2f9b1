import * as v from 'valibot'

/**
 * The one error shape of every HTTP route: problem details (RFC 9457), `application/problem+json`. `type` is
 * `tag:sarangbang,2026:` and the kind. docs/errors.md says who sees each, and whether we stop, ignore, retry or ask.
 */
export const problemKinds = {
  'request-invalid': 400,
  'session-missing': 401,
  'login-refused': 401,
  'recovery-refused': 401,
  'origin-refused': 403,
  'signup-closed': 403,
  'not-a-member': 404,
  'person-unknown': 404,
  'connection-unknown': 404,
  'route-unknown': 404,
  'handle-taken': 409,
  'already-asked': 409,
  'already-connected': 409,
  'connection-settled': 409,
  'couple-connected': 409,
  'marker-conflict': 409,
  'attempt-expired': 410,
  'request-too-large': 413,
  'handle-invalid': 422,
  'keys-invalid': 422,
  'person-self': 422,
  'rate-limited': 429,
  internal: 500,
  unavailable: 503,
} as const
export type ProblemKind = keyof typeof problemKinds

export const problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  kind: v.picklist(Object.keys(problemKinds) as [ProblemKind, ...ProblemKind[]]),
  /** Which field, and what of it, for `request-invalid`. */
  detail: v.optional(v.string()),
  /** For `rate-limited` and `unavailable`: seconds until it makes sense to try again. */
  retryAfterS: v.optional(v.number()),
  /** For `marker-conflict`, `connection-settled`: what stands now. */
  current: v.optional(v.unknown()),
})
export type Problem = v.InferOutput<typeof problem>
