import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import { scaleOfMarker } from '../../src-shared/imaging/calibration/scale.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { type ScaleFound, settingOf } from '../marks/scale-of.ts'
import { distance, type Spot } from '../marks/spot.ts'
import { Failed } from '../ui/states.tsx'
import { tell } from '../ui/undo.tsx'
import styles from './measure.module.css'
import { OutlinePart, SuggestOutline } from './outline-part.tsx'
import { RulerPart } from './ruler-part.tsx'
import { umText } from './um-text.ts'
import type { Marker, Measuring } from './use-measuring.ts'

/** Tolerance of a stated length, share of it, k = 2: print and cut of a marker are rarely better than half a per cent. */
const statedTolerance = 0.005

const spotOf = ([x, y]: Spot): [number, number] => [x, y]

/** The scale that a line over something of known length gives; its error is the hand's and the marker's together. */
export function markerBody({ line, placePx }: Marker, lengthMm: number): MarkOf<'scale'> | undefined {
  const [from, to] = line
  const sizePx = distance(from, to)
  const scale = scaleOfMarker({ sizePx, edgePx: placePx, sizeMm: lengthMm, toleranceMm: statedTolerance * lengthMm })
  return scale && { kind: 'scale', scale, line: [spotOf(from), spotOf(to)], lengthMm }
}

/** How large a pixel of this picture is, where that is known from, and the ways to say it. */
export function ScalePart({ measuring }: { measuring: Measuring }) {
  const { scale, offWhy, marker } = measuring
  return (
    <>
      <ScaleSaid found={scale} />
      {marker ? <MarkerForm measuring={measuring} marker={marker} /> : !offWhy && <Ways measuring={measuring} />}
    </>
  )
}

/** What can be done about the scale, and the lesion's outline, while nothing else is under way. */
function Ways({ measuring }: { measuring: Measuring }) {
  const { t } = useTranslation('case')
  const { scale, beginMarker, beginOutline } = measuring
  return (
    <>
      {scale?.from !== 'mark' && <RulerPart measuring={measuring} />}
      <div className={styles.buttons}>
        <Button variant="default" size="compact-sm" onClick={beginMarker}>
          {t('scaleMarker')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={beginOutline}>
          {t('outlineDraw')}
        </Button>
        <SuggestOutline measuring={measuring} />
      </div>
      <OutlinePart measuring={measuring} />
      {scale?.from === 'mark' && <KeepForDevice measuring={measuring} found={scale} />}
    </>
  )
}

/** Keeps the scale confirmed on this picture as the calibration of the device that took it. */
function KeepForDevice({ measuring: { shot }, found }: { measuring: Measuring; found: ScaleFound }) {
  const { t } = useTranslation('case')
  const { role } = useMe()
  const add = useMutation(
    useCutis().review.addCalibration.mutationOptions({ onSuccess: () => tell(t('keptForDevice')) }),
  )
  if (!shot || !may(role, 'image.capture')) return undefined
  const { umPerPx, relativeUncertainty, source } = found.scale
  const keep = () =>
    add.mutate({
      calibrationId: crypto.randomUUID(),
      deviceLabel: shot.device.label,
      setting: settingOf(shot.device),
      longPx: Math.max(shot.widthPx, shot.heightPx),
      umPerPx,
      relativeUncertainty,
      method: source === 'ruler' ? 'ruler' : 'marker',
    })
  return (
    <div className={styles.buttons}>
      <Button variant="default" size="compact-sm" loading={add.isPending} onClick={keep}>
        {t('keepForDevice', { device: shot.device.label })}
      </Button>
      {add.error && <Failed error={add.error} />}
    </div>
  )
}

function ScaleSaid({ found }: { found: ScaleFound | undefined }) {
  const { t } = useTranslation('case')
  if (!found) return <p className={styles.said}>{t('scaleNone')}</p>
  const { umPerPx, relativeUncertainty, source } = found.scale
  const value = umText(umPerPx)
  const percent = (relativeUncertainty * 100).toPrecision(2)
  return (
    <p className={styles.said}>
      {t('scaleIs', { value, percent })} {t(`scaleFrom.${source}`)}
    </p>
  )
}

/** Text of a length in mm as typed, with comma or point; undefined where it is no length. */
export function mmOf(text: string): number | undefined {
  const plain = text.trim().replace(',', '.')
  const value = Number(plain)
  return plain !== '' && Number.isFinite(value) && value > 0 && value <= 1000 ? value : undefined
}

const focusOnce = (field: HTMLInputElement | null): void => field?.focus()

function MarkerForm({ measuring, marker }: { measuring: Measuring; marker: Marker }) {
  const { t } = useTranslation('case')
  const [text, setText] = useState('')
  const lengthMm = mmOf(text)
  const body = lengthMm === undefined ? undefined : markerBody(marker, lengthMm)
  const leave = () => measuring.setMarker(undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!body) return
    measuring.marks.rescale(body)
    leave()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        // The line was just drawn for this one number.
        ref={focusOnce}
        label={t('markerLength')}
        description={body && t('markerGives', { value: umText(body.scale.umPerPx) })}
        error={text.trim() !== '' && lengthMm === undefined ? t('markerWrong') : undefined}
        inputMode="decimal"
        value={text}
        maxLength={10}
        onChange={event => setText(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          leave()
        }}
      />
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" size="compact-sm" aria-disabled={!body}>
          {t('scaleConfirm')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={leave}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
