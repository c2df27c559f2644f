import { expect, test } from 'vitest'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { missingViewLabels } from './missing.ts'

const shot = (view: string, lesionId?: string): Shot => ({ view, ...(lesionId ? { lesionId } : {}) }) as unknown as Shot

test('what the checklist still asks for, and nothing when it is complete', () => {
  expect(missingViewLabels('single-lesion', [shot('regional')])).toEqual(['Close-up with scale', 'Close-up, oblique'])
  expect(missingViewLabels('biopsy-site', [shot('landmarks'), shot('close-up')])).toEqual([])
})

test('with several lesions a view is missing as long as one lesion lacks it', () => {
  const one = ['regional', 'close-up', 'oblique'].map(view => shot(view, 'a'))
  expect(missingViewLabels('multiple-lesions', [shot('overview'), ...one, shot('regional', 'b')])).toEqual([
    'Close-up with scale',
    'Close-up, oblique',
  ])
})

test('a presentation of another version asks for nothing', () => {
  expect(missingViewLabels('toString', [])).toEqual([])
})
