import { expect, it } from 'vitest'
import { templateIn, templateRecordOf } from '../../src-main/messages/template-record.ts'
import { mergeOf } from '../../src-main/sync/merge.ts'
import type { Resource } from '../../src-shared/fhir/index.ts'
import type { RecordId, SessionId, UserId } from '../../src-shared/ids.ts'

const by = {
  userId: '00000000-0000-8000-8000-000000000011' as UserId,
  sessionId: '00000000-0000-8000-8000-000000000012' as SessionId,
  name: 'Nurse Hand',
  role: 'nurse',
} as const
const before = { templateId: '00000000-0000-8000-8000-000000000013' as RecordId, title: 'A', text: 'a' }
const recordOf = (changed: Partial<typeof before> = {}, isRemoved = false) =>
  templateRecordOf({ ...before, ...changed }, { by, at: '2026-11-27T09:00:00Z', isRemoved }) as Resource

it('two workstations that change name and text of a template meet without a conflict', () => {
  const merged = mergeOf({ base: recordOf(), mine: recordOf({ title: 'B' }), theirs: recordOf({ text: 'b' }) })
  const body = merged.kind === 'merged' ? merged.body : expect.fail(merged.kind)
  expect(templateIn(JSON.stringify(body))).toEqual({ ...before, title: 'B', text: 'b' })
})

it('a template removed here and rewritten there is a conflict for a person', () => {
  const merged = mergeOf({ base: recordOf(), mine: recordOf({}, true), theirs: recordOf({ text: 'b' }) })
  expect(merged).toEqual({ kind: 'conflict', fields: ['extension'] })
})
