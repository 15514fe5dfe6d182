import { generate } from 'selfsigned';

/** PEM texts; the certificate is its own authority. */
export interface Certificate {
  certificate: string;
  key: string;
}

/** A certificate nobody but itself has signed. */
export async function certificateFor(name: string): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  return { certificate: made.cert, key: made.private };
}
