import { createHash } from 'node:crypto'
import { type TemplateData, type TemplateName, templates } from '../../src-shared/documents/index.ts'
import { Fault } from '../../src-shared/faults.ts'
import { type Pictures, picturesFor } from './pictures.ts'
import { openPress, type PressNeeds } from './press.ts'
import { pages } from './templates/pages.ts'
import { contentHashOf } from './verify.ts'

/** A paper as it came from the press. */
export interface Paper {
  /** The PDF file. */
  readonly bytes: Uint8Array
  readonly title: string
  readonly pages: number
  /** Of what it says: hex SHA-256, the beginning of which stands at the foot of every page. */
  readonly contentHash: string
  /** For a FHIR attachment: size in bytes and base64 SHA-1 of the file. */
  readonly attachment: { readonly sizeBytes: number; readonly sha1: string }
  /** Characters that are boxes on it because the font does not have them, as `U+6F22`; a note on the paper says so too. */
  readonly missing: readonly string[]
}

export interface Documents {
  /**
   * Sets data in type after holding them against their template. `images` are plain JPEG files by the names in the data. Faults:
   * documents.unfit, .picture, .unprintable, .tooLong, .failed, .closed.
   */
  readonly render: <Name extends TemplateName>(
    template: Name,
    data: TemplateData[Name],
    images?: Pictures,
  ) => Promise<Paper>
  readonly close: () => void
}

/** Opens the room: a press in a process of its own, started with the first paper. */
export const openDocuments = (needs: PressNeeds): Documents => {
  const press = openPress(needs)
  return {
    render: async (template, data, images = {}) => {
      const { page, pictures } = pageOf(template, data, images)
      const printed = await press.print({ page, pictures })
      if ('refused' in printed) throw new Fault(printed.refused)
      const { bytes } = printed
      const sha1 = createHash('sha1').update(bytes).digest('base64')
      const { title, contentHash } = page
      return { ...printed, title, contentHash, attachment: { sizeBytes: bytes.length, sha1 } }
    },
    close: press.close,
  }
}

/** A template's data as a page, checked; pure but for its faults. */
function pageOf<Name extends TemplateName>(template: Name, data: unknown, images: Pictures) {
  const checked = templates[template].safeParse(data)
  if (!checked.success) throw new Fault('documents.unfit', { cause: checked.error })
  const fit = checked.data as TemplateData[Name]
  const { pictures, hashes } = picturesFor(fit, images)
  return { page: pages[template](fit, contentHashOf(template, fit, hashes)), pictures }
}
