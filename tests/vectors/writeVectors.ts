import { writeFileSync } from 'node:fs'
import { makeVectors, vectorsFolder, vectorText } from './makeVectors.ts'

/**
 * Writes shared/vectors anew: `node tests/vectors/writeVectors.ts`. What changes there changes the protocol: everything kept so far
 * becomes unreadable unless the old form is still read.
 */
for (const [name, vector] of Object.entries(makeVectors()))
  writeFileSync(new URL(name, vectorsFolder), vectorText(vector))
