import type { Role } from './roles.ts'

/** Everything a person can be allowed to do. A call of the contract names one of these, `anyone` or `signed-in`. */
export const permissions = [
  'patient.read',
  'patient.write',
  'patient.import',
  'note.write',
  'lesion.write',
  'task.write',
  'image.read',
  'image.capture',
  'image.void',
  'user.manage',
  'audit.read',
  'audit.read-own',
  'audit.verify',
  'device.read',
  'reading.read',
  'reading.write',
  'sync.read',
  'sync.resolve',
  'clinic.configure',
  'backup.make',
] as const
export type Permission = (typeof permissions)[number]

/**
 * Who may do what: one cell per permission and role, everything not written here is denied.
 * Administrators run the workstation and see no patient; privacy officers read the audit and see no patient (45 CFR 164.312).
 */
const allowed: Readonly<Record<Role, readonly Permission[]>> = {
  dermatologist: [
    'patient.read',
    'patient.write',
    'patient.import',
    'note.write',
    'lesion.write',
    'task.write',
    'image.read',
    'image.capture',
    'image.void',
    'device.read',
    'reading.read',
    'reading.write',
    'audit.read-own',
    'sync.read',
    'sync.resolve',
  ],
  'general-practitioner': [
    'patient.read',
    'patient.write',
    'note.write',
    'lesion.write',
    'task.write',
    'image.read',
    'image.capture',
    'device.read',
    'reading.read',
    'reading.write',
    'audit.read-own',
    'sync.read',
    'sync.resolve',
  ],
  nurse: [
    'patient.read',
    'patient.write',
    'note.write',
    'lesion.write',
    'task.write',
    'image.read',
    'image.capture',
    'device.read',
    'reading.read',
    'reading.write',
    'audit.read-own',
    'sync.read',
  ],
  administrator: [
    'user.manage',
    'device.read',
    'audit.read-own',
    'audit.verify',
    'sync.read',
    'clinic.configure',
    'backup.make',
  ],
  'privacy-officer': ['audit.read', 'audit.read-own', 'audit.verify', 'sync.read'],
}

/** True only where the table says so: an unknown role or permission is denied. */
export const may = (role: Role | 'workstation', permission: Permission): boolean =>
  Object.hasOwn(allowed, role) && allowed[role as Role].includes(permission)
