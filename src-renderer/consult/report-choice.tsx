import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CaseId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { stampText } from '../ui/when.ts'

interface ReportChoiceProps {
  readonly caseId: CaseId
  readonly value: string | undefined
  readonly onChange: (markId: string | undefined) => void
}

/** The signed dermoscopy report that closing a lesion by pictures rests on; not shown where there is none. */
export function ReportChoice({ caseId, value, onChange }: ReportChoiceProps) {
  const { t } = useTranslation('consult')
  const { data: marks = [] } = useQuery(useCutis().review.marks.queryOptions({ input: { caseId } }))
  const reports = marks.filter(({ body, state }) => body.kind === 'report' && state === 'current')
  if (reports.length === 0) return undefined
  return (
    <Select
      label={t('report')}
      placeholder={t('noReport')}
      data={reports.map(({ markId, by, at }) => ({ value: markId, label: t('reportOf', { by, at: stampText(at) }) }))}
      value={value ?? null}
      onChange={chosen => onChange(chosen ?? undefined)}
      clearable
    />
  )
}
