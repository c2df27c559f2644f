import { MessageTemplate } from '../../src-shared/contract/messages.ts'
import { type Basic, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeSystem, conceptOf, personOf, structure } from '../records/index.ts'

const textUrl = `${structure}/message-template-text`
const removedUrl = `${structure}/message-template-removed`

interface Extension {
  readonly url?: string
  readonly valueString?: string
  readonly valueBoolean?: boolean
}

/** A template of the clinic as Basic (R4): its title in the code's words, its text beside it, so that both can be changed at once and meet. */
export const templateRecordOf = (
  { templateId, title, text }: MessageTemplate,
  { by, at, isRemoved = false }: { by: Caller; at: string; isRemoved?: boolean },
): Basic =>
  withLid(
    {
      resourceType: 'Basic',
      id: templateId,
      code: { ...conceptOf(`${codeSystem}/basic`, 'message-template', 'Message template'), text: title },
      created: at.slice(0, 10),
      author: personOf(by),
      extension: [{ url: textUrl, valueString: text }, ...(isRemoved ? [{ url: removedUrl, valueBoolean: true }] : [])],
    },
    templateId,
  )

/** A template read back, checked like anything from outside; undefined where it was removed or this Cutis cannot read it. */
export function templateIn(body: string): MessageTemplate | undefined {
  const { id, code, extension = [] } = JSON.parse(body) as Basic & { extension?: Extension[] }
  if (extension.some(({ url, valueBoolean }) => url === removedUrl && valueBoolean)) return undefined
  const text = extension.find(({ url }) => url === textUrl)?.valueString
  return MessageTemplate.safeParse({ templateId: id, title: code?.text, text }).data
}
