import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { brokerSecretText, parseBrokerSecret, readOwnCertificate } from '../../src-main/assistants/broker-secret.ts';
import { makeCertificate } from '../certificates.ts';

const OWN = { cert: 'a certificate', key: 'a key' };

describe('what a broker asks for', () => {
  it.each([
    { login: null, certificate: OWN },
    { login: 'desk:word:with:colons', certificate: OWN },
    { login: 'desk:word', certificate: null },
  ])('is one text and back: %j', (secret) => {
    expect(parseBrokerSecret(brokerSecretText(secret))).toEqual(secret);
  });

  it('is a login as it was kept before there were certificates', () => {
    expect(brokerSecretText({ login: 'desk:word', certificate: null })).toBe('desk:word');
    expect(parseBrokerSecret('desk:word')).toEqual({ login: 'desk:word', certificate: null });
    expect(parseBrokerSecret('{"login":1}')).toEqual({ login: '{"login":1}', certificate: null });
    expect(parseBrokerSecret(null)).toEqual({ login: null, certificate: null });
  });
});

describe('a certificate in files', async () => {
  const [own, issuer] = await Promise.all([makeCertificate(), makeCertificate()]);

  it.each([
    ['one file', [`${own.cert}\n${own.key}`]],
    ['the key first', [own.key, own.cert]],
    ['its issuer first', [`Bag Attributes\n${issuer.cert}\n${own.cert}`, own.key]],
  ])('is found, with its key: %s', (_what, texts) => {
    const read = readOwnCertificate(texts);
    expect(read?.cert.startsWith(own.cert.trim())).toBe(true);
    expect(read?.key.trim()).toBe(own.key.trim());
    expect(read?.cert.match(/BEGIN/g)).toHaveLength(texts.join('').includes(issuer.cert) ? 2 : 1);
  });

  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
  it.each([
    ['no key', [own.cert]],
    ['no certificate', [own.key]],
    ['the key of another', [own.cert, issuer.key]],
    ['a key with a password', [own.cert, locked]],
    ['nothing', []],
    ['the certificate of an issuer that can’t be read', [own.cert, own.key, issuer.cert.replace(/\n..../, '\n!!!!')]],
    ['garbage', [own.key, own.cert.replace(/\n..../, '\n!!!!')]],
  ])('is none: %s', (_what, texts) => {
    expect(readOwnCertificate(texts)).toBe(null);
  });
});
