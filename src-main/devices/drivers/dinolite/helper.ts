import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const own = 'native/uvc-control/uvc-control'
/** The source and the build stand at most this deep in the program's folder. */
const mostLevels = 5

/**
 * The helper program that sets a camera's extension unit: the one that `CUTIS_UVC_CONTROL` names, else the one beside the build
 * (`npm run build:native`); undefined where it is not there or may not be run.
 */
export function helperProgram(
  named = process.env['CUTIS_UVC_CONTROL'] ?? '',
  from = import.meta.dirname,
): string | undefined {
  const path = named === '' ? besideBuild(from) : resolve(named)
  return path !== undefined && isProgram(path) ? path : undefined
}

/** In the nearest folder that is a package: never one further out. */
function besideBuild(from: string): string | undefined {
  let folder = from
  for (let level = 0; level <= mostLevels; level += 1) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, own)
    folder = dirname(folder)
  }
  return undefined
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
