import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isUnderProgramme } from '../../src-shared/clinical/prescribing/programme.ts'
import type { PrescriptionDraft, ProgrammeFact } from '../../src-shared/clinical/prescribing/types.ts'
import type { PrescriptionView } from '../../src-shared/contract/prescribing.ts'
import { useClient, useCutis } from '../link/index.ts'
import type { PlaceOf } from '../ui/place.ts'
import { tell } from '../ui/undo.tsx'
import { nothingSaid, overridesIn, type Said } from './alerts.tsx'
import { isDecimal } from './draft.ts'

export interface Editing {
  readonly place: PlaceOf<'prescribe'>
  /** As it is kept; undefined while it never was. */
  readonly kept: PrescriptionView | undefined
  readonly start: PrescriptionDraft
}

const isWhole = ({ sig }: PrescriptionDraft): boolean => sig.steps.every(({ dose }) => isDecimal(dose))

/** A draft with what is written down of its pregnancy programme: both are checked, kept and signed together. */
interface Writing {
  readonly draft: PrescriptionDraft
  readonly programme: ProgrammeFact | undefined
}

const said = ({ draft, programme }: Writing): string => {
  const { version: _version, writtenOn: _on, ...rest } = draft
  return JSON.stringify([rest, programme])
}

/** An empty programme belongs to each medicine that has one: nothing of an earlier prescription confirms this one. */
const programmeFor = ({ drug }: PrescriptionDraft): ProgrammeFact | undefined =>
  isUnderProgramme(drug) ? { drug } : undefined

const keptIn = ({ draft, programme }: PrescriptionView): Writing => ({
  draft,
  programme: programme ?? programmeFor(draft),
})

const withProgramme = ({ draft, programme }: Writing) => ({ draft, ...(programme && { programme }) })

/** Half a second's quiet before the rules are asked again: every question leaves a row in the audit. */
const quietMs = 400

/** A draft under the hand: what is typed, what the rules say of it, and what was said to them. */
export function useEditing({ place, kept, start }: Editing) {
  const [writing, setWriting] = useState<Writing>(
    kept ? keptIn(kept) : { draft: start, programme: programmeFor(start) },
  )
  const [answer, setAnswer] = useState<Said>(nothingSaid)
  const [asked] = useDebouncedValue(writing, quietMs)
  const { patientId } = place
  const check = useQuery({
    ...useCutis().prescribing.check.queryOptions({ input: { patientId, ...withProgramme(asked) } }),
    enabled: isWhole(asked.draft),
    placeholderData: keepPreviousData,
  })
  const { draft, programme } = writing
  return {
    ...writing,
    setDraft: (next: PrescriptionDraft) => setWriting(now => ({ ...now, draft: next })),
    setProgramme: (next: ProgrammeFact) => setWriting(now => ({ ...now, programme: next })),
    answer,
    setAnswer,
    check,
    isChanged: kept === undefined || said(keptIn(kept)) !== said({ draft, programme }),
    isWhole: isWhole(draft),
    isFresh: asked === writing,
  }
}
export type Edited = ReturnType<typeof useEditing>

/** Keeping and signing: what is signed is kept first, and it is the kept version that is named. */
export function useKeeping({ place, kept }: Editing, { draft, programme, setDraft, answer, isChanged }: Edited) {
  const { t } = useTranslation('prescribing')
  const { prescribing } = useClient()
  const { patientId, caseId } = place
  const keep = async (): Promise<PrescriptionView> => {
    if (!isChanged && kept) return kept
    const version = kept ? kept.draft.version + 1 : 1
    const view = await prescribing.save({
      patientId,
      ...(caseId && { caseId }),
      ...withProgramme({ draft: { ...draft, version }, programme }),
    })
    setDraft(view.draft)
    return view
  }
  const save = useMutation({ mutationFn: keep, onSuccess: () => tell(t('saved')) })
  const sign = useMutation({
    mutationFn: async ({ code, npi }: { code: string; npi: string }) => {
      const { prescriptionId, draft: now } = await keep()
      const acknowledged = [...answer.read]
      const item = { prescriptionId, version: now.version, acknowledged, overrides: overridesIn(answer) }
      const prescriber = npi.trim() === '' ? {} : { npi: npi.trim() }
      return prescribing.sign({ patientId, items: [item], code: code.trim(), prescriber })
    },
    onSuccess: () => tell(t('signed')),
  })
  const drop = useMutation({
    mutationFn: async () => (kept ? prescribing.discard({ prescriptionId: kept.prescriptionId }) : undefined),
    onSuccess: () => tell(t('discarded')),
  })
  return { save, sign, drop }
}
