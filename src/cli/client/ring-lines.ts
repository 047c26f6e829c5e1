import { layTable } from '../../report/terminal/table.ts';

interface Ring {
  readonly epoch: number | null;
  readonly pending: {
    readonly joining: readonly number[];
    readonly leaving: readonly number[];
    readonly halted: boolean;
    readonly waiting_for: readonly number[] | null;
  } | null;
  readonly members: readonly {
    readonly node_id: number;
    readonly address: string | null;
    readonly state: string;
    readonly share: number;
  }[];
}

/** What `/ring` answered, for people; nothing where it is none. */
export function ringLines(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null || !('members' in body)) return [];
  const { epoch, pending, members } = body as Ring;
  const head = ['node', 'address', 'state', 'share'].map((text) => ({ text, right: text === 'share' }));
  const rows = members.map(({ node_id, address, state, share }) => [
    { text: String(node_id) },
    { text: address ?? '–' },
    { text: state },
    { text: `${(share * 100).toFixed(1)} %`, right: true },
  ]);
  return [
    `epoch ${epoch ?? '–'}${pending === null ? '' : `, ${changeOf(pending)}`}`,
    ...layTable([head, ...rows]).map((line) => `  ${line}`),
  ];
}

function changeOf({ joining, leaving, halted, waiting_for: missing }: NonNullable<Ring['pending']>): string {
  const parts = [
    ...(joining.length === 0 ? [] : [`joining: ${joining.join(' ')}`]),
    ...(leaving.length === 0 ? [] : [`leaving: ${leaving.join(' ')}`]),
    ...(halted ? ['halted'] : []),
    ...(missing === null ? [] : [`to hand over: ${missing.length === 0 ? 'nobody' : missing.join(' ')}`]),
  ];
  return parts.join(', ');
}
