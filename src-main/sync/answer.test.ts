import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerOf, outcomeWords, type Reply, resourceOf, waitOf } from './answer.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const json = { 'content-type': 'application/fhir+json' }
const outcome = (text: string) =>
  JSON.stringify({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'invalid', details: { text } }],
  })
const reply = (status: number, text = '', headers: Record<string, string> = json): Reply => ({ status, text, headers })

test('any reply at all gets an answer, and only a whole 2xx is a yes', () => {
  const anything = fc.record({
    status: fc.integer({ min: 200, max: 599 }),
    text: fc.oneof(
      fc.string(),
      fc.json(),
      fc.constant(outcome('no')),
      fc.constant('{"resourceType":"Patient","id":"1"}'),
    ),
    headers: fc.dictionary(
      fc.constantFrom('content-type', 'etag', 'location', 'retry-after', 'ratelimit', 'date'),
      fc.string(),
    ),
  })
  fc.assert(
    fc.property(anything, one => {
      const answer = answerOf(one, now)
      if (answer.kind === 'accepted') {
        expect(one.status).toBeLessThan(300)
        if (one.text !== '' && one.status !== 204) expect(resourceOf(one.text)).toBeDefined()
      }
      if (answer.kind === 'later' && answer.waitMs !== undefined) expect(answer.waitMs).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('every prefix of a yes that was cut off is unknown', () => {
  const whole = JSON.stringify({ resourceType: 'Patient', id: '1', meta: { versionId: '1' } })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: whole.length - 1 }), length => {
      expect(answerOf(reply(201, whole.slice(0, length)), now).kind).toBe('unknown')
    }),
  )
})

test.each<[string, Reply, string]>([
  ['created', reply(201, '{"resourceType":"Patient","id":"1"}'), 'accepted'],
  ['already there', reply(200, '{"resourceType":"Patient","id":"1"}'), 'accepted'],
  ['created without a body', reply(201), 'accepted'],
  ['a portal answers 200', reply(200, '<html>Welcome to the hotel</html>', { 'content-type': 'text/html' }), 'unknown'],
  ['a portal redirects', reply(302, '', { location: 'http://portal.example/login' }), 'unknown'],
  ['a gateway says 403 with a page', reply(403, '<!doctype html>', { 'content-type': 'text/html' }), 'unknown'],
  ['a gateway finds it too large', reply(413, '<html>', { 'content-type': 'text/html' }), 'refused'],
  ['bad request', reply(400, outcome('x')), 'refused'],
  ['forbidden', reply(403, outcome('x')), 'refused'],
  ['unprocessable', reply(422, outcome('x')), 'refused'],
  ['sign in', reply(401, '<html>'), 'signed-out'],
  ['not there', reply(404, outcome('x')), 'missing'],
  ['conflict', reply(409, outcome('x')), 'stale'],
  ['precondition', reply(412, outcome('x')), 'stale'],
  ['deleted', reply(410, outcome('x')), 'gone'],
  ['timeout', reply(408), 'later'],
  ['too early', reply(425), 'later'],
  ['too many', reply(429), 'later'],
  ['broken', reply(500), 'later'],
  ['away, as a page', reply(503, '<html>', { 'content-type': 'text/html' }), 'later'],
])('%s', (_, one, kind) => expect(answerOf(one, now).kind).toBe(kind))

test('where and which version, from the body, else from the headers', () => {
  const accepted = answerOf(reply(201, '', { location: 'http://c/fhir/Patient/7/_history/3', etag: 'W/"3"' }), now)
  expect(accepted).toMatchObject({ location: { id: '7', version: '3' } })
  expect(answerOf(reply(201, '', { location: 'Patient/7', etag: 'W/"ab-1"' }), now)).toMatchObject({
    location: { id: '7', version: 'ab-1' },
  })
  const own = '{"resourceType":"Patient","id":"9","meta":{"versionId":"4"}}'
  expect(answerOf(reply(200, own, { etag: 'W/"3"' }), now)).toMatchObject({ location: { id: '9', version: '4' } })
})

test('how long to wait', () => {
  expect(waitOf({ 'retry-after': '16' }, now)).toBe(16_000)
  expect(waitOf({ 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' }, now)).toBe(30_000)
  const clockOff = now + 86_400_000
  expect(
    waitOf({ 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT', date: 'Sun, 01 Mar 2026 12:00:00 GMT' }, clockOff),
  ).toBe(30_000)
  expect(waitOf({ ratelimit: '"fhir";r=0;t=16' }, now)).toBe(16_000)
  expect(waitOf({ 'retry-after': '999999999' }, now)).toBe(3_600_000)
  expect(waitOf({ 'retry-after': 'soon' }, now)).toBeUndefined()
})

test('an outcome speaks in at most 300 characters', () => {
  expect(outcomeWords(resourceOf(outcome('Patient.gender: not in the list')))).toBe('Patient.gender: not in the list')
  expect(outcomeWords(resourceOf(outcome('x'.repeat(1000))))).toHaveLength(300)
  expect(outcomeWords(resourceOf('{"resourceType":"OperationOutcome","issue":[null,{"details":7}]}'))).toBeUndefined()
})
