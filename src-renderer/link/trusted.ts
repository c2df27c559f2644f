/** The part of the Trusted Types API used here; not every DOM library of TypeScript has it yet. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createHTML: (text: string) => string; createScriptURL: (url: string) => string },
  ): unknown
}

/** True for text that no HTML parser turns into an element: what component libraries put into their style tags. */
export const isPlainText = (text: string): boolean => !text.includes('<')

/** The same address when it is on this origin; a `TypeError` for any other, as the browser's own refusal is. */
export function sameOrigin(url: string, origin: string): string {
  if (new URL(url, origin).origin !== origin) throw new TypeError('script address refused')
  return url
}

/** Installs the one default policy: text without markup, and worker scripts of this origin. */
export function trustLittle(): void {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
  factory?.createPolicy('default', {
    createHTML: text => {
      if (!isPlainText(text)) throw new TypeError('markup refused')
      return text
    },
    createScriptURL: url => sameOrigin(url, location.origin),
  })
}
