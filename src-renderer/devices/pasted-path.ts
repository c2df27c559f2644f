/** A path as a file manager copies it: quoted on Windows, as an address on some Linux desktops. Anything else stays as it was typed. */
export function pastedPath(text: string): string {
  const bare = text.trim().replace(/^(["'])(.*)\1$/, '$2')
  if (!bare.startsWith('file:///')) return bare
  try {
    return decodeURIComponent(bare.slice('file://'.length))
  } catch {
    return bare
  }
}
