/** What a client may ask. `read write cas` speak of registers, the others of a key-value store; one history speaks of one of them. */
export type Verb = 'read' | 'write' | 'cas' | 'get' | 'put' | 'append' | 'delete' | 'create' | 'update';

export type Family = 'register' | 'store';

/** Verbs as they stand in the columns of a history. */
export const verbCode = {
  read: 0,
  write: 1,
  cas: 2,
  get: 3,
  put: 4,
  append: 5,
  delete: 6,
  create: 7,
  update: 8,
} as const satisfies Record<Verb, number>;

export const verbNames: readonly Verb[] = [
  'read',
  'write',
  'cas',
  'get',
  'put',
  'append',
  'delete',
  'create',
  'update',
];

export function parseVerb(text: unknown): Verb | undefined {
  return verbNames.find((name) => name === text);
}

export function familyOf(verb: Verb): Family {
  return verbCode[verb] <= verbCode.cas ? 'register' : 'store';
}
