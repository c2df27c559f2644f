import type { Refusal } from './device-faults.ts'

/** How the vault says no. */
export const vaultFaults = {
  'vault.absent': {
    says: 'This workstation has not been set up yet.',
    next: 'Set it up first: that makes the first administrator.',
    retry: 'corrected',
  },
  'vault.blobDamaged': {
    says: 'This file on the disk is damaged or missing. It was not shown, and nothing else is affected.',
    next: 'Fetch it again from the clinic, or restore it from a backup. The damaged file is kept.',
    retry: 'never',
  },
  'vault.damaged': {
    says: 'The database on this workstation is damaged. Nothing was deleted; a copy of the files as found is kept.',
    next: 'Do not delete anything. Ask support to rescue it, or restore the last backup.',
    retry: 'never',
  },
  'vault.diskFailed': {
    says: 'The disk refused the write. This was not saved; what was saved before is safe.',
    next: 'Keep it on screen and try again. If it comes back, the disk may be failing: tell support today.',
    retry: 'later',
  },
  'vault.duplicate': {
    says: 'This is already kept.',
    next: 'Nothing to do: it was saved the first time.',
    retry: 'never',
  },
  'vault.exists': {
    says: 'This workstation already holds data, so it was not set up again.',
    next: 'Sign in, or choose another data folder.',
    retry: 'never',
  },
  'vault.full': {
    says: 'The disk is full. This was not saved; what was saved before is safe.',
    next: 'Free some space on the disk, then try again.',
    retry: 'corrected',
  },
  'vault.future': {
    says: 'The data was written by a newer Cutis. It was left untouched.',
    next: 'Install the newer version and open it again.',
    retry: 'never',
  },
  'vault.inUse': {
    says: 'Cutis is already running with this data folder.',
    next: 'Switch to the window that is open, or close it first.',
    retry: 'later',
  },
  'vault.lastSlot': {
    says: 'This is the only person who can open the vault; without them the data could never be read again.',
    next: 'Add another person first.',
    retry: 'corrected',
  },
  'vault.locked': {
    says: 'The workstation is locked.',
    next: 'Sign in to continue.',
    retry: 'after-unlock',
  },
  'vault.readOnly': {
    says: 'The data folder cannot be written. Nothing was changed.',
    next: 'Check the rights of the folder and whether the disk is mounted read-only.',
    retry: 'corrected',
  },
  'vault.refused': {
    says: 'The name and password do not match.',
    next: 'Try again, or ask an administrator to set a new password.',
    retry: 'corrected',
  },
  'vault.rolledBack': {
    says: 'The database is older than what this workstation had confirmed: recent entries may be missing.',
    next: 'Compare the last entries with the clinic, and tell support before going on.',
    retry: 'never',
  },
  'vault.tooManyTries': {
    says: 'Too many wrong passwords. Signing in waits for a while.',
    next: 'Wait a little longer before trying again, or ask an administrator.',
    retry: 'later',
  },
} as const satisfies Record<string, Refusal>
