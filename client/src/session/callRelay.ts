import * as v from 'valibot'
import {
  problem,
  type ParamsOf,
  type Problem,
  type RequestOf,
  type ResponseOf,
  type Route,
} from '@sarangbang/shared/api/index.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'

/** Why a call got no answer of its own kind. */
export type CallFault =
  /** The relay said no, and why. */
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** Nothing answered: no network, or no relay behind it. */
  | { readonly kind: 'offline' }
  /** Something answered that is no relay of ours: a captive portal, a proxy's error page, an older relay. */
  | { readonly kind: 'relay-untrusted'; readonly what: string }
  | { readonly kind: 'timeout' }

/** A phone on a poor train connection still makes it; longer than this nobody waits for. */
const limitMs = 20_000

export type CallRelay = <R extends Route>(
  route: R,
  input?: { readonly params?: ParamsOf<R>; readonly request?: RequestOf<R> },
) => Promise<Result<ResponseOf<R>, CallFault>>

const pathOf = (route: Route, params: Record<string, string>): string =>
  route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

const readJson = async (response: Response): Promise<unknown> => {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

/**
 * One call of the route table to the relay that served this page; its session travels in the cookie. Never rejects. An answer
 * that does not fit the route's schema is `relay-untrusted`: nothing of it is used.
 */
export const callRelay: CallRelay = async (route, input = {}) => {
  let response: Response
  try {
    response = await fetch(pathOf(route, (input.params ?? {}) as Record<string, string>), {
      method: route.method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(limitMs),
      ...(input.request === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(input.request) }),
    })
  } catch (error) {
    return fail({ kind: error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'offline' })
  }
  const body = response.status === 204 ? undefined : await readJson(response)
  if (!response.ok) {
    const said = v.safeParse(problem, body)
    return fail(
      said.success
        ? { kind: 'problem', problem: said.output }
        : { kind: 'relay-untrusted', what: `status ${response.status}` },
    )
  }
  if (route.response === undefined) return ok(undefined as never)
  const answer = v.safeParse(route.response, body)
  return answer.success ? ok(answer.output as never) : fail({ kind: 'relay-untrusted', what: route.path })
}
