import { accessSync, constants, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { besideBuild } from '../../../kernel/beside.ts'

const own = 'native/uvc-control/uvc-control'

/**
 * The helper program that sets a camera's extension unit: the one that `CUTIS_UVC_CONTROL` names, else the one beside the build
 * (`npm run build:native`); undefined where it is not there or may not be run.
 */
export function helperProgram(
  named = process.env['CUTIS_UVC_CONTROL'] ?? '',
  from = import.meta.dirname,
): string | undefined {
  const path = named === '' ? besideBuild(own, from) : resolve(named)
  return path !== undefined && isProgram(path) ? path : undefined
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
