import * as encoding from 'lib0/encoding'

/** For tests: an update of nested documents by one client, seven bytes each, every one of which Yjs's reader would build. */
export const nestedDocuments = (bytes: number, client: number): Uint8Array => {
  const structs = encoding.createEncoder()
  let count = 0
  for (; encoding.length(structs) < bytes; count++) {
    encoding.writeUint8(structs, 0x80 | 9) // content kind 9 with an origin
    encoding.writeVarUint(structs, 1)
    encoding.writeVarUint(structs, count)
    encoding.writeVarString(structs, '')
    encoding.writeUint8(structs, 118) // its options: an object,
    encoding.writeVarUint(structs, 0) // empty
  }
  const update = encoding.createEncoder()
  for (const number of [1, count, client, 0]) encoding.writeVarUint(update, number)
  encoding.writeUint8Array(update, encoding.toUint8Array(structs))
  encoding.writeVarUint(update, 0)
  return encoding.toUint8Array(update)
}
