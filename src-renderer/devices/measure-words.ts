import { measureOf } from '../../src-shared/clinical/measures.ts'

/** What a device measures, in one line; a kind without codes of its own by its own word. */
export const measureWords = (kinds: readonly string[]): string =>
  kinds.map(kind => measureOf(kind)?.name ?? kind.replaceAll('-', ' ')).join(', ')

/** Vendor and product as they are written everywhere: `0590:0028`; undefined where either is missing. */
export const usbNumbers = (vendorId: number | undefined, productId: number | undefined): string | undefined =>
  vendorId === undefined || productId === undefined ? undefined : `${hex(vendorId)}:${hex(productId)}`

const hex = (part: number): string => part.toString(16).padStart(4, '0')
