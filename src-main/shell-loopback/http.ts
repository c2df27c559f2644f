import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

/** Node's request as the web's, with its body as a stream. Headers that came twice are joined as HTTP says. */
export function requestOf(request: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const body = request.method === 'PUT' || request.method === 'POST' ? Readable.toWeb(request) : undefined
  const init = {
    method: request.method ?? 'GET',
    headers,
    ...(body && { body: body as ReadableStream<Uint8Array>, duplex: 'half' }),
  }
  return new Request(`http://${request.headers.host}${request.url}`, init as RequestInit)
}

const onePieceBytes = 256 * 1024

/** Sends a web response over Node's; a reader that goes away ends the sending. */
export async function answer(response: ServerResponse, from: Response): Promise<void> {
  response.writeHead(from.status, Object.fromEntries(from.headers))
  if (!from.body) return void response.end()
  // A stream costs more than a thumbnail: what is in memory already goes out in one piece.
  if (Number(from.headers.get('content-length') ?? Infinity) <= onePieceBytes)
    return void response.end(new Uint8Array(await from.arrayBuffer()))
  await pipeline(Readable.fromWeb(from.body as ReadableStream<Uint8Array>), response).catch(() => response.destroy())
}
