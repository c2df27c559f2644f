import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { spanOf } from './choice.ts'

/** How far apart in time two pictures are. */
export function Alike({ left, right }: { left: Shot; right: Shot }) {
  const { t } = useTranslation('compare')
  const { unit, count } = spanOf(left, right)
  return <span>{count === 0 ? t('sameDay') : t('apart', { span: t(unit, { count }) })}</span>
}
