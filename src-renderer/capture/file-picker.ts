/** Opens the system's file dialog for pictures and hands over what was chosen. */
export function pickPictures(onFiles: (files: readonly File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept =
    'image/jpeg,image/png,image/webp,image/tiff,image/heic,image/heif,image/avif,.heic,.heif,.tif,.tiff,.avif,.dcm,application/dicom'
  input.addEventListener('change', () => onFiles([...(input.files ?? [])]))
  input.click()
}
