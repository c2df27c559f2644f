import { mapEventIterator } from '@orpc/client'
import { implement, ORPCError, type Router } from '@orpc/server'
import type { CallMeta } from '../../src-shared/contract/call.ts'
import { type Cutis, contract } from '../../src-shared/contract/index.ts'
import { Fault, isFaultCode } from '../../src-shared/faults.ts'
import { may } from '../../src-shared/policy.ts'
import type { Act, Caller } from './caller.ts'
import type { Services } from './service.ts'

/** What a call runs with: who asks, and a way to say whose record an answer shows. */
export interface Asking {
  /** The signed-in caller; a `Fault` for calls that need none to be there. */
  readonly who: () => Caller
  /** Names the patient an answer is about, where the input does not. */
  readonly about: (patientId: string) => void
  readonly signal?: AbortSignal | undefined
}

/** What a shell lends each connection: who is behind it at this moment. */
export interface Connection {
  readonly caller: () => Caller | undefined
}

export interface DoorNeeds {
  /** Writes the audit row of a read or a refusal. Nothing is answered before it resolves. */
  readonly audit: (by: Caller, act: Act) => Promise<unknown>
  /** Keeps a bug's story under an incident number; never with patient data. */
  readonly incident: (name: string, error: unknown) => string
}

/** Hangs every room's service behind the one chain. Shells serve the router over their own transport. */
export function openDoor(services: Services<Cutis>, needs: DoorNeeds) {
  const calls = implement(contract).$context<Connection>().use(chainOf(needs))
  const mounted = Object.entries(contract).map(([room, entries]) => [
    room,
    Object.fromEntries(Object.keys(entries).map(call => [call, handlerOf(calls, services, [room, call])])),
  ])
  return Object.fromEntries(mounted) as Router<Cutis, Connection>
}

export type DoorRouter = ReturnType<typeof openDoor>

/** The contract's keys drive this, so the two look-ups cannot miss; their types are checked where services are written. */
function handlerOf(calls: unknown, services: unknown, [room, call]: readonly [string, string]): unknown {
  type Handler = (asked: { input: unknown; context: Asking }) => unknown
  const builder = (calls as Record<string, Record<string, { handler(run: Handler): unknown }>>)[room]?.[call]
  const run = (services as Record<string, Record<string, (input: unknown, asking: Asking) => unknown>>)[room]?.[call]
  if (!builder || !run) throw new Error(`no service for ${room}.${call}`)
  return builder.handler(({ input, context }) => run(input, context))
}

/**
 * The one chain every call passes: caller → permit → validate → run → audit → fault.
 * The contract's zod schemas validate between permit and run, and again on the way out.
 */
function chainOf({ audit, incident }: DoorNeeds) {
  return implement(contract)
    .$context<Connection>()
    .middleware(async ({ context, procedure, path, next, signal }, input) => {
      const name = path.join('.')
      const meta = procedure['~orpc'].meta as CallMeta
      const caller = context.caller()
      let patientId = patientOf(input)
      const act = (outcome: string): Act => ({ name, action: 'R', outcome, ...(patientId ? { patientId } : {}) })
      const who = () => {
        if (!caller) throw new Fault('vault.locked')
        return caller
      }
      const about = (id: string) => {
        patientId = id
      }
      const refused = (error: unknown) => refusalOf(error, cause => incident(name, cause))
      try {
        await permit(meta, caller, () => audit(who(), act('denied')))
        const result = await next({ context: { who, about, signal } })
        if (meta.audited) await audit(who(), act('ok'))
        return isStream(result.output) ? { ...result, output: told(result.output, refused) } : result
      } catch (error) {
        throw refused(error)
      }
    })
}

const isStream = (output: unknown): output is AsyncIterator<unknown, unknown, void> =>
  typeof output === 'object' && output !== null && Symbol.asyncIterator in output

/** A stream that breaks off later says why by the same words as a call that never began. */
const told = (stream: AsyncIterator<unknown, unknown, void>, refused: (error: unknown) => unknown) =>
  mapEventIterator(stream, { value: async value => value, error: async error => refused(error) })

/** Default deny: a call without a need, or with one that the caller's role was not given, does not run. */
async function permit({ needs }: CallMeta, caller: Caller | undefined, denied: () => Promise<unknown>): Promise<void> {
  if (needs === 'anyone') return
  if (!caller) throw new Fault('vault.locked')
  if (needs === 'signed-in') return
  if (needs && may(caller.role, needs)) return
  await denied()
  throw new Fault('access.denied')
}

/** Refusals cross as their code; a bug crosses as `internal` with its incident number and nothing else. */
function refusalOf(error: unknown, report: (error: unknown) => string): ORPCError<string, unknown> {
  if (error instanceof Fault) return new ORPCError(error.code, { message: error.code })
  if (error instanceof ORPCError && isFaultCode(error.code)) return error
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST')
    return new ORPCError('input.invalid', { message: 'input.invalid', data: { fields: fieldsOf(error) } })
  return new ORPCError('internal', { message: 'internal', data: { incident: report(error) } })
}

/** Paths of the fields that did not fit, never their values. */
function fieldsOf(error: ORPCError<string, unknown>): string[] {
  const issues = (error.data as { issues?: readonly { path?: readonly unknown[] }[] } | undefined)?.issues ?? []
  return issues.slice(0, 20).map(issue => (issue.path ?? []).join('.'))
}

function patientOf(input: unknown): string | undefined {
  const id = (input as { patientId?: unknown } | undefined)?.patientId
  return typeof id === 'string' && id.length <= 64 ? id : undefined
}

type Entry = { name: string; meta: CallMeta }

/** Every call of the contract with what the door knows of it: the tests' and the permission table's list. */
export const callNames: readonly Entry[] = Object.entries(contract).flatMap(([room, calls]) =>
  Object.entries(calls).map(([call, procedure]) => ({
    name: `${room}.${call}`,
    meta: procedure['~orpc'].meta as CallMeta,
  })),
)

/** Which answers a commit has made stale. The glass learns names, never schemas. */
export const staleAfter = (tags: readonly string[]): string[] =>
  callNames.filter(({ meta }) => meta.reads?.some(tag => tags.includes(tag))).map(({ name }) => name)
