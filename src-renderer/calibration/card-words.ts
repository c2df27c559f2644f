/** The patches of the 24-patch card, row by row, by the names its maker gives them. */
export const patchNames = [
  ...(['darkSkin', 'lightSkin', 'blueSky', 'foliage', 'blueFlower', 'bluishGreen'] as const),
  ...(['orange', 'purplishBlue', 'moderateRed', 'purple', 'yellowGreen', 'orangeYellow'] as const),
  ...(['blue', 'green', 'red', 'yellow', 'magenta', 'cyan'] as const),
  ...(['white', 'neutral8', 'neutral65', 'neutral5', 'neutral35', 'black'] as const),
] as const

/** Namespace `calibration`, under `card`. */
export const cardWords = {
  open: 'Measure a colour card',
  hint: 'A picture of a 24-patch colour card, taken with the device as it is used. It stays in the memory of this window: it is neither sent nor kept.',
  choose: 'Choose a picture of the card',
  other: 'Choose another picture',
  reading: 'Reading the picture…',
  unreadable: 'This file cannot be read as a picture of at most 64 megapixels. Choose a JPEG, PNG or WebP file.',
  place:
    'Put the numbered corners on the outer corners of the patch field: 1 dark skin, 2 bluish green, 3 black, 4 white. Drag them, or go to one with Tab and move it with the arrow keys, with Shift in larger steps.',
  picture: 'Picture of the colour card',
  cornerAt: '{{name}}: x {{x}}, y {{y}} px. Arrow keys move it.',
  corner: {
    darkSkin: 'Corner 1, dark skin',
    bluishGreen: 'Corner 2, bluish green',
    black: 'Corner 3, black',
    white: 'Corner 4, white',
  },
  patches: 'Patches: left as taken, right as the card is made; below, ΔE2000 before the fit',
  patchDeltaE: 'ΔE {{value}}',
  deltaE:
    'Mean ΔE2000 {{before}} as taken (largest {{beforeMost}}), {{after}} after the fit (largest {{afterMost}}), over the 24 patches.',
  balanced: 'White balance: greys are grey within 5 % (red × {{red}}, blue × {{blue}} of green would make them exact).',
  cast: 'White balance: greys have a cast; red × {{red}} and blue × {{blue}}, green kept, would make them grey.',
  exposure: {
    right: 'Exposure: within a third of a stop of the card’s greys ({{stops}} stops apart).',
    dark: 'Exposure: {{stops}} stops too dark by the card’s greys.',
    bright: 'Exposure: {{stops}} stops too bright by the card’s greys.',
  },
  refused: 'Not measured',
  reason: {
    outside: 'A corner lies outside the picture.',
    clipped: 'A patch is clipped: its true colour is not known. Take the picture again with less light.',
    dark: 'Even the white patch is nearly black. Take the picture again with more light.',
    'no-card':
      'These are not the patches of the card: flat, turned, or something else. Check that corner 1 is on dark skin and corner 4 on white.',
  },
  patch: {
    darkSkin: 'Dark skin',
    lightSkin: 'Light skin',
    blueSky: 'Blue sky',
    foliage: 'Foliage',
    blueFlower: 'Blue flower',
    bluishGreen: 'Bluish green',
    orange: 'Orange',
    purplishBlue: 'Purplish blue',
    moderateRed: 'Moderate red',
    purple: 'Purple',
    yellowGreen: 'Yellow green',
    orangeYellow: 'Orange yellow',
    blue: 'Blue',
    green: 'Green',
    red: 'Red',
    yellow: 'Yellow',
    magenta: 'Magenta',
    cyan: 'Cyan',
    white: 'White',
    neutral8: 'Neutral 8',
    neutral65: 'Neutral 6.5',
    neutral5: 'Neutral 5',
    neutral35: 'Neutral 3.5',
    black: 'Black',
  },
} as const
