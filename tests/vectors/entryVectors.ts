import { concatBytes } from '@noble/hashes/utils.js'
import * as crypto from '@sarangbang/shared/crypto/index.ts'
import { seededBytes } from '@sarangbang/shared/crypto/seededBytes.ts'
import { encodeEntry } from '@sarangbang/shared/room/encodeEntry.ts'
import type { Entry } from '@sarangbang/shared/room/entry.ts'
import { memberRegister } from '@sarangbang/shared/room/memberRegister.ts'
import { shareRegister } from '@sarangbang/shared/room/shareRegister.ts'
import { titleRegister } from '@sarangbang/shared/room/titleRegister.ts'
import { bob, hex, stamp, target } from './world.ts'

const random = seededBytes('entry vectors')
const head = () => ({ id: crypto.toBase64url(random(16)) as crypto.EntryId, stamp })
/** One of each type. */
export const exampleEntries: readonly Entry[] = [
  { type: 'message', ...head(), text: '안녕 👋', mentions: [], silent: false },
  {
    type: 'message',
    ...head(),
    text: '잘 자',
    mentions: [bob.account],
    silent: true,
    replyTo: target,
    readUpTo: { ms: stamp.ms - 1000, counter: 0 },
  },
  { type: 'edit', ...head(), target, text: '잘 자요', mentions: [] },
  { type: 'react', ...head(), target, emoji: '👍', on: true },
  { type: 'system', ...head(), event: { code: 'began' } },
  { type: 'system', ...head(), event: { code: 'erased', target, stamp } },
  { type: 'register', ...head(), name: 'title', value: titleRegister.encode('우리') },
  { type: 'register', ...head(), name: 'title', value: null },
]

/** Entries and register values. */
export const entryVectors = () => {
  const [first] = exampleEntries
  const bytes = encodeEntry(first as Entry)
  return {
    entries: exampleEntries.map(entry => ({
      entry: entry.type === 'register' ? { ...entry, value: entry.value && hex(entry.value) } : entry,
      bytes: hex(encodeEntry(entry)),
    })),
    registers: {
      title: { value: '우리', bytes: hex(titleRegister.encode('우리')) },
      member: {
        value: { role: 'owner', nickname: '민지' },
        bytes: hex(memberRegister.encode({ role: 'owner', nickname: '민지' })),
      },
      share: {
        value: { presence: true, typing: false, read: true },
        bytes: hex(shareRegister.encode({ presence: true, typing: false, read: true })),
      },
    },
    refused: [
      { why: 'a byte behind version 1', bytes: hex(concatBytes(bytes, Uint8Array.of(0))) },
      { why: 'an unknown flag in version 1', bytes: hex(bytes.with(25, 2)) },
      { why: 'version 0', bytes: hex(bytes.with(0, 0)) },
      { why: 'cut short', bytes: hex(bytes.subarray(0, -1)) },
    ],
    unknown: [{ why: 'type 99', code: 99, bytes: hex(bytes.with(1, 99)) }],
  }
}
