import type { z } from 'zod'
import { sigWords } from '../../src-shared/clinical/prescribing/sig.ts'
import type { PrescriptionView } from '../../src-shared/contract/prescribing.ts'
import { present } from '../records/index.ts'
import type { Checker } from '../signing/index.ts'
import type { Held } from './desk.ts'
import { keyIn, verify } from './verify.ts'
import { drugWords, quantityWords } from './words.ts'

type View = z.input<typeof PrescriptionView>

/** A prescription as it is shown. */
export function viewOf({ resource, record, unsynced }: Held, check: Checker): View {
  const { prescriptionId, patientId, caseId, status, body } = record
  const { draft, programme, signed, events } = body
  return present({
    prescriptionId,
    patientId,
    caseId,
    draft,
    programme,
    status,
    drug: drugWords(draft),
    sig: sigWords(draft.sig),
    quantity: quantityWords(draft),
    signature: signed && {
      at: signed.at,
      by: signed.by,
      factor: signed.factor,
      hash: signed.hash,
      valid: verify(resource).valid,
      key: check(...keyIn(record)),
      acknowledged: signed.acknowledged,
    },
    events,
    unsynced,
  })
}
