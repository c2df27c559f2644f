import { randomUUID } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { generateSecret, generateURI, verifySync } from 'otplib'
import type { Account, Accounts } from '../store/index.ts'

const stepSeconds = 30
const freeFailures = 5
const longestLockMs = 15 * 60_000

// OWASP's recommendation for Argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

interface NewPerson {
  readonly login: string
  readonly name: string
  readonly password: string
  readonly fhirUser?: string | undefined
}

/** Who may sign in, and how. The clock is in ms. */
export const openPeople = (accounts: Accounts, clock: () => number) => {
  // Verified when a login is unknown, so that it takes as long as a wrong password.
  const decoy = hash(randomUUID(), cost)

  const passwordFits = async (account: Account | undefined, password: string): Promise<boolean> => {
    const fits = await verify(account?.password_hash ?? (await decoy), password)
    return fits && account !== undefined
  }

  return {
    /** Makes an account; answers its id and the otpauth address for an authenticator app, or undefined if the login is taken. */
    add: async ({ login, name, password, fhirUser }: NewPerson) => {
      const id = randomUUID()
      const secret = generateSecret()
      const added = accounts.add({
        id,
        login,
        name,
        fhir_user: fhirUser ?? null,
        password_hash: await hash(password, cost),
        totp_secret: secret,
      })
      return added ? { id, totpUri: generateURI({ issuer: 'Cutis clinic', label: login, secret }) } : undefined
    },

    /** The account, if password and code fit, the code was not used before, and the account is neither locked nor disabled. */
    signIn: async (login: string, password: string, code: string): Promise<Account | undefined> => {
      const account = accounts.byLogin(login)
      const fits = await passwordFits(account, password)
      if (account === undefined || account.disabled === 1 || account.locked_until > clock()) return undefined
      const step = fits ? stepOf(account.totp_secret, code, clock()) : undefined
      if (step !== undefined && accounts.passed(account.id, step)) return account
      accounts.failed(account.id, clock() + lockMs(account.failures + 1))
      return undefined
    },

    byId: (id: string): Account | undefined => {
      const account = accounts.byId(id)
      return account?.disabled === 0 ? account : undefined
    },
    all: () =>
      accounts.all().map(({ id, login, name, fhir_user, disabled }) => ({
        id,
        login,
        name,
        fhirUser: fhir_user,
        disabled: disabled === 1,
      })),
    disable: (id: string): boolean => accounts.disable(id),
  }
}
export type People = ReturnType<typeof openPeople>

/** Five mistakes are free; then 30 s, doubling to a quarter of an hour. */
const lockMs = (failures: number): number =>
  failures < freeFailures ? 0 : Math.min(longestLockMs, 30_000 * 2 ** Math.min(failures - freeFailures, 10))

/** The 30-second step a code belongs to, this one or a neighbour, or undefined for a wrong code. */
const stepOf = (secret: string, token: string, nowMs: number): number | undefined => {
  if (!/^\d{6}$/.test(token)) return undefined
  const epoch = Math.floor(nowMs / 1000)
  const result = verifySync({ secret, token, epoch, epochTolerance: stepSeconds })
  if (!result.valid || !('delta' in result)) return undefined
  return Math.floor(epoch / stepSeconds) + result.delta
}
