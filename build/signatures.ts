import { reportSignatureIn } from '../src-main/consults/binding.ts'
import { reportCodeIn } from '../src-main/documents/report-code.ts'
import { codeIn } from '../src-main/documents/verify.ts'
import { resultSignaturesIn } from '../src-main/orders/binding.ts'
import { hashAndSignatureOf } from '../src-main/prescribing/verify.ts'
import { keyIn as keySignatureIn } from '../src-main/reactions/body.ts'
import { reactionIn } from '../src-main/reactions/resource.ts'
import { standingKeyIn } from '../src-main/reactions/standing.ts'
import { foundIn, type KeySignature, keyIn, PublicKey, readCompact } from '../src-main/signing/index.ts'
import { renamed } from '../src-main/sync/references.ts'
import { lidOf, type MedicationRequest, type Provenance, type Resource } from '../src-shared/fhir/index.ts'
import type { Statement } from '../src-shared/signing/statement.ts'

/** What is found of one signature. It holds where the key does, and the content is as it was signed. */
export interface FoundSignature {
  readonly where: string
  readonly kind: Statement['kind']
  readonly id: string
  readonly at: string
  readonly keyId: string
  readonly signer?: Pick<PublicKey, 'person' | 'name' | 'role' | 'from' | 'until'>
  readonly key: string
  readonly content: 'unchanged' | 'changed' | 'not in this file' | 'as said'
  readonly differs?: readonly string[]
  /** Elements that could not be held against what was signed, because what they name is not in this file. */
  readonly unchecked?: readonly string[]
  readonly says?: object
  readonly holds: boolean
}

export interface Report {
  /** `file`: the keys came with what they prove, so it shows that the file fits together, not whose it is. */
  readonly keysFrom: 'given' | 'file'
  readonly signatures: readonly FoundSignature[]
  /** Signed things without a key's signature: bound by their hash alone. */
  readonly bound: readonly string[]
}

type Bag = Readonly<Record<string, unknown>>

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The resources of a Bundle, or the one resource, as far as they look like any. */
function resourcesIn(told: unknown): Resource[] {
  const entries = isBag(told) && Array.isArray(told['entry']) ? (told['entry'] as unknown[]) : undefined
  const all = entries ? entries.map(entry => (isBag(entry) ? entry['resource'] : undefined)) : [told]
  return all.filter((one): one is Resource => isBag(one) && typeof one['resourceType'] === 'string')
}

/** Every server calls a resource by an id of its own: here each has the name under which it was signed. */
function asSigned(resources: readonly Resource[]): { all: Resource[]; known: ReadonlySet<string> } {
  const names = new Map(
    resources.map(one => [`${one.resourceType}/${String(one.id)}`, lidOf(one) ?? String(one.id)] as const),
  )
  const all = resources.map(one => {
    const id = lidOf(one) ?? one.id
    const named = renamed(one, ({ type, id: theirs }) => names.get(`${type}/${theirs}`))
    return (id === undefined ? named : { ...named, id }) as Resource
  })
  return { all, known: new Set(all.map(one => `${one.resourceType}/${String(one.id)}`)) }
}

/** Public keys: a Bundle or resource with the clinic's key records, or a list of keys as this program writes them. */
export function keysIn(told: unknown): PublicKey[] {
  const list = Array.isArray(told)
    ? told
    : isBag(told) && Array.isArray(told['keys'])
      ? (told['keys'] as unknown[])
      : []
  const plain = list.flatMap(one => PublicKey.safeParse(one).data ?? [])
  return [...plain, ...resourcesIn(told).flatMap(one => keyIn(one) ?? [])]
}

interface Signed {
  readonly where: string
  readonly statement: Statement
  readonly signature: KeySignature | undefined
  readonly differs: readonly string[]
  readonly unchecked: readonly string[]
}

/** Elements that name something which is not in this file: a server may have called it by another name. */
function awayIn(resource: Resource, known: ReadonlySet<string>): string[] {
  const {
    subject,
    encounter,
    media = [],
  } = resource as {
    subject?: { reference?: string }
    encounter?: { reference?: string }
    media?: { link?: { reference?: string } }[]
  }
  const named = { subject: [subject], encounter: [encounter], media: media.map(({ link }) => link) }
  return Object.entries(named).flatMap(([name, references]) =>
    references.some(one => one?.reference !== undefined && !known.has(one.reference)) ? [name] : [],
  )
}

type Told = Pick<Signed, 'statement' | 'signature' | 'differs'>
const held = (where: string, { statement, signature, differs }: Told, away: readonly string[]): Signed => ({
  where,
  statement,
  signature,
  differs: differs.filter(name => !away.includes(name)),
  unchecked: away,
})

type Reader = (resource: Resource, told: { where: string; away: readonly string[] }) => Signed[]
const readers: Readonly<Record<string, Reader>> = {
  MedicationRequest: (resource, { where, away }) => {
    const told = hashAndSignatureOf(resource as MedicationRequest)
    return told ? [held(where, told, away.includes('subject') ? ['subject'] : [])] : []
  },
  DiagnosticReport: (resource, { where, away }) => {
    const told = reportSignatureIn(resource)
    return told ? [held(where, told, away)] : []
  },
  // The results stand in reports of a laboratory: which ones they were, their digests say; that they are these, only the workstation.
  ServiceRequest: (resource, { where }) => resultSignaturesIn(resource).map(told => held(where, told, ['results'])),
  AdverseEvent: (resource, { where }) => inEvent(where, resource),
}

