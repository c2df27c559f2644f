import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { openClinic } from '../../src-clinic/index.ts'
import { newRegistration, openSignIn, publicPart } from '../../src-main/sync/sign-in.ts'
import { openCase, openFirstPatient } from './first-patient.ts'
import { makeLink, openPatient, startAndAdmit, tellBirthDate, toRoom, toWaitingRoom } from './visit-steps.ts'
import { openWorkstation } from './workstation.ts'

/** How loud the patient is at the clinician's, 0 to 1: what is heard, not what is promised. */
const loudness = (page: Page): Promise<number> =>
  page.locator('video[aria-label="Patient"]').evaluate(async video => {
    const audio = new AudioContext()
    const analyser = audio.createAnalyser()
    audio.createMediaStreamSource((video as HTMLVideoElement).srcObject as MediaStream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    let loudest = 0
    // The fake microphone beeps once a second.
    for (let look = 0; look < 30; look += 1) {
      await new Promise(resolve => setTimeout(resolve, 50))
      analyser.getFloatTimeDomainData(samples)
      loudest = Math.max(loudest, ...samples.map(Math.abs))
    }
    await audio.close()
    return loudest
  })

test('a patient whose camera is refused is heard; one whose microphone is too can write; both are said', async () => {
  const workstation = await openWorkstation({ camera: 'built-in' })
  const { page } = workstation
  try {
    await openFirstPatient(page, 'Audiowalk')
    await openCase(page, 'Rash, told by voice')
    const heard = await openPatient(await makeLink(page), 'no-camera')
    await tellBirthDate(heard.page, '1980-05-17')
    await toWaitingRoom(heard.page, [/No camera\. Your clinician can hear you/, /Your microphone works/])
    await startAndAdmit(page)
    await expect(page.getByText('Connected', { exact: true })).toBeVisible()
    await expect(page.getByText('The patient sends no picture: you only hear them.')).toBeVisible()
    await expect(heard.page.getByRole('button', { name: 'Stop camera' })).toHaveCount(0)
    await expect.poll(() => loudness(page), { timeout: 20_000 }).toBeGreaterThan(0.01)
    await heard.leave()
    await expect(page.getByText('The patient is not in the waiting room yet.')).toBeVisible()

    await page.getByRole('button', { name: 'Make link', exact: true }).click()
    const silent = await openPatient(await page.getByLabel('Link', { exact: true }).inputValue(), 'refused')
    await tellBirthDate(silent.page, '1980-05-17')
    await toRoom(silent.page, [/No camera\./, /No microphone\. You can still write/])
    await expect(page.getByText(/only the chat is left/)).toBeVisible()
    await silent.page.getByLabel('Write a message').fill('I can read you')
    await silent.page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(page.getByText('I can read you')).toBeVisible()
    await page.getByLabel('Message to the patient').fill('Then we write')
    await page.keyboard.press('Enter')
    await expect(silent.page.getByText('Then we write')).toBeVisible()
    await silent.leave()
  } finally {
    await workstation.leave()
    workstation.clean()
  }
})

test('a link that has expired is told from one that works', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'cutis-walk-link-'))
  const key = newRegistration()
  let now = Date.now()
  const registration = publicPart(key)
  const clinic = await openClinic({
    dataFolder,
    key: randomBytes(32),
    registration,
    clock: () => now,
    log: () => undefined,
  })
  try {
    const signIn = openSignIn({ key, fetch, now: () => new Date(), timeoutMs: 10_000 })
    const headers = {
      authorization: `Bearer ${await signIn.token(clinic.fhirBase, false)}`,
      'content-type': 'application/json',
    }
    const about = { clinician: 'Dr Walk', identity: 'Patient/1', secret: '1980-05-17', factor: 'birth-date' }
    const body = JSON.stringify({ ...about, visitId: randomUUID(), minutes: 60 })
    const answer = await fetch(`${clinic.origin}/visits/links`, { method: 'POST', headers, body })
    const { token } = (await answer.json()) as { token: string }
    const patient = await openPatient(`${clinic.origin}/visit/#${token}`)
    await expect(patient.page.getByRole('heading', { name: 'Is it you?' })).toBeVisible()
    now += 61 * 60_000
    await patient.page.reload()
    await expect(patient.page.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible()
    await expect(patient.page.getByText('It may be too old')).toBeVisible()
    await patient.leave()
  } finally {
    await clinic.close()
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
})
