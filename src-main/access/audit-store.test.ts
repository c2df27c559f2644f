import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { SessionId, UserId } from '../../src-shared/ids.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import { auditStore } from './audit-store.ts'
import { type Followed, follow, genesis, hashOf, type Link } from './chain.ts'
import { openPlain } from './rig/plain.ts'

const byOf = (name: string): Caller => ({
  userId: `user-${name}` as UserId,
  name,
  role: 'nurse',
  sessionId: 's' as SessionId,
})
const at = '2026-03-02T08:00:00.000Z'
const read: Act = { name: 'records.timeline', action: 'R', patientId: 'p1' }

let { sqlite, db, store: trail } = openPlain(auditStore)
beforeEach(() => {
  ;({ sqlite, db, store: trail } = openPlain(auditStore))
})

const links = (): Link[] => db.all<Link>('SELECT seq, hash, body FROM audit ORDER BY seq')
const verdict = (): Followed => trail.verify(genesis, 1_000_000)

test('an entry is the canonical JSON of who, what, when, to whom, and hangs on the one before', () => {
  trail.append(byOf('Ann'), read, at)
  trail.append(byOf('Ben'), { name: 'records.put', action: 'U', entity: 'Patient/p1', outcome: 'ok' }, at)
  const [one, two] = links() as [Link, Link]
  expect(one.body).toBe(
    '{"action":"R","at":"2026-03-02T08:00:00.000Z","name":"records.timeline","outcome":"ok","patientId":"p1",' +
      '"role":"nurse","sessionId":"s","userId":"user-Ann","userName":"Ann"}',
  )
  expect(two.hash).toEqual(hashOf(2, one.hash, two.body))
  expect(verdict()).toEqual({ seq: 2, hash: two.hash })
})

test('pages go backwards, by person and by patient', () => {
  for (let index = 1; index <= 10; index++)
    trail.append(byOf(index % 2 ? 'Ann' : 'Ben'), index % 3 ? read : { name: 'access.lock', action: 'E' }, at)
  const seqs = (...[asked]: Parameters<typeof trail.page>) => trail.page(asked).map(({ seq }) => seq)
  expect(seqs({ limit: 3 })).toEqual([10, 9, 8])
  expect(seqs({ limit: 3, beforeSeq: 8 })).toEqual([7, 6, 5])
  expect(seqs({ limit: 9, userId: 'user-Ben' })).toEqual([10, 8, 6, 4, 2])
  expect(seqs({ limit: 9, patientId: 'p1', userId: 'user-Ann' })).toEqual([7, 5, 1])
  expect(seqs({ limit: 9, patientId: `' OR 1=1 --` })).toEqual([])
  expect(trail.page({ limit: 1 })[0]).toEqual({
    seq: 10,
    at,
    userId: 'user-Ben',
    userName: 'Ben',
    role: 'nurse',
    name: 'records.timeline',
    action: 'R',
    outcome: 'ok',
    patientId: 'p1',
    hash: verdict().hash,
  })
})

test('the table only grows', () => {
  trail.append(byOf('Ann'), read, at)
  trail.append(byOf('Ann'), read, at)
  const refused = [
    `UPDATE audit SET body = '{}' WHERE seq = 1`,
    `UPDATE audit SET seq = 9 WHERE seq = 2`,
    'DELETE FROM audit WHERE seq = 2',
    'DELETE FROM audit',
    `INSERT OR REPLACE INTO audit (seq, hash, body) VALUES (2, printf('%064d', 0), '{}')`,
    `REPLACE INTO audit (seq, hash, body) SELECT seq, hash, '{}' FROM audit`,
    `INSERT INTO audit (seq, hash, body) VALUES (7, printf('%064d', 0), '{}')`,
    `INSERT INTO audit (seq, hash, body) VALUES (NULL, printf('%064d', 0), '{}')`,
    `INSERT INTO audit (seq, hash, body) VALUES (0, printf('%064d', 0), '{}')`,
    `INSERT INTO audit (seq, hash, body) VALUES (2, printf('%064d', 0), '{}') ON CONFLICT (seq) DO UPDATE SET body = '{}'`,
  ]
  for (const sql of refused) expect(() => sqlite.exec(sql), sql).toThrow(/append-only/)
  expect(verdict().seq).toBe(2)
})

test('names with quotes, line breaks, escapes and halves of letters stay one entry that reads back and verifies', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 4 }), names => {
      ;({ sqlite, db, store: trail } = openPlain(auditStore))
      for (const name of [...names, '\r\n\u001b[31m","role":"administrator', '\ud800'])
        trail.append(byOf(name), read, at)
      expect(verdict()).toMatchObject({ seq: names.length + 2 })
      expect(verdict().firstBadSeq).toBeUndefined()
      const shown = trail.page({ limit: 500 }).map(entry => entry.userName)
      expect(shown.toReversed()).toEqual([...names.map(wellFormed), '\r\n\u001b[31m","role":"administrator', '\ufffd'])
      expect(trail.page({ limit: 500 }).every(entry => entry.role === 'nurse')).toBe(true)
    }),
    { numRuns: 50 },
  )
})
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd')

