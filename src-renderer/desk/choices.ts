import type { TFunction } from 'i18next'
import type { Face } from '../../src-shared/contract/access.ts'

const roles: readonly Face['role'][] = [
  'dermatologist',
  'general-practitioner',
  'nurse',
  'administrator',
  'privacy-officer',
]

/** As the contract asks; the engine checks it again. */
export const leastPassword = 12

/** The roles of a clinic, as choices. */
export const roleChoices = (t: TFunction) => roles.map(value => ({ value, label: t(`role.${value}`) }))
