import { expect, test } from 'vitest'
import { leftOf } from './due-text.ts'

const now = new Date('2026-11-24T12:00:00Z')

test.each([
  ['2026-11-24T12:30:00Z', { isOver: false, unit: 'Minutes', count: 30 }],
  ['2026-11-24T13:30:00Z', { isOver: false, unit: 'Hours', count: 1 }],
  ['2026-11-26T11:59:59Z', { isOver: false, unit: 'Hours', count: 47 }],
  ['2026-11-26T12:00:00Z', { isOver: false, unit: 'Days', count: 2 }],
  ['2026-11-24T11:00:00Z', { isOver: true, unit: 'Minutes', count: 60 }],
  ['2026-11-20T12:00:00Z', { isOver: true, unit: 'Days', count: 4 }],
])('%s', (dueAt, left) => expect(leftOf(dueAt, now)).toEqual(left))
