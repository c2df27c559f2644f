import { TextInput } from '@mantine/core'
import { IconDeviceFloppy, IconSignature, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isControlled } from '../../src-shared/clinical/prescribing/check.ts'
import type { PatientFacts, PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'
import type { PrescribingCheck } from '../../src-shared/clinical/prescribing/verdict.ts'
import type { PrescriptionView } from '../../src-shared/contract/prescribing.ts'
import { may } from '../../src-shared/policy.ts'
import { useMe } from '../link/index.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { useActions } from '../ui/actions.ts'
import { CodeField } from '../ui/code-field.tsx'
import { Failed } from '../ui/states.tsx'
import { Alerts, overridesIn, type Said } from './alerts.tsx'
import { DrugFields, SupplyFields } from './drug-fields.tsx'
import { Laboratory } from './laboratory.tsx'
import { Fingertips, Meters } from './meters.tsx'
import { DateFields, IndicationField, PharmacyFields } from './paper-fields.tsx'
import styles from './prescribing.module.css'
import { Preview } from './preview.tsx'
import { ProgrammeFields } from './programme-fields.tsx'
import { NoteFields, SigFields, SiteField } from './sig-fields.tsx'
import { TabletFields, TaperFields } from './taper-fields.tsx'
import { type Edited, type Editing, useEditing, useKeeping } from './use-editing.ts'

interface EditorProps extends Editing {
  readonly list: readonly PrescriptionView[]
  readonly facts: PatientFacts
  readonly onGone: () => void
}

/** Said of a controlled drug: it is never signed here. */
function DraftOnly({ draft }: { draft: PrescriptionDraft }) {
  const { t } = useTranslation('prescribing')
  if (!isControlled(draft)) return null
  return (
    <div className={styles.alert} data-severity="X" role="note">
      <span>
        <strong>{t('draftOnly')}</strong> {t('controlled')}
      </span>
    </div>
  )
}

/** What the rules hold against the laboratory, as their ids. */
const laboratoryHolds = (holds: PrescribingCheck['holds']): string[] =>
  holds.filter(({ code }) => code === 'laboratory').flatMap(({ because }) => because)

/** One draft unfolded: fields with what the rules say beside them, and at the right what will be signed. */
export function Editor(props: EditorProps) {
  const { place } = props
  const edited = useEditing(props)
  const { draft, setDraft, programme, setProgramme, answer, setAnswer, check } = edited
  const { alerts = [], holds = [] } = check.data ?? {}
  const beside = { alerts, holding: laboratoryHolds(holds), said: answer, onSaid: setAnswer }
  const typed = { draft, onDraft: setDraft }
  return (
    <div className={styles.open}>
      <div className={styles.fields}>
        <DraftOnly draft={draft} />
        <DrugFields {...typed} />
        <IndicationField {...typed} patientId={place.patientId} />
        <Alerts {...beside} kinds={['allergy', 'interaction', 'duplicate', 'condition', 'pregnancy', 'age']} />
        {programme && (
          <ProgrammeFields programme={programme} calculated={check.data?.calculated} onProgramme={setProgramme} />
        )}
        <Alerts {...beside} kinds={['programme']} />
        <SigFields {...typed} />
        <TaperFields {...typed} />
        <TabletFields {...typed} />
        <Alerts {...beside} kinds={['dose', 'renal']} />
        {draft.sig.route === 'topical' && <SiteField {...typed} />}
        <Alerts {...beside} kinds={['site']} />
        <NoteFields {...typed} />
        <SupplyFields {...typed} />
        <PharmacyFields {...typed} />
        <DateFields {...typed} />
        {check.data?.laboratory && <Laboratory standing={check.data.laboratory} />}
        <Alerts {...beside} kinds={['laboratory']} />
        {check.error && <Failed error={check.error} />}
      </div>
      <Side {...props} edited={edited} />
    </div>
  )
}

/** What will be signed, what it adds up to, and the signature. */
function Side(props: EditorProps & { readonly edited: Edited }) {
  const { edited, list, facts } = props
  const { draft, setDraft, programme, check } = edited
  return (
    <div className={styles.side}>
      <Preview draft={draft} programme={programme} />
      {check.data && <Meters draft={draft} list={list} facts={facts} check={check.data} />}
      <SignPart {...props} edited={edited} />
      {draft.sig.route === 'topical' && <Fingertips draft={draft} onDraft={setDraft} bornOn={facts.bornOn} />}
    </div>
  )
}

/** True where every alert that interrupts was answered and every one that blocks has its reason. */
function isAnswered({ alerts, holds }: PrescribingCheck, said: Said): boolean {
  const overridden = new Set(overridesIn(said).map(({ rule }) => rule))
  const holding = holds.flatMap(({ code, because }) => (code === 'blocked' || code === 'laboratory' ? because : []))
  const isRead = (rule: string) => said.read.includes(rule) || overridden.has(rule)
  return (
    holding.every(rule => overridden.has(rule)) &&
    alerts.every(({ rule, severity }) => severity !== 'D' || isRead(rule))
  )
}

/** Why it cannot be signed yet, the first of the reasons. */
function useWhyNot({ check, answer, isFresh, isWhole }: Edited, code: string): string | undefined {
  const { t } = useTranslation('prescribing')
  const { role } = useMe()
  const { data } = check
  if (!may(role, 'prescription.sign')) return t('needRight')
  if (!(data && isFresh && isWhole)) return t('checking')
  if (data.holds.some(hold => hold.code === 'controlled')) return t('controlled')
  const lacking = data.holds.find(hold => hold.code === 'incomplete')
  if (lacking) return t('missing', { what: lacking.because.map(one => t(`lacks.${one}` as 'lacks.drug')).join(', ') })
  if (!isAnswered(data, answer)) return t('needAlerts')
  return /^\d{6}$|^[\w-]{8,}$/.test(code.trim().replaceAll(' ', '')) ? undefined : t('needCode')
}

/** True once the rules were asked about what stands here now, and said nothing. */
const isClear = ({ check, isFresh, isWhole }: Edited): boolean => isFresh && isWhole && check.data?.alerts.length === 0

function SignPart(props: EditorProps & { readonly edited: Edited }) {
  const { edited, onGone } = props
  const { t } = useTranslation('prescribing')
  const [code, setCode] = useState('')
  const [npi, setNpi] = useState('')
  const keeping = useKeeping(props, edited)
  const why = useWhyNot(edited, code)
  const actions = useSignActions({ edited, keeping, why, typed: { code, npi }, onGone })
  const { save, sign, drop } = keeping
  const failed = sign.error ?? save.error ?? drop.error
  return (
    <>
      {isClear(edited) && <p className={styles.soft}>{t('nothingSaid')}</p>}
      {why !== undefined && <output className={styles.soft}>{why}</output>}
      <div className={styles.row}>
        <CodeField label={t('code')} value={code} onChange={setCode} />
        <TextInput
          label={t('npi')}
          description={t('npiHint')}
          value={npi}
          maxLength={10}
          error={isWrongNpi(npi)}
          onChange={event => setNpi(event.currentTarget.value.trim())}
        />
      </div>
      {failed && <Failed error={failed} />}
      <div className={styles.row}>
        {actions.map((action, at) => (
          <ActionButton key={action.id} action={action} {...(at === 0 && { variant: 'filled' as const })} />
        ))}
      </div>
    </>
  )
}

const isWrongNpi = (npi: string): boolean => npi !== '' && !/^\d{10}$/.test(npi)

interface SignNeeds {
  readonly edited: Edited
  readonly keeping: ReturnType<typeof useKeeping>
  readonly why: string | undefined
  readonly typed: { readonly code: string; readonly npi: string }
  readonly onGone: () => void
}

/** To sign, to keep and to take away, as buttons, keys and in the palette. */
function useSignActions({ edited, keeping, why, typed, onGone }: SignNeeds) {
  const { t } = useTranslation('prescribing')
  const { save, sign, drop } = keeping
  const { code, npi } = typed
  const group = t('group')
  const wrong = isWrongNpi(npi) ? t('npiHint') : why
  return useActions([
    {
      id: 'prescribing.sign',
      label: t('sign'),
      icon: IconSignature,
      shortcut: 'mod+enter',
      perform: () => sign.mutate({ code: code.replaceAll(' ', ''), npi }),
      disabledWhy: sign.isPending ? t('checking') : wrong,
      group,
    },
    {
      id: 'prescribing.save',
      label: t('save'),
      icon: IconDeviceFloppy,
      shortcut: 'mod+s',
      perform: () => save.mutate(),
      disabledWhy: edited.isChanged && edited.isWhole ? undefined : t('nothingNew'),
      group,
    },
    {
      id: 'prescribing.discard',
      label: t('discard'),
      icon: IconTrash,
      perform: () => drop.mutate(undefined, { onSuccess: onGone }),
      group,
    },
  ])
}
