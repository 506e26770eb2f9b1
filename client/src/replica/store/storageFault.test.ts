import { describe, expect, it } from 'vitest'
import { isConnectionLost, isUnreadable, storageFaultOf } from './storageFault.ts'
import { TimeLimitError } from './within.ts'

const thrown = (name: string) => new DOMException('words of the platform', name)

describe('storageFaultOf', () => {
  it('a full disk, a missing answer and everything else are told apart', () => {
    expect(storageFaultOf(thrown('QuotaExceededError'))).toEqual({ kind: 'storage-full' })
    expect(storageFaultOf(new TimeLimitError('open', 50))).toEqual({
      kind: 'storage-timeout',
      doing: 'open',
      limitMs: 50,
    })
    expect(storageFaultOf(thrown('VersionError'))).toEqual({
      kind: 'storage-failed',
      reason: 'VersionError: words of the platform',
    })
  })

  it('whatever is thrown has a reason, even what is no error', () => {
    expect(storageFaultOf('odd')).toEqual({ kind: 'storage-failed', reason: 'string: odd' })
    expect(storageFaultOf(undefined)).toEqual({ kind: 'storage-failed', reason: 'undefined: undefined' })
  })
})

describe('what a fault means for the connection', () => {
  const names = [
    'InvalidStateError',
    'UnknownError',
    'QuotaExceededError',
    'AbortError',
    'DataError',
    'NotReadableError',
  ]

  it('only a closed or silent connection is given up: never one that is full or whose transaction aborted', () => {
    expect(names.filter(name => isConnectionLost(thrown(name)))).toEqual(['InvalidStateError', 'UnknownError'])
    expect(isConnectionLost(new TimeLimitError('commit', 1))).toBe(true)
  })

  it('only what the browser cannot read counts as damaged', () => {
    expect(names.filter(name => isUnreadable(thrown(name)))).toEqual(['DataError', 'NotReadableError'])
  })
})
