/** Classes in order of urgency; HOLD-RETAKE waits for its sender and stands last. */
export const triageClasses = ['E0', 'E1', 'P2', 'P3', 'P4', 'P5', 'HOLD-RETAKE'] as const
export type TriageClass = (typeof triageClasses)[number]

/** What a person ticked about the whole case. Codes are stable; words for them are the glass's. */
export const caseFacts = [
  // Skin
  'skin-pain',
  'severe-pain',
  'blisters',
  'erosions',
  'peeling',
  'redness',
  'rash',
  'widespread-rash',
  'rapidly-spreading',
  'rapidly-growing',
  'dusky',
  'crepitus',
  'necrotic-skin',
  'purpura',
  'palpable-purpura',
  'urticaria',
  'angioedema',
  'lip-face-swelling',
  'facial-oedema',
  'erythroderma',
  'punched-out-erosions',
  'clustered-vesicles',
  'generalised-pustules',
  'scalded-skin-pattern',
  'periorbital',
  'new-blistering-disease',
  // The whole person
  'fever',
  'malaise',
  'systemic-toxicity',
  'swollen-nodes',
  'breathing-trouble',
  'tongue-swelling',
  'hypotension',
  'fainting',
  'new-confusion',
  'blood-pressure-symptoms',
  'eye-involvement',
  'bulging-eye',
  'painful-eye-movement',
  'reduced-eye-movement',
  'reduced-vision',
  // Background and laboratory
  'immunosuppressed',
  'transplant',
  'on-methotrexate',
  'on-ciclosporin',
  'abnormal-blood-count',
  'abnormal-liver-test',
  'abnormal-laboratory',
  'suspicious-drug-reaction',
  'burn',
  // What the sender asks, and what telemedicine cannot do here
  'advice-only',
  'lacks-capacity',
  'full-skin-check-needed',
  'site-cannot-be-imaged',
  'needs-dermoscopy',
  'needs-biopsy',
] as const
export type CaseFact = (typeof caseFacts)[number]

/** Conditions as a person named them: the sender's or the reviewer's, never a picture's. */
export const conditions = [
  'acne',
  'nodular-acne',
  'scarring-acne',
  'atopic-dermatitis',
  'eczema',
  'rosacea',
  'psoriasis',
  'seborrhoeic-dermatitis',
  'tinea',
  'warts',
  'alopecia-non-scarring',
  'alopecia-scarring',
  'urticaria',
  'cellulitis',
  'impetigo',
  'scabies',
  'pyoderma-gangrenosum',
  'other',
] as const
export type Condition = (typeof conditions)[number]

/** What a person ticked about one lesion. */
export const lesionFacts = [
  'pigmented',
  'new',
  'changing',
  'growing',
  'elevated',
  'firm',
  'nodule',
  'red-violet',
  'painless',
  'keratinising',
  'crusted',
  'indurated',
  'change-in-size',
  'irregular-shape',
  'irregular-colour',
  'inflammation',
  'oozing',
  'change-in-sensation',
  'hutchinson-sign',
  'suspected-bcc',
  'suspected-scc',
  'suspected-melanoma',
  'strong-suspicion',
  'significant-change-on-follow-up',
  'dermoscopy-impossible',
] as const
export type LesionFact = (typeof lesionFacts)[number]

/** Where a lesion is, as far as a rule asks. */
export const lesionPlaces = ['eyelid', 'nose', 'lip', 'ear', 'face', 'nail', 'acral', 'elsewhere'] as const
export type LesionPlace = (typeof lesionPlaces)[number]

/** What the plan contains that hands must do. */
export const procedures = [
  'injection',
  'cryotherapy',
  'massage',
  'applied-by-staff',
  'excision',
  'biopsy',
  'curettage',
  'phototherapy',
  'patch-test',
  'drainage',
  'laser',
  'other-procedure',
] as const
