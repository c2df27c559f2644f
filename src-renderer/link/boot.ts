const key = 'cutis.session'

/** What `POST /boot` answers: the secret of this window, in exchange for the one-shot value of its address. */
interface Booted {
  readonly secret: string
}

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
  const answer = await view.fetch('/boot', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ boot }),
  })
  if (!answer.ok) return view.sessionStorage.getItem(key) ?? undefined
  const { secret } = (await answer.json()) as Booted
  view.sessionStorage.setItem(key, secret)
  return secret
}
