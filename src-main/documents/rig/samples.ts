import sharp from 'sharp'
import type { Clinician, TemplateData } from '../../../src-shared/documents/index.ts'

// Invented papers for tests. Nobody in them exists.

const head = {
  id: '0d9e7a34-5c1f-4e55-9b0a-3f6f2f1f7a10',
  edition: 1,
  status: 'final' as const,
  language: 'en',
  created: '2026-03-09T14:05:00+01:00',
  paper: 'A4' as const,
  clinic: {
    name: 'Hautpraxis Möhrenfeld Dermatology',
    address: ['12 Juniper Lane', 'Springfield, IL 62704'],
    phone: '+1 217 555 0142',
    email: 'desk@clinic.example',
    numbers: [{ label: 'Clinic registration', value: 'C-48213' }],
  },
  patient: {
    name: 'Łucja Żółć-Đorđević',
    birthDate: '1987-02-28',
    sex: 'Female',
    numbers: [{ label: 'MRN', value: '00417-22' }],
    address: ['4 Rue de l’Église', '62705 Springfield'],
    phone: '+1 217 555 0199',
    weight: { value: '70.5 kg', on: '2026-03-01' },
  },
}

export const dermatologist: Clinician = {
  name: 'Dr. Zoë Ångström',
  role: 'Dermatologist',
  organisation: 'Hautpraxis Möhrenfeld Dermatology',
  address: ['12 Juniper Lane', 'Springfield, IL 62704'],
  phone: '+1 217 555 0143',
  numbers: [
    { label: 'NPI', value: '1234567893' },
    { label: 'Licence IL', value: '036-112233' },
  ],
}
const surgeon: Clinician = {
  name: 'Dr. Iñigo Núñez',
  role: 'Surgeon',
  organisation: 'County Hospital, Department of Surgery',
  address: ['1 Hospital Road', 'Springfield, IL 62701'],
}
const signature = {
  by: dermatologist,
  at: '2026-03-09T14:06:30+01:00',
  secondStep: 'security key',
  hash: 'a3'.repeat(32),
}

const lesion = {
  image: 'overview',
  caption: 'Overview of the left forearm, extensor side',
  takenAt: '2026-03-09T13:40:00+01:00',
  scale: 'uncalibrated',
}
const close = {
  image: 'close',
  caption: 'Dermoscopy, contact polarised',
  takenAt: '2026-03-09T13:42:00+01:00',
  scale: '1 mm = 41 px ± 2 %',
  regions: [
    {
      label: 'Irregular border, upper left',
      points: [
        [0.3, 0.3],
        [0.5, 0.25],
        [0.55, 0.45],
        [0.35, 0.5],
      ] as [number, number][],
    },
    {
      label: 'Longest diameter, 7.4 ± 0.2 mm',
      points: [
        [0.2, 0.7],
        [0.8, 0.6],
      ] as [number, number][],
    },
    { label: 'Crust', points: [[0.7, 0.3]] as [number, number][] },
  ],
}

