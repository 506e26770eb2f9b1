/**
 * The plain bytes of an entry, version 1. Numbers are varuints (makeReader.ts), texts UTF-8 behind their length in bytes.
 *
 *   version = 1 · type · id (16) · stamp · flags · [readUpTo: stamp] · what the type adds
 *
 *   flags: bit 0 readUpTo follows; the others are 0
 *   stamp: ms · counter                                      ref: month since 2009-01 · author (32) · id (16)
 *
 *   | type       | adds                                                                                     |
 *   |------------|------------------------------------------------------------------------------------------|
 *   | 0 message  | options (bit 0 reply, bit 1 silent) · [reply: ref] · n · n × mention (32) · text         |
 *   | 1 edit     | target: ref · n · n × mention (32) · text                                                |
 *   | 2 react    | target: ref · on (0, 1) · emoji: text                                                    |
 *   | 3 system   | code (0 began, 1 erased) · [erased: target: ref · stamp]                                 |
 *   | 4 register | name: text · present (0, 1) · [value: length · bytes]                                    |
 *
 * How it may grow. Everything before "what the type adds" keeps its place for ever. A new *type* is unknown to older programs,
 * which keep it and show nothing. A higher *version* of a known type begins with the fields of version 1 and adds behind
 * them: older programs read what they know and ignore further flags and bytes. In version 1 itself nothing may follow.
 */
export const entryVersion = 1
export const entryTypes = ['message', 'edit', 'react', 'system', 'register'] as const
export const systemCodes = ['began', 'erased'] as const

export const hasReadUpTo = 1
export const isReply = 1
export const isSilent = 2

/** 64 KiB of UTF-8: 20,000 Hangul syllables are 60,000 bytes. Sealed, it fits an envelope four times. */
export const maxTextBytes = 64 * 1024
/** More mentions than members of a large room; 16 KiB. */
export const maxMentions = 512
/** A family emoji with skin tones has 41 bytes. */
export const maxEmojiBytes = 64
/** `member/` and an account id are 50. */
export const maxRegisterNameBytes = 256
/** What is left of an envelope's 256 KiB, rounded down. */
export const maxRegisterBytes = 192 * 1024
