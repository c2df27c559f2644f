import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'

/** Opens the words. English is in the bundle; React escapes what it draws, so values are not escaped twice. */
export function openWords(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'cutis',
    resources: { en },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
}
