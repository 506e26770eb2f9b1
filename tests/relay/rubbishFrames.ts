import { encodeAcknowledgement } from '@sarangbang/shared/api/index.ts'
import { alice, bob, openMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import {
  askForRest,
  syncFrame,
  syncStep1,
  syncStep2,
  syncUpdate,
} from '@sarangbang/client/src/replica/link/syncFrames.ts'
import * as encoding from 'lib0/encoding'
import * as prng from 'lib0/prng'
import * as Y from 'yjs'

/** How a frame was spoilt; `honest` not at all. */
export const rubbishKinds = [
  'honest',
  'flipped',
  'cut',
  'spliced',
  'wrong length',
  'V2',
  'random',
  'deep any',
  'deep JSON',
  'wrong content',
  'endless tombstone',
  'many clients',
  'false state',
] as const
export type RubbishKind = (typeof rubbishKinds)[number]
export interface Rubbish {
  readonly kind: RubbishKind
  readonly frame: Uint8Array
}

/** Frames as two honest members exchange them: questions, rests, updates with erasures, presence and acknowledgements. */
const honestFrames = (document: DocumentName): { readonly frames: readonly Uint8Array[]; readonly doc: Y.Doc } => {
  const [one, other] = [openMember(alice, document), openMember(bob, document)]
  const frames: Uint8Array[] = []
  for (const { log } of [one, other]) log.doc.on('update', update => void frames.push(syncFrame(syncUpdate, update)))
  for (let n = 0; n < 20; n++) {
    const said = (n % 2 === 0 ? one : other).say(`message ${n} ${'x'.repeat((n * 37) % 400)}`)
    if (n % 5 === 0) (n % 2 === 0 ? one : other).erase(said)
  }
  for (const { log } of [one, other]) {
    frames.push(askForRest(log.doc), syncFrame(syncStep2, Y.encodeStateAsUpdate(log.doc)))
    frames.push(encodeAcknowledgement(Y.decodeStateVector(Y.encodeStateVector(log.doc))))
    frames.push(presence(log.doc.clientID, JSON.stringify({ user: { name: 'x' } })))
  }
  return { frames, doc: one.log.doc }
}

const presence = (client: number, json: string): Uint8Array =>
  encoding.encode(to => {
    encoding.writeVarUint(to, 1)
    encoding.writeVarUint8Array(
      to,
      encoding.encode(state => {
        encoding.writeVarUint(state, 1)
        encoding.writeVarUint(state, client)
        encoding.writeVarUint(state, 1)
        encoding.writeVarString(state, json)
      }),
    )
  })

/** One struct of one client, with whatever content is written. */
const structFrame = (client: number, info: number, content: (to: encoding.Encoder) => void): Uint8Array =>
  syncFrame(
    syncUpdate,
    encoding.encode(to => {
      encoding.writeVarUint(to, 1)
      encoding.writeVarUint(to, 1)
      encoding.writeVarUint(to, client)
      encoding.writeVarUint(to, 0)
      encoding.writeUint8(to, info)
      encoding.writeVarUint(to, 1)
      encoding.writeVarString(to, 'log')
      content(to)
      encoding.writeVarUint(to, 0)
    }),
  )

/** lib0's `any`: 117 is an array, 118 an object. */
const deepAny = (to: encoding.Encoder, depth: number): void => {
  for (let n = 0; n < depth; n++) {
    encoding.writeUint8(to, n % 3 === 0 ? 118 : 117)
    encoding.writeVarUint(to, 1)
    if (n % 3 === 0) encoding.writeVarString(to, 'k')
  }
  encoding.writeUint8(to, 126)
}

/** An endless row of spoilt frames, the same for the same seed. */
export const makeRubbish = (seed: number, document: DocumentName): (() => Rubbish) => {
  const { frames, doc } = honestFrames(document)
  const random = prng.create(seed)
  const below = (limit: number): number => prng.int53(random, 0, limit - 1)
  const someFrame = (): Uint8Array => prng.oneOf(random, frames as Uint8Array[])
  const someBytes = (length: number): Uint8Array => prng.uint8Array(random, length)
  const client = (): number => below(2 ** 52)

  const spoil = (kind: RubbishKind): Uint8Array => {
    const frame = someFrame()
    switch (kind) {
      case 'honest':
        return frame
      case 'flipped': {
        const bytes = frame.slice()
        for (let flips = 1 + below(8); flips > 0; flips--) {
          const at = below(bytes.length)
          bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8))
        }
        return bytes
      }
      case 'cut':
        return frame.slice(0, below(frame.length))
      case 'spliced': {
        const other = someFrame()
        return Uint8Array.from([...frame.slice(0, below(frame.length)), ...other.slice(below(other.length))])
      }
      case 'wrong length': {
        const at = below(Math.min(frame.length, 12))
        const length = prng.oneOf(random, [
          [0xff, 0xff, 0xff, 0x7f],
          [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
          [0],
          [0x80, 0x80, 0x01],
        ])
        return Uint8Array.from([...frame.slice(0, at), ...length, ...frame.slice(at + 1)])
      }
      case 'V2': {
        const update = Y.encodeStateAsUpdateV2(doc)
        if (below(2) === 0) update[below(update.length)] = below(256)
        return syncFrame(prng.oneOf(random, [syncStep2, syncUpdate]), update)
      }
      case 'random': {
        const bytes = someBytes(1 + below(600))
        bytes[0] = prng.oneOf(random, [0, 0, 1, 2, 3, 100, below(256)])
        return bytes
      }
      case 'deep any':
        return structFrame(client(), 8, to => {
          encoding.writeVarUint(to, 1)
          deepAny(to, 1 + below(20_000))
        })
      case 'deep JSON': {
        const depth = 1 + below(7_000)
        return presence(client(), prng.bool(random) ? '['.repeat(depth) + ']'.repeat(depth) : '{"a":'.repeat(depth))
      }
      case 'wrong content':
        return structFrame(client(), below(32), to => encoding.writeUint8Array(to, someBytes(below(100))))
      case 'endless tombstone':
        return structFrame(client(), 1, to =>
          encoding.writeVarUint(to, prng.oneOf(random, [2 ** 31, 2 ** 52, 2 ** 53 - 1, 1])),
        )
      case 'many clients':
        return prng.bool(random)
          ? encodeAcknowledgement(new Map(Array.from({ length: 1 + below(5_000) }, () => [client(), below(2 ** 53)])))
          : syncFrame(
              syncUpdate,
              encoding.encode(to => encoding.writeVarUint(to, 1 + below(2 ** 50))),
            )
      case 'false state':
        return syncFrame(
          syncStep1,
          encoding.encode(to => {
            encoding.writeVarUint(to, prng.oneOf(random, [0, 1, 1000, 2 ** 40]))
            for (let n = below(200); n > 0; n--) encoding.writeVarUint(to, below(2 ** 53))
          }),
        )
    }
  }
  return () => {
    const kind = prng.oneOf(random, rubbishKinds as unknown as RubbishKind[])
    return { kind, frame: spoil(kind) }
  }
}
