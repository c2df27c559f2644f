import { useTranslation } from 'react-i18next'
import type { Paper } from '../../src-shared/contract/consults.ts'
import { troubleOf } from '../link/index.ts'
import { savePdf } from './save-file.ts'
import { tell } from './undo.tsx'

/** What happens with a printed paper: it goes to the downloads, and the person is told, also of what it could not show. */
export function usePaper() {
  const { t } = useTranslation('letters')
  return {
    onSuccess: ({ pdf, title, missing }: Paper) => {
      savePdf(pdf, title)
      tell(missing.length > 0 ? t('savedWithBoxes', { count: missing.length }) : t('saved'))
    },
    onError: (error: unknown) => tell(troubleOf(error).says),
  }
}
