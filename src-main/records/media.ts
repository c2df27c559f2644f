import type { Media, Reference } from '../../src-shared/fhir/index.ts'
import { idIn, refTo, structure } from './coded.ts'

const lesionUrl = `${structure}/media-lesion`

/** R4's Media names a body site but no BodyStructure: this extension says which lesion an image shows. */
export const lesionExtension = (lesionId: string) => ({
  url: lesionUrl,
  valueReference: refTo('BodyStructure', lesionId),
})

/** The lesion an image shows, where it names one. */
export const lesionIn = ({ extension = [] }: Media): string | undefined => {
  const found = extension.find(({ url }) => url === lesionUrl) as { valueReference?: Reference } | undefined
  return idIn('BodyStructure', found?.valueReference)
}
