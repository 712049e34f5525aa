/** Who calls in the demo. Their numbers are those that the German regulator keeps for films: nobody has them. */

export interface DemoPerson {
  readonly name: string;
  readonly number: string;
  readonly language?: 'de';
}

const names = [
  'Ada Lindner',
  'Bruno Falk',
  'Carla Engel',
  'David Moreau',
  'Elena Petrova',
  'Finn Hansen',
  'Greta Sommerfeld',
  'Hugo Brandt',
  'Ines Costa',
  'Jonas Weber',
  'Karin Vogt',
  'Leo Santos',
  'Mara Novak',
  'Nils Berger',
  'Olivia Grant',
  'Paul Richter',
  'Quentin Dubois',
  'Rosa Klein',
  'Stefan Maurer',
  'Tessa Young',
  'Ulrich Kaiser',
  'Vera Simon',
  'William Hart',
  'Xenia Pappas',
  'Yusuf Demir',
  'Zoe Martin',
  'Anton Keller',
  'Bianca Rossi',
  'Chen Yu',
  'Daria Horvat',
  'Emil Schuster',
  'Frida Olsen',
  'Georg Winkler',
  'Hanna Busch',
  'Igor Kovac',
  'Julia Franke',
  'Konrad Ziegler',
  'Lina Arslan',
  'Martin Hofer',
  'Nora Jansen',
];

/** Every third one speaks German. */
export const demoPeople: readonly DemoPerson[] = names.map((name, nth) => ({
  name,
  number: `+493023125${String(100 + nth * 7).padStart(3, '0')}`,
  ...(nth % 3 === 0 ? { language: 'de' } : {}),
}));
