import { expect, test } from 'vitest'
import { outgoingOf } from './outgoing.ts'
import type { SendRow } from './rows.ts'

test('what the clinic gets has the digits of the device and the ids of the clinic', () => {
  const sent = '{"resourceType":"Observation","subject":{"reference":"Patient/p"},"valueQuantity":{"value":36.50}}'
  const row = { id: '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002', sent, ids: { 'Patient/p': '7' } } as unknown as SendRow
  const text = JSON.stringify(outgoingOf(row, '12'))
  expect(text).toContain('"value":36.50')
  expect(text).toContain('"Patient/7"')
})