const signedIn = (resource: Resource, known: ReadonlySet<string>): Signed[] =>
  readers[resource.resourceType]?.(resource, {
    where: `${resource.resourceType}/${String(resource.id)}`,
    away: awayIn(resource, known),
  }) ?? []

/** The signature of a report, and of what became of it. */
function inEvent(where: string, resource: Resource): Signed[] {
  const read = reactionIn({ body: JSON.stringify(resource), unsynced: 0, id: String(resource.id) })
  if (!read) return []
  const of = ([statement, signature]: ReturnType<typeof keySignatureIn>): Signed => ({
    where,
    statement,
    signature,
    differs: read.valid ? [] : ['content'],
    unchecked: [],
  })
  const { standing, reactionId } = read
  return [of(keySignatureIn(read)), ...(standing ? [of(standingKeyIn(reactionId, standing))] : [])]
}

const found = (keys: readonly PublicKey[], one: Signed, signature: KeySignature): FoundSignature => {
  const { where, statement, differs, unchecked } = one
  const { verdict, key } = foundIn(keys, statement, signature)
  return {
    where,
    kind: statement.kind,
    id: statement.id,
    at: statement.at,
    keyId: signature.keyId,
    ...(key && { signer: signerOf(key) }),
    key: verdict,
    content: differs.length === 0 ? 'unchanged' : 'changed',
    ...(differs.length > 0 && { differs }),
    ...(unchecked.length > 0 && { unchecked }),
    holds: verdict === 'holds' && differs.length === 0,
  }
}

const signerOf = ({ person, name, role, from, until }: PublicKey) => ({
  person,
  name,
  role,
  from,
  ...(until !== undefined && { until }),
})

/** What a Provenance is of. An order may bear several signatures, one for each time its results were signed. */
function targetOf({ target }: Provenance, { id }: Statement, signed: readonly Signed[]): Signed | undefined {
  const those = signed.filter(({ where }) => target.some(({ reference }) => reference === where))
  return those.find(({ statement }) => statement.id === id) ?? those[0]
}

/** The signatures of a Provenance, each against what it says it signed. */
function inProvenance(keys: readonly PublicKey[], provenance: Provenance, signed: readonly Signed[]): FoundSignature[] {
  const where = `Provenance/${provenance.id ?? ''}`
  return (provenance.signature ?? []).flatMap(({ data, sigFormat }): FoundSignature[] => {
    if (sigFormat !== 'application/jose' || data === undefined) return []
    const read = readCompact(Buffer.from(data, 'base64').toString())
    if (!read) return []
    const { statement, signature } = read
    const target = targetOf(provenance, statement, signed)
    const isOf = target !== undefined && JSON.stringify(target.statement) === JSON.stringify(statement)
    const differs = target === undefined ? [] : isOf ? target.differs : ['statement', ...target.differs]
    const one = found(keys, { where, statement, signature, differs, unchecked: target?.unchecked ?? [] }, signature)
    return [target === undefined ? { ...one, content: 'not in this file', holds: false } : one]
  })
}

/** A code of either kind: what it says, and what its key signed. */
function codeOf(text: string) {
  const prescription = codeIn(text)
  if (prescription) return { kind: 'prescription-code', name: 'prescription', ...prescription } as const
  const report = reportCodeIn(text)
  return report && ({ kind: 'consult-report-code', name: 'consult report', ...report } as const)
}

function ofCode(text: string, keys: readonly PublicKey[]): Report | undefined {
  const code = codeOf(text.trim())
  if (code === undefined) return undefined
  const { kind, name, says, hash, signature } = code
  if (signature === undefined) return { keysFrom: 'given', signatures: [], bound: [`${name} ${says.id}`] }
  const by = keys.find(({ keyId }) => keyId === signature.keyId)?.person ?? ''
  const statement: Statement = { kind, id: says.id, hash, at: says.at, by }
  const one = found(keys, { where: 'code', statement, signature, differs: [], unchecked: [] }, signature)
  return { keysFrom: 'given', signatures: [{ ...one, content: 'as said', says }], bound: [] }
}

/** What is signed in a text, and whether it holds: a QR code's text, a Bundle or a resource. Undefined where it is none of them. */
export function reportOn(text: string, given?: readonly PublicKey[]): Report | undefined {
  if (/^\s*CUTIS-(?:RX|CR):/.test(text)) return ofCode(text, given ?? [])
  let told: unknown
  try {
    told = JSON.parse(text)
  } catch {
    return undefined
  }
  const { all, known } = asSigned(resourcesIn(told))
  if (all.length === 0) return undefined
  const keys = given ?? all.flatMap(one => keyIn(one) ?? [])
  const signed = all.flatMap(one => signedIn(one, known))
  const own = signed.flatMap(one => (one.signature ? [found(keys, one, one.signature)] : []))
  const provenances = all.flatMap(one =>
    one.resourceType === 'Provenance' ? inProvenance(keys, one as Provenance, signed) : [],
  )
  const bound = signed.filter(({ signature }) => signature === undefined).map(({ where }) => where)
  return { keysFrom: given ? 'given' : 'file', signatures: [...own, ...provenances], bound }
}
