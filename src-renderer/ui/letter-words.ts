/** Namespace `letters`: papers gathered from the record, wherever they are printed. */
export const letterWords = {
  letter: 'Letter as PDF',
  summary: 'Visit summary as PDF',
  instructions: 'Patient instructions as PDF',
  instructionsEs: 'Patient instructions in Spanish as PDF',
  leaflets: 'Leaflets for the patient',
  leafletsHint: 'Printed with the patient instructions, in English or Spanish',
  saved: 'The paper is among the downloads',
  savedWithBoxes_one: 'The paper is among the downloads; {{count}} character could not be printed',
  savedWithBoxes_other: 'The paper is among the downloads; {{count}} characters could not be printed',
} as const
