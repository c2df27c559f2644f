import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { type Chosen, type ChosenPictures, mostPictures } from './use-pictures.ts'

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
      <p role="alert">{trouble && t(trouble)}</p>
      {chosen.length < mostPictures && (
        <div className="row">
          <Pick label={t('photoTake')} isCamera pictures={pictures} />
          <Pick label={t('photoChoose')} pictures={pictures} />
        </div>
      )}
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
      <img src={address} alt={t('photoOne', { n: number })} />
      <output>
        {reasons.length === 0 && t('photoLooks')}
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
        <button type="button" aria-label={t('photoAway', { n: number })} onClick={() => pictures.remove(key)}>
          ×
        </button>
      </div>
    </li>
  )
}
