const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/tiff': 'tif',
}

/** What a copy to give away is called: nothing of the patient, the day or the place, and not the picture's whole name here. */
export const copyName = (blobId: string, mediaType: string): string =>
  `picture-${blobId.slice(0, 8)}.${endings[mediaType] ?? 'bin'}`
