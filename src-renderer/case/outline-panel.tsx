import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import type { Quantity } from '../../src-shared/imaging/calibration/scale.ts'
import { type ColourName, type OutlineMeasures, outlineMeasures } from '../../src-shared/imaging/outline/measures.ts'
import { useBytes, useCutis } from '../link/index.ts'
import { figureOf } from '../marks/figures.ts'
import { useMarkWords } from '../marks/mark-words.ts'
import { wholePixels } from '../marks/original-pixels.ts'
import { placingOf } from '../marks/remeasured.ts'
import { Panel } from '../ui/panel.tsx'
import { Answer } from '../ui/states.tsx'
import styles from './measure.module.css'

/** Colours and texture need no more than this; the ring stays in px of the original. */
const workingLongPx = 512
/** A colour below this share may be a reflection or a hair. */
const leastShare = 0.03

type Good = Extract<OutlineMeasures, { good: true }>

/** Shape, border and colours within the confirmed outline of the picture on screen, worked out when they are looked at. */
export function OutlinePanel({ shot }: { shot: Shot }) {
  const { t } = useTranslation('case')
  const { blobId } = shot
  const marks = useQuery(useCutis().review.marks.queryOptions({ input: { blobId } }))
  const mark = (marks.data ?? []).findLast(({ body, state }) => body.kind === 'outline' && state === 'current')
  if (mark?.body.kind !== 'outline') return undefined
  return (
    <Panel title={t('outline.title')}>
      <Measured key={mark.markId} shot={shot} markId={mark.markId} outline={mark.body} />
    </Panel>
  )
}

interface MeasuredProps {
  readonly shot: Shot
  readonly markId: string
  readonly outline: MarkOf<'outline'>
}

function Measured({ shot, markId, outline }: MeasuredProps) {
  const { t } = useTranslation('case')
  const { urlOf } = useBytes()
  const { widthPx, heightPx, blobId } = shot
  const [ring = []] = outline.rings
  const found = useQuery({
    queryKey: ['outline-measures', blobId, markId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const pixels = await wholePixels(urlOf(blobId, 'screen'), shot, workingLongPx)
      return outlineMeasures({
        ring: ring.map(([x, y]) => ({ x, y })),
        widthPx,
        heightPx,
        pixels,
        scale: outline.scale,
        placePx: placingOf(outline),
      })
    },
  })
  return (
    <Answer of={found} rows={4}>
      {said => (said.good ? <Figures said={said} /> : <p>{t(`outline.bad.${said.reason}`)}</p>)}
    </Answer>
  )
}

const percent = (share: number): string => `${Math.round(100 * share)} %`

function Figures({ said }: { said: Good }) {
  const { t } = useTranslation('case')
  const words = useMarkWords()
  const { lengths, area, irregularity, asymmetry, colour } = said
  const lines: readonly (readonly [string, Quantity])[] = [
    [t('outline.area'), area],
    [t('outline.diameter'), lengths.diameter],
    [t('outline.smallest'), lengths.smallestDiameter],
    [t('outline.major'), lengths.majorAxis],
    [t('outline.minor'), lengths.minorAxis],
  ]
  const colours = Object.entries(colour.shares).filter(([, share]) => share >= leastShare) as [ColourName, number][]
  return (
    <>
      <dl className={styles.measures}>
        {lines.map(([name, quantity]) => (
          <Line key={name} name={name} value={words.figure(figureOf(quantity))} />
        ))}
        <Line name={t('outline.irregularity')} value={irregularity.toFixed(2)} />
        <Line name={t('outline.abruptness')} value={abruptnessText(colour.abruptness)} />
        {colour.contrast !== undefined && (
          <Line name={t('outline.contrast')} value={`ΔE ${colour.contrast.toFixed(1)}`} />
        )}
      </dl>
      <p className={styles.suggested}>{t('outline.suggested')}</p>
      <dl className={styles.measures}>
        <Line name={t('outline.shape')} value={asymmetry.shape.map(percent).join(' · ')} />
        <Line
          name={t('outline.colourAsymmetry')}
          value={asymmetry.colour.map(value => `ΔE ${value.toFixed(1)}`).join(' · ')}
        />
        <Line
          name={t('outline.colours')}
          value={colours.map(([name, share]) => `${t(`outline.colour.${name}`)} ${percent(share)}`).join(', ')}
        />
      </dl>
    </>
  )
}

/** Smallest and largest change of colour over the border, of its eighths. */
function abruptnessText(eighths: readonly (number | undefined)[]): string {
  const known = eighths.filter(value => value !== undefined)
  return known.length === 0 ? '–' : `ΔE ${Math.min(...known).toFixed(1)} – ${Math.max(...known).toFixed(1)}`
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures">{value}</dd>
    </div>
  )
}
