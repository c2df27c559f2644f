import { Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Attached } from '../../src-shared/contract/devices.ts'
import { useCutis } from '../link/index.ts'
import { Failed } from './states.tsx'

/** A cable that cannot tell what hangs on it: a person says what it is. Nothing for a device that told it by itself. */
export function WhichDevice({ device, locked = false }: { device: Attached; locked?: boolean }) {
  const { t } = useTranslation()
  const { deviceKey, candidates, driver } = device
  const choosing = useMutation(useCutis().devices.choose.mutationOptions())
  if (candidates.length === 0) return null
  return (
    <>
      <Select
        label={t('devices.which', { port: device.port })}
        description={t('devices.whichHint')}
        placeholder={t('devices.whichChoose')}
        value={driver ?? null}
        allowDeselect={false}
        disabled={locked || choosing.isPending}
        data={candidates.map(({ driver: value, label }) => ({ value, label }))}
        onChange={chosen => chosen !== null && choosing.mutate({ deviceKey, driver: chosen })}
      />
      {choosing.error && <Failed error={choosing.error} />}
    </>
  )
}
