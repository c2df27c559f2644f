import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Door } from '../../src-shared/contract/access.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { troubleOf, useClient } from '../link/index.ts'
import { Refused } from './refused.tsx'
import styles from './sign-in.module.css'
import { secondsLeft, stepSeconds, totpAt } from './totp.ts'

type Face = NonNullable<Door['demoFaces']>[number]

/** Signs an invented user in as they would themselves. A code works once, so where it is spent the next one is tried. */
async function enter(client: CutisClient, { userId, password, secret }: Face) {
  const now = Date.now()
  const attempt = async (atMs: number) => {
    const code = await totpAt(secret, atMs)
    return client.access.signIn({ userId, password, ...(code ? { code } : {}) })
  }
  return attempt(now).catch((error: unknown) => {
    if (troubleOf(error).code !== 'access.refused') throw error
    return attempt(now + stepSeconds * 1000)
  })
}

/** The sign-in of an invented user, shown: only the demo clinic tells. */
export function DemoIn({ face, onIn }: { face: Face; onIn: () => void }) {
  const { t } = useTranslation()
  const client = useClient()
  const { code, left } = useCode(face.secret)
  const signIn = useMutation({ mutationFn: () => enter(client, face), onSuccess: onIn })
  return (
    <div className={styles.demo}>
      <p className={styles.soft}>{t('signIn.demoSays')}</p>
      <dl>
        <dt>{t('signIn.password')}</dt>
        <dd>{face.password}</dd>
        <dt>{t('signIn.demoCode')}</dt>
        <dd>
          {code} <span className={styles.soft}>{t('signIn.demoLeft', { count: left })}</span>
        </dd>
      </dl>
      {signIn.error && <Refused error={signIn.error} />}
      <Button variant="light" size="sm" loading={signIn.isPending} onClick={() => signIn.mutate()}>
        {t('signIn.demoEnter', { name: face.name })}
      </Button>
    </div>
  )
}

function useCode(secret: string) {
  const [now, setNow] = useState(() => Date.now())
  const [code, setCode] = useState('')
  const step = Math.floor(now / (stepSeconds * 1000))
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    let wanted = true
    void totpAt(secret, step * stepSeconds * 1000).then(made => {
      if (wanted) setCode(made ?? '')
    })
    return () => {
      wanted = false
    }
  }, [secret, step])
  return { code: code.replace(/^(\d{3})/, '$1 '), left: secondsLeft(now) }
}
