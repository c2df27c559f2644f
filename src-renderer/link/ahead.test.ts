import { expect, test, vi } from 'vitest'
import { openAhead } from './ahead.ts'

const rig = () => {
  const closed: string[] = []
  const asked: string[] = []
  const send = vi.fn((url: string) => {
    asked.push(url)
    return Promise.resolve(url.includes('bad') ? new Response('{}', { status: 404 }) : new Response(url))
  })
  const decode = async (blob: Blob) => {
    const name = await blob.text()
    return { width: 1, height: 1, close: () => closed.push(name) } as unknown as ImageBitmap
  }
  return {
    ahead: openAhead({ urlOf: (id, level) => `/${id}/${level}` }, send as unknown as typeof fetch, decode),
    closed,
    asked,
  }
}

test('a picture is fetched once, decoded, and taken once', async () => {
  const { ahead, asked, closed } = rig()
  ahead.want('a')
  ahead.want('a')
  expect(asked).toEqual(['/a/screen'])
  await expect(ahead.take('a')).resolves.toMatchObject({ width: 1 })
  expect(ahead.take('a')).toBeUndefined()
  ahead.close()
  expect(closed).toEqual([])
})

test('what is not taken is given back: for the next one, and at the lock', async () => {
  const { ahead, closed } = rig()
  ahead.want('a')
  ahead.want('b')
  await vi.waitFor(() => expect(closed).toEqual(['/a/screen']))
  ahead.close()
  await vi.waitFor(() => expect(closed).toEqual(['/a/screen', '/b/screen']))
  ahead.want('c')
  expect(ahead.take('c')).toBeUndefined()
})

test('a refusal leaves nothing to take', async () => {
  const { ahead } = rig()
  ahead.want('bad')
  await vi.waitFor(() => expect(ahead.take('other')).toBeUndefined())
  await expect(ahead.take('bad') ?? Promise.reject(new Error('gone'))).rejects.toThrow()
})
