/**
 * Where a site lies in the ISIC archive's anatomy, `anatom_site_1…5`, written as there with colons. From the archive's metadata
 * dictionary (isic-metadata, anatom_site_hierarchical, 206 nodes); where it has no node as fine as ours, the next coarser one.
 * Codes are those of `bodySites`.
 */
const face = 'Head and neck:Head:Face'
const scalp = 'Head and neck:Head:Scalp'
const neck = 'Head and neck:Neck'
const chest = 'Trunk:Anterior trunk:Anterior chest'
const abdomen = 'Trunk:Anterior trunk:Anterior abdomen'
const rear = 'Trunk:Posterior trunk'
const hand = 'Upper extremity:Hand'
const foot = 'Lower extremity:Foot'
const digits = ['Thumb', 'Index finger', 'Middle finger', 'Ring finger', 'Little finger']
const toeNames = ['Great toe', 'Second toe', 'Third toe', 'Fourth toe', 'Fifth toe']

const each = (codes: readonly string[], names: readonly string[], under: string): Record<string, string> =>
  Object.fromEntries(codes.map((code, at) => [code, `${under}:${names[at] ?? ''}`]))

const paths: Readonly<Record<string, string>> = {
  '43067004': scalp,
  '61719002': `${scalp}:Vertex of scalp`,
  '21672008': `${scalp}:Parietal scalp`,
  '79951008': `${scalp}:Occipital scalp`,
  '68698007': `${face}:Forehead`,
  '16621002': `${face}:Temple`,
  '367577003': `${face}:Orbital region:Periorbital region`,
  '41310005': `${face}:Orbital region:Eyelid`,
  '40069000': `${face}:Orbital region:Eyelid`,
  '27887005': `${face}:Orbital region`,
  '37671003': `${face}:Orbital region`,
  '73897004': face,
  '36141000': `${face}:Cheek`,
  '86719006': `${face}:Cheek:Lateral cheek`,
  '24483006': 'Head and neck:Head:Ear',
  '1902009': 'Head and neck:Head:Ear',
  '79313003': 'Head and neck:Head:Ear:Pinna:Helix of pinna',
  '2059009': 'Head and neck:Head:Ear:Pinna',
  '113179006': `${face}:Nose`,
  '59532': `${face}:Nose:Dorsum of nose`,
  '79283007': `${face}:Nose:Tip of nose`,
  '68598004': `${face}:Nose:Ala nasi`,
  '37108007': `${face}:Oral region:Nasolabial fold`,
  '16251004': `${face}:Oral region:Upper lip`,
  '66934001': `${face}:Oral region:Lower lip`,
  '23747009': `${face}:Chin`,
  '244097004': `${face}:Cheek:Lower cheek`,
  '34926004': `${neck}:Front of neck`,
  '43081002': neck,
  '11584001': `${neck}:Front of neck`,
  '5272005': `${neck}:Side of neck`,
  '4658004': `${neck}:Nape of neck`,
  '76072005': `${neck}:Supraclavicular region`,
  '66288003': `${chest}:Upper anterior chest:Infraclavicular region`,
  '244106003': chest,
  '244107007': `${chest}:Upper anterior chest:Presternal region`,
  '72005009': `${chest}:Breast:Areola`,
  '54468004': `${chest}:Breast:Nipple`,
  '76261009': 'Trunk:Lateral trunk:Axilla',
  '699935000': `${abdomen}:Upper anterior abdomen`,
  '315003': `${abdomen}:Periumbilical region:Umbilicus`,
  '699914002': `${abdomen}:Lower anterior abdomen`,
  '75093004': abdomen,
  '39687006': `${abdomen}:Lower anterior abdomen:Inguinal region`,
  '60944009': 'Anogenital region:Genital region',
  '48014002': 'Anogenital region:Perianal region:Perineum',
  '66643007': rear,
  '699893008': `${rear}:Upper back`,
  '130323': `${rear}:Mid back`,
  '113182001': `${rear}:Lower back`,
  '22180002': 'Lower extremity:Buttock',
  '63029009': 'Lower extremity:Buttock:Gluteal fold',
  '59112000': 'Anogenital region:Perianal region:Anus',
  '45981001': 'Upper extremity:Upper arm:Anterior upper arm',
  '72939005': 'Upper extremity:Upper arm:Posterior upper arm',
  '17957002': 'Upper extremity:Elbow:Antecubital fossa',
  '181536004': 'Upper extremity:Elbow:Elbow tip',
  '70559009': 'Upper extremity:Forearm:Volar forearm',
  '41550009': 'Upper extremity:Forearm:Dorsal forearm',
  '24527008': 'Upper extremity:Wrist:Volar wrist',
  '52876008': 'Upper extremity:Wrist:Dorsal wrist',
  '33712006': hand,
  '70887009': `${hand}:Palm of hand`,
  '26795005': `${hand}:Palm of hand:Thenar eminence`,
  '89784008': `${hand}:Palm of hand:Hypothenar eminence`,
  '281642007': `${hand}:Dorsum of hand`,
  '244169007': `${hand}:Fingers and thumb`,
  '770809003': `${hand}:Fingers and thumb`,
  ...each(['38341', '38344', '38347', '38354', '38357'], digits, `${hand}:Fingers and thumb`),
  ...each(['38321', '38324', '38327', '38330', '38333'], digits, `${hand}:Fingers and thumb`),
  ...each(['770810008', '770815003', '770816002', '770817006', '770818001'], digits, `${hand}:Fingers and thumb`),
  '61248009': 'Lower extremity:Thigh:Anterior thigh',
  '4578000': 'Lower extremity:Thigh:Posterior thigh',
  '73958006': 'Lower extremity:Thigh:Medial thigh',
  '181553006': 'Lower extremity:Knee:Patellar region',
  '84507004': 'Lower extremity:Knee:Popliteal fossa',
  '25763004': 'Lower extremity:Lower leg:Shin',
  '47224004': 'Lower extremity:Lower leg:Calf',
  '181563003': 'Lower extremity:Ankle:Medial ankle',
  '181564009': 'Lower extremity:Ankle:Lateral ankle',
  '60496002': foot,
  '130313': `${foot}:Dorsum of foot`,
  '130309': `${foot}:Dorsum of foot`,
  '84607009': `${foot}:Sole of foot:Heel`,
  '130317': `${foot}:Sole of foot:Plantar surface of forefoot`,
  '52953006': `${foot}:Sole of foot:Medial surface of sole of foot`,
  '35739000': `${foot}:Sole of foot:Lateral plantar region`,
  '52034004': `${foot}:Toes`,
  '770805009': `${foot}:Toes`,
  ...each(['37873', '37876', '37879', '37882', '37885'], toeNames, `${foot}:Toes`),
  ...each(['38107', '38110', '38113', '38116', '38119'], toeNames, `${foot}:Toes`),
  ...each(['770822006', '770823001', '770825008', '770821004', '770820003'], toeNames, `${foot}:Toes`),
}

/** The ISIC anatomical path of a coded site, coarse to fine, at most five levels; empty for a code that is none of ours. */
export const isicPathOf = (siteCode: string): readonly string[] =>
  Object.hasOwn(paths, siteCode) ? (paths[siteCode] ?? '').split(':') : []
