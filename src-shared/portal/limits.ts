/** Photographs and clips that go with one message, together. */
export const mostPictures = 6
/** One of them may move. */
export const mostClips = 1
/** A clip, bytes: as large as a file of a message may be at a workstation. */
export const clipBytes = 25 * 1024 * 1024
/** What a clip must be, by what its browser says; its bytes are looked at all the same. */
export const clipTypes: readonly string[] = ['video/mp4', 'video/webm']
