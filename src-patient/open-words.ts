import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

/** Starts a page in the browser's language where it is one of ours; in English elsewhere. */
export async function openWords({ english, spanish }: { english: object; spanish: object }): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: navigator.language.startsWith('es') ? 'es' : 'en',
    fallbackLng: 'en',
    resources: { en: { translation: english as never }, es: { translation: spanish as never } },
    interpolation: { escapeValue: false },
  })
}
