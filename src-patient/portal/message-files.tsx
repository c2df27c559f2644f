import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { messageFile, type SentFile } from './clinic.ts'

interface Props {
  readonly session: string
  readonly messageId: string
}

/** What came with a message: pictures are shown, a video is played and a paper fetched where it is asked for. */
export function MessageFiles({ files, ...props }: Props & { files: readonly SentFile[] }) {
  const { t } = useTranslation()
  const pictures = files.filter(({ kind }) => kind === 'picture')
  if (files.length === 0) return null
  return (
    <div className="shown">
      {pictures.map(({ place }, at) => (
        <SentPicture key={place} {...props} place={place} name={t('pictureOf', { n: at + 1 })} />
      ))}
      {files.map(({ place, kind }) => {
        if (kind === 'clip') return <SentClip key={place} {...props} place={place} />
        return kind === 'paper' && <SentPaper key={place} {...props} place={place} />
      })}
      {files.some(({ kind }) => kind === 'other') && <p>{t('notShown')}</p>}
    </div>
  )
}

interface Fetching {
  readonly address: string | undefined
  readonly state: 'waiting' | 'fetching' | 'failed' | 'here'
  readonly fetch: () => void
}

/** Fetched with what lets this page in, and let go with it. */
function useFile({ session, messageId, place }: Props & { place: number }): Fetching {
  const [address, setAddress] = useState<string>()
  const [state, setState] = useState<Fetching['state']>('waiting')
  const held = useRef<string>(undefined)
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
      if (held.current !== undefined) URL.revokeObjectURL(held.current)
    }
  }, [])
  const fetch = useCallback(() => {
    setState('fetching')
    const came = (fresh: string) => {
      if (isGone.current) return URL.revokeObjectURL(fresh)
      held.current = fresh
      setAddress(fresh)
      setState('here')
    }
    void messageFile(session, messageId, place).then(came, () => setState('failed'))
  }, [session, messageId, place])
  return { address, state, fetch }
}

type FileProps = Props & { readonly place: number }

/** Fetched when it comes into sight: a long conversation does not fetch all there ever was. */
function SentPicture({ name, ...props }: FileProps & { name: string }) {
  const { t } = useTranslation()
  const { address, state, fetch } = useFile(props)
  const [isBroken, setBroken] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = frame.current
    if (state !== 'waiting' || !element) return
    const look = (seen: readonly IntersectionObserverEntry[]) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) fetch()
    }
    const observer = new IntersectionObserver(look, { rootMargin: '400px 0px' })
    observer.observe(element)
    return () => observer.disconnect()
  }, [state, fetch])
  if (isBroken) return <p>{t('notShown')}</p>
  return (
    <div ref={frame} className="sent">
      {address !== undefined && <img src={address} alt={name} onError={() => setBroken(true)} />}
      {state === 'fetching' && <output>{t('fetching')}</output>}
      {state === 'failed' && <Failed again={fetch} />}
    </div>
  )
}

function SentClip(props: FileProps) {
  const { t } = useTranslation()
  const { address, state, fetch } = useFile(props)
  const [isBroken, setBroken] = useState(false)
  if (isBroken) return <p>{t('notShown')}</p>
  if (address !== undefined)
    return (
      // What somebody says in it is in no other form anywhere.
      // oxlint-disable-next-line jsx-a11y/media-has-caption
      <video src={address} controls autoPlay playsInline aria-label={t('clipOf')} onError={() => setBroken(true)} />
    )
  if (state === 'failed') return <Failed again={fetch} />
  return (
    <button type="button" disabled={state === 'fetching'} onClick={fetch}>
      {t(state === 'fetching' ? 'fetching' : 'clipPlay')}
    </button>
  )
}

function SentPaper(props: FileProps) {
  const { t } = useTranslation()
  const { address, state, fetch } = useFile(props)
  if (address !== undefined)
    return (
      <a className="file" href={address} download="paper.pdf">
        {t('savePaper')}
      </a>
    )
  if (state === 'failed') return <Failed again={fetch} />
  return (
    <button type="button" disabled={state === 'fetching'} onClick={fetch}>
      {t('openPaper')}
    </button>
  )
}

function Failed({ again }: { again: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <p role="alert">{t('notFetched')}</p>
      <button type="button" onClick={again}>
        {t('again')}
      </button>
    </>
  )
}
