import { equal, match, throws } from 'node:assert/strict'
import { test } from 'vitest'
import { measuredToTable } from './measuredToTable.ts'
import { reportToMarkdown } from './reportToMarkdown.ts'
import { sayNumber } from './sayNumber.ts'
import { sayVerdict } from './sayVerdict.ts'
import type { Section } from './section.ts'
import { tableToMarkdown } from './tableToMarkdown.ts'

test('numbers have three digits, whatever their size, and what is no number is a dash', () => {
  equal([0.001234, 1.005, 12.345, 1234.5, 0].map(sayNumber).join(' '), '0.00123 1.01 12.3 1,230 0')
  equal(sayNumber(Number.NaN), '–')
})

test('a table is aligned, and a bar in a cell does not end it', () => {
  equal(tableToMarkdown({ head: ['what', 'ms'], rows: [['a|b', '1']] }), '| what | ms |\n| --- | ---: |\n| a\\|b | 1 |')
})

test('a row of another width than the head is a bug', () => {
  throws(() => tableToMarkdown({ head: ['what', 'ms'], rows: [['a']] }), RangeError)
})

test('a target that is reached exactly is met', () => {
  equal(
    sayVerdict({ what: 'CPU', target: 2, reached: 2, unit: '× raw' }),
    'CPU: met (2 × raw, target at most 2 × raw).',
  )
})

test('a target that is missed says so, and by how much', () => {
  equal(
    sayVerdict({ what: 'CPU', target: 2, reached: 3, unit: 'ms', remark: 'Noisy.' }),
    'CPU: **missed** by 50 % (3 ms, target at most 2 ms). Noisy.',
  )
})

test('what stands between is said of a missed target alone', () => {
  const verdict = { what: 'CPU', target: 2, unit: 'ms', whenMissed: 'The disk.' }
  match(sayVerdict({ ...verdict, reached: 3 }), /\. The disk\.$/)
  equal(sayVerdict({ ...verdict, reached: 2 }), 'CPU: met (2 ms, target at most 2 ms).')
})

test('what was not measured meets no target', () => {
  match(sayVerdict({ what: 'CPU', target: 2, reached: Number.NaN, unit: 'ms' }), /not measured/)
})

test('what was measured is a row: name, time in the unit asked for, ratio and to what', () => {
  const measured = [
    { name: 'bare', us: 1000, ratio: null },
    { name: 'ours', us: 2500, ratio: { to: 'bare', times: 2.5 } },
  ]
  const { rows } = measuredToTable('Loading', measured, 'ms')
  equal(rows.map(row => row.join(' ')).join('; '), 'bare 1 1 itself: bare; ours 2.5 2.5 × bare')
})

test('a report bears its date, its machine and the count of targets met', () => {
  const section: Section = {
    title: 'One',
    about: ['First.', 'Second.'],
    tables: [{ head: ['what'], rows: [['x']] }],
    verdicts: [
      { what: 'a', target: 1, reached: 1, unit: 'ms' },
      { what: 'b', target: 1, reached: 2, unit: 'ms' },
    ],
  }
  const text = reportToMarkdown({ date: '2026-11-21', machine: '2 cores', load: 'Idle.', sections: [section] })
  match(text, /`npm run bench`, 2026-11-21\./)
  match(text, /Machine: 2 cores\. Idle\./)
  match(text, /Of 2 targets 1 are met\./)
  match(text, /## One\n\nFirst\. Second\.\n\n\| what \|/)
  match(text, /- a: met .*\n- b: \*\*missed\*\*/)
})
