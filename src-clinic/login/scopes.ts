import type { Letter } from '../http/interaction.ts'

/** What a token may do: per type (or `*`) the letters of SMART's `cruds` (hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html). */
type Permit = ReadonlyMap<string, ReadonlySet<string>>

const old: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }

/** Reads `system/*.cruds user/Patient.rs system/Task.read …`; a scope that is not understood permits nothing. */
export const permitOf = (scope: string): Permit => {
  const permit = new Map<string, Set<string>>()
  for (const one of scope.split(' ')) {
    const match = /^(?:system|user)\/([A-Z][A-Za-z]+|\*)\.(read|write|\*|c?r?u?d?s?)$/.exec(one)
    if (match === null) continue
    const [, type = '', access = ''] = match
    const letters = permit.get(type) ?? new Set()
    for (const letter of old[access] ?? access) letters.add(letter)
    permit.set(type, letters)
  }
  return permit
}

/** True where every letter is granted for `type`, or for all types; `*` asks for all types. */
export const permits = (permit: Permit, type: string, letters: readonly Letter[]): boolean =>
  letters.every(letter => permit.get('*')?.has(letter) === true || permit.get(type)?.has(letter) === true)

/** True for a token of a system, not of a person: what administers accounts. */
export const isSystemWide = (scope: string): boolean => scope.split(' ').includes('system/*.cruds')
