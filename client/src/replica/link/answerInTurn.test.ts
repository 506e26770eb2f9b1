import { alice, openMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { answerInTurn } from './answerInTurn.ts'

const nothing = Y.encodeStateVector(new Y.Doc())
const isStep2 = (frame: Uint8Array): boolean => frame[1] === 1

test('a thousand questions while an answer waits get one more answer, with what came meanwhile', () => {
  const { log, say } = openMember(alice)
  say('first')
  const answers: Iterator<Uint8Array>[] = []
  const answer = answerInTurn(log, { sendAll: messages => void answers.push(messages[Symbol.iterator]()) })
  for (let n = 0; n < 1_000; n++) answer(nothing)
  expect(answers).toHaveLength(1)
  const drawn = [answers[0]?.next().value as Uint8Array]
  say('second')
  answer(nothing)
  for (let next = answers[0]?.next(); next && !next.done; next = answers[0]?.next()) drawn.push(next.value)
  expect(drawn.filter(isStep2)).toHaveLength(2)
  expect(drawn.at(-1)?.length).toBeGreaterThan(1.5 * (drawn[0]?.length ?? 0))
  answer(Y.encodeStateVector(log.doc))
  expect(answers).toHaveLength(2)
})
