/**
 * `npm test`: everything, in order of how fast it can fail. Prints the real counts of both runners at the end.
 * `npm test -- browsers/talk` runs only the browser tests whose path has those words.
 */
import { makeRunners } from './runners.mjs'

const only = process.argv.slice(2)
const runners = makeRunners({ folder: 'test-results' })

if (only.length === 0) {
  const tsc = 'typescript/bin/tsc'
  runners.check('format', 'oxfmt/bin/oxfmt', ['--check', '.'])
  runners.check('lint', 'oxlint/bin/oxlint', ['--deny-warnings'])
  for (const project of ['shared', 'shared/tsconfig.test.json', 'relay', 'client', 'tests']) {
    runners.check(`types: ${project}`, tsc, ['-p', project])
  }
  runners.vitest('unit, relay, convergence, docs', [], 'dot')
}
runners.playwright('browsers', only)
runners.finish()
