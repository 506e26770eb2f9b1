import type { AccountId } from '../crypto/ids.ts'
import type { Registers } from './foldRegisters.ts'
import type { RegisterCodec } from './registerCodec.ts'

/**
 * What a register says now; `null` when it was never set, was removed, or cannot be read.
 * @param author - whose value; left out, the latest of all.
 */
export const readRegister = <T>(
  registers: Registers,
  name: string,
  codec: RegisterCodec<T>,
  author?: AccountId,
): T | null => {
  const register = registers.get(name)
  const one = author === undefined ? register?.latest : register?.byAuthor.get(author)
  return one?.entry.value ? codec.decode(one.entry.value) : null
}
