import { Button, Chip, Group } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cumulativeDoseOf } from '../../src-shared/clinical/prescribing/calculators.ts'
import { monthsOn } from '../../src-shared/clinical/prescribing/dates.ts'
import { textOf } from '../../src-shared/clinical/prescribing/exact.ts'
import { daysSupplyOf, highestDailyMg } from '../../src-shared/clinical/prescribing/quantity.ts'
import { type FingertipPart, fingertipParts } from '../../src-shared/clinical/prescribing/topical.ts'
import type { PatientFacts } from '../../src-shared/clinical/prescribing/types.ts'
import type { PrescribingCheck } from '../../src-shared/clinical/prescribing/verdict.ts'
import type { PrescriptionView } from '../../src-shared/contract/prescribing.ts'
import { BodyMap } from '../ui/body-map.tsx'
import { paintedOf, partOf, withPainted } from './fingertip.ts'
import styles from './prescribing.module.css'
import type { DraftProps } from './sig-fields.tsx'

interface PaintProps extends DraftProps {
  readonly bornOn: string
}

/** Body parts picked on the map or by name become fingertip units, grams and packs. */
export function Fingertips({ draft, onDraft, bornOn }: PaintProps) {
  const { t } = useTranslation('prescribing')
  const [parts, setParts] = useState<readonly FingertipPart[]>([])
  const [viewId, setView] = useState<Parameters<typeof BodyMap>[0]['viewId']>('front')
  const painted = paintedOf(parts, monthsOn(bornOn, draft.writtenOn), draft)
  const toggle = (part: FingertipPart | undefined) =>
    part && setParts(parts.includes(part) ? parts.filter(one => one !== part) : [...parts, part])
  return (
    <section aria-label={t('paint')}>
      <h3>{t('paint')}</h3>
      <div className={styles.map}>
        <BodyMap viewId={viewId} onView={setView} onPick={pin => toggle(partOf(pin.siteCode, pin.laterality))} />
      </div>
      <Group gap={6}>
        {fingertipParts.map(part => (
          <Chip key={part} size="xs" checked={parts.includes(part)} onChange={() => toggle(part)}>
            {t(`parts.${part}`)}
          </Chip>
        ))}
      </Group>
      {painted ? (
        <>
          <p>{t('painted', { ...painted })}</p>
          <p>{t('packs', { packs: painted.packs.map(pack => `${pack} g`).join(' + '), waste: painted.waste })}</p>
          <Button size="xs" variant="default" onClick={() => onDraft(withPainted(draft, painted))}>
            {t('usePainted')}
          </Button>
        </>
      ) : (
        <p className={styles.soft}>{t('nothingPainted')}</p>
      )}
    </section>
  )
}

/** What goes with some medicines only. */
export function Meters({ draft, ...rest }: MeterProps & Pick<DraftProps, 'draft'>) {
  if (draft.drug === 'isotretinoin') return <IsotretinoinMeter {...rest} />
  return draft.drug === 'methotrexate' ? <WeeklyGuard draft={draft} check={rest.check} /> : null
}

const counts = new Set(['active', 'completed'])

/** Milligrams and days of every isotretinoin that was signed here: once its supply, refills are separate signatures. */
const takenOf = (list: readonly PrescriptionView[]) =>
  list.flatMap(({ draft, status, signature }) => {
    const [mg, days] = [highestDailyMg(draft), daysSupplyOf(draft)]
    const isOne = draft.drug === 'isotretinoin' && signature !== undefined && counts.has(status)
    return isOne && mg && days !== undefined ? [{ dailyMg: textOf(mg, 3), days }] : []
  })

interface MeterProps {
  readonly list: readonly PrescriptionView[]
  readonly facts: PatientFacts
  readonly check: PrescribingCheck
}

/** How far a course of isotretinoin has come by what was signed here, and days to the usual targets. */
function IsotretinoinMeter({ list, facts, check }: MeterProps) {
  const { t } = useTranslation('prescribing')
  const kg = facts.weight?.kg
  const told =
    kg === undefined || Number(kg) <= 0
      ? undefined
      : cumulativeDoseOf(takenOf(list), kg, check.calculated.highestDailyMg)
  return (
    <section aria-label={t('meter')}>
      <h3>{t('meter')}</h3>
      {told ? (
        <>
          <p>{t('meterSays', { taken: told.takenMg, perKg: told.mgPerKg, kg: kg ?? '' })}</p>
          <ul>
            {told.targets.map(({ mgPerKg, mg, daysLeft }) => (
              <li key={mgPerKg}>
                {t('meterTarget', { target: mgPerKg, mg })}
                {daysLeft !== undefined && `: ${t('meterLeft', { count: daysLeft })}`}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className={styles.soft}>{t('meterNoWeight')}</p>
      )}
    </section>
  )
}

/** Methotrexate is weekly, on a named day; anything else is said in so many words. */
function WeeklyGuard({ draft, check }: Pick<DraftProps, 'draft'> & Pick<MeterProps, 'check'>) {
  const { t } = useTranslation('prescribing')
  const isWeekly = draft.sig.steps.every(
    ({ frequency }) => frequency.kind === 'weekly' && frequency.times === 1 && frequency.days.length === 1,
  )
  return (
    <section aria-label={t('weekly')}>
      <h3>{t('weekly')}</h3>
      <p className={isWeekly ? undefined : styles.bad}>
        {isWeekly ? t('weeklyYes', { mg: check.calculated.weeklyMg ?? '–' }) : t('weeklyNo')}
      </p>
    </section>
  )
}
