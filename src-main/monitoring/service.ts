import type { monitoring } from '../../src-shared/contract/monitoring.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Service } from '../kernel/service.ts'

export interface Monitoring {
  readonly service: Service<typeof monitoring>
  /** At a lock: ends every import and every live measurement. */
  forget(): void
  close(): Promise<void>
}

export function openMonitoring(): Monitoring {
  const soon = (): never => {
    throw new Fault('devices.unsupported')
  }
  return {
    service: {
      startImport: soon,
      import: soon,
      cancelImport: soon,
      keepImport: soon,
      live: soon,
      readings: soon,
      quarantine: soon,
      decide: soon,
      enter: soon,
      importCsv: soon,
      captures: soon,
      redecode: soon,
      setClock: soon,
    },
    forget: () => undefined,
    close: async () => undefined,
  }
}
