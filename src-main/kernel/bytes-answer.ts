import type { FaultCode } from '../../src-shared/faults.ts'

/** Said with everything that leaves by the bytes door: it is never cached, never guessed at, never run. */
export const everyAnswer = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
}

export function refused(status: number, code: FaultCode, incident?: string): Response {
  return Response.json({ code, ...(incident && { incident }) }, { status, headers: everyAnswer })
}

/** What each refusal looks like over HTTP; the code in the body is what counts. */
export function statusOf(code: FaultCode): number {
  if (code === 'vault.locked') return 401
  if (code === 'access.denied') return 403
  if (code === 'imaging.tooLarge') return 413
  return 422
}
