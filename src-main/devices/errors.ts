import { Fault, type FaultCode } from '../../src-shared/faults.ts'

/** Everything a device can do wrong, each with words and a cure in the table of faults. */
export type DeviceFault = Extract<FaultCode, `devices.${string}`>

/** A refusal by a device or by the way to it. `step` says what was being done; it never holds bytes that came from the device. */
export class DeviceError extends Fault {
  readonly step: string
  constructor(code: DeviceFault, step: string, options?: ErrorOptions) {
    super(code, options)
    this.step = step
  }
}

/** The same error with the step in which it happened, or `devices.protocol` for what no wire has named. */
export const inStep = (step: string, error: unknown): DeviceError =>
  error instanceof DeviceError ? error : new DeviceError('devices.protocol', step, { cause: error })
