import type * as v from 'valibot'

/** Who may call a route. `session`: a cookie, or the same token as a bearer. */
export type Access = 'anyone' | 'session'
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
type Schema = v.GenericSchema

/**
 * One HTTP route, mounted by the relay and called by the client, so that neither knows the other. `path` has `:names` that
 * `params` describes; `request` is the JSON body (none where absent), `response` the JSON answer (204 where absent).
 * Every refusal is a problem (problem.ts).
 */
export interface Route<
  Params extends Schema | undefined = Schema | undefined,
  Request extends Schema | undefined = Schema | undefined,
  Response extends Schema | undefined = Schema | undefined,
  Who extends Access = Access,
> {
  readonly method: Method
  readonly path: string
  readonly access: Who
  readonly params: Params
  readonly request: Request
  readonly response: Response
}

interface Shape<P, Q, R> {
  readonly params?: P
  readonly request?: Q
  readonly response?: R
}
export const route = <
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  R extends Schema | undefined = undefined,
  Who extends Access = Access,
>(
  method: Method,
  path: string,
  access: Who,
  shape: Shape<P, Q, R> = {},
): Route<P, Q, R, Who> => ({
  method,
  path,
  access,
  params: shape.params as P,
  request: shape.request as Q,
  response: shape.response as R,
})

type Out<S> = S extends Schema ? v.InferOutput<S> : undefined
export type ParamsOf<R extends Route> = Out<R['params']>
export type RequestOf<R extends Route> = Out<R['request']>
export type ResponseOf<R extends Route> = Out<R['response']>
