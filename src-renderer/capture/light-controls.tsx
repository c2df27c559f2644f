import { Checkbox, SegmentedControl } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LightCommand, LightWhy } from '../../src-shared/contract/light.ts'
import { troubleOf, useClient, useCutis } from '../link/index.ts'
import { Failed } from '../ui/states.tsx'
import styles from './camera-panel.module.css'
import {
  afterLight,
  allQuadrants,
  commandsFor,
  dinoLiteOf,
  type Quadrants,
  type SetLight,
  type UsbNumbers,
  withQuadrant,
} from './dino-lite.ts'

/** The light of a Dino-Lite, or why it cannot be set here; nothing for any other camera. */
export function LightControls({ track }: { track: MediaStreamTrack }) {
  const camera = dinoLiteOf(track.label)
  // Plugged in anew it is lit as its maker has it: what was set before holds no more.
  return camera && <DinoLight key={track.id} camera={camera} />
}

function useLight(camera: UsbNumbers) {
  const client = useClient()
  const [now, setNow] = useState<SetLight>({})
  const setting = useMutation({
    mutationFn: async (asked: LightCommand): Promise<LightWhy | undefined> => {
      for (const command of commandsFor(asked)) {
        const answer = await client.devices.setLight({ ...camera, command })
        if (answer.state === 'unsupported') return answer.why
        setNow(before => afterLight(before, command))
      }
      return undefined
    },
  })
  return { now, setting }
}

function DinoLight({ camera }: { camera: UsbNumbers }) {
  const { t } = useTranslation('capture')
  // Whether the helper is there, and whether a second camera is, may have changed since.
  const offer = useQuery({ ...useCutis().devices.light.queryOptions({ input: camera }), staleTime: 0 })
  const { now, setting } = useLight(camera)
  if (offer.error) return <Failed error={offer.error} />
  if (!offer.data) return undefined
  const why = offer.data.state === 'unsupported' ? offer.data.why : setting.data
  return (
    <fieldset className={styles.light} disabled={setting.isPending}>
      <legend className={styles.label}>{t('light.title')}</legend>
      {offer.data.state === 'ready' && (
        <Rows commands={offer.data.commands} now={now} busy={setting.isPending} set={setting.mutate} />
      )}
      {why !== undefined && <p className={styles.hint}>{t(`light.why.${why}`)}</p>}
      {setting.error && <Refused error={setting.error} />}
    </fieldset>
  )
}

/** The rules of the Devices screen do not cover a camera of the browser, so their cure is not this one's. */
function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation('capture')
  if (troubleOf(error).code !== 'devices.permission') return <Failed error={error} />
  return (
    <p className={styles.hint} role="alert">
      {t('light.permission')}
    </p>
  )
}

interface RowsProps {
  readonly commands: readonly LightCommand['kind'][]
  readonly now: SetLight
  readonly busy: boolean
  readonly set: (command: LightCommand) => void
}

function Rows({ commands, now, busy, set }: RowsProps) {
  const { t } = useTranslation('capture')
  const onOff = [
    { value: 'on', label: t('light.on') },
    { value: 'off', label: t('light.off') },
  ]
  const switches = (['led', 'flexible'] as const).filter(kind => commands.includes(kind))
  return (
    <>
      {switches.map(kind => (
        <Choice
          key={kind}
          label={t(`light.${kind}`)}
          value={now[kind] === undefined ? undefined : now[kind] ? 'on' : 'off'}
          data={onOff}
          busy={busy}
          onChange={value => set({ kind, on: value === 'on' })}
        />
      ))}
      {now.flexible && commands.includes('quadrants') && (
        <QuadrantRow on={now.quadrants ?? allQuadrants} busy={busy} set={on => set({ kind: 'quadrants', on })} />
      )}
      {now.flexible && commands.includes('brightness') && (
        <Choice
          label={t('light.brightness')}
          value={now.brightness === undefined ? undefined : String(now.brightness)}
          data={Array.from({ length: 7 }, (_, level) => ({ value: String(level), label: String(level) }))}
          busy={busy}
          onChange={value => set({ kind: 'brightness', level: Number(value) })}
        />
      )}
      <p className={styles.hint}>{t('light.unread')}</p>
    </>
  )
}

interface ChoiceProps {
  readonly label: string
  /** None is marked until one was chosen. */
  readonly value: string | undefined
  readonly data: { value: string; label: string }[]
  readonly busy: boolean
  readonly onChange: (value: string) => void
}

function Choice({ label, value = '', data, busy, onChange }: ChoiceProps) {
  return (
    <div className={styles.control}>
      <span className={styles.label}>{label}</span>
      <SegmentedControl size="xs" aria-label={label} value={value} data={data} disabled={busy} onChange={onChange} />
    </div>
  )
}

interface QuadrantRowProps {
  readonly on: Quadrants
  readonly busy: boolean
  readonly set: (on: Quadrants) => void
}

function QuadrantRow({ on, busy, set }: QuadrantRowProps) {
  const { t } = useTranslation('capture')
  return (
    <div className={styles.control}>
      <span className={styles.label}>{t('light.quadrants')}</span>
      <span className={styles.quadrants}>
        {([0, 1, 2, 3] as const).map(at => (
          <Checkbox
            key={at}
            size="sm"
            label={String(at + 1)}
            aria-label={t('light.quadrant', { number: at + 1 })}
            checked={on[at]}
            disabled={busy}
            onChange={event => set(withQuadrant(on, at, event.currentTarget.checked))}
          />
        ))}
      </span>
    </div>
  )
}
