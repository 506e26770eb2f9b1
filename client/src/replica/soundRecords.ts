import { ok } from '@sarangbang/shared/result.ts'
import type { ReplicaRecords } from './replicaRecords.ts'
import type { RecordStore } from './store/records.ts'
import { hasFields, isListOf, isMap, isMapOf, isNumber, isText, orNull } from './store/soundness.ts'

const isStamp = hasFields({ ms: isNumber, counter: isNumber })

/** What of a record's value is relied on. */
const isSound: { readonly [Name in keyof ReplicaRecords]: (value: unknown) => boolean } = {
  directory: hasFields({ rooms: isMap, connections: isMap, markers: isMap, positions: isMap }),
  preview: hasFields({ last: orNull(hasFields({ kind: isText, stamp: isStamp })), unread: isNumber }),
  reading: isStamp,
  marker: hasFields({ upTo: isStamp, sealed: isText }),
  owed: isListOf(isText),
  clock: hasFields({ last: orNull(isStamp), offsetMs: isNumber }),
  arrivals: isMapOf(hasFields({ arrivedMs: isNumber, offsetMs: isNumber })),
  positions: isMap,
}

/** The replica's records with damaged ones absent: all of them can be fetched again, or are remade as rooms are opened. */
export const soundRecords = (records: RecordStore<ReplicaRecords>): RecordStore<ReplicaRecords> => ({
  ...records,
  get: async (name, key) => {
    const stored = await records.get(name, key)
    return stored.ok && !isSound[name](stored.value) ? ok(undefined) : stored
  },
  list: async name => {
    const stored = await records.list(name)
    return stored.ok ? ok(stored.value.filter(([, value]) => isSound[name](value))) : stored
  },
})
