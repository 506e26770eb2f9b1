import { concatBytes } from '@noble/hashes/utils.js'
import * as crypto from '@sarangbang/shared/crypto/index.ts'
import { encodeEntry } from '@sarangbang/shared/room/encodeEntry.ts'
import type { Entry } from '@sarangbang/shared/room/entry.ts'
import { exampleEntries } from './entryVectors.ts'
import { alice, bob, document, epoch, hex, key, recorded, room, session, stamp, value } from './world.ts'

/** Envelopes of each kind, a read marker, padding. */
export const envelopeVectors = () => {
  const plain = encodeEntry(exampleEntries[0] as Entry)
  const forSeal = recorded('sealed')
  const forCopies = recorded('room key')
  const forMarker = recorded('marker')
  const { signing } = alice
  const sealed = crypto.sealEnvelope({
    document,
    place: { session, clock: 300 },
    epoch,
    key,
    signing,
    plain,
    randomBytes: forSeal.randomBytes,
  })
  const targets = [
    { session, clock: 300 },
    { session, clock: 7 },
  ]
  const copies = [alice, bob].map(member => ({
    recipient: member.account,
    sealed: value(crypto.sealRoomKey(key, room, member.agreement.public, forCopies.randomBytes)),
  }))
  const marker = { upTo: stamp }
  const place = { session, clock: 0 }
  return {
    author: alice.account,
    room,
    sealed: {
      document,
      session,
      clock: 300,
      epoch,
      key: hex(key),
      drawn: forSeal.drawn,
      plain: hex(plain),
      bytes: hex(sealed),
    },
    erase: {
      document,
      session,
      clock: 301,
      targets,
      bytes: hex(crypto.eraseEnvelope({ document, place: { session, clock: 301 }, signing, targets })),
    },
    epoch: {
      document: room,
      session,
      clock: 0,
      createdMs: stamp.ms,
      copies: copies.map(copy => ({ recipient: copy.recipient, sealed: hex(copy.sealed) })),
      drawn: forCopies.drawn,
      bytes: hex(crypto.epochEnvelope({ document: room, place, signing, epoch, createdMs: stamp.ms, copies })),
    },
    marker: {
      upTo: stamp,
      drawn: forMarker.drawn,
      bytes: hex(crypto.sealMarker({ room, marker, epoch, key, signing, randomBytes: forMarker.randomBytes })),
    },
    refused: [
      { fault: 'envelope-version', bytes: hex(sealed.with(0, 2)) },
      { fault: 'envelope-kind', bytes: hex(sealed.with(1, 3)) },
      { fault: 'envelope-epoch', bytes: hex(sealed.with(1, 1)) },
      {
        fault: 'envelope-clock',
        why: 'not minimal',
        bytes: hex(concatBytes(sealed.subarray(0, 58), Uint8Array.of(0x85, 0), sealed.subarray(60))),
      },
      { fault: 'envelope-too-short', bytes: hex(sealed.subarray(0, 122)) },
    ],
    padding: [0, 1, 62, 63, 64, 100, 599, 5000, 65_536].map(length => ({
      length,
      padded: crypto.pad(new Uint8Array(length)).length,
    })),
  }
}
