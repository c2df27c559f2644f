/** The portal: what a patient can fill in, shared by their page, the clinic and the workstation. */
export {
  answersOf,
  formIn,
  longestAnswer,
  type PortalAnswer,
  type PortalForm,
  type PortalItemId,
  portalForms,
  questionnaireOf,
} from './forms.ts'
export { clipBytes, clipTypes, mostClips, mostPictures } from './limits.ts'
