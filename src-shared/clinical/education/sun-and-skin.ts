import { type Leaflet, own } from './leaflet.ts'

/** Sun, looking at one's own skin, pictures of it, and care after a biopsy. */
export const sunAndSkin: readonly Leaflet[] = [
  {
    id: 'sun-protection',
    ...own,
    words: {
      en: {
        title: 'Protect your skin from the sun',
        steps: [
          'Stay in the shade when the sun is strongest, around the middle of the day.',
          'Wear a wide hat, sunglasses, long sleeves and closely woven cloth.',
          'Use a broad-spectrum sunscreen of SPF 30 or more on skin that is not covered.',
          'Put on plenty, 15 minutes before you go out. Put it on again every two hours and after water or sweat.',
        ],
        avoid: ['Do not use tanning beds.', 'Do not use sunscreen to stay longer in strong sun.'],
        callIf: ['Call us about a burn with blisters, fever or sickness.'],
      },
      es: {
        title: 'Proteja su piel del sol',
        steps: [
          'Quédese a la sombra cuando el sol es más fuerte, hacia el mediodía.',
          'Use sombrero ancho, gafas de sol, mangas largas y tela tupida.',
          'Use un protector solar de amplio espectro, FPS 30 o más, en la piel sin cubrir.',
          'Ponga bastante, 15 minutos antes de salir. Repita cada dos horas y después del agua o del sudor.',
        ],
        avoid: ['No use camas de bronceado.', 'No use el protector para quedarse más tiempo bajo sol fuerte.'],
        callIf: ['Llámenos si tiene una quemadura con ampollas, fiebre o malestar.'],
      },
    },
  },
  {
    id: 'self-examination',
    ...own,
    words: {
      en: {
        title: 'Look at your own skin',
        steps: [
          'Once a month, look at all of your skin in good light. Use a mirror, or ask somebody to help.',
          'Do not forget the scalp, behind the ears, the back, the soles, between the toes and the nails.',
          'Look for a spot that is uneven in shape (A), has a ragged border (B) or several colours (C). Look, too, for one that is larger than 6 mm (D), or changes (E).',
          'These letters do not tell what a spot is. They tell you to show it to us.',
        ],
        avoid: ['Do not wait for your next visit if a spot changes.'],
        callIf: ['Call us soon if a spot is new and unlike the others, changes, grows, bleeds or does not heal.'],
      },
      es: {
        title: 'Revise su propia piel',
        steps: [
          'Una vez al mes, mire toda su piel con buena luz. Use un espejo o pida ayuda.',
          'No olvide el cuero cabelludo, detrás de las orejas, la espalda, las plantas, entre los dedos y las uñas.',
          'Busque una mancha de forma desigual (A), borde irregular (B) o varios colores (C). Busque también una mayor de 6 mm (D) o que cambia (E).',
          'Estas letras no dicen qué es una mancha. Le dicen que nos la muestre.',
        ],
        avoid: ['No espere a su próxima visita si una mancha cambia.'],
        callIf: ['Llámenos pronto si una mancha es nueva y distinta, cambia, crece, sangra o no sana.'],
      },
    },
  },
  {
    id: 'biopsy-wound',
    ...own,
    words: {
      en: {
        title: 'Care of your wound after a biopsy',
        steps: [
          'Keep the bandage dry and on for the first 24 hours.',
          'Then wash the wound gently with soap and water once a day and pat it dry.',
          'Put on plain petroleum jelly and a clean bandage until it has healed.',
          'If it bleeds, press firmly with a clean cloth for 20 minutes without looking.',
          'Come back for your stitches on the day you were told.',
          'Ask us for your result if you have heard nothing in two weeks.',
        ],
        avoid: ['Do not swim or soak the wound.', 'Do not pick the scab.'],
        callIf: [
          'Call us the same day about more redness, warmth, swelling, pus or pain, or fever.',
          'Get emergency help if bleeding does not stop after 20 minutes of pressing.',
        ],
      },
      es: {
        title: 'Cuidado de la herida después de una biopsia',
        steps: [
          'Deje el vendaje seco y puesto las primeras 24 horas.',
          'Después lave la herida con agua y jabón una vez al día y séquela con toques.',
          'Ponga vaselina y un vendaje limpio hasta que sane.',
          'Si sangra, apriete con un paño limpio 20 minutos sin mirar.',
          'Vuelva para los puntos el día que le dijeron.',
          'Pregunte por su resultado si no sabe nada en dos semanas.',
        ],
        avoid: ['No nade ni remoje la herida.', 'No arranque la costra.'],
        callIf: [
          'Llámenos el mismo día si hay más enrojecimiento, calor, hinchazón, pus o dolor, o fiebre.',
          'Pida ayuda de emergencia si no deja de sangrar tras 20 minutos de presión.',
        ],
      },
    },
  },
  {
    id: 'photo-tips',
    ...own,
    words: {
      en: {
        title: 'Good pictures of your skin',
        steps: [
          'Stand in daylight near a window, or turn on all lights. Turn the flash off.',
          'Take one picture from an arm away that shows where it is, then one from a hand away.',
          'Hold still, tap the spot on the screen, and wait until it is sharp.',
          'Put a coin or a ruler beside the spot, not on it.',
          'Look at the picture. Take it again if it is blurred or dark.',
        ],
        avoid: ['Do not use filters or make-up.', 'Do not send pictures by e-mail. Use the way we gave you.'],
        callIf: ['Do not wait for an answer to a picture if you feel very ill. Get emergency help.'],
      },
      es: {
        title: 'Buenas fotos de su piel',
        steps: [
          'Póngase a la luz del día junto a una ventana, o encienda todas las luces. Apague el flash.',
          'Tome una foto a un brazo de distancia que muestre el lugar, y otra a una mano de distancia.',
          'No se mueva, toque la mancha en la pantalla y espere a que se vea nítida.',
          'Ponga una moneda o una regla al lado de la mancha, no encima.',
          'Mire la foto. Repítala si está borrosa u oscura.',
        ],
        avoid: ['No use filtros ni maquillaje.', 'No mande fotos por correo. Use la vía que le dimos.'],
        callIf: ['No espere respuesta a una foto si se siente muy mal. Pida ayuda de emergencia.'],
      },
    },
  },
  {
    id: 'sun-damage-follow-up',
    ...own,
    words: {
      en: {
        title: 'Skin that has had much sun',
        steps: [
          'Protect your skin from the sun every day, also when it is cloudy.',
          'Look at your skin once a month and feel for rough or sore places.',
          'If you were given a cream, use it as written. Redness and crusts may be expected; ask us how much.',
          'Keep your appointments, also when all seems well.',
        ],
        avoid: ['Do not use tanning beds.', 'Do not scratch or cut rough places.'],
        callIf: ['Call us soon about a place that gets thick, sore, grows, bleeds or does not heal.'],
      },
      es: {
        title: 'Piel que ha recibido mucho sol',
        steps: [
          'Proteja su piel del sol cada día, también cuando está nublado.',
          'Mire su piel una vez al mes y busque zonas ásperas o dolorosas.',
          'Si le dieron una crema, úsela como está escrito. Puede haber enrojecimiento y costras; pregunte cuánto.',
          'Acuda a sus citas, también si todo parece bien.',
        ],
        avoid: ['No use camas de bronceado.', 'No rasque ni corte las zonas ásperas.'],
        callIf: ['Llámenos pronto si una zona se engrosa, duele, crece, sangra o no sana.'],
      },
    },
  },
]
