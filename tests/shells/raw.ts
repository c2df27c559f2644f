import { connect, type Socket } from 'node:net'

/** Writes text to a port as it stands, and answers all that comes back until the far end closes or is silent for `idleMs`. */
export function speak(port: number, text: string | Buffer, idleMs = 10_000): Promise<string> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let heard = ''
    const done = () => {
      socket.destroy()
      resolve(heard)
    }
    socket.setTimeout(idleMs, done)
    socket.on('data', piece => {
      heard += piece.toString('latin1')
    })
    socket.on('error', done)
    socket.on('close', done)
  })
}

/** The status codes of the answers in a raw exchange, in order. */
export const statusesOf = (heard: string): number[] =>
  [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))

/** A request as a browser of ours would send it, header by header; `undefined` leaves a header out. */
export function requestText(line: string, headers: Readonly<Record<string, string | undefined>>, body = ''): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  return [line, ...lines, '', body].join('\r\n')
}

/** A connection that stays open and says nothing by itself. */
export function idle(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.once('error', reject)
  })
}
