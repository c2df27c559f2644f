import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { openCase, openFirstPatient } from './first-patient.ts'
import { expiredIce, freePort, startRelay, whyNoRelay } from './turn.ts'
import { makeLink, moving, openPatient, startAndAdmit, tellBirthDate, toWaitingRoom } from './visit-steps.ts'
import { openWorkstation } from './workstation.ts'

/** Both see each other, and the workstation says by which way. */
async function meet(page: Page, patient: Page): Promise<void> {
  await expect(page.getByText('Connected', { exact: true })).toBeVisible()
  await expect(patient.getByText(/connection$/)).toBeVisible()
  await expect(page.getByText(/through the relay/)).toBeVisible()
  await Promise.all([moving(page, 'Patient'), moving(patient, 'Your clinician')])
}

/** Both say that the path is gone. */
const part = async (page: Page, patient: Page): Promise<void> => {
  await expect(page.getByText('The connection broke; it is made again')).toBeVisible()
  await expect(patient.getByText('The connection broke. We are trying again.')).toBeVisible()
}

/** The page loaded anew, and back to the room. */
async function comeBack(patient: Page): Promise<void> {
  await patient.reload()
  await patient.getByRole('button', { name: 'Turn on camera and microphone' }).click()
  await patient.getByRole('button', { name: 'Next' }).click()
}

test('a visit through the relay alone, by TCP and by UDP, past its death, and with a credential too old', async () => {
  const why = whyNoRelay()
  test.skip(why !== undefined, why)
  const place = mkdtempSync(join(tmpdir(), 'cutis-walk-relay-'))
  const [port, secret] = [await freePort(), randomBytes(16).toString('hex')]
  writeFileSync(join(place, 'secret'), secret)
  const relay = { port, secret, place }
  let kill = await startRelay({ ...relay, transport: 'tcp' })
  const urls = ['udp', 'tcp'].map(by => `turn:127.0.0.1:${port}?transport=${by}`).join(',')
  const engine = { CUTIS_TURN_URLS: urls, CUTIS_TURN_SECRET_FILE: join(place, 'secret') }
  const workstation = await openWorkstation({ camera: 'built-in', engine })
  const { page } = workstation
  try {
    await openFirstPatient(page, 'Relaywalk')
    await openCase(page, 'Rash, seen through the relay')
    const link = await makeLink(page)
    const patient = await openPatient(link.replace('/visit/#', '/visit/?relay#'))
    await tellBirthDate(patient.page, '1980-05-17')
    await toWaitingRoom(patient.page, [/Your camera works/])
    await page.getByLabel("Only through the clinic's relay").check()
    await startAndAdmit(page)
    await meet(page, patient.page)

    // Killed and started again: the same call goes on, now by UDP, for nothing else is taken.
    await kill()
    await part(page, patient.page)
    kill = await startRelay({ ...relay, transport: 'udp' })
    await meet(page, patient.page)

    // A credential of an hour ago: by UDP the relay refuses, and both are told.
    await patient.page.route('**/visit/api/ice', route =>
      route.fulfill({ contentType: 'application/json', body: expiredIce(port, secret) }),
    )
    await comeBack(patient.page)
    await expect(patient.page.getByRole('alert')).toContainText('The way to your clinic was refused')
    await expect(page.getByText('The relay refuses the patient’s credential')).toBeVisible()

    // By TCP Chromium tells of nothing: that no way was given is told all the same.
    await kill()
    kill = await startRelay({ ...relay, transport: 'tcp' })
    await comeBack(patient.page)
    await expect(patient.page.getByRole('alert')).toContainText('The way to your clinic does not open')
    await expect(page.getByText('The relay gives the patient no way through')).toBeVisible()
    await patient.leave()
  } finally {
    await workstation.leave()
    workstation.clean()
    await kill()
    rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
})
