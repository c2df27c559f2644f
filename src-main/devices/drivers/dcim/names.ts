/** DCF (JEITA CP-3461): folders 100 to 999 and five characters, files four characters and 0001 to 9999. */
const dcf = /^DCIM\/[1-9]\d\d[A-Z0-9_]{5}\/[A-Z0-9_]{4}(?!0000)\d{4}\.(JPG|JPEG|PNG|TIF|TIFF|HIF|HEIC)$/i
const picture = /(^|\/)[^/.][^/]*\.(jpe?g|png|tiff?|hif|heic|heif)$/i

/** A picture where a camera puts it. */
export const isDcfPicture = (path: string): boolean => dcf.test(path)

/** A picture of any name, but not a hidden file such as the `._` companions a Mac leaves behind. */
export const isPictureName = (path: string): boolean => picture.test(path)