export const samples: TemplateData = {
  'referral-letter': {
    ...head,
    to: surgeon,
    from: dermatologist,
    copies: [{ name: 'Dr. Ada Okonkwo', role: 'General practitioner' }],
    urgency: { label: 'Within two weeks', because: 'pigmented lesion that changed over eight weeks' },
    reason: 'Excision of a changing pigmented lesion on the left forearm.\nThe patient agrees to the referral.',
    question: 'Please excise with a 2 mm margin and send for histology. Is a date within ≤ 14 days possible?',
    history: 'Noticed about five years ago; larger and darker since January. No bleeding. Itch 2 of 10.',
    problems: [{ text: 'Neoplasm of uncertain behaviour of skin, as stated by the dermatologist', code: 'D48.5' }],
    medicines: [{ name: 'Levothyroxine 75 µg', directions: 'one tablet every morning' }, { name: 'Ibuprofen 400 mg' }],
    allergies: [{ substance: 'Penicillin', reaction: 'urticaria' }],
    findings: [
      { name: 'Longest diameter', value: '7.4 mm ± 0.2 mm', note: 'calibrated on the ruler' },
      { name: '7-point checklist', value: '4', note: 'Argenziano 1998' },
    ],
    pictures: [lesion, close],
    pair: { pictures: [lesion, close], fit: 'Registered; error left 0.3 mm. Colours may not be compared.' },
    coverage: [{ payer: 'Prairie Mutual', member: 'PM-99-1' }],
    signature,
  },
  'consult-report': {
    ...head,
    to: { name: 'Dr. Ada Okonkwo', role: 'General practitioner', organisation: 'Elm Street Surgery' },
    from: dermatologist,
    asked: { on: '2026-03-07', question: 'Is this plaque on the elbow to be treated here or seen by you?' },
    history: 'Scaly plaques on both elbows for two years.',
    findings: [{ name: 'PASI', value: '4.8', note: 'Fredriksson 1978' }],
    pictures: [lesion],
    assessment: 'Plaque psoriasis, mild, in my judgement.',
    problems: [{ text: 'Psoriasis vulgaris', code: 'L40.0' }],
    outcome: { code: 'advice', label: 'Treat in primary care with advice' },
    advice: 'Calcipotriol 50 µg/g with betamethasone 0.5 mg/g once a day for four weeks, then review.',
    safetyNet: 'Fever, pustules or more than 10 % of the skin: send the same day.',
    followUp: 'Pictures again in 4 weeks.',
    limits: ['Nails were not pictured.'],
    education: ['Living with psoriasis'],
    signature,
  },
  'visit-summary': {
    ...head,
    clinician: dermatologist,
    visit: {
      start: '2026-03-09T13:30:00+01:00',
      end: '2026-03-09T13:55:00+01:00',
      way: 'Video',
      reason: 'Acne review',
    },
    subjective: 'Better since the last visit; dry lips.',
    objective: 'Few papules on both cheeks, no nodules.',
    assessment: 'Acne, improving.',
    plan: 'Continue. Lip balm. Laboratory tests before the next visit.',
    problems: [{ text: 'Acne vulgaris', code: 'L70.0' }],
    medicines: [{ name: 'Isotretinoin 20 mg', directions: 'two capsules a day with food' }],
    allergies: 'none known',
    scores: [{ name: 'IGA', value: '2', version: '2005', on: '2026-03-09' }],
    pictures: [lesion],
    orders: ['Lipids and liver enzymes, fasting'],
    next: '6 Apr 2026, 10:00, video',
    signature,
  },
  prescription: {
    ...head,
    prescriber: { ...dermatologist, numbers: dermatologist.numbers ?? [] },
    supervising: { name: 'Dr. Øystein Følling', numbers: [{ label: 'NPI', value: '1999999984' }] },
    pharmacy: { name: 'Corner Pharmacy', ncpdp: '1234567' },
    drug: {
      name: 'Methotrexate',
      strength: '2.5 mg',
      form: 'tablet',
      route: 'by mouth',
      rxcui: '105585',
      controlled: false,
    },
    directions: 'Take 6 tablets (15 mg) by mouth once a week, on Monday. Never every day.',
    asNeededFor: 'nothing: taken regularly',
    mostADay: '15 mg on the one day of the week',
    quantity: { value: '24', unit: 'tablets' },
    daysSupply: 28,
    refills: 2,
    substitution: true,
    indication: { text: 'Psoriasis vulgaris', code: 'L40.0' },
    noteToPharmacist: 'Dispense 2.5 mg tablets only.',
    written: '2026-03-09',
    effective: '2026-03-10',
    expires: '2027-03-09',
    allergies: [{ substance: 'Penicillin', reaction: 'urticaria' }],
    allergiesCheckedAt: '2026-03-09T14:04:00+01:00',
    acknowledged: [{ rule: 'MTX-NSAID', reason: 'ibuprofen stopped on 1 Mar 2026' }],
    signature,
  },
  'patient-instructions': {
    ...head,
    clinician: dermatologist,
    about: 'methotrexate once a week',
    summary: 'Methotrexate is taken once a week, always on the same day.',
    steps: ['Take 6 tablets on Monday.', 'Take folic acid on Tuesday.', 'Have your blood tested every 4 weeks.'],
    medicines: [{ name: 'Folic acid 5 mg', directions: 'one tablet on Tuesday' }],
    avoid: ['Alcohol', 'Ibuprofen and similar pain killers'],
    callIf: ['Fever ≥ 38 °C', 'Mouth sores', 'Shortness of breath'],
    contact: { phone: '+1 217 555 0142', hours: 'Monday to Friday, 8 to 17' },
    next: '6 Apr 2026, 10:00, video',
    pictures: [lesion],
    sources: ['MedlinePlus: Methotrexate, medlineplus.gov, read in March 2026'],
  },
  'reaction-report': {
    ...head,
    patientCode: 'CUT-0417',
    birthDate: '1987-02-28',
    ageYears: 39,
    sex: 'Female',
    weightKg: '70.5',
    ethnicity: 'Not Hispanic or Latino',
    race: ['White'],
    types: ['adverse event'],
    outcomes: ['hospitalisation', 'other serious'],
    eventOn: '2026-03-02',
    reportedOn: '2026-03-09',
    description: 'Widespread itching exanthem on day 9 of treatment, no mucosal lesion.',
    tests: 'Eosinophils 1.2 × 10⁹/L on 3 Mar 2026.',
    history: 'No earlier reaction to a medicine.',
    product: { kept: true, returnedOn: '2026-03-08' },
    suspects: [
      {
        name: 'Sulfamethoxazole with trimethoprim',
        strength: '800 mg / 160 mg',
        manufacturer: 'Example Laboratories',
        dose: '1 tablet',
        frequency: 'twice a day',
        route: 'by mouth',
        from: '2026-02-21',
        to: '2026-03-02',
        indication: 'Folliculitis',
        abatedOnStop: 'yes',
        reappeared: 'does not apply',
        lot: 'L77A',
        expires: '2027-06-30',
        ndc: '00000-1111-22',
      },
    ],
    device: {
      brand: 'Examplelamp',
      kind: 'phototherapy lamp',
      manufacturer: 'Example Optics',
      model: 'NB-2',
      lot: 'L1',
      serial: 'S-9',
      udi: '(01)00000000000017',
      operator: 'Nurse',
      implanted: '2026-01-01',
    },
    concomitant: [{ name: 'Levothyroxine 75 µg', from: '2020-01-01' }],
    severity: { grade: 3, words: 'severe, hospital care needed' },
    naranjo: { total: 6, category: 'probable' },
    pictures: [lesion],
    reporter: dermatologist,
    reporterIsProfessional: true,
    alsoReportedTo: ['manufacturer'],
    identityWithheld: true,
  },
}

/** A drawn picture as the darkroom would make it: JPEG, no metadata. */
export const jpeg = async (shade: number, widthPx = 320, heightPx = 240): Promise<Uint8Array> =>
  new Uint8Array(
    await sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: { r: 222, g: 180, b: shade } } })
      .composite([
        {
          input: Buffer.from(
            `<svg width="${widthPx}" height="${heightPx}"><ellipse cx="${widthPx * 0.45}" cy="${heightPx * 0.45}" rx="${widthPx * 0.2}" ry="${heightPx * 0.25}" fill="#6b3f2a"/></svg>`,
          ),
        },
      ])
      .jpeg({ quality: 86 })
      .toBuffer(),
  )
