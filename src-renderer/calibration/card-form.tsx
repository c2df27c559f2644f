import { Button, FileButton } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Calibration } from '../../src-shared/contract/review.ts'
import { type Corners, fitCard, patchesSeen } from '../../src-shared/imaging/card/fit.ts'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import { Panel } from '../ui/panel.tsx'
import styles from './calibration.module.css'
import card from './card.module.css'
import { CardFound, Patches } from './card-found.tsx'
import { firstCorners, pixelsOfFile } from './card-picture.ts'
import { CardWell } from './card-well.tsx'
import { type Found, NewCalibration } from './new-calibration.tsx'

interface CardFormProps {
  readonly known: readonly Calibration[]
  readonly onClose: () => void
}

/** A colour card's picture, looked at in memory only: corners, patches, what they say, and the calibration that follows. */
export function CardForm({ known, onClose }: CardFormProps) {
  const { t } = useTranslation('calibration')
  const mutation = useMutation({ mutationFn: pixelsOfFile })
  const pixels = mutation.data
  const choose = (file: File | null) => {
    if (file) mutation.mutate(file)
  }
  const unreadable = mutation.isSuccess && !pixels
  return (
    <Panel title={t('card.open')}>
      <p className={card.line}>{t('card.hint')}</p>
      <div className={styles.foot}>
        <FileButton onChange={choose} accept="image/jpeg,image/png,image/webp">
          {props => (
            <Button {...props} variant="default" leftSection={<IconPhoto size={16} aria-hidden />} data-autofocus>
              {t(pixels ? 'card.other' : 'card.choose')}
            </Button>
          )}
        </FileButton>
        {!pixels && (
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
        )}
      </div>
      {mutation.isPending && <output>{t('card.reading')}</output>}
      {(unreadable || mutation.isError) && <p role="alert">{t('card.unreadable')}</p>}
      {pixels && <Measured key={mutation.submittedAt} pixels={pixels} known={known} onClose={onClose} />}
    </Panel>
  )
}

function Measured({ pixels, known, onClose }: CardFormProps & { pixels: Pixels }) {
  const { t } = useTranslation('calibration')
  const [corners, setCorners] = useState<Corners>(() => firstCorners(pixels))
  const fit = fitCard(pixels, corners)
  const longPx = Math.max(pixels.width, pixels.height)
  const found: Found | undefined = fit.ok ? { longPx, method: 'card', deltaE: fit.after.mean } : undefined
  return (
    <>
      <p className={card.line}>{t('card.place')}</p>
      <div className={card.columns}>
        <CardWell pixels={pixels} corners={corners} onCorners={setCorners} />
        <div>
          <CardFound fit={fit} />
          <Patches patches={patchesSeen(pixels, corners)} />
        </div>
      </div>
      <NewCalibration known={known} found={found} onClose={onClose} />
    </>
  )
}
