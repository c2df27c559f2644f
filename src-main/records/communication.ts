import type { Communication } from '../../src-shared/fhir/index.ts'
import { wordsFor } from './coded.ts'

/** The words of a message: its text parts in order. */
export const messageText = ({ payload = [] }: Communication): string | undefined =>
  payload.flatMap(({ contentString }) => contentString ?? []).join('\n') || undefined

/** What a message is about, or who sent it. */
export const messageTitle = (message: Communication): string =>
  wordsFor(message.topic) ?? (message.sender?.display ? `Message from ${message.sender.display}` : 'Message')
