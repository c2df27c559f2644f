import { type Leaflet, own } from './leaflet.ts'

/** Daily care with eczema, acne and psoriasis. */
export const conditions: readonly Leaflet[] = [
  {
    id: 'eczema-care',
    ...own,
    words: {
      en: {
        title: 'Living with eczema',
        steps: [
          'Use a plain moisturiser without perfume at least twice a day, also when the skin looks well.',
          'Wash with lukewarm water, short, with a mild cleanser. Put moisturiser on within three minutes.',
          'Use your medicine as written, on the red and itchy places.',
          'Keep nails short. Wear soft cotton.',
        ],
        avoid: ['Do not use perfumed soaps or wool on the skin.'],
        callIf: [
          'Call us the same day about yellow crusts, pus, fever, or many small painful blisters or sores.',
          'Call us if it does not get better in two weeks.',
        ],
      },
      es: {
        title: 'Vivir con eccema',
        steps: [
          'Use una crema hidratante sin perfume al menos dos veces al día, también si la piel se ve bien.',
          'Lávese con agua tibia, poco tiempo, con un limpiador suave. Ponga crema antes de tres minutos.',
          'Use su medicina como está escrito, en las zonas rojas y que pican.',
          'Lleve las uñas cortas. Use algodón suave.',
        ],
        avoid: ['No use jabones perfumados ni lana sobre la piel.'],
        callIf: [
          'Llámenos el mismo día si hay costras amarillas, pus, fiebre o muchas ampollas o llagas dolorosas.',
          'Llámenos si no mejora en dos semanas.',
        ],
      },
    },
  },
  {
    id: 'acne-care',
    ...own,
    words: {
      en: {
        title: 'Care with acne',
        steps: [
          'Wash twice a day with a mild cleanser and your hands.',
          'Put the medicine thinly on the whole area, not only on single spots.',
          'Begin slowly if the skin gets dry, for example every second evening, and use a light moisturiser.',
          'Give it 8 to 12 weeks. Improvement takes time.',
          'Use sunscreen: some acne medicines make the skin burn sooner.',
        ],
        avoid: ['Do not squeeze spots.', 'Do not use oily make-up or scrubs.'],
        callIf: [
          'Call us about painful lumps, scars or strong irritation.',
          'Call us before you go on if you are or may be pregnant.',
          'Tell us if acne makes you very sad. Get emergency help at once if you think of harming yourself.',
        ],
      },
      es: {
        title: 'Cuidados con el acné',
        steps: [
          'Lávese dos veces al día con un limpiador suave y las manos.',
          'Ponga una capa fina de medicina en toda la zona, no solo en los granos.',
          'Empiece despacio si la piel se seca, por ejemplo cada dos noches, y use una crema ligera.',
          'Dele de 8 a 12 semanas. La mejoría toma tiempo.',
          'Use protector solar: algunas medicinas hacen que la piel se queme antes.',
        ],
        avoid: ['No apriete los granos.', 'No use maquillaje graso ni exfoliantes.'],
        callIf: [
          'Llámenos si hay bultos dolorosos, cicatrices o mucha irritación.',
          'Llámenos antes de seguir si está o puede estar embarazada.',
          'Díganos si el acné le pone muy triste. Pida ayuda de emergencia si piensa en hacerse daño.',
        ],
      },
    },
  },
  {
    id: 'psoriasis-care',
    ...own,
    words: {
      en: {
        title: 'Living with psoriasis',
        steps: [
          'Use a moisturiser every day. It loosens scales.',
          'Use your medicine as written, and go on as long as you were told.',
          'Care for your whole health: do not smoke, drink little alcohol, move every day.',
          'Tell us about all your medicines. Some make the skin worse.',
        ],
        avoid: ['Do not scratch or pull off scales.', 'Do not stop tablets or injections without asking us.'],
        callIf: [
          'Tell us about painful, stiff or swollen joints.',
          'Get help the same day if most of the skin is red, or there are pus spots with fever.',
        ],
      },
      es: {
        title: 'Vivir con psoriasis',
        steps: [
          'Use crema hidratante cada día. Ablanda las escamas.',
          'Use su medicina como está escrito, todo el tiempo que le dijeron.',
          'Cuide toda su salud: no fume, beba poco alcohol, muévase cada día.',
          'Díganos todas sus medicinas. Algunas empeoran la piel.',
        ],
        avoid: ['No rasque ni arranque las escamas.', 'No deje pastillas ni inyecciones sin preguntarnos.'],
        callIf: [
          'Díganos si tiene articulaciones dolorosas, rígidas o hinchadas.',
          'Pida ayuda el mismo día si casi toda la piel está roja, o hay puntos de pus con fiebre.',
        ],
      },
    },
  },
]
