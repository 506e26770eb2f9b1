import type { Problem } from '../../shared/src/api/problem.ts'
import type { ParamsOf, RequestOf, ResponseOf, Route } from '../../shared/src/api/route.ts'
import type { App } from '../../relay/src/http/mount.ts'

export interface Answer<R extends Route> {
  readonly status: number
  readonly headers: Headers
  /** The answer of a route, parsed by nothing: tests look at what is there. */
  readonly value: ResponseOf<R>
  readonly problem: Problem
  readonly text: string
}
export interface CallOptions<R extends Route> {
  readonly params?: { readonly [Name in keyof ParamsOf<R>]: string }
  readonly body?: { readonly [Name in keyof RequestOf<R>]: unknown }
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls a route of the shared table in process, as a program with a bearer token does. */
export const callRoute = async <R extends Route>(
  app: App,
  route: R,
  options: CallOptions<R> = {},
): Promise<Answer<R>> => {
  const params: Readonly<Record<string, string>> = options.params ?? {}
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const response = await app.request(path, {
    method: route.method,
    headers: {
      ...(options.body && { 'content-type': 'application/json' }),
      ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    ...(options.body && { body: JSON.stringify(options.body) }),
  })
  const text = await response.text()
  const value: unknown = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined
  return {
    status: response.status,
    headers: response.headers,
    value: value as ResponseOf<R>,
    problem: value as Problem,
    text,
  }
}
