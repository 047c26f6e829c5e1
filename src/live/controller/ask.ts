import { get } from 'node:http';

const PATIENCE_MS = 2_000;

/** What another server of the cluster answers to `GET path`. @returns undefined where it does not, or in vain */
export function ask(address: string, path: string, token: string | undefined): Promise<string | undefined> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new Promise((resolve) => {
    const request = get(
      `http://${address}${path}`,
      { headers, timeout: PATIENCE_MS, agent: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve(response.statusCode === 200 ? Buffer.concat(parts).toString() : undefined),
        );
        response.on('error', () => resolve(undefined));
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}
