import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import { FhirRouter } from '@medplum/fhir-router'
import type Provider from 'oidc-provider'
import type { CodeLists } from './definitions/code-lists.ts'
import { loadDefinitions } from './definitions/load.ts'
import { capabilityStatement } from './fhir/capability.ts'
import type { RepositoryNeeds } from './fhir/repository.ts'
import { openWriteLock } from './fhir/write-lock.ts'
import type { FhirHouse } from './http/ask.ts'
import { type Hints, openHints } from './http/hints.ts'
import { type Journal, openJournal } from './http/journal.ts'
import { publicKeyOf, signingKeyOf } from './login/keys.ts'
import { openPeople, type People } from './login/people.ts'
import { openProvider, type Registration } from './login/provider.ts'
import { openSignIn } from './login/sign-in.ts'
import { type Holder, holderOf } from './login/token.ts'
import { openPortal, type Portal } from './portal/index.ts'
import { openStore, type Store } from './store/index.ts'
import { openKeys, openVisits, type Relay, type Visits } from './visits/index.ts'

interface ClinicNeeds {
  readonly file: string
  readonly key: Buffer
  readonly origin: string
  readonly registrations: readonly Registration[]
  readonly clock: () => number
  readonly log: (message: string, error?: unknown) => void
  /** Where the bytes of calls may go that find no way of their own. */
  readonly relay?: Relay | undefined
}

/** A clinic whose database is open: everything that exists only between unlock and lock. */
export interface Clinic {
  readonly fhir: FhirHouse
  readonly store: Store
  readonly people: People
  readonly journal: Journal
  readonly hints: Hints
  readonly provider: Provider
  readonly signIn: ReturnType<typeof openSignIn>
  readonly visits: Visits
  readonly portal: Portal
  readonly capability: string
  readonly holderOf: (token: string) => Holder | undefined
  close(): Promise<void>
}

/** Opens the database under its key and wires what stands on it. Throws WrongKey. */
export const openClinicRooms = (needs: ClinicNeeds): Clinic => {
  const lists = loadDefinitions(dirname(needs.file))
  const store = openStore(needs.file, needs.key)
  try {
    return furnish(needs, store, lists)
  } catch (error) {
    store.close()
    throw error
  }
}

const furnish = (needs: ClinicNeeds, store: Store, lists: CodeLists): Clinic => {
  const { origin, clock, log } = needs
  const base = `${origin}/fhir`
  const issuer = `${origin}/oauth`
  const hints = openHints(clock)
  const journal = openJournal(store.accessLog, log)
  const people = openPeople(store.accounts, clock)
  const provider = openProvider({
    issuer,
    audience: base,
    store,
    people,
    registrations: needs.registrations,
    clock,
    log,
  })
  const signing = signingKeyOf(store.settings)
  const rules = { key: publicKeyOf(signing), kid: signing.kid, issuer, audience: base, clock }
  const lock = openWriteLock()
  const records: RepositoryNeeds = { store, lists, lock, base, clock, newId: randomUUID, published: hints.publish, log }
  const visits = openVisits({
    grants: store.grants,
    clock,
    relay: needs.relay,
    keyOf: openKeys(records),
    allowLoopback: new URL(origin).hostname === '127.0.0.1',
  })
  const portal = openPortal({ grants: store.grants, records, journal })
  const clinicId = store.settings.once('clinic.id', randomUUID)
  const sweeping = setInterval(() => store.grants.sweep(Math.floor(clock() / 1000)), 600_000)
  sweeping.unref()
  return {
    fhir: { needs: records, router: new FhirRouter() },
    store,
    people,
    journal,
    hints,
    provider,
    visits,
    portal,
    signIn: openSignIn({ provider, people, origin }),
    capability: JSON.stringify(capabilityStatement({ base, issuer, clinicId, date: new Date(clock()).toISOString() })),
    holderOf: token => {
      const holder = holderOf(token, rules)
      // A token outlives the account it was made for by minutes; the account decides.
      return holder === undefined || holder.account === '' || people.byId(holder.account) !== undefined
        ? holder
        : undefined
    },
    close: async () => {
      clearInterval(sweeping)
      hints.close()
      visits.close()
      // Whoever is writing finishes first.
      await lock(async () => undefined)
      journal.flush()
      store.close()
    },
  }
}
