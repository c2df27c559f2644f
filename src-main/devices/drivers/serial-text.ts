/** Cuts a stream into the lines between line feeds, carriage returns and tabs kept off; a line longer than `most` is nothing but noise. */
export function openLines(most = 400): (bytes: Uint8Array) => readonly string[] {
  let held = ''
  return bytes => {
    const parts = (held + Buffer.from(bytes).toString('latin1')).split(/[\r\n]/)
    held = (parts.pop() ?? '').slice(-most - 1)
    return parts.filter(line => line !== '' && line.length <= most)
  }
}
