import { equal, ok } from 'node:assert/strict'
import type { HttpPump } from './httpPump.ts'
import type { Writer } from './openWriter.ts'
import type { Disk } from './readDisk.ts'

/** Holds a disk to everything that was shown as kept: acknowledged on a socket, or answered with 2xx. @throws naming the moment */
export const checkDisk = (
  disk: Disk,
  writers: readonly Writer[],
  pumps: readonly { readonly account: string; readonly pump: HttpPump }[],
  moment: string,
): void => {
  equal(disk.integrity, 'ok', moment)
  for (const writer of writers) {
    const onDisk = disk.stateOf(writer.document).get(writer.own) ?? 0
    ok(onDisk >= writer.kept(), `${moment}: acknowledged ${writer.kept()}, on the disk ${onDisk}`)
    const live = disk.live(writer.document)
    for (const place of writer.said.slice(0, writer.kept())) {
      const erasure = writer.erased.get(place)
      const isLive = live.has(`${place.session}:${place.clock}`)
      if (!erasure) ok(isLive, `${moment}: ${place.clock} is not on the disk`)
      else if (erasure.by.clock < writer.kept()) ok(!isLive, `${moment}: ${place.clock} was erased and is on the disk`)
    }
  }
  const requests = disk.requests()
  for (const { account, pump } of pumps) {
    const marker = disk.marker(account)
    ok((marker?.version ?? 0) >= (pump.marker?.version ?? 0), `${moment}: a marker went back`)
    if (marker?.version === pump.marker?.version) equal(marker?.sealed, pump.marker?.sealed, moment)
    for (const [nonce, state] of pump.requests) {
      const kept = requests.get(nonce)
      // Withdrawn and not answered yet, or answered: both are as it should be.
      ok(
        kept === state || (state === 'requested' && kept === 'withdrawn'),
        `${moment}: a request is ${kept}, not ${state}`,
      )
    }
  }
}
