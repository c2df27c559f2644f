import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { driftLimits } from '../../src-shared/imaging/calibration/drift.ts'
import type { CardFit, NoCardFit, PatchSeen } from '../../src-shared/imaging/card/fit.ts'
import { StatusChip } from '../ui/status-chip.tsx'
import styles from './calibration.module.css'
import card from './card.module.css'
import { patchNames } from './card-words.ts'

/** What the card says of the device's colours, or why it says nothing. */
export function CardFound({ fit }: { fit: CardFit | NoCardFit }) {
  const { t } = useTranslation('calibration')
  return (
    <div aria-live="polite">
      {fit.ok ? (
        <Fitted fit={fit} />
      ) : (
        <p className={styles.said}>
          <StatusChip icon={IconAlertTriangle} word={t('card.refused')} tone="warn" />
          <span>{t(`card.reason.${fit.reason}`)}</span>
        </p>
      )}
    </div>
  )
}

/** A third of a stop is what a camera's own wheel corrects. */
const exposureWord = (stops: number): 'dark' | 'bright' | 'right' => {
  if (Math.abs(stops) < 1 / 3) return 'right'
  return stops < 0 ? 'dark' : 'bright'
}

function Fitted({ fit: { before, after, whiteBalance, exposure } }: { fit: CardFit }) {
  const { t } = useTranslation('calibration')
  const off = after.mean > driftLimits.deltaE
  const figures = {
    before: before.mean.toFixed(1),
    beforeMost: before.most.toFixed(1),
    after: after.mean.toFixed(1),
    afterMost: after.most.toFixed(1),
  }
  const grey = { red: whiteBalance[0].toFixed(2), blue: whiteBalance[2].toFixed(2) }
  const balanced = Math.max(Math.abs(whiteBalance[0] - 1), Math.abs(whiteBalance[2] - 1)) < 0.05
  return (
    <>
      <p className={styles.said}>
        <StatusChip
          icon={off ? IconAlertTriangle : IconCircleCheck}
          word={t(off ? 'colourWord.off' : 'colourWord.good')}
          tone={off ? 'warn' : 'ok'}
        />
        <span>{t('card.deltaE', figures)}</span>
      </p>
      <p className={card.line}>{t(balanced ? 'card.balanced' : 'card.cast', grey)}</p>
      <p className={card.line}>
        {t(`card.exposure.${exposureWord(exposure)}`, { stops: Math.abs(exposure).toFixed(1) })}
      </p>
    </>
  )
}

const colourOf = (bytes: PatchSeen['taken']): string => `rgb(${bytes.join(' ')})`

/** The 24 patches as taken (left) beside their reference (right), as they lie on the card. */
export function Patches({ patches }: { patches: readonly PatchSeen[] }) {
  const { t } = useTranslation('calibration')
  return (
    <figure className={card.figure}>
      <figcaption>{t('card.patches')}</figcaption>
      <ol className={card.patches}>
        {patches.map(({ taken, reference, deltaE }, i) => {
          const name = t(`card.patch.${patchNames[i] ?? 'black'}`)
          return (
            <li key={name} title={name}>
              <span className="visually-hidden">{name}</span>
              <span className={card.pair} aria-hidden>
                <span style={{ backgroundColor: colourOf(taken) }} />
                <span style={{ backgroundColor: colourOf(reference) }} />
              </span>
              <span className={card.figureText}>{t('card.patchDeltaE', { value: deltaE.toFixed(1) })}</span>
            </li>
          )
        })}
      </ol>
    </figure>
  )
}
