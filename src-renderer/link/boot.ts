const key = 'cutis.session'

/** The one-shot value of an address fragment `#boot=…`. */
export const bootOf = (hash: string): string | undefined =>
  new URLSearchParams(hash.replace(/^#/, '')).get('boot') ?? undefined

/**
 * The secret this window dials with. The one-shot value is traded once, taken out of the address and the history;
 * the secret stays in this tab only, so that a reload finds it. Undefined: the window was not opened by Cutis.
 */
export async function sessionSecret(view: Window): Promise<string | undefined> {
  const boot = bootOf(view.location.hash)
  if (boot === undefined) return view.sessionStorage.getItem(key) ?? undefined
  view.history.replaceState(undefined, '', view.location.pathname)
  const answer = await view.fetch('/boot', { method: 'POST', body: boot })
  if (!answer.ok) return view.sessionStorage.getItem(key) ?? undefined
  const secret = await answer.text()
  view.sessionStorage.setItem(key, secret)
  return secret
}
