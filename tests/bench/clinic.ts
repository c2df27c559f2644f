import type { Page } from 'playwright-core'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import type { CaseId, LesionId } from '../../src-shared/ids.ts'
import { codeNow, password } from '../shells/program.ts'

/** A new clinic with a dermatologist at the desk; answers the capability of the bytes door. */
export async function signedIn(client: CutisClient): Promise<string> {
  const admin = await client.access.setUp({ clinicName: 'Skin Clinic', name: 'Ada Min', password })
  await client.access.confirmCode({ code: codeNow(admin.secret) })
  const face = await client.access.addUser({ name: 'Dr Derm', role: 'dermatologist', password: `${password} 2` })
  await client.access.lock()
  const first = await client.access.signIn({ userId: face.userId, password: `${password} 2` })
  if (first.state !== 'enrol') throw new Error('a new user must set up a second step')
  const { me } = await client.access.confirmCode({ code: codeNow(first.enrolment.secret) })
  keepAwake(client)
  return me.bytes
}

/** Nobody stirs at a bench: without this the workstation would lock itself in the middle of a long one. */
function keepAwake(client: CutisClient): void {
  const stir = () => void client.access.stirred().catch(() => {})
  setInterval(stir, 60_000).unref()
}

export interface Filling {
  readonly client: CutisClient
  readonly page: Page
  readonly capability: string
}

export interface Taken {
  readonly bytes: Buffer
  readonly view?: string
  readonly lesionId?: LesionId
}

/** Takes a picture in by the bytes door and keeps it in a case. */
export async function keepPicture({ client, page, capability }: Filling, caseId: CaseId, taken: Taken): Promise<void> {
  const { bytes, view = 'dermoscopic', lesionId } = taken
  const uploadId = await page.evaluate(
    async ({ text, capability }) => {
      const body = new Blob([Uint8Array.from(atob(text), one => one.codePointAt(0) ?? 0)])
      const answer = await fetch(`/bytes/${capability}/incoming`, { method: 'PUT', body })
      return ((await answer.json()) as { uploadId: string }).uploadId
    },
    { text: bytes.toString('base64'), capability },
  )
  await client.capture.keep({
    uploadId,
    caseId,
    siteCode: '66643007',
    view,
    ...(lesionId && { lesionId }),
    takenAt: new Date().toISOString(),
    device: { label: 'Bench camera', source: 'file' },
  })
}
