import { equal } from 'node:assert/strict'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { test } from 'vitest'
import { makeAccountRates } from './accountRates.ts'

const [minji, junho] = ['minji', 'junho'] as unknown as [AccountId, AccountId]
const open = () =>
  makeAccountRates({
    framesOfAccountPerS: 10,
    framesOfAccountAtOnce: 20,
    bytesOfAccountPerS: 100,
    bytesOfAccountAtOnce: 1000,
    updateBytesOfAccountPerS: 1,
    updateBytesOfAccountAtOnce: 500,
  })

test('what is allowed at once passes; one frame or one byte more waits for its time', () => {
  const rates = open()
  for (let n = 0; n < 20; n++) equal(rates.of(minji, 0).count(1, 0), 0)
  equal(rates.of(minji, 0).count(1, 0), 100)
  equal(rates.of(junho, 0).count(1000, 0), 0)
  equal(rates.of(junho, 0).count(1, 0), 10)
})

test('what may be brought at once passes; more does not, until time has passed, and nobody else pays for it', () => {
  const rates = open()
  equal(rates.of(minji, 0).mayBring(500, 0), true)
  equal(rates.of(minji, 0).mayBring(1, 0), false)
  equal(rates.of(junho, 0).mayBring(500, 0), true)
  equal(rates.of(minji, 10_000).mayBring(11, 10_000), false)
  equal(rates.of(minji, 10_000).mayBring(10, 10_000), true)
})

test('coming back is no new allowance; forgotten is only who has all of it again', () => {
  const rates = open()
  equal(rates.of(minji, 0).mayBring(500, 0), true)
  rates.forget(500_000)
  equal(rates.of(minji, 500_000).mayBring(500, 500_000), true)
  rates.forget(600_000)
  equal(rates.of(minji, 600_000).mayBring(101, 600_000), false)
  rates.forget(600_000 + 560_001)
  equal(rates.of(minji, 1_200_000).mayBring(500, 1_200_000), true)
})
