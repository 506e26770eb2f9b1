import * as Y from 'yjs'
import { encodeStep1 } from './encodeMessage.ts'
import type { HotDocument } from './hotDocument.ts'

/** "This is what I have" (step 1) of a document, as it is now. */
export type EncodeState = (document: HotDocument) => Buffer

/** After a restart all of a room come at once, and each is told the same: the last frame is kept until the document has changed. */
export const makeEncodeState = (): EncodeState => {
  const frames = new WeakMap<HotDocument, { readonly version: number; readonly frame: Buffer }>()
  return document => {
    const last = frames.get(document)
    if (last?.version === document.version) return last.frame
    const frame = encodeStep1(Y.encodeStateVector(document.log.doc))
    frames.set(document, { version: document.version, frame })
    return frame
  }
}
