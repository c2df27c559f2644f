export type Keychain =
  | { readonly usable: true; readonly backend: string }
  | { readonly usable: false; readonly why: 'absent' | 'plain-text' | 'changed' | 'unknown' }

export interface KeychainSigns {
  readonly platform: NodeJS.Platform
  readonly available: boolean
  /** Electron's name for what stands behind safeStorage on Linux. */
  readonly backend: string | undefined
  /** What stood behind it when a secret was last stored here. */
  readonly before: string | undefined
}

/**
 * Whether the system's keychain may hold a secret. On Linux `basic_text` is a fixed password in Chromium's source, so it
 * counts as no keychain; a backend that changed since the last time is refused, because its old secrets are out of reach.
 */
export function keychainOf({ platform, available, backend, before }: KeychainSigns): Keychain {
  if (!available) return { usable: false, why: 'absent' }
  if (platform === 'darwin' || platform === 'win32') return { usable: true, backend: platform }
  if (backend === 'basic_text') return { usable: false, why: 'plain-text' }
  if (backend === undefined || backend === 'unknown') return { usable: false, why: 'unknown' }
  return before !== undefined && before !== backend ? { usable: false, why: 'changed' } : { usable: true, backend }
}
