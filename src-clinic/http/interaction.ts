import { FhirId, isClinicType } from '../../src-shared/fhir/index.ts'

type Named<N extends string, Fields = unknown> = N extends string ? { readonly name: N } & Readonly<Fields> : never

/** What a request under the FHIR base asks for (hl7.org/fhir/R4/http.html). */
export type Interaction =
  | Named<'capabilities' | 'smart-configuration' | 'bundle' | 'expand' | 'history-system' | 'search-system'>
  | Named<'search' | 'create' | 'history-type' | 'validate' | 'conditional', { type: string }>
  | Named<'read' | 'update' | 'patch' | 'delete' | 'history-instance', { type: string; id: string }>
  | Named<'vread', { type: string; id: string; version: string }>

export type Letter = 'c' | 'r' | 'u' | 'd' | 's'

/** Reads method and path below the base, `Patient/1/_history`; undefined where there is nothing of the kind. */
export const interactionOf = (method: string, path: string): Interaction | undefined => {
  const segments = path.split('/').filter(Boolean)
  const verb = method === 'HEAD' ? 'GET' : method
  const [first, second, ...rest] = segments
  if (first === undefined) return system(verb, '')
  if (!isClinicType(first)) return system(verb, segments.join('/'))
  if (second === undefined) return ofType(verb, first)
  if (rest.length === 0 && /^[_$]/.test(second)) return typeOperation(verb, first, second)
  return FhirId.safeParse(second).success ? ofInstance(verb, { type: first, id: second }, rest) : undefined
}

const system = (verb: string, path: string): Interaction | undefined => {
  const known: Readonly<Record<string, Interaction>> = {
    'GET metadata': { name: 'capabilities' },
    'GET .well-known/smart-configuration': { name: 'smart-configuration' },
    'GET ValueSet/$expand': { name: 'expand' },
    'GET _history': { name: 'history-system' },
    'GET ': { name: 'search-system' },
    'POST ': { name: 'bundle' },
  }
  return known[`${verb} ${path}`]
}

const ofType = (verb: string, type: string): Interaction | undefined => {
  if (verb === 'GET') return { name: 'search', type }
  if (verb === 'POST') return { name: 'create', type }
  return ['PUT', 'PATCH', 'DELETE'].includes(verb) ? { name: 'conditional', type } : undefined
}

const typeOperation = (verb: string, type: string, operation: string): Interaction | undefined => {
  if (verb === 'POST' && operation === '_search') return { name: 'search', type }
  if (verb === 'GET' && operation === '_history') return { name: 'history-type', type }
  if (verb === 'POST' && operation === '$validate') return { name: 'validate', type }
  return undefined
}

const ofInstance = (
  verb: string,
  at: { type: string; id: string },
  rest: readonly string[],
): Interaction | undefined => {
  if (rest.length === 0) {
    const names = { GET: 'read', PUT: 'update', PATCH: 'patch', DELETE: 'delete' } as const
    const name = Object.hasOwn(names, verb) ? names[verb as keyof typeof names] : undefined
    return name === undefined ? undefined : { name, ...at }
  }
  if (verb !== 'GET' || rest[0] !== '_history') return undefined
  if (rest.length === 1) return { name: 'history-instance', ...at }
  return rest.length === 2 && rest[1] !== undefined ? { name: 'vread', ...at, version: rest[1] } : undefined
}

const letters: Readonly<Record<Interaction['name'], readonly Letter[]>> = {
  capabilities: [],
  'smart-configuration': [],
  // Each entry is asked for by itself.
  bundle: [],
  // Codes are nobody's: any token will do.
  expand: [],
  read: ['r'],
  vread: ['r'],
  'history-instance': ['r'],
  search: ['r', 's'],
  'search-system': ['r', 's'],
  'history-type': ['r', 's'],
  'history-system': ['r', 's'],
  create: ['c'],
  validate: ['c'],
  update: ['u'],
  patch: ['u'],
  delete: ['d'],
  conditional: ['c', 'u', 's'],
}

/** The letters of SMART's `cruds` an interaction needs; none for what is open to all. */
export const lettersOf = ({ name }: Interaction, method: string): readonly Letter[] =>
  name === 'conditional' && method === 'DELETE' ? ['d', 's'] : letters[name]

/** What an interaction is about, for the access log; `made` is the id of what it created. */
export const targetOf = (interaction: Interaction, made: string | undefined) => ({
  interaction: interaction.name,
  type: 'type' in interaction ? interaction.type : '',
  id: 'id' in interaction ? interaction.id : (made ?? ''),
})
