import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { clipBytes, mostPictures } from '../../src-shared/portal/index.ts'
import { type Chosen, type ChosenPictures, isMoving } from './use-pictures.ts'

/** Photographs of a message: how to take them, and what was measured of each before it is sent. */
export function PictureField({ pictures }: { pictures: ChosenPictures }) {
  const { t } = useTranslation()
  const { chosen, trouble } = pictures
  const hints = t('photoHints', { returnObjects: true }) as string[]
  return (
    <fieldset className="photos">
      <legend>{t('photos')}</legend>
      <ul>
        {hints.map(hint => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
      {chosen.length > 0 && (
        <ol className="cards">
          {chosen.map((one, place) => (
            <Photograph key={one.key} one={one} number={place + 1} pictures={pictures} />
          ))}
        </ol>
      )}
      {chosen.length < mostPictures && (
        <div className="row">
          <Pick label={t('photoTake')} isCamera pictures={pictures} />
          <Pick label={t('photoChoose')} pictures={pictures} />
        </div>
      )}
      {!chosen.some(isMoving) && chosen.length < mostPictures && (
        <>
          <p>{t('clipHint', { most: Math.round(clipBytes / 1024 / 1024) })}</p>
          <div className="row">
            <PickClip pictures={pictures} />
          </div>
        </>
      )}
      <p role="alert">{trouble && t(trouble)}</p>
    </fieldset>
  )
}

interface PickProps {
  readonly label: string
  readonly isCamera?: boolean
  readonly pictures: ChosenPictures
  /** It stands in the place of this one. */
  readonly instead?: string
}

function Pick({ label, isCamera = false, pictures, instead }: PickProps) {
  const pick = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])]
    target.value = ''
    if (files.length > 0 && instead !== undefined) pictures.remove(instead)
    void pictures.add(files)
  }
  const camera = isCamera ? ({ capture: 'environment' } as const) : { multiple: true }
  return (
    <label className="file">
      {label}
      <input type="file" accept="image/*" {...camera} onChange={pick} />
    </label>
  )
}

/** From the telephone's films, or filmed now: its own page asks which. */
function PickClip({ pictures }: { pictures: ChosenPictures }) {
  const { t } = useTranslation()
  const pick = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    target.value = ''
    if (file) void pictures.addClip(file)
  }
  return (
    <label className="file">
      {t('clipChoose')}
      <input type="file" accept="video/*" onChange={pick} />
    </label>
  )
}

interface PhotographProps {
  readonly one: Chosen
  readonly number: number
  readonly pictures: ChosenPictures
}

function Photograph({ one, number, pictures }: PhotographProps) {
  const { t } = useTranslation()
  const { key, address, reasons, isAccepted, share } = one
  const isAsked = reasons.length > 0 && !isAccepted
  return (
    <li>
      {isMoving(one) ? (
        // The patient's own, just filmed; there is nothing to caption it with.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <video src={address} controls playsInline aria-label={t('clipOne')} />
      ) : (
        <img src={address} alt={t('photoOne', { n: number })} />
      )}
      <output>
        {reasons.length === 0 && t(isMoving(one) ? 'clipLooks' : 'photoLooks')}
        {reasons.map(reason => (
          <span key={reason}>{t(`photoReasons.${reason}`)} </span>
        ))}
      </output>
      {share !== undefined && <output>{t('photoPart', { share: Math.round(share * 100) })}</output>}
      <div className="row">
        {isAsked && <Pick label={t('photoAgain')} isCamera pictures={pictures} instead={key} />}
        {isAsked && (
          <button type="button" onClick={() => pictures.accept(key)}>
            {t('photoAnyway')}
          </button>
        )}
        <button
          type="button"
          aria-label={isMoving(one) ? t('clipAway') : t('photoAway', { n: number })}
          onClick={() => pictures.remove(key)}
        >
          {t('away')}
        </button>
      </div>
    </li>
  )
}
