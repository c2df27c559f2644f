/**
 * CLSI LIS1-A and LIS2-A2 (once ASTM E1381 and E1394), free of any transport: meters over HID today, analysers over a
 * line or socket. Bytes and answers only; the caller keeps the times.
 */
export { checksumOf, type Frame, frameOf, framesOf, readFrame } from './frames.ts'
export { type AstmReceiver, type Heard, type LinkEvent, openAstmReceiver } from './receiver.ts'
export {
  type AstmRecord,
  type Delimiters,
  partsOf,
  readRecord,
  readRecords,
  textOf,
  usualDelimiters,
} from './records.ts'
export { type AstmSender, openAstmSender, type SenderStep } from './sender.ts'
