export const avatarTones = ['pine', 'jade', 'indigo', 'plum', 'rose', 'persimmon', 'honey', 'ink'] as const
export type AvatarTone = (typeof avatarTones)[number]

/**
 * The tone of an account or a room, the same on every device: FNV-1a, 32 bits, over the id's characters. Ids are key material
 * or hashes already, so any mixing will do; it only has to be stable.
 */
export const avatarTone = (id: string): AvatarTone => {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  return avatarTones[(hash >>> 0) % avatarTones.length] ?? 'ink'
}
