import { randomInt } from 'node:crypto'
import QRCode from 'qrcode'
import { z } from 'zod'
import type { portal } from '../../src-shared/contract/portal.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import type { Records } from '../records/index.ts'
import type { Vault } from '../vault/index.ts'
import { entryIn } from './entries.ts'
import { portalStore } from './store.ts'

interface PortalNeeds {
  readonly vault: Pick<Vault, 'store' | 'commit'>
  readonly records: Pick<Records, 'facesOf'>
  /** Where the clinic answers and with which token; undefined while there is none. */
  readonly clinic: () => Promise<{ readonly origin: string; readonly token: string } | undefined>
}
type PortalService = Service<typeof portal>
type Told<Call extends keyof PortalService> = Parameters<PortalService[Call]>[0]

const Invited = z.object({ token: z.string().regex(/^[\w-]{32}$/), expires: z.number() })
const timeoutMs = 15_000

/** Opens the portal's side at the workstation. */
export function openPortal(needs: PortalNeeds): { readonly service: PortalService } {
  const store = needs.vault.store(portalStore)
  return {
    service: {
      invite: (told, asking) => invite(needs, asking, told),
      revoke: (told, asking) => revoke(needs, asking, told),
      entries: async ({ patientId }, { about }) => {
        about(patientId)
        return (await store.responses(patientId)).flatMap(({ body }) => entryIn(body) ?? []) as never
      },
    },
  }
}

/** Faults portal.noClinic, portal.notYetThere. */
async function ask(needs: PortalNeeds, path: string, body: object) {
  const at = await needs.clinic().catch(() => undefined)
  if (at === undefined) throw new Fault('portal.noClinic')
  const answer = await fetch(`${at.origin}/portals${path}`, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    headers: { authorization: `Bearer ${at.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  if (answer?.status === 404) throw new Fault('portal.notYetThere')
  if (!answer?.ok) throw new Fault('portal.noClinic')
  return { answer, origin: at.origin }
}

/** The second factor. A birth date known only to the year or month is none. Faults records.unknown, portal.noBirthDate. */
async function secretOf(needs: PortalNeeds, { patientId, factor }: Told<'invite'>): Promise<string> {
  const [face] = await needs.records.facesOf([patientId])
  if (face === undefined) throw new Fault('records.unknown')
  if (factor === 'code') return String(randomInt(1_000_000)).padStart(6, '0')
  if (face.birthDate?.length !== 10) throw new Fault('portal.noBirthDate')
  return face.birthDate
}

async function invite(needs: PortalNeeds, asking: Asking, told: Told<'invite'>) {
  const { patientId, factor, minutes } = told
  const by = asking.who()
  const secret = await secretOf(needs, told)
  asking.about(patientId)
  const { answer, origin } = await ask(needs, '/links', { lid: patientId, secret, factor, minutes })
  const { token, expires } = Invited.parse(await answer.json())
  await needs.vault.commit(by, { name: 'portal.invite', action: 'C', patientId, entity: `Patient/${patientId}` }, [])
  const link = `${origin}/portal/#${token}`
  return {
    link,
    qrSvg: await QRCode.toString(link, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }),
    expiresAt: new Date(expires * 1000).toISOString(),
    ...(factor === 'code' && { code: secret }),
  }
}

async function revoke(needs: PortalNeeds, asking: Asking, { patientId }: Told<'revoke'>) {
  const by = asking.who()
  asking.about(patientId)
  await ask(needs, '/revocations', { lid: patientId })
  await needs.vault.commit(by, { name: 'portal.revoke', action: 'D', patientId, entity: `Patient/${patientId}` }, [])
  return { patientId }
}
