import type { Device } from './device.ts'
import type { PersonName } from './people.ts'

/** The relay's slots for read markers: it cannot tell which is the greatest, the devices can. */
export interface MarkerSlot {
  /** `false`: that device has read nothing yet, or has no key to say so. */
  put(from: Pick<Device, 'marker' | 'person'>): boolean
  tell(to: Pick<Device, 'hearMarker'>): void
}

export const makeMarkerSlot = (): MarkerSlot => {
  const markers = new Map<string, PersonName>()
  return {
    put: from => {
      const sealed = from.marker()
      if (sealed !== null) markers.set(sealed, from.person)
      return sealed !== null
    },
    tell: to => markers.forEach((person, sealed) => to.hearMarker(person, sealed)),
  }
}
