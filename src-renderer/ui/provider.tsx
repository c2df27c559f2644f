import { MantineProvider } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import { type ReactNode, useLayoutEffect } from 'react'
import { shownLook, useLook } from './look.ts'
import { theme, tokenResolver } from './theme.ts'

/** The shell writes one fresh number into the page for every load; style elements that do not carry it are refused. */
const nonceOf = (): string => document.querySelector<HTMLMetaElement>('meta[name="cutis-nonce"]')?.content ?? ''

/** Look, fonts and notifications around everything. */
export function UiProvider({ children }: { children: ReactNode }) {
  const dark = useMediaQuery('(prefers-color-scheme: dark)', false, { getInitialValueInEffect: false })
  const moreContrast = useMediaQuery('(prefers-contrast: more)', false, { getInitialValueInEffect: false })
  const shown = shownLook(
    useLook(store => store.look),
    { dark, moreContrast },
  )
  useLayoutEffect(() => {
    document.documentElement.dataset['look'] = shown
  }, [shown])
  return (
    <MantineProvider
      theme={theme}
      getStyleNonce={nonceOf}
      cssVariablesResolver={tokenResolver}
      forceColorScheme={shown === 'light' ? 'light' : 'dark'}
      deduplicateInlineStyles
    >
      <Notifications position="bottom-center" limit={3} containerWidth={480} />
      {children}
    </MantineProvider>
  )
}
