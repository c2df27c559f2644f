import { expect } from '@playwright/test'
import type { Workstation } from './workstation.ts'

/**
 * The clinic stops answering, as when the network is gone: its process stands still. Answers how it comes back, which holds only
 * if something waited meanwhile and all of it has arrived.
 */
export function goOffline(workstation: Workstation): () => Promise<void> {
  const { page } = workstation
  const synced = page.getByRole('button', { name: 'All at the clinic' })
  const clinic = workstation.clinicPid()
  process.kill(clinic, 'SIGSTOP')
  return async () => {
    await expect(synced).toBeHidden()
    process.kill(clinic, 'SIGCONT')
    // As somebody who sees that the network is back: without it the queue comes by itself within a minute.
    await page.getByRole('button', { name: 'Sync', exact: true }).click()
    await expect(async () => {
      await page.getByRole('button', { name: 'Try again now' }).first().click()
      await expect(synced).toBeVisible({ timeout: 4000 })
    }).toPass({ timeout: 120_000 })
  }
}
