import { expect, type Page, test } from '@playwright/test'
import { contecModel } from '../../src-main/devices/rig/contec-model.ts'
import { openPty } from '../../src-main/devices/rig/pty.ts'
import { examine } from './examine.ts'
import { signInDemo } from './steps.ts'
import { openWorkstation, type Workstation } from './workstation.ts'

/**
 * A nurse, an oximeter on a serial line, and a patient: read, kept, read again, and nothing is there twice. On the way every screen
 * of devices and readings is looked at. `CUTIS_SHOTS=FOLDER` keeps a picture of each.
 */
const line = { baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 } as const
/** The first patient of the demo clinic. */
const wristband = 'DEMO-004200'
/** A night's recording that began yesterday by the device's own clock, which is right. */
function recording() {
  const at = new Date(Date.now() - 86_400_000)
  const start = [at.getFullYear(), at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes(), 0] as const
  const seconds = Array.from({ length: 1800 }, (_, second) => [
    96 + (second % 3) - (second % 700 === 0 ? 9 : 0),
    60 + (second % 25),
  ]) as [number, number][]
  return { segments: [{ start, seconds }], perfusion: true }
}

test('an oximeter is read twice and kept once', async () => {
  const pty = await openPty(line, contecModel(recording()))
  const engine = { CUTIS_SIM_PORTS: `${pty.path}:contec-cms50` }
  const workstation = await openWorkstation({ demo: true, engine })
  try {
    await walkThrough(workstation)
  } finally {
    await workstation.leave()
    await pty.close()
    workstation.clean()
  }
})

async function walkThrough({ page }: Workstation): Promise<void> {
  const see = (name: string) => examine(page, name)
  await expect(page.getByRole('heading', { name: 'Who are you' })).toBeVisible()
  await signInDemo(page, 'Mira Lindqvist')
  await page.getByRole('navigation').getByRole('button', { name: 'Devices', exact: true }).click()
  const devices = page.getByRole('grid', { name: 'Plugged in' })
  await expect(devices.getByText('Contec CMS50 oximeter')).toBeVisible()
  await see('devices')
  await page.getByRole('button', { name: 'Import readings' }).click()
  await readDevice(page, see)
  await keepFirst(page, see)
  await readAgain(page, see)
  await seeReadings(page, see)
  await followLive(page, see)
}

/** By the wristband: a scanner types its code and presses Enter. */
async function readDevice(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  const scan = page.getByLabel('Wristband, MRN or name')
  await expect(scan).toBeFocused()
  await see('import-start')
  await scan.fill(wristband)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Identified by the wristband')).toBeVisible()
  await see('import-bound')
  await page.getByRole('button', { name: 'Read the device' }).click()
}

async function keepFirst(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  const keep = page.getByRole('button', { name: /^Keep \d+ readings?$/ })
  await expect(keep).toBeVisible({ timeout: 120_000 })
  await expect(page.getByRole('grid', { name: 'What the device holds' })).toBeVisible()
  const chosen = Number(/\d+/.exec(await keep.innerText())?.[0])
  await page
    .getByRole('checkbox', { name: /^Keep the reading of/ })
    .first()
    .uncheck()
  await expect(page.getByRole('button', { name: new RegExp(`^Keep ${chosen - 1} `) })).toBeVisible()
  await see('import-preview')
  await page
    .getByRole('checkbox', { name: /^Keep the reading of/ })
    .first()
    .check()
  await keep.click()
  await expect(page.getByText(new RegExp(`^${chosen} readings added`))).toBeVisible()
  await see('import-kept')
}

/** The same device again: all of it is known, and there is nothing to keep. */
async function readAgain(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Read another device' }).click()
  await page.getByRole('button', { name: 'Read the device' }).click()
  await expect(page.getByText(/^0 new · \d+ here already/)).toBeVisible({ timeout: 120_000 })
  const keep = page.getByRole('button', { name: 'Keep 0 readings' })
  await expect(keep).toHaveAttribute('aria-disabled', 'true')
  await see('import-known')
}

async function seeReadings(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.keyboard.press('/')
  await page.getByPlaceholder('Name, birth date or MRN').fill(wristband)
  await page.getByRole('row', { name: new RegExp(wristband) }).click()
  await page.getByRole('button', { name: 'Readings', exact: true }).click()
  await expect(page.getByRole('img', { name: /^Oxygen saturation/ }).first()).toBeVisible()
  await see('trends')
  await enterByHand(page, see)
  await page.getByRole('tab', { name: /^Quarantine/ }).click()
  await expect(page.getByText('Nothing waits')).toBeVisible()
  await see('quarantine')
  await page.getByRole('tab', { name: 'Raw captures' }).click()
  await page
    .getByRole('row', { name: /Contec/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Decode again' }).click()
  await expect(page.getByText('No difference.')).toBeVisible()
  await see('captures')
  await page.getByRole('button', { name: 'Import a CSV file' }).click()
  await takeCsv(page, see)
}

async function enterByHand(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Enter by hand' }).click()
  await page.getByLabel('Systolic', { exact: true }).fill('128')
  await page.getByLabel('Diastolic', { exact: true }).fill('790')
  await expect(page.getByText('This cannot be true of a living person')).toBeVisible()
  await see('enter')
  await page.getByLabel('Diastolic', { exact: true }).fill('79')
  await page.getByRole('button', { name: 'Add reading' }).click()
  await expect(page.getByRole('grid').getByText('128/79')).toBeVisible()
  await see('table')
  await page.getByRole('button', { name: 'Close' }).click()
}

async function takeCsv(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.getByText('Two identifiers').click()
  await see('csv-bind')
  await page.getByText('Wristband', { exact: true }).click()
  await page.getByLabel('Scan the wristband').fill(wristband)
  await page.keyboard.press('Enter')
  const text =
    'measure,value,unit,measured_at\ntemperature,36.8,Cel,2026-11-01T08:00:00\ntemperature,hot,Cel,2026-11-02T08:00:00\n'
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'readings.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await expect(page.getByText('1 row was not understood')).toBeVisible()
  await see('csv')
  await page.getByRole('button', { name: 'Keep 1 reading' }).click()
  await expect(page.getByRole('img', { name: /^Body temperature/ })).toBeVisible()
}

async function followLive(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Devices', exact: true }).click()
  await page.getByRole('button', { name: 'Live trace' }).click()
  const numbers = page.getByRole('region', { name: 'Measuring' })
  await expect(numbers).toContainText('98%')
  // Some seconds of the wave: it must go on by itself.
  await page.waitForTimeout(3000)
  await expect(numbers).toContainText('98%')
  await see('live')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(numbers).toContainText('Stopped')
}
