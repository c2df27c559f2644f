import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { overSocket, pauseBefore } from './socket.ts'
import { EngineGone } from './wire.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

class FakeSocket extends EventTarget {
  readyState = 0
  readonly sent: unknown[] = []
  send(data: unknown) {
    this.sent.push(data)
  }
  close() {}
  become(kind: 'open' | 'close') {
    this.readyState = kind === 'open' ? 1 : 3
    this.dispatchEvent(new Event(kind))
  }
}
const dialled = () => {
  const sockets: FakeSocket[] = []
  const open = () => {
    const socket = new FakeSocket()
    sockets.push(socket)
    return socket as unknown as WebSocket
  }
  const later = (run: () => void, ms: number) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  }
  return { sockets, wire: overSocket({ open, later }) }
}

test('it dials again after every break, ever slower, and says so', () => {
  const { sockets, wire } = dialled()
  sockets[0]?.become('open')
  expect(wire.state()).toBe('up')
  sockets[0]?.become('close')
  expect(wire.state()).toBe('gone')
  vi.advanceTimersByTime(pauseBefore(1))
  expect(sockets).toHaveLength(2)
  sockets[1]?.become('close')
  vi.advanceTimersByTime(pauseBefore(1))
  expect(sockets).toHaveLength(2)
  vi.advanceTimersByTime(pauseBefore(2))
  expect(sockets).toHaveLength(3)
  expect([pauseBefore(1), pauseBefore(3), pauseBefore(99)]).toEqual([250, 1000, 8000])
})

test('a call asked while it is away goes out when it is back, and gives up after a while', async () => {
  const { sockets, wire } = dialled()
  void wire.link.call(['access', 'door'], undefined, { context: {} }).catch(() => {})
  sockets[0]?.become('open')
  await vi.advanceTimersByTimeAsync(10)
  expect(sockets[0]?.sent).toHaveLength(1)
  sockets[0]?.become('close')
  const late = wire.link.call(['access', 'door'], undefined, { context: {} })
  const refused = expect(late).rejects.toBeInstanceOf(EngineGone)
  await vi.advanceTimersByTimeAsync(10_000)
  await refused
})

test('closed on purpose, it stays closed', () => {
  const { sockets, wire } = dialled()
  wire.close()
  sockets[0]?.become('close')
  vi.advanceTimersByTime(60_000)
  expect(sockets).toHaveLength(1)
})
