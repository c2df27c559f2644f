import type { Shot } from '../../src-shared/contract/capture.ts'

/** A moving picture: played, never measured on or compared. */
export const isClip = ({ mediaType }: Pick<Shot, 'mediaType'>): boolean => mediaType.startsWith('video/')

/** A still that stands for a clip in lists; it is shown by the clip itself. */
export const isPoster = ({ device }: Pick<Shot, 'device'>): boolean => device.settings?.['clipOf'] !== undefined
