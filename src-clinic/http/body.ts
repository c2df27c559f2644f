import type { IncomingMessage } from 'node:http'
import { Refusal, refuse } from '../fhir/outcomes.ts'

/** Reads a request's body; refuses with 413 as soon as it is known to be longer than `limit` bytes. */
export const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
  const parts: Buffer[] = []
  let length = 0
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      length += part.length
      if (length > limit) throw tooLarge(limit)
      parts.push(part)
    }
  } catch (error) {
    throw request.readableAborted && !(error instanceof Refusal) ? refuse(400, 'The body broke off.') : error
  }
  return Buffer.concat(parts)
}

// The connection is closed: what the sender still sends must not be read as a next request.
const tooLarge = (limit: number) => refuse(413, `The body is larger than ${limit} bytes.`, { connection: 'close' })

const maxDepth = 64
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Parses JSON from outside: UTF-8 without error, at most 64 levels deep, no name that could reach an object's prototype.
 * Throws a 400 refusal.
 */
export const parseJson = (body: Buffer): unknown => {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body))
  } catch {
    throw refuse(400, 'The body is not JSON in UTF-8.')
  }
  guard(value)
  return value
}

/** Level by level, without recursion, so that depth itself cannot hurt. */
const guard = (root: unknown): void => {
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) throw refuse(400, `The body is nested deeper than ${maxDepth} levels.`)
    const next: unknown[] = []
    for (const value of level) collect(value, next)
    level = next
  }
}

const collect = (value: unknown, next: unknown[]): void => {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    if (forbidden.has(name)) throw refuse(400, 'The body holds a name that is not allowed.')
    if (typeof inner === 'object' && inner !== null) next.push(inner)
  }
}
