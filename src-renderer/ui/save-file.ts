/** Hands a file to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}

/** A paper of the engine, `pdf` as base64, under a name that says what it is and not whose. */
export function savePdf(pdf: string, title: string): void {
  const bytes = Uint8Array.from(atob(pdf), letter => letter.charCodeAt(0))
  const name = title.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  saveFile(new Blob([bytes], { type: 'application/pdf' }), `${name}.pdf`)
}
