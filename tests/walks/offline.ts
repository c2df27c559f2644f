import { expect } from '@playwright/test'
import type { Workstation } from './workstation.ts'

/**
 * The clinic stops answering, as when the network is gone: its process stands still. Answers how it comes back, which holds only
 * if something waited meanwhile and all of it has arrived.
 */
export function goOffline(workstation: Workstation): () => Promise<void> {
  const synced = workstation.page.getByRole('button', { name: 'All at the clinic' })
  const clinic = workstation.clinicPid()
  process.kill(clinic, 'SIGSTOP')
  return async () => {
    await expect(synced).toBeHidden()
    process.kill(clinic, 'SIGCONT')
    await expect(synced).toBeVisible({ timeout: 120_000 })
  }
}
