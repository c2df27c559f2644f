import { type Chance, chanceOf } from './chance.ts'

/** An invented patient: a name, a birth date, a skin tone to draw them with, and how much has been recorded of them. */
export interface Person {
  readonly seed: number
  readonly family: string
  readonly given: string
  readonly sex: 'female' | 'male'
  readonly birthDate: string
  readonly mrn: string
  /** Six steps from very light to very dark skin. */
  readonly tone: 1 | 2 | 3 | 4 | 5 | 6
  readonly lesions: number
  readonly visits: number
}

const families: readonly [string, ...string[]] = [
  'Abernathy',
  'Achebe',
  'Almeida',
  'Bergström',
  'Bianchi',
  'Brzęczek',
  'Castellanos',
  'Chowdhury',
  'Dąbrowski',
  'Demir',
  'Eze',
  'Fernández',
  'Fraser',
  'García',
  'Grünwald',
  'Haugen',
  'Hashimoto',
  'Ivanova',
  'Jóhannsdóttir',
  'Kessler',
  'Kovács',
  'Lefèvre',
  'López',
  'MacLeod',
  'Mbeki',
  'Müller',
  'Nakamura',
  'Nguyễn',
  'O’Connor',
  'Østergaard',
  'Papadopoulos',
  'Petit',
  'Quispe',
  'Rahman',
  'Šimić',
  'Strauß',
  'Tanaka',
  'Ünal',
  'Vargas',
  'Whitfield',
]
const women: readonly [string, ...string[]] = [
  'Adaeze',
  'Amélie',
  'Beatriz',
  'Chiara',
  'Elif',
  'Freya',
  'Grace',
  'Hana',
  'Ingrid',
  'Jagoda',
  'Katalin',
  'Leila',
  'Margaret',
  'Naomi',
  'Olena',
  'Priya',
  'Rosa',
  'Sigrún',
  'Thuỳ',
  'Yasmin',
]
const men: readonly [string, ...string[]] = [
  'Alasdair',
  'Bilal',
  'Chidi',
  'Diego',
  'Emre',
  'Filip',
  'Gábor',
  'Henrik',
  'Ibrahim',
  'Jan',
  'Kenji',
  'Luca',
  'Mateo',
  'Nikos',
  'Oskar',
  'Pierre',
  'Rashid',
  'Stefan',
  'Thomas',
  'Wilhelm',
]

/** The demo clinic's forty patients, always the same ones. The first has the longest story, to show the most at once. */
export function castOf(thisYear: number): readonly Person[] {
  const chance = chanceOf(1846)
  return families.map((family, index) => personOf(chance, { family, index, thisYear }))
}

function personOf(chance: Chance, at: { family: string; index: number; thisYear: number }): Person {
  const sex = chance.pick<Person['sex']>(['female', 'male'])
  const given = chance.pick(sex === 'female' ? women : men)
  const age = chance.between(19, 88)
  const day = `${String(chance.between(1, 12)).padStart(2, '0')}-${String(chance.between(1, 28)).padStart(2, '0')}`
  const first = at.index === 0
  return {
    seed: 1000 + at.index,
    family: at.family,
    given,
    sex,
    birthDate: `${at.thisYear - age}-${day}`,
    mrn: `DEMO-${String(4200 + at.index * 7).padStart(6, '0')}`,
    tone: chance.pick<Person['tone']>([1, 2, 2, 3, 3, 4, 5, 6]),
    lesions: first ? 3 : chance.pick([1, 1, 1, 2]),
    visits: first ? 4 : chance.pick([1, 2, 2, 3]),
  }
}
