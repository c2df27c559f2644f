import { type Leaflet, own } from './leaflet.ts'

/** Safety with medicines and light. */
export const treatments: readonly Leaflet[] = [
  {
    id: 'isotretinoin-safety',
    ...own,
    words: {
      en: {
        title: 'Isotretinoin: stay safe',
        steps: [
          'Take it with food, as written.',
          'If you can become pregnant: use birth control as agreed and do every pregnancy test, also for one month after the last dose.',
          'Come to your blood tests.',
          'Use lip balm, moisturiser and sunscreen.',
        ],
        avoid: [
          'Never take it if you are or may be pregnant: it does great harm to an unborn child.',
          'Do not share it. Do not give blood while you take it and for one month after.',
          'Do not take vitamin A or tetracycline medicines with it.',
        ],
        callIf: [
          'Stop and call us at once if you may be pregnant.',
          'Get emergency help for a bad headache with changed sight, strong belly pain, or thoughts of harming yourself.',
          'Call us about low mood.',
        ],
      },
      es: {
        title: 'Isotretinoína: uso seguro',
        steps: [
          'Tómela con comida, como está escrito.',
          'Si puede quedar embarazada: use los anticonceptivos acordados y haga cada prueba de embarazo, también un mes después de la última dosis.',
          'Acuda a sus análisis de sangre.',
          'Use bálsamo labial, crema hidratante y protector solar.',
        ],
        avoid: [
          'Nunca la tome si está o puede estar embarazada: hace mucho daño al bebé.',
          'No la comparta. No done sangre mientras la toma ni un mes después.',
          'No tome vitamina A ni tetraciclinas con ella.',
        ],
        callIf: [
          'Deje de tomarla y llámenos enseguida si puede estar embarazada.',
          'Pida ayuda de emergencia por dolor de cabeza fuerte con cambios en la vista, dolor fuerte de barriga o ideas de hacerse daño.',
          'Llámenos si se siente decaído.',
        ],
      },
    },
  },
  {
    id: 'methotrexate-weekly',
    ...own,
    words: {
      en: {
        title: 'Methotrexate: once a WEEK',
        steps: [
          'Take it on ONE day of the week only. Write that day down: ____________.',
          'Take folic acid as you were told.',
          'Come to every blood test.',
          'Tell every doctor and pharmacist that you take it.',
        ],
        avoid: [
          'Never take it every day. Too much can kill.',
          'Do not take it if you are pregnant, breastfeeding or planning a child. Ask us about birth control.',
          'Avoid alcohol. Ask before any new medicine, above all trimethoprim or pain tablets.',
        ],
        callIf: [
          'Get emergency help at once if you took too much, also if you feel well.',
          'Call the same day about fever, sore mouth, bruises, yellow skin, a dry cough or short breath.',
        ],
      },
      es: {
        title: 'Metotrexato: una vez por SEMANA',
        steps: [
          'Tómelo UN solo día de la semana. Escriba ese día: ____________.',
          'Tome ácido fólico como le dijeron.',
          'Acuda a cada análisis de sangre.',
          'Diga a cada médico y farmacéutico que lo toma.',
        ],
        avoid: [
          'Nunca lo tome todos los días. Demasiado puede matar.',
          'No lo tome si está embarazada, da el pecho o planea un hijo. Pregunte por los anticonceptivos.',
          'Evite el alcohol. Pregunte antes de otra medicina, sobre todo trimetoprima o pastillas para el dolor.',
        ],
        callIf: [
          'Pida ayuda de emergencia enseguida si tomó demasiado, aunque se sienta bien.',
          'Llame el mismo día si hay fiebre, llagas en la boca, moretones, piel amarilla, tos seca o falta de aire.',
        ],
      },
    },
  },
  {
    id: 'steroid-fingertips',
    ...own,
    words: {
      en: {
        title: 'How much steroid cream to use',
        steps: [
          'Press a line of cream on an adult fingertip, from the tip to the first crease. That is one fingertip unit.',
          'One unit covers the skin of two adult flat hands, fingers together.',
          'Put it on thinly on the places you were told, as often and as long as written.',
          'Wash your hands afterwards, unless the hands are treated.',
        ],
        avoid: [
          'Do not use it on the face, in skin folds or near the eyes unless you were told to.',
          'Do not cover it with a bandage unless you were told to.',
        ],
        callIf: ['Call us if the skin gets thin, burns, or does not get better in two weeks.'],
      },
      es: {
        title: 'Cuánta crema con corticoide usar',
        steps: [
          'Ponga una línea de crema en la punta de un dedo de adulto, hasta el primer pliegue. Es una unidad.',
          'Una unidad cubre la piel de dos manos planas de adulto, con los dedos juntos.',
          'Ponga una capa fina donde le dijeron, tantas veces y tanto tiempo como está escrito.',
          'Lávese las manos después, salvo que se traten las manos.',
        ],
        avoid: [
          'No la use en la cara, en pliegues ni cerca de los ojos salvo que se lo digan.',
          'No la cubra con vendaje salvo que se lo digan.',
        ],
        callIf: ['Llámenos si la piel se adelgaza, arde o no mejora en dos semanas.'],
      },
    },
  },
  {
    id: 'phototherapy-care',
    ...own,
    words: {
      en: {
        title: 'Care during light treatment',
        steps: [
          'Come on all agreed days. Tell us if you missed some: the dose changes.',
          'Wear the goggles in the cabin, and cover what we told you to cover.',
          'Tell us before each session about redness or pain, and about every new medicine.',
          'Use moisturiser after the light, not before unless we say so.',
        ],
        avoid: ['Do not sunbathe or use tanning beds.', 'Do not put perfume on the skin on treatment days.'],
        callIf: ['Call us before the next session about redness that lasts longer than a day, pain or blisters.'],
      },
      es: {
        title: 'Cuidados durante el tratamiento con luz',
        steps: [
          'Venga todos los días acordados. Díganos si faltó: la dosis cambia.',
          'Use las gafas en la cabina y cubra lo que le dijimos.',
          'Díganos antes de cada sesión si hay enrojecimiento o dolor, y cada medicina nueva.',
          'Use crema hidratante después de la luz, no antes salvo que se lo digamos.',
        ],
        avoid: ['No tome el sol ni use camas de bronceado.', 'No se ponga perfume los días de tratamiento.'],
        callIf: [
          'Llámenos antes de la próxima sesión si el enrojecimiento dura más de un día, o hay dolor o ampollas.',
        ],
      },
    },
  },
]
