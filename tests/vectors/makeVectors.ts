import { entryVectors } from './entryVectors.ts'
import { envelopeVectors } from './envelopeVectors.ts'
import { identityVectors, idVectors } from './identityVectors.ts'
import { signatureVectors } from './signatureVectors.ts'
import { vaultVectors } from './vaultVectors.ts'

/** Everything docs/protocol.md describes, once, with fixed secrets; by file name in shared/vectors. */
export const makeVectors = (): Readonly<Record<string, unknown>> => ({
  'identity.json': identityVectors(),
  'ids.json': idVectors(),
  'vault.json': vaultVectors(),
  'entries.json': entryVectors(),
  'envelopes.json': envelopeVectors(),
  'signatures.json': signatureVectors(),
})
export const vectorsFolder = new URL('../../shared/vectors/', import.meta.url)
export const vectorText = (vector: unknown): string => `${JSON.stringify(vector, null, 2)}\n`
