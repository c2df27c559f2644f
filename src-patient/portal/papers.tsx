import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileOf, type Paper, type Result } from './clinic.ts'
import type { PartProps } from './home.tsx'
import { momentIn } from './sending.tsx'

/** Instructions written for the patient, with their papers. */
export function Papers({ rows, session }: PartProps & { rows: readonly Paper[] }) {
  const { t, i18n } = useTranslation()
  if (rows.length === 0) return <p>{t('none')}</p>
  return (
    <ul className="cards">
      {rows.map(row => (
        <li key={row.id}>
          <strong>{row.title}</strong>
          <p>{momentIn(i18n.language, row.at)}</p>
          {row.hasFile && <GetPaper session={session} paperId={row.id} />}
        </li>
      ))}
    </ul>
  )
}

/** Fetched first, because only this page holds what opens it; then it is saved like any file. */
function GetPaper({ session, paperId }: { session: string; paperId: string }) {
  const { t } = useTranslation()
  const [address, setAddress] = useState<string>()
  const [hasFailed, setFailed] = useState(false)
  const get = () => void fileOf(session, paperId).then(setAddress, () => setFailed(true))
  if (address !== undefined)
    return (
      <a className="file" href={address} download="instructions.pdf">
        {t('savePaper')}
      </a>
    )
  return (
    <>
      <button type="button" onClick={get}>
        {t('openPaper')}
      </button>
      {hasFailed && <p role="alert">{t('failed')}</p>}
    </>
  )
}

/** Results the patient was told of. */
export function Results({ rows }: { rows: readonly Result[] }) {
  const { t, i18n } = useTranslation()
  if (rows.length === 0) return <p>{t('none')}</p>
  return (
    <ul className="cards">
      {rows.map(({ id, at, title, text, values }) => (
        <li key={id}>
          <strong>{title}</strong>
          <p>{momentIn(i18n.language, at)}</p>
          {text && <p className="words">{text}</p>}
          {values.map(({ name, value }) => (
            <p key={name}>
              {name}: {value}
            </p>
          ))}
        </li>
      ))}
    </ul>
  )
}
