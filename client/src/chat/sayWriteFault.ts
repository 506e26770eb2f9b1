import { formats } from '../i18n/formats.ts'
import { words } from '../i18n/words.ts'
import type { WriteFault } from '../replica/replica.ts'

/** Why the composer kept its text, in words. `other` is the person the room is with. */
export const sayWriteFault = (fault: WriteFault, other: string): string => {
  const say = words().chat
  switch (fault.kind) {
    case 'text-empty':
      return say.faultEmpty
    case 'text-too-long':
      return say.faultTooLong(formats().number(fault.max))
    case 'text-too-large':
      return say.faultTooLarge
    case 'storage-full':
      return say.faultFull
    case 'storage-failed':
      return say.faultStorage
    case 'target-invalid':
      return say.faultTarget
    case 'keys-missing':
      return say.faultKeys(other)
  }
}
