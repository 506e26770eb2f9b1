import { createHash } from 'node:crypto'
import * as api from '@sarangbang/shared/api/index.ts'

/** Of a schema's properties those that say what is let through; the others are code, texts for people, or types. */
const meaningful = [
  'type',
  'entries',
  'item',
  'items',
  'key',
  'value',
  'options',
  'wrapped',
  'literal',
  'default',
  'rest',
  'pipe',
  'requirement',
]
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** A valibot schema as plain data: equal for schemas that let the same through, however they were composed. */
export const shapeOf = (schema: unknown): unknown => {
  if (schema instanceof RegExp) return String(schema)
  if (typeof schema === 'function') return 'code'
  if (Array.isArray(schema)) {
    const shapes = schema.map(shapeOf)
    // Which of several words may stand somewhere does not depend on their order; steps of a pipe do.
    return shapes.every(shape => typeof shape === 'string') ? shapes.sort() : shapes
  }
  if (!isObject(schema)) return schema ?? null
  const isSchema = schema['kind'] === 'schema' || schema['kind'] === 'validation' || schema['kind'] === 'transformation'
  const names = isSchema ? meaningful.filter(name => schema[name] !== undefined) : Object.keys(schema).sort()
  const pipe = schema['pipe']
  // The first step of a pipe is the schema itself.
  if (isSchema && Array.isArray(pipe))
    return pipe.map(step => shapeOf(isObject(step) ? { ...step, pipe: undefined } : step))
  return Object.fromEntries(names.map(name => [name, shapeOf(schema[name])]))
}

const isRoute = (value: unknown): value is api.Route =>
  isObject(value) && typeof value['method'] === 'string' && typeof value['path'] === 'string'

/** Everything the two sides may say, as plain data. */
export const wireShape = () => ({
  routes: Object.values<unknown>(api)
    .filter(isRoute)
    .map(({ method, path, access, params, request, response }) => ({
      route: `${method} ${path}`,
      access,
      params: shapeOf(params),
      request: shapeOf(request),
      response: shapeOf(response),
    }))
    .sort((one, other) => (one.route < other.route ? -1 : 1)),
  inbox: { path: api.inboxPath, message: shapeOf(api.inboxMessage) },
  problem: { kinds: Object.entries(api.problemKinds).sort(), shape: shapeOf(api.problem) },
  sockets: {
    syncPath: api.syncPath,
    signalPath: api.signalPath,
    ticketProtocolPrefix: api.ticketProtocolPrefix,
    closeCodes: Object.entries(api.closeCodes).sort(),
    maxFrameBytes: api.maxFrameBytes,
    maxUpdateBytes: api.maxUpdateBytes,
    acknowledgement: Buffer.from(api.encodeAcknowledgement(new Map([[2 ** 40, 300]]))).toString('hex'),
  },
})

export const fingerprintOf = (shape: unknown): string =>
  createHash('sha256').update(JSON.stringify(shape)).digest('hex').slice(0, 16)
