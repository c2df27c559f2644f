import { useTranslation } from 'react-i18next'
import type { CallState } from '../../src-call/index.ts'
import styles from './visit.module.css'

/** How good it is, whose it is, and the code both sides compare. */
export function CallWords({ call }: { call: CallState }) {
  const { t } = useTranslation('visit')
  const relayed = call.relayed ? [t('relayed')] : []
  const said = [t(`quality.${call.quality}`), t('sends', { rung: call.rung }), ...relayed]
  return (
    <>
      {call.phase === 'connected' && <p className={styles.fine}>{said.join(' · ')}</p>}
      {call.relay !== undefined && call.phase !== 'connected' && (
        <p role="alert" className={styles.words}>
          {t(call.relay === 'refused' ? 'relayRefused' : 'relaySilent')}
        </p>
      )}
      {call.safety !== undefined && (
        <p className={styles.words}>
          {t('safety')}: <strong className={styles.code}>{call.safety}</strong>
          <br />
          <span className={styles.fine}>{t('safetySays')}</span>
        </p>
      )}
      {call.phase === 'connected' && <Signed call={call} />}
      {call.phase === 'connected' && <p className={styles.fine}>{t('otherSays')}</p>}
    </>
  )
}

const alarming = ['unknown', 'retired', 'foreign', 'broken']

/** Our own word for this end of the call, and what the browser over there found of it. */
export function Signed({ call: { signed, found } }: { call: CallState }) {
  const { t } = useTranslation('visit')
  if (signed !== 'yes') return <output className={styles.words}>{t(signed === 'no' ? 'unsigned' : 'signing')}</output>
  const verdict = found?.verdict ?? 'waiting'
  return alarming.includes(verdict) ? (
    <p role="alert" className={styles.words}>
      {t(`signed.${verdict}`)}
    </p>
  ) : (
    <output className={styles.fine}>{t(`signed.${verdict}`)}</output>
  )
}
