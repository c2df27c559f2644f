import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '../ui/actions.ts'
import { Failed } from '../ui/states.tsx'
import { tell } from '../ui/undo.tsx'
import sheet from './aim-sheet.module.css'
import styles from './clip-sheet.module.css'
import { type Clip, type Cut, cutMoved, hasGaps } from './recorder.ts'
import { useKeepClip } from './use-clip.ts'
import type { Desk, Given } from './use-desk.ts'

interface ClipSheetProps {
  readonly clip: Clip
  readonly given: Given
  readonly desk: Desk
  readonly onClose: () => void
}

/** An address for bytes that lie only in this window; given back when they are no longer shown. */
function useAddress(blob: Blob): string {
  const address = useMemo(() => URL.createObjectURL(blob), [blob])
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return address
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1)

/** A recorded clip: look at it, choose the part that is shown, take stills from it, keep or discard it. */
export function ClipSheet({ clip, given, desk, onClose }: ClipSheetProps) {
  const { t } = useTranslation('capture')
  const video = useRef<HTMLVideoElement>(null)
  const address = useAddress(clip.blob)
  const [cut, setCut] = useState<Cut>({ fromMs: 0, toMs: clip.durationMs })
  const { acts, error, siteless, busy } = useClipActs({ clip, given, desk, onClose }, { cut, video })
  const move = (end: 'from' | 'to', toMs: number) => {
    const next = cutMoved(cut, end, { toMs, durationMs: clip.durationMs })
    setCut(next)
    if (video.current) video.current.currentTime = (end === 'from' ? next.fromMs : next.toMs) / 1000
  }
  return (
    <section className={sheet.sheet} aria-label={t('clip.title')}>
      {/* Clips are recorded without sound, so there is nothing to caption. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <video ref={video} className={styles.video} src={address} controls loop muted aria-label={t('clip.title')} />
      <Ends cut={cut} durationMs={clip.durationMs} onMove={move} />
      {hasGaps(clip) && (
        <p className={styles.says}>{t('clip.gaps', { held: seconds(clip.durationMs), ran: seconds(clip.ranMs) })}</p>
      )}
      <p className={styles.says}>{siteless ?? t('clip.whole')}</p>
      {error !== null && <Failed error={error} />}
      <div className={styles.row}>
        {acts.map(({ id, label: name, perform, disabledWhy }, at) => (
          <Button
            key={id}
            variant={at === acts.length - 1 ? 'filled' : 'default'}
            disabled={disabledWhy !== undefined}
            title={disabledWhy}
            loading={busy(id)}
            onClick={() => perform()}
          >
            {name}
          </Button>
        ))}
      </div>
    </section>
  )
}

interface Looking {
  readonly cut: Cut
  readonly video: RefObject<HTMLVideoElement | null>
}

/** What one can do with a clip that waits, and how that goes. */
function useClipActs({ clip, given, desk, onClose }: ClipSheetProps, { cut, video }: Looking) {
  const { t } = useTranslation('capture')
  const work = useKeepClip(given, desk)
  const here = () => {
    if (!video.current) throw new Error('the clip is not drawn')
    return video.current
  }
  const keep = useMutation({
    mutationFn: () => work.keep({ clip, cut }, here()),
    onSuccess: () => {
      tell(t('clip.kept'))
      onClose()
    },
  })
  const still = useMutation({
    mutationFn: () => work.still(clip, here()),
    onSuccess: () => tell(t('clip.stillKept')),
  })
  const siteless = desk.aim.siteCode === undefined ? t('clip.siteFirst') : undefined
  const acts: readonly Action[] = [
    { id: 'capture.clip-discard', label: t('discard'), shortcut: 'escape', perform: onClose },
    {
      id: 'capture.clip-still',
      label: t('clip.still'),
      shortcut: 's',
      perform: () => still.mutate(),
      disabledWhy: siteless,
    },
    {
      id: 'capture.clip-keep',
      label: t('clip.keep'),
      shortcut: 'mod+enter',
      perform: () => keep.mutate(),
      disabledWhy: siteless,
    },
  ]
  useActions(acts)
  const busy = (id: string): boolean =>
    (id.endsWith('keep') && keep.isPending) || (id.endsWith('still') && still.isPending)
  return { acts, siteless, busy, error: keep.error ?? still.error }
}

interface EndsProps {
  readonly cut: Cut
  readonly durationMs: number
  readonly onMove: (end: 'from' | 'to', toMs: number) => void
}

function Ends({ cut, durationMs, onMove }: EndsProps) {
  const { t } = useTranslation('capture')
  return (
    <div className={styles.ends}>
      {(['from', 'to'] as const).map(end => {
        const at = end === 'from' ? cut.fromMs : cut.toMs
        return (
          <label key={end}>
            {t(`clip.${end}`, { seconds: seconds(at) })}
            <input
              type="range"
              min={0}
              max={durationMs}
              step={100}
              value={at}
              onChange={event => onMove(end, Number(event.currentTarget.value))}
            />
          </label>
        )
      })}
    </div>
  )
}
