import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  askedOf,
  type Change,
  fresh,
  kept,
  knowing,
  named,
  redoneOf,
  reversed,
  type Session,
  undoneOf,
} from './changes.ts'

const drawnAs = (label: string) =>
  ({
    patientId: 'p',
    blobId: 'b',
    body: { kind: 'measurement', tool: 'length', points: [[0, 0]], figures: {}, label },
  }) as unknown as NonNullable<Change['after']>

/** A record that does as it is asked, and the session beside it. */
function play(changes: readonly (Change | 'undo' | 'redo')[]) {
  let session: Session = fresh
  let names = 0
  const record = new Map<string, unknown>()
  const ask = (change: Change): string => {
    const asked = askedOf(session, change)
    if (!asked) return ''
    if (asked.kind === 'void') return record.delete(asked.markId), asked.markId
    if (asked.replaces) record.delete(asked.replaces)
    const name = `m${names++}`
    record.set(name, asked.drawn)
    return name
  }
  for (const step of changes) {
    const change = step === 'undo' ? session.done.at(-1) : step === 'redo' ? session.undone.at(-1) : [step]
    if (!change) continue
    for (const one of step === 'undo' ? reversed(change) : change) session = named(session, one, ask(one))
    session = (step === 'undo' ? undoneOf : step === 'redo' ? redoneOf : kept)(session, change)
  }
  return [...record.values()]
}

describe('changes', () => {
  it('an edit is taken back and done again; a deleted mark comes back', () => {
    const draw: Change = { thing: 'a', after: drawnAs('one') }
    const edit: Change = { thing: 'a', before: drawnAs('one'), after: drawnAs('two') }
    const remove: Change = { thing: 'a', before: drawnAs('two') }
    expect(play([draw, edit, 'undo'])).toEqual([drawnAs('one')])
    expect(play([draw, edit, 'undo', 'redo'])).toEqual([drawnAs('two')])
    expect(play([draw, edit, remove])).toEqual([])
    expect(play([draw, edit, remove, 'undo'])).toEqual([drawnAs('two')])
    expect(play([draw, edit, remove, 'undo', 'undo', 'undo'])).toEqual([])
    expect(play([draw, edit, remove, 'undo', 'undo', 'undo', 'redo', 'redo', 'redo'])).toEqual([])
  })

  it('undoing all leaves nothing, doing all again leaves what was', () => {
    const draws = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
    fc.assert(
      fc.property(draws, things => {
        const seen = new Map<string, ReturnType<typeof drawnAs>>()
        const changes = things.map((thing, at): Change => {
          const before = seen.get(thing)
          const after = drawnAs(String(at))
          seen.set(thing, after)
          return { thing, after, ...(before && { before }) }
        })
        const undos = changes.map(() => 'undo' as const)
        const redos = changes.map(() => 'redo' as const)
        expect(play([...changes, ...undos])).toEqual([])
        expect(new Set(play([...changes, ...undos, ...redos]))).toEqual(new Set(play(changes)))
      }),
    )
  })

  it('a mark of an earlier session is replaced, not doubled', () => {
    const session = knowing(fresh, 'old')
    expect(askedOf(session, { thing: 'old', before: drawnAs('x') })).toEqual({ kind: 'void', markId: 'old' })
    expect(askedOf(session, { thing: 'old', before: drawnAs('x'), after: drawnAs('y') })).toMatchObject({
      replaces: 'old',
    })
  })
})
