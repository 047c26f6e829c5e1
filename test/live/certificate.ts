import { generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lengths up to 65535 (X.690, §8.1.3). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const oid = (...bytes: readonly number[]) => der(0x06, Buffer.from(bytes));
const octets = (bytes: Buffer) => der(0x04, bytes);
const yes = der(0x01, Buffer.from([0xff]));
const ED25519 = sequence(oid(0x2b, 0x65, 0x70));
const NAME = sequence(der(0x31, sequence(oid(0x55, 4, 3), der(0x0c, Buffer.from('orrery test')))));
const VALID = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')));

/**
 * Writes `cert.pem` and `key.pem` of a certificate for 127.0.0.1 that has signed itself, so that it is its own authority
 * (RFC 5280, RFC 8410).
 */
export function writeCertificate(folder: string): { readonly cert: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const loopback = der(0x87, Buffer.from([127, 0, 0, 1]));
  const extensions = sequence(
    sequence(oid(0x55, 0x1d, 0x13), yes, octets(sequence(yes))),
    sequence(oid(0x55, 0x1d, 0x11), octets(sequence(loopback))),
  );
  const facts = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ...[ED25519, NAME, VALID, NAME],
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign(null, facts, privateKey)]));
  const bytes = sequence(facts, ED25519, signature).toString('base64').replace(/.{64}/g, '$&\n');
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  writeFileSync(files.cert, `-----BEGIN CERTIFICATE-----\n${bytes}\n-----END CERTIFICATE-----\n`);
  writeFileSync(files.key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return files;
}
