import { ActionIcon, Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { proposedPolicy } from '../../src-shared/clinical/prescribing/policy.ts'
import { programmeWindowOf, windowDaysOf } from '../../src-shared/clinical/prescribing/programme.ts'
import type { PregnancyTest, ProgrammeFact } from '../../src-shared/clinical/prescribing/types.ts'
import type { Calculated } from '../../src-shared/clinical/prescribing/verdict.ts'
import { DayField } from '../ui/day-field.tsx'
import { dayText } from '../ui/when.ts'
import { present, withText } from './draft.ts'
import styles from './prescribing.module.css'

interface ProgrammeProps {
  readonly programme: ProgrammeFact
  readonly calculated: Calculated | undefined
  readonly onProgramme: (programme: ProgrammeFact) => void
}

/** How long a window is open: by the clinic's own policy, as soon as the check has answered. */
const windowsIn = (calculated: Calculated | undefined) => calculated?.windowDays ?? windowDaysOf(proposedPolicy)

/** What is written down of the pregnancy programme, which stays the authority; what is missing the alerts below say. */
export function ProgrammeFields({ programme, calculated, onProgramme }: ProgrammeProps) {
  const { t } = useTranslation('prescribing')
  const canBecome = calculated?.canBecomePregnant !== false
  const windows = windowsIn(calculated)
  const set = (more: { readonly [K in keyof ProgrammeFact]?: ProgrammeFact[K] | undefined }) =>
    onProgramme(present<ProgrammeFact>({ ...programme, ...more } as ProgrammeFact))
  return (
    <section aria-label={t('programme')} className={styles.group}>
      <h3>{t('programme')}</h3>
      <p className={styles.soft}>{t('programmeHint')}</p>
      <Entry programme={programme} set={set} canBecome={canBecome} />
      {canBecome && <Contraception programme={programme} set={set} />}
      {canBecome && <Tests tests={programme.tests ?? []} days={windows.sample} onTests={tests => set({ tests })} />}
      {!canBecome && programme.visitOn !== undefined && <Window day={programme.visitOn} days={windows.visit} />}
      {calculated?.windowClosesOn !== undefined && (
        <p>{t('windowCloses', { day: dayText(calculated.windowClosesOn) })}</p>
      )}
    </section>
  )
}

type Set = (more: { readonly [K in keyof ProgrammeFact]?: ProgrammeFact[K] | undefined }) => void

/** When and under which number the programme has let the prescription through. */
function Entry({ programme, set, canBecome }: { programme: ProgrammeFact; set: Set; canBecome: boolean }) {
  const { t } = useTranslation('prescribing')
  const day = (key: 'confirmedOn' | 'visitOn', label: string) => (
    <DayField label={label} value={programme[key] ?? ''} onChange={on => set(withText(key, on))} />
  )
  return (
    <div className={styles.row}>
      {day('confirmedOn', t('confirmed'))}
      <TextInput
        label={t('authorisation')}
        value={programme.authorisation ?? ''}
        maxLength={40}
        onChange={event => set(withText('authorisation', event.currentTarget.value))}
      />
      {!canBecome && day('visitOn', t('visitOn'))}
    </div>
  )
}

function Contraception({ programme, set }: { readonly programme: ProgrammeFact; readonly set: Set }) {
  const { t } = useTranslation('prescribing')
  return (
    <div className={styles.row}>
      <NumberInput
        size="xs"
        label={t('contraceptives')}
        value={programme.contraceptives ?? ''}
        min={0}
        max={5}
        allowDecimal={false}
        onChange={count => set({ contraceptives: typeof count === 'number' ? count : undefined })}
      />
      <Checkbox
        label={t('abstinence')}
        checked={programme.abstinence === true}
        onChange={event => set({ abstinence: event.currentTarget.checked || undefined })}
      />
      <Checkbox
        label={t('homeTests')}
        checked={programme.homeTests === true}
        onChange={event => set({ homeTests: event.currentTarget.checked || undefined })}
      />
    </div>
  )
}

function Window({ day, days }: { readonly day: string; readonly days: number }) {
  const { t } = useTranslation('prescribing')
  const { opensOn, closesOn } = programmeWindowOf(day, days)
  return <span className={styles.soft}>{t('window', { opens: dayText(opensOn), closes: dayText(closesOn) })}</span>
}

interface TestsProps {
  readonly tests: readonly PregnancyTest[]
  /** How many days a window is open after a sample. */
  readonly days: number
  readonly onTests: (tests: PregnancyTest[]) => void
}

const mostTests = 12

/** The pregnancy tests that were written down here, each with its window; those of the laboratory stand in the chart. */
function Tests({ tests, days, onTests }: TestsProps) {
  const { t } = useTranslation('prescribing')
  return (
    <>
      {tests.map((test, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- two tests of one day may say the same
        <div key={at} className={styles.tested}>
          <span>
            {dayText(test.on)}: {t(`tested.${test.verdict}`)}, {t(`settings.${test.setting}`)}
            {test.proof !== undefined && `, ${test.proof}`}
          </span>
          {test.verdict === 'negative' && <Window day={test.on} days={days} />}
          <ActionIcon
            variant="default"
            aria-label={t('dropTest', { day: dayText(test.on) })}
            onClick={() => onTests(tests.toSpliced(at, 1))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {tests.length < mostTests && <NewTest onTest={test => onTests([...tests, test])} />}
    </>
  )
}

const verdicts = ['negative', 'positive'] as const
const settings = ['medical', 'home'] as const

function NewTest({ onTest }: { readonly onTest: (test: PregnancyTest) => void }) {
  const { t } = useTranslation('prescribing')
  const [on, setOn] = useState('')
  const [verdict, setVerdict] = useState<PregnancyTest['verdict']>('negative')
  const [setting, setSetting] = useState<PregnancyTest['setting']>('medical')
  const [proof, setProof] = useState('')
  const add = () => {
    const told = setting === 'home' && proof.trim() !== '' ? { proof: proof.trim() } : {}
    onTest({ on, verdict, setting, ...told })
    setOn('')
    setProof('')
  }
  return (
    <div className={styles.row}>
      <DayField key={on === '' ? 'empty' : 'typed'} label={t('testOn')} value={on} onChange={setOn} />
      <Select
        label={t('testVerdict')}
        data={verdicts.map(value => ({ value, label: t(`tested.${value}`) }))}
        value={verdict}
        allowDeselect={false}
        onChange={chosen => chosen && setVerdict(chosen)}
      />
      <Select
        label={t('testSetting')}
        data={settings.map(value => ({ value, label: t(`settings.${value}`) }))}
        value={setting}
        allowDeselect={false}
        onChange={chosen => chosen && setSetting(chosen)}
      />
      {setting === 'home' && (
        <TextInput
          label={t('testProof')}
          value={proof}
          maxLength={200}
          onChange={event => setProof(event.currentTarget.value)}
        />
      )}
      <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} disabled={on === ''} onClick={add}>
        {t('addTest')}
      </Button>
    </div>
  )
}