test('verifying in slices is verifying at once, and goes on where it stopped', () => {
  for (let index = 0; index < 25; index++) trail.append(byOf('Ann'), read, at)
  let reached: Followed = genesis
  for (let slice = 0; slice < 3; slice++) reached = trail.verify(reached, 10)
  expect(reached).toEqual(verdict())
  expect(trail.verify(reached, 10)).toEqual(reached)
})

// --- Any change of what was written is found, and at its place. ---

interface Change {
  readonly what: string
  readonly to: (chain: Link[], at: number, other: number) => Link[]
  /** The first entry that can no longer be trusted. */
  readonly firstBad: (at: number, other: number) => number
}
const swapped = (chain: Link[], one: number, two: number): Link[] =>
  chain.map((link, index) => (index === one ? chain[two] : index === two ? chain[one] : link) as Link)
const edited = (chain: Link[], index: number, edit: (link: Link) => Link): Link[] =>
  chain.map((link, each) => (each === index ? edit(link) : link))
const flip = (bytes: Buffer, bit: number): Buffer =>
  Buffer.from(bytes.map((byte, index) => (index === (bit >> 3) % bytes.length ? byte ^ (1 << (bit & 7)) : byte)))
const changes: readonly Change[] = [
  {
    what: 'a bit of a body',
    to: (chain, index, bit) =>
      edited(chain, index, link => ({
        ...link,
        body: flip(Buffer.from(link.body), bit).toString('latin1'),
      })),
    firstBad: index => index,
  },
  {
    what: 'a bit of a hash',
    to: (chain, index, bit) =>
      edited(chain, index, link => ({ ...link, hash: flip(Buffer.from(link.hash, 'hex'), bit).toString('hex') })),
    firstBad: index => index,
  },
  {
    what: 'a field, with its own hash made to fit',
    to: (chain, index) =>
      edited(chain, index, link => {
        const body = link.body.replace('"nurse"', '"Nurse"')
        return { ...link, body, hash: hashOf(link.seq, chain[index - 1]?.hash ?? genesis.hash, body) }
      }),
    firstBad: index => index + 1,
  },
  { what: 'one taken out', to: (chain, index) => chain.toSpliced(index, 1), firstBad: index => index },
  {
    what: 'one taken out, the rest renumbered',
    to: (chain, index) => chain.toSpliced(index, 1).map((link, each) => ({ ...link, seq: each + 1 })),
    firstBad: index => index,
  },
  {
    what: 'one doubled',
    to: (chain, index) => chain.toSpliced(index, 0, chain[index] as Link),
    firstBad: index => index + 1,
  },
  {
    what: 'two swapped, with their numbers',
    to: swapped,
    firstBad: (index, other) => Math.min(index, other),
  },
  {
    what: 'two bodies swapped',
    to: (chain, one, two) => swapped(chain, one, two).map((link, index) => ({ ...link, seq: index + 1 })),
    firstBad: (index, other) => Math.min(index, other),
  },
  {
    what: 'a number left out, every hash after it made to fit',
    to: (chain, index) => {
      let before: string = chain[index - 1]?.hash ?? genesis.hash
      return chain.map((link, each) => {
        if (each < index) return link
        before = hashOf(link.seq + 1, before, link.body)
        return { ...link, seq: link.seq + 1, hash: before }
      })
    },
    firstBad: index => index,
  },
  {
    what: 'one of another workstation put in',
    to: (chain, index) => {
      const body = (chain[index] as Link).body.replace('"Ann"', '"Eve"').replace('"Ben"', '"Eve"')
      return edited(chain, index, link => ({ ...link, body, hash: hashOf(link.seq, 'f'.repeat(64), body) }))
    },
    firstBad: index => index,
  },
]

test(`2,000 random changes of the chain: each is found at its place`, () => {
  for (let index = 0; index < 60; index++)
    trail.append(byOf(index % 2 ? 'Ann' : 'Ben'), { ...read, entity: `Media/${index}` }, at)
  const chain = links()
  const places = fc.integer({ min: 0, max: chain.length - 2 })
  let found = 0
  fc.assert(
    fc.property(fc.constantFrom(...changes), places, fc.nat({ max: 5000 }), (change, index, number) => {
      const isSwap = change.what.startsWith('two')
      const other = isSwap ? number % (chain.length - 1) : number
      fc.pre(!isSwap || other !== index)
      const { firstBadSeq } = follow(genesis, change.to(chain, index, other))
      expect(firstBadSeq, change.what).toBe(change.firstBad(index, other) + 1)
      found++
    }),
    { numRuns: 2000 },
  )
  expect(found).toBe(2000)
  expect(follow(genesis, chain).firstBadSeq).toBeUndefined()
})
