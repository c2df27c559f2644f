import { Fault } from '../../src-shared/faults.ts'
import { FhirRecord, isRecordType } from '../../src-shared/fhir/index.ts'

/** More than a clinic day's work by far; beyond it a bundle is somebody's whole archive. */
const mostEntries = 50_000
const deepest = 64
const deepestFile = 1_000
const mostParts = 200_000
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Why an entry is not taken, in a sentence without any value of the record. */
export class Refusal {
  readonly why: string
  constructor(why: string) {
    this.why = why
  }
}

type Json = Record<string, unknown>

export interface RawEntry {
  /** Counted from 1, as a person counts. */
  readonly entry: number
  readonly fullUrl: string | undefined
  readonly resource: unknown
}

/** How deep brackets nest at most; read before parsing, because a deep file costs far more memory than its length. */
const nestingOf = (json: string): number => {
  let [depth, most, quoted] = [0, 0, false]
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (quoted) {
      if (code === 0x5c) at++
      else if (code === 0x22) quoted = false
    } else if (code === 0x22) quoted = true
    else if (code === 0x7b || code === 0x5b) most = Math.max(most, ++depth)
    else if (code === 0x7d || code === 0x5d) depth--
  }
  return most
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const parsed = (json: string): unknown => {
  try {
    // A byte order mark is not JSON, and common.
    return JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch {
    throw new Fault('records.noBundle')
  }
}

/** The entries of a Bundle as text. Faults records.noBundle (no JSON, no Bundle, nested beyond reason) and records.bundleTooLarge. */
export const entriesOf = (json: string): RawEntry[] => {
  if (nestingOf(json) > deepestFile) throw new Fault('records.noBundle')
  const bundle = parsed(json)
  if (!isObject(bundle) || bundle['resourceType'] !== 'Bundle') throw new Fault('records.noBundle')
  const entries = bundle['entry'] ?? []
  if (!Array.isArray(entries)) throw new Fault('records.noBundle')
  if (entries.length > mostEntries) throw new Fault('records.bundleTooLarge')
  return entries.map((entry: unknown, at) => {
    const { fullUrl, resource } = isObject(entry) ? entry : { fullUrl: undefined, resource: undefined }
    return { entry: at + 1, fullUrl: typeof fullUrl === 'string' && fullUrl ? fullUrl : undefined, resource }
  })
}

const troubleIn = (value: unknown): string | undefined => {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'It holds a number too large to keep exactly.'
  if (isObject(value) && Object.keys(value).some(key => forbidden.has(key))) return 'It holds a forbidden field name.'
  return undefined
}

/** Looks at every part without recursion, so that no nesting can exhaust the stack. */
const unsound = (resource: unknown): string | undefined => {
  const waiting: [value: unknown, depth: number][] = [[resource, 0]]
  let parts = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, depth] = next
    if (++parts > mostParts) return 'It holds more parts than one record can have.'
    const trouble = depth > deepest ? 'It is nested too deeply.' : troubleIn(value)
    if (trouble !== undefined) return trouble
    if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) waiting.push([part, depth + 1])
    }
  }
  return undefined
}

/** Narrative is HTML and may carry script; it only repeats the coded content. Versions and times belong to the server it came from. */
const stripped = (resource: Json): Json => {
  const { text: _narrative, meta, contained, ...rest } = resource
  const { versionId: _version, lastUpdated: _updated, ...kept } = isObject(meta) ? meta : {}
  return {
    ...rest,
    ...(Object.keys(kept).length > 0 && { meta: kept }),
    ...(Array.isArray(contained) && { contained: contained.map(part => (isObject(part) ? stripped(part) : part)) }),
  }
}

/** A picture that only names a file elsewhere could show another patient; inline pictures stay. */
const withoutForeignPhotos = (patient: Json): Json => {
  const { photo, ...rest } = patient
  const inline = Array.isArray(photo)
    ? photo.filter(one => isObject(one) && one['data'] && one['url'] === undefined)
    : []
  return inline.length > 0 ? { ...rest, photo: inline } : rest
}

const fileAddress = /^Binary\//

const namesFile = (resource: Json): boolean =>
  JSON.stringify(resource, (key, value: unknown) =>
    key === 'url' && typeof value === 'string' && fileAddress.test(value) ? '\u0000file' : value,
  ).includes('"\\u0000file"')

/** A sound record of a type this room holds, without narrative; or why not. */
export const recordIn = (resource: unknown): FhirRecord | Refusal => {
  if (!isObject(resource)) return new Refusal('The entry holds no record.')
  const type = resource['resourceType']
  if (!isRecordType(type)) return new Refusal('Cutis does not keep records of this type.')
  if (type === 'Media')
    return new Refusal('Pictures are imported as files, so that their bytes can be checked and sealed.')
  const trouble = unsound(resource)
  if (trouble !== undefined) return new Refusal(trouble)
  const bare = type === 'Patient' ? withoutForeignPhotos(stripped(resource)) : stripped(resource)
  if (namesFile(bare)) return new Refusal('It names a file that a bundle cannot bring. Import the file itself.')
  const read = FhirRecord.safeParse(bare)
  if (read.success) return read.data
  const field = [type, ...(read.error.issues[0]?.path ?? [])].join('.')
  return new Refusal(`${field} is not as FHIR R4 asks for it.`)
}
