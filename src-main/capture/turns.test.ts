import { expect, test } from 'vitest'
import { openTurns } from './turns.ts'

const open = () => {
  const said: string[] = []
  const done: string[] = []
  const turns = openTurns(line => said.push(line))
  const begun = Promise.withResolvers<void>()
  const take = (name: string, urgency: 'now' | 'later') => turns.take(name, urgency, async () => void done.push(name))
  const held = turns.take('held', 'now', () => begun.promise)
  return { said, done, turns, take, held, release: begun.resolve }
}

test('what is waited for comes first, and asking again makes it so', async () => {
  const { done, take, held, release } = open()
  const all = [take('a', 'later'), take('b', 'later'), take('c', 'now'), take('b', 'now'), take('a', 'later')]
  expect(done).toEqual([])
  release()
  await Promise.all([held, ...all])
  expect(done).toEqual(['b', 'c', 'a'])
})

test('a failure is told and costs its own turn alone; what was let go is not done', async () => {
  const { done, said, turns, take, held, release } = open()
  const failing = turns.take('broken', 'now', async () => Promise.reject(new Error('no')))
  const after = take('after', 'now')
  release()
  await Promise.all([held, failing, after])
  expect([done, said]).toEqual([['after'], ['capture: broken put off (unknown)']])

  const second = open()
  const never = second.take('never', 'later')
  second.turns.stop()
  second.release()
  await Promise.all([second.held, never])
  expect(second.done).toEqual([])
})
