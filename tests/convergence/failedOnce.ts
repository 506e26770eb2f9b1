import type { History } from './world/step.ts'

/** Histories that found a defect, cut down to what it takes. By what holds since. */
export const failedOnce: readonly (readonly [title: string, history: History])[] = [
  [
    '[C5] a copy that comes back from others after its message was erased is erased as well',
    // A crash took the row back, the replay wrote a second copy, and the erasure knew of that one only.
    {
      devices: 3,
      skewMs: [-86_400_000, 600_000, -20_000],
      seed: 2_545_705_454,
      steps: [
        { kind: 'act', device: 5, action: { kind: 'say', bytes: 28, replyTo: null } },
        { kind: 'deliver', frames: 45 },
        { kind: 'crash', device: 26, lose: 6096 },
        { kind: 'act', device: 50, action: { kind: 'erase', which: 4892 } },
      ],
    },
  ],
  [
    '[C3] a month that only one device still has is found on its disk and given to the others',
    // It was not live any more, and older months were named by the relay alone.
    {
      devices: 2,
      skewMs: [-86_400_000, -86_400_000],
      seed: 1_945_982_090,
      steps: [
        { kind: 'act', device: 8, action: { kind: 'say', bytes: 7, replyTo: null } },
        { kind: 'deliver', frames: 59 },
        { kind: 'wait', hours: 800 },
        { kind: 'restart', device: 41 },
        { kind: 'restore', replica: 39, copy: 0 },
        { kind: 'restore', replica: 29, copy: 0 },
      ],
    },
  ],
  [
    '[C3] a room key that only one device still has is given to the others, whoever made it',
    // The head's row of it was lost with a crash, and only its maker told it again.
    {
      devices: 2,
      skewMs: [20_000, 20_000],
      seed: 2_409_905_170,
      steps: [
        { kind: 'connect', one: 32, other: 15 },
        { kind: 'act', device: 55, action: { kind: 'begin' } },
        { kind: 'deliver', frames: 55 },
        { kind: 'act', device: 53, action: { kind: 'begin' } },
        { kind: 'deliver', frames: 64 },
        { kind: 'crash', device: 4, lose: 2530 },
        { kind: 'crash', device: 38, lose: 2200 },
        { kind: 'restore', replica: 53, copy: 0 },
        { kind: 'restore', replica: 49, copy: 0 },
      ],
    },
  ],
  [
    '[C3] a message whose key has reached nobody is not shown as kept',
    // The relay got the month and not the head's announcement; the tick counted the month alone.
    {
      devices: 2,
      skewMs: [0, 0],
      seed: 1,
      steps: [
        { kind: 'deliver', frames: 80 },
        { kind: 'act', device: 0, action: { kind: 'say', bytes: 7, replyTo: null } },
        { kind: 'drop', pick: 0 },
        { kind: 'deliver', frames: 10 },
        { kind: 'acknowledge', replica: 2 },
        { kind: 'deliver', frames: 10 },
      ],
    },
  ],
  [
    '[C3] a message whose key was lost with the disk of the only device that had it is known to be lost with it',
    // On IndexedDB the disk was put back before the checker had been told where the message stood.
    {
      devices: 2,
      skewMs: [0, 0],
      seed: 1,
      steps: [
        { kind: 'deliver', frames: 80 },
        { kind: 'act', device: 0, action: { kind: 'say', bytes: 7, replyTo: null } },
        { kind: 'drop', pick: 0 },
        { kind: 'deliver', frames: 10 },
        { kind: 'restore', replica: 0, copy: 0 },
      ],
    },
  ],
  [
    '[C3] kept is true of a new stamp while the taking back of the old one is still on its way',
    // The other had both copies: the checker wanted the old one gone as well.
    {
      devices: 2,
      skewMs: [-86_400_000, 0],
      seed: 0,
      steps: [
        { kind: 'deliver', frames: 80 },
        { kind: 'act', device: 0, action: { kind: 'say', bytes: 7, replyTo: null } },
        { kind: 'drop', pick: 0 },
        { kind: 'deliver', frames: 80 },
        { kind: 'acknowledge', replica: 2 },
        { kind: 'deliver', frames: 80 },
        { kind: 'act', device: 31, action: { kind: 'say', bytes: 0, replyTo: null } },
        { kind: 'connect', one: 25, other: 0 },
        { kind: 'reorder', picks: [0, 7, 1, 7625] },
        { kind: 'duplicate', pick: 5456 },
        { kind: 'act', device: 0, action: { kind: 'react', which: 0, emoji: '👍', on: false } },
        { kind: 'wait', hours: 800 },
        { kind: 'disconnect', one: 22, other: 1 },
        { kind: 'drop', pick: 0 },
        { kind: 'act', device: 15, action: { kind: 'say', bytes: 0, replyTo: null } },
        { kind: 'act', device: 7, action: { kind: 'react', which: 0, emoji: '👍', on: false } },
        { kind: 'acknowledge', replica: 5396 },
        { kind: 'correct', device: 0 },
        { kind: 'drop', pick: 0 },
        { kind: 'deliver', frames: 13 },
        { kind: 'acknowledge', replica: 44 },
        { kind: 'acknowledge', replica: 43 },
        { kind: 'deliver', frames: 29 },
      ],
    },
  ],
]
