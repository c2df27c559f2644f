import { type Provenance, type Reference, withLid } from '../../src-shared/fhir/index.ts'
import type { Statement } from '../../src-shared/signing/statement.ts'
import type { Caller } from '../kernel/caller.ts'
import { conceptOf, personOf } from '../records/index.ts'
import { compactOf, type KeySignature } from './jws.ts'

const participants = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type'

/** ASTM E1762-95: the signature of a document's author. */
export const authorsSignature = {
  system: 'urn:iso-astm:E1762-95:2013',
  code: '1.2.840.10065.1.12.1.1',
  display: 'Author’s Signature',
} as const

/** Who signed what, as Provenance (R4): its signature is the whole compact JWS in base64, so that any program with JOSE can check it. */
export const provenanceOf = (
  id: string,
  target: Reference,
  told: { by: Caller; statement: Statement; signature: KeySignature },
): Provenance => {
  const { by, statement, signature } = told
  const who = personOf(by)
  return withLid(
    {
      resourceType: 'Provenance',
      id,
      target: [target],
      occurredDateTime: statement.at,
      recorded: statement.at,
      agent: [{ type: conceptOf(participants, 'author', 'Author'), who }],
      signature: [
        {
          type: [authorsSignature],
          when: statement.at,
          who,
          targetFormat: 'application/fhir+json',
          sigFormat: 'application/jose',
          data: Buffer.from(compactOf(statement, signature)).toString('base64'),
        },
      ],
    },
    id,
  )
}
