import type { SessionId, UserId } from '../../src-shared/ids.ts'
import type { DemoPerson } from '../access/index.ts'
import type { Asking } from '../kernel/door.ts'

const password = 'demo clinic day'

/** The demo clinic's invented staff. Their sign-in is public on purpose: nothing real is ever kept beside them. */
export const demoPeople: readonly [DemoPerson, DemoPerson, DemoPerson, ...DemoPerson[]] = [
  {
    userId: '0d000000-0000-4000-8000-000000000001' as UserId,
    name: 'Dr Ines Albrecht',
    role: 'dermatologist',
    password,
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXA',
  },
  {
    userId: '0d000000-0000-4000-8000-000000000002' as UserId,
    name: 'Dr Tom Okafor',
    role: 'general-practitioner',
    password,
    secret: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU',
  },
  {
    userId: '0d000000-0000-4000-8000-000000000003' as UserId,
    name: 'Mira Lindqvist',
    role: 'nurse',
    password,
    secret: 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK',
  },
  {
    userId: '0d000000-0000-4000-8000-000000000004' as UserId,
    name: 'Jonas Feld',
    role: 'administrator',
    password,
    secret: 'ONSWG4TFORXXEZLOONSWG4TFORXXEZLO',
  },
  {
    userId: '0d000000-0000-4000-8000-000000000005' as UserId,
    name: 'Salma Haddad',
    role: 'privacy-officer',
    password,
    secret: 'OBZGS5TBMN4W6ZTGOBZGS5TBMN4W6ZTG',
  },
]

/** One of the staff at work while the clinic is told. */
export const askingAs = ({ userId, name, role }: DemoPerson): Asking => {
  const by = { userId, name, role, sessionId: '0d000000-0000-4000-8000-0000000000ff' as SessionId }
  return { who: () => by, about: () => {} }
}
