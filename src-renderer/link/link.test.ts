import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { faults } from '../../src-shared/faults.ts'
import { bootOf } from './boot.ts'
import { bytesOf } from './bytes.ts'
import { isWorthRetrying, troubleOf } from './faults.ts'
import { newsReader } from './news.ts'
import { isPlainText, sameOrigin } from './trusted.ts'
import { EngineGone } from './wire.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('news', () => {
  const reading = () => {
    const cache = new QueryClient()
    const locked = vi.fn()
    cache.setQueryData([['records', 'patient'], { input: { patientId: 'p' } }], 'Rivera')
    cache.setQueryData([['records', 'today'], {}], 'list')
    const isStale = (name: string) =>
      cache.getQueryCache().find({ queryKey: [['records', name]], exact: false })?.state.isInvalidated
    return { cache, locked, isStale, ...newsReader({ cache, onLocked: locked }) }
  }

  test('a stale name marks every answer of that call, whatever its input, and no other', () => {
    const { read, isStale } = reading()
    read({ kind: 'stale', queries: ['records.patient'] })
    vi.advanceTimersByTime(1000)
    expect([isStale('patient'), isStale('today')]).toEqual([true, false])
  })

  test('a burst asks once', () => {
    const { cache, read } = reading()
    const asked = vi.spyOn(cache, 'invalidateQueries')
    for (let i = 0; i < 50; i++) read({ kind: 'stale', queries: ['records.patient'] })
    vi.advanceTimersByTime(1000)
    expect(asked).toHaveBeenCalledTimes(1)
  })

  test('a lock leaves no answer in memory, and nothing stale is asked afterwards', () => {
    const { cache, read, locked } = reading()
    const asked = vi.spyOn(cache, 'invalidateQueries')
    read({ kind: 'stale', queries: ['records.patient'] })
    read({ kind: 'locked', why: 'idle' })
    vi.advanceTimersByTime(1000)
    expect(cache.getQueryCache().getAll()).toEqual([])
    expect(locked).toHaveBeenCalledExactlyOnceWith(false)
    expect(asked).not.toHaveBeenCalled()
  })

  test('a lock that is told when the way in stands there already takes every answer but the one it stands on', () => {
    const { cache, read, locked } = reading()
    const door = [['access', 'door'], { type: 'query' }]
    cache.setQueryData(door, { house: 'open', faces: [], demo: false })
    read({ kind: 'locked', why: 'person' })
    expect(
      cache
        .getQueryCache()
        .getAll()
        .map(({ queryKey }) => queryKey),
    ).toEqual([door])
    expect(cache.getQueryState(door)?.isInvalidated).toBe(true)
    expect(locked).toHaveBeenCalledWith(true)
    cache.setQueryData(door, { house: 'open', faces: [], demo: false, me: { userId: 'u' } })
    read({ kind: 'locked', why: 'person' })
    expect(cache.getQueryCache().getAll()).toEqual([])
    expect(locked).toHaveBeenLastCalledWith(false)
  })
})

describe('words for what goes wrong', () => {
  test('a code of the table has its words; fields and incident come along', () => {
    const said = troubleOf({ code: 'input.invalid', data: { fields: ['family', 7] } })
    expect(said).toMatchObject({ ...faults['input.invalid'], fields: ['family'] })
    expect(troubleOf({ code: 'internal', data: { incident: 'INC-7' } }).incident).toBe('INC-7')
  })
  test('an unknown code is internal, never shown as it is', () => {
    expect(troubleOf({ code: 'Mrs Secret' })).toMatchObject({ code: 'internal', says: faults.internal.says })
    expect(troubleOf(undefined).code).toBe('internal')
  })
  test('an engine that is away is told apart, and tried again; a refusal is not', () => {
    expect(troubleOf(new EngineGone()).code).toBe('engine.gone')
    expect(isWorthRetrying(new EngineGone())).toBe(true)
    expect(isWorthRetrying({ code: 'access.denied' })).toBe(false)
    expect(isWorthRetrying({ code: 'access.tooManyTries' })).toBe(false)
  })
})

test('bytes: a refusal keeps its code and incident', async () => {
  const send = vi.fn(async () => Response.json({ code: 'imaging.tooLarge', incident: 'INC-3' }, { status: 413 }))
  const error: unknown = await bytesOf('cap', send)
    .upload(new Blob(['x']))
    .catch((cause: unknown) => cause)
  expect(troubleOf(error)).toMatchObject({ code: 'imaging.tooLarge', incident: 'INC-3' })
  expect(send).toHaveBeenCalledWith('/bytes/cap/incoming', expect.objectContaining({ method: 'PUT' }))
})

test('the one-shot value is read from the fragment only', () => {
  expect(['#boot=abc-_', '#', '', '#x=1'].map(bootOf)).toEqual(['abc-_', undefined, undefined, undefined])
})

test('the trusted-types policy lets style text through and no markup, and scripts of this origin only', () => {
  expect(isPlainText('@media (min-width: 1px) { a > b { color: red } }')).toBe(true)
  expect(isPlainText('<img src=x>')).toBe(false)
  expect(sameOrigin('/assets/worker.js', 'http://localhost:1')).toBe('/assets/worker.js')
  expect(() => sameOrigin('https://evil.test/x.js', 'http://localhost:1')).toThrow(TypeError)
  expect(() => sameOrigin('data:text/javascript,1', 'http://localhost:1')).toThrow(TypeError)
})
